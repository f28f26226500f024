// Pictures, sounds, pairs of texts: what the window shows and takes for each.
#include "tests/app/window_fixture.h"
#include "tests/views/made_runs.h"
#include "views/displays/matrix_view.h"
#include "views/displays/patch_view.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/spectrogram_strip.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QToolButton>

using namespace saccade;

class TestWindowModalities : public QObject
{
    Q_OBJECT
private slots:
    void attentionLiesOnThePicture();
    void patchesAreChosenByMouseAndKeyboard();
    void lookOfThePictureCanBeChanged();
    void predictionsStandInTheInspector();
    void partsAreChosenInTheToolbar();
    void bothTextsAreShownForCrossAttention();
    void hoveringTheStripLightsTheMap();
    void soundIsShownOverTime();
    void implicitAttentionSaysSo();
    void promptShowsWhatTheModelReads_data();
    void promptShowsWhatTheModelReads();
    void droppedPictureGoesToTheModel();
    void pictureWithoutAModelWaits();
    void pastedPictureGoesToTheModel();
    void droppedTableGoesToTheModel();
};

namespace
{

void show(WindowFixture& it, const std::shared_ptr<const RunDocument>& document)
{
    RunEntry entry;
    entry.document = document;
    it.workbench.workspace().add(std::move(entry));
}

std::filesystem::path writePicture(const WindowFixture& it)
{
    QImage picture(20, 10, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const auto path = it.settings.folder() / "red.png";
    picture.save(QString::fromStdString(path.string()));
    return path;
}

void drop(QWidget& window, const std::filesystem::path& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
}

QPoint middle(const PatchView& view, std::int64_t position)
{
    return view.cell(position).center().toPoint();
}

} // namespace

void TestWindowModalities::attentionLiesOnThePicture()
{
    WindowFixture it;
    show(it, madePictureRun());
    auto& view = it.find<PatchView>("patchView");
    QVERIFY(view.isVisible());
    QVERIFY(it.find<QToolButton>("pictureViewButton").isChecked());
    // The row of the class token in head 0 of layer 0 rests on itself.
    QCOMPARE(view.query(), 0);
    QCOMPARE(view.values().size(), 8UL);
    QCOMPARE(view.values()[0], 0.5F);
    QCOMPARE(view.values()[3], 0.5F / 7);
    // Class token and register are apart: left of the patches, of which there are six.
    QVERIFY(view.cell(0).right() < view.cell(2).left());
    QVERIFY(view.cell(1).top() > view.cell(0).top());
    QCOMPARE(view.cell(4).top(), view.cell(2).top());
    QVERIFY(view.cell(5).top() > view.cell(2).top());
    // The scale is that of the patches, not of the class token.
    QCOMPARE(view.colourScale().maximum, 0.5F / 7);
    // The picture can be seen through the attention.
    it.find<QSlider>("opacitySlider").setValue(0);
    it.find<QToolButton>("gridButton").setChecked(false);
    const QImage image = view.grab().toImage();
    QVERIFY(qRed(image.pixel(middle(view, 2) + QPoint(3, 3))) > 200);
    QVERIFY(qBlue(image.pixel(middle(view, 4) + QPoint(3, 3))) > 200);
}

void TestWindowModalities::patchesAreChosenByMouseAndKeyboard()
{
    WindowFixture it;
    show(it, madePictureRun());
    auto& view = it.find<PatchView>("patchView");
    QTest::mouseMove(&view, middle(view, 6));
    QTRY_VERIFY(it.find<QLabel>("attentionFoot").text().contains(QLatin1String("row 1, col. 1")));
    QVERIFY(it.find<QLabel>("attentionFoot").text().contains(QLatin1String("0.07143")));
    QTest::mouseClick(&view, Qt::LeftButton, {}, middle(view, 4));
    QCOMPARE(view.query(), 4);
    QCOMPARE(view.values()[4], 0.5F);
    QVERIFY(it.find<QLabel>("inspectorQuery").text().contains(QStringLiteral("“row 0, col. 2”")));
    const auto press = [&](Qt::Key key) {
        QTest::keyClick(&view, key);
        return view.query();
    };
    QCOMPARE(press(Qt::Key_Left), 3);
    QCOMPARE(press(Qt::Key_Down), 6);
    QCOMPARE(press(Qt::Key_Down), 6);
    QCOMPARE(press(Qt::Key_Right), 7);
    QCOMPARE(press(Qt::Key_Right), 7);
    QCOMPARE(press(Qt::Key_Home), 0);
    QCOMPARE(press(Qt::Key_Down), 1); // the register
    QCOMPARE(press(Qt::Key_Right), 2);
    QCOMPARE(press(Qt::Key_Left), 0);
    QCOMPARE(press(Qt::Key_End), 7);
}

void TestWindowModalities::lookOfThePictureCanBeChanged()
{
    WindowFixture it;
    show(it, madePictureRun());
    auto& view = it.find<PatchView>("patchView");
    // A row that is not even, so that there is something to blend.
    QTest::mouseClick(&view, Qt::LeftButton, {}, middle(view, 4));
    const auto picture = [&] { return view.grab().toImage(); };
    const QImage before = picture();
    it.find<QToolButton>("smoothButton").click();
    const QImage smooth = picture();
    QVERIFY(smooth != before);
    it.find<QToolButton>("gridButton").click();
    QVERIFY(picture() != smooth);
    it.find<QSlider>("opacitySlider").setValue(100);
    QVERIFY(picture() != before);
    QTest::mouseClick(&it.find<QToolButton>("mapViewButton"), Qt::LeftButton);
    QVERIFY(it.find<QWidget>("matrixView").isVisible());
    QVERIFY(!it.find<QSlider>("opacitySlider").isVisible());
    QTest::mouseClick(&it.find<QToolButton>("pictureViewButton"), Qt::LeftButton);
    QVERIFY(view.isVisible());
}

void TestWindowModalities::predictionsStandInTheInspector()
{
    WindowFixture it;
    show(it, madePictureRun());
    auto& table = it.find<QTableWidget>("predictionsTable");
    QVERIFY(table.isVisible());
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.item(0, 1)->text(), QStringLiteral("tabby"));
    QCOMPARE(table.item(0, 2)->text(), QStringLiteral("0.75"));
    QVERIFY(table.isColumnHidden(0)); // they are of the whole picture
    show(it, madeTranslation());
    QVERIFY(!table.isVisible());
}

