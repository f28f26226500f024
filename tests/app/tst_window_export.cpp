// From the panel to the file.
#include "tests/app/window_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>

using namespace saccade;

class TestWindowExport : public QObject
{
    Q_OBJECT
private slots:
    void exportWritesTheFile_data();
    void exportWritesTheFile();
    void previewFollowsTheFields();
    void placeThatCannotBeWrittenIsAMessage();
    void copyPutsPictureAndNumbersOnTheClipboard();
};

namespace
{

std::string contents(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

void TestWindowExport::exportWritesTheFile_data()
{
    QTest::addColumn<QString>("extension");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("PDF") << "pdf" << QByteArray("%PDF-");
    QTest::newRow("SVG") << "svg" << QByteArray("<?xml");
    QTest::newRow("PNG") << "png" << QByteArray("\x89PNG");
    QTest::newRow("NPY") << "npy" << QByteArray("\x93NUMPY");
    QTest::newRow("CSV") << "csv" << QByteArray();
}

void TestWindowExport::exportWritesTheFile()
{
    QFETCH(QString, extension);
    QFETCH(QByteArray, begin);
    WindowFixture it;
    OPEN_DEMO(it);
    it.find<QAction>("exportAction").trigger();
    auto& format = it.find<QComboBox>("exportFormat");
    format.setCurrentIndex(format.findData(extension));
    const auto path = it.settings.folder() / ("figure." + extension.toStdString());
    it.find<QLineEdit>("exportPath").setText(QString::fromStdString(path.string()));
    it.find<QDoubleSpinBox>("exportWidth").setValue(100);
    it.find<QSpinBox>("exportResolution").setValue(254);
    QTest::mouseClick(&it.find<QPushButton>("exportSaveButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        it.find<QLabel>("messageText").text().contains(QString::fromStdString(path.string())),
        patience);
    const std::string file = contents(path);
    QVERIFY(file.starts_with(begin.toStdString()));
    if (extension == QLatin1String("png")) {
        QCOMPARE(QImage(QString::fromStdString(path.string())).width(), 1000);
    }
    if (extension == QLatin1String("csv")) {
        QCOMPARE(std::ranges::count(file, '\n'),
                 std::ssize(it.workbench.workspace().run()->document->tokenLabels) + 1);
    }
}

void TestWindowExport::previewFollowsTheFields()
{
    WindowFixture it;
    OPEN_DEMO(it);
    it.find<QAction>("exportAction").trigger();
    auto& caption = it.find<QLabel>("exportCaption");
    QTRY_VERIFY_WITH_TIMEOUT(caption.text().startsWith(QLatin1String("85.0 mm")), patience);
    QVERIFY(!it.find<QLabel>("exportPreview").pixmap().isNull());
    it.find<QDoubleSpinBox>("exportWidth").setValue(180);
    QTRY_VERIFY_WITH_TIMEOUT(caption.text().startsWith(QLatin1String("180.0 mm")), patience);
    auto& format = it.find<QComboBox>("exportFormat");
    format.setCurrentIndex(format.findData(QStringLiteral("npy")));
    QTRY_VERIFY(caption.text().contains(QLatin1String("numbers")));
    QVERIFY(!it.find<QDoubleSpinBox>("exportWidth").isEnabled());
}

void TestWindowExport::placeThatCannotBeWrittenIsAMessage()
{
    WindowFixture it;
    OPEN_DEMO(it);
    it.find<QAction>("exportAction").trigger();
    it.find<QLineEdit>("exportPath").setText(QStringLiteral("/nowhere/at/all/figure.pdf"));
    QTest::mouseClick(&it.find<QPushButton>("exportSaveButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(
        it.find<QLabel>("messageText").text().contains(QLatin1String("/nowhere/at/all")), patience);
    QVERIFY(it.find<QWidget>("exportDialog").isVisible()); // to choose another place
}

void TestWindowExport::copyPutsPictureAndNumbersOnTheClipboard()
{
    WindowFixture it;
    OPEN_DEMO(it);
    it.find<QAction>("copyAction").trigger();
    const auto* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QCOMPARE(data->text().count(QLatin1Char('\n')),
             it.workbench.workspace().run()->document->tokenLabels.size() + 1);
}

QTEST_MAIN(TestWindowExport)

#include "tst_window_export.moc"