void TestWindowModalities::partsAreChosenInTheToolbar()
{
    WindowFixture it;
    show(it, madeTranslation());
    auto& parts = it.find<QComboBox>("partCombo");
    QVERIFY(parts.isVisible());
    QStringList names;
    for (int i = 0; i < parts.count(); ++i) {
        names << parts.itemText(i);
    }
    QCOMPARE(names, QStringList({QStringLiteral("Encoder"), QStringLiteral("Decoder"),
                                 QStringLiteral("Cross-attention")}));
    QCOMPARE(it.workbench.document()->attention->queries(), 4);
    parts.setCurrentIndex(2);
    QCOMPARE(it.workbench.document()->attention->queries(), 3);
    QCOMPARE(it.workbench.document()->attention->keys(), 4);
    QCOMPARE(it.find<ElidedLabel>("inspectorTensor").whole(),
             QStringLiteral("decoder.blocks.0.cross_attention.pattern[0]"));
    // A run without parts to choose from shows no chooser.
    show(it, madeStateSpaceRun());
    QVERIFY(!parts.isVisible());
}

void TestWindowModalities::bothTextsAreShownForCrossAttention()
{
    WindowFixture it;
    show(it, madeTranslation());
    auto& source = it.find<QWidget>("sourceStrip");
    QVERIFY(!source.isVisible());
    it.find<QComboBox>("partCombo").setCurrentIndex(2);
    QVERIFY(source.isVisible());
    QVERIFY(it.find<QWidget>("tokenStrip").isVisible());
    // Pointing at a target token lights the source tokens that it reads from.
    const QImage before = source.grab().toImage();
    Selection hovered;
    hovered.query = 0;
    it.workbench.selection().hover(hovered);
    QVERIFY(source.grab().toImage() != before);
    // A source token that is clicked is the key.
    QTest::keyClick(&source, Qt::Key_Home);
    QCOMPARE(it.workbench.selection().selected().key, std::optional<std::int64_t>(0));
    QVERIFY(it.find<QLabel>("attentionFoot").text().contains(QStringLiteral("“the”")));
}

void TestWindowModalities::hoveringTheStripLightsTheMap()
{
    WindowFixture it;
    show(it, madeTranslation());
    auto& map = it.find<MatrixView>("matrixView");
    QTRY_VERIFY(!map.isPending());
    const QImage before = map.grab().toImage();
    Selection hovered;
    hovered.query = 1;
    it.workbench.selection().hover(hovered);
    QVERIFY(map.grab().toImage() != before);
    it.workbench.selection().hover({});
    QCOMPARE(map.grab().toImage(), before);
}

void TestWindowModalities::soundIsShownOverTime()
{
    WindowFixture it;
    show(it, madeTranscript());
    auto& sound = it.find<SpectrogramStrip>("spectrogramStrip");
    QVERIFY(sound.isVisible());
    QVERIFY(!it.find<QWidget>("sourceStrip").isVisible());
    QVERIFY(it.find<QWidget>("tokenStrip").isVisible());
    QCOMPARE(sound.soundingPositions(), 4); // the silence after it stands apart
    const QImage before = sound.grab().toImage();
    Selection hovered;
    hovered.query = 0;
    it.workbench.selection().hover(hovered);
    QVERIFY(sound.grab().toImage() != before);
    QSignalSpy clicked(&sound, &SpectrogramStrip::positionClicked);
    QTest::mouseClick(&sound, Qt::LeftButton, {}, QPoint(sound.width() * 3 / 8, 30));
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(it.workbench.selection().selected().key, std::optional<std::int64_t>(1));
    QTest::keyClick(&sound, Qt::Key_Right);
    QCOMPARE(it.workbench.selection().selected().key, std::optional<std::int64_t>(2));
    QTest::mouseClick(&sound, Qt::LeftButton, {}, QPoint(sound.width() - 12, 30));
    QCOMPARE(it.workbench.selection().selected().key, std::optional<std::int64_t>(7));
}

void TestWindowModalities::implicitAttentionSaysSo()
{
    WindowFixture it;
    show(it, madeStateSpaceRun());
    QVERIFY(it.find<QLabel>("implicitLabel").isVisible());
    QCOMPARE(it.find<QLabel>("implicitLabel").text(), QStringLiteral("implicit"));
    QVERIFY(it.find<QLabel>("implicitLabel").toolTip().contains(QLatin1String("recurrence")));
    QVERIFY(!it.find<QPushButton>("ablateButton").isEnabled());
    show(it, madeTranslation());
    QVERIFY(!it.find<QLabel>("implicitLabel").isVisible());
}

void TestWindowModalities::promptShowsWhatTheModelReads_data()
{
    QTest::addColumn<QList<int>>("inputs");
    QTest::addColumn<bool>("generates");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QString>("next");
    const auto kinds = [](std::initializer_list<InputKind> list) {
        QList<int> numbers;
        for (const auto kind : list) {
            numbers << static_cast<int>(kind);
        }
        return numbers;
    };
    const QString text = QStringLiteral("promptText");
    QTest::newRow("language model")
        << kinds({InputKind::Text}) << true << QStringList{text, QStringLiteral("settingsButton")}
        << "type token ids"; // made up, so without a tokenizer
    QTest::newRow("encoder of pairs")
        << kinds({InputKind::Text, InputKind::TextPair}) << false
        << QStringList{text, QStringLiteral("promptSecond")} << "type token ids";
    QTest::newRow("vision") << kinds({InputKind::Image}) << false
                            << QStringList{QStringLiteral("pictureField")} << "It reads pictures";
    QTest::newRow("vision and text")
        << kinds({InputKind::Image, InputKind::Text}) << false
        << QStringList{QStringLiteral("pictureField"), text} << "a picture and a text";
    QTest::newRow("speech") << kinds({InputKind::Audio}) << true
                            << QStringList{QStringLiteral("soundField"),
                                           QStringLiteral("settingsButton")}
                            << "It reads sounds";
}

void TestWindowModalities::promptShowsWhatTheModelReads()
{
    QFETCH(QList<int>, inputs);
    QFETCH(bool, generates);
    QFETCH(QStringList, fields);
    QFETCH(QString, next);
    std::vector<InputKind> kinds;
    for (const int number : inputs) {
        kinds.push_back(static_cast<InputKind>(number));
    }
    WindowFixture it;
    it.workbench.workspace().open(madeModel(kinds, generates));
    QStringList visible;
    for (const char* name :
         {"pictureField", "soundField", "promptText", "promptSecond", "settingsButton"}) {
        if (it.find<QWidget>(name).isVisible()) {
            visible << QString::fromLatin1(name);
        }
    }
    fields.sort();
    visible.sort();
    QCOMPARE(visible, fields);
    QVERIFY(!it.find<QPushButton>("runButton").isEnabled());
    const QString said = it.find<QLabel>("attentionEmpty").text();
    QVERIFY2(said.contains(next), qPrintable(said));
}

void TestWindowModalities::droppedPictureGoesToTheModel()
{
    WindowFixture it;
    it.workbench.workspace().open(madeModel({InputKind::Image, InputKind::Text}, false));
    QVERIFY(!it.find<QPushButton>("runButton").isEnabled());
    const auto path = writePicture(it);
    drop(it.window, path);
    auto& field = it.find<QFrame>("pictureField");
    const auto part = [&](const char* name) {
        return field.findChild<QLabel*>(QString::fromLatin1(name));
    };
    QCOMPARE(part("mediaName")->text(), QStringLiteral("red.png"));
    const QImage thumbnail = part("mediaThumbnail")->pixmap(Qt::ReturnByValue).toImage();
    QCOMPARE(thumbnail.pixelColor(thumbnail.rect().center()), QColor(Qt::red));
    QVERIFY(it.find<QPushButton>("runButton").isEnabled());
    auto* clear = field.findChild<QToolButton*>(QStringLiteral("clearMediaButton"));
    QTRY_VERIFY(!it.workbench.isRunning());
    QTest::mouseClick(clear, Qt::LeftButton);
    QVERIFY(!it.find<QPushButton>("runButton").isEnabled());
}

void TestWindowModalities::pictureWithoutAModelWaits()
{
    WindowFixture it;
    drop(it.window, writePicture(it));
    QVERIFY(it.find<QLabel>("messageText").text().contains(QLatin1String("model that reads")));
    it.workbench.workspace().open(madeModel({InputKind::Image}, false));
    QVERIFY(it.find<QPushButton>("runButton").isEnabled());
}

void TestWindowModalities::pastedPictureGoesToTheModel()
{
    WindowFixture it;
    it.workbench.workspace().open(madeModel({InputKind::Image, InputKind::Text}, false));
    QGuiApplication::clipboard()->setText(QStringLiteral("words"));
    it.find<QAction>("pasteAction").trigger();
    QVERIFY(it.find<QLabel>("messageText").text().contains(QLatin1String("neither a picture")));
    QImage picture(4, 4, QImage::Format_RGB32);
    picture.fill(Qt::blue);
    QGuiApplication::clipboard()->setImage(picture);
    auto& text = it.find<QPlainTextEdit>("promptText");
    text.setFocus();
    QTest::keyClick(&text, Qt::Key_V, Qt::ControlModifier);
    auto* name = it.find<QFrame>("pictureField").findChild<QLabel*>(QStringLiteral("mediaName"));
    QVERIFY2(name->text().startsWith(QLatin1String("Pasted picture ")), qPrintable(name->text()));
    QVERIFY(QFileInfo::exists(name->toolTip()));
    QFile::remove(name->toolTip());
}

void TestWindowModalities::droppedTableGoesToTheModel()
{
    WindowFixture it;
    it.workbench.workspace().open(madeModel({InputKind::Series}, false));
    QVERIFY(!it.find<QPushButton>("runButton").isEnabled());
    drop(it.window, "/nowhere/table.csv");
    auto* name = it.find<QFrame>("seriesField").findChild<QLabel*>(QStringLiteral("mediaName"));
    QCOMPARE(name->text(), QStringLiteral("table.csv"));
    QVERIFY(it.find<QPushButton>("runButton").isEnabled());
    QTRY_VERIFY(!it.workbench.isRunning());
}

QTEST_MAIN(TestWindowModalities)

#include "tst_window_modalities.moc"
