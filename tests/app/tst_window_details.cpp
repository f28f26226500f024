// What the window says and shows of special runs: words, room, colours.
#include "app/window/given_file.h"
#include "app/window/language.h"
#include "app/window/model_words.h"
#include "app/window/start_selection.h"
#include "app/window/window_options.h"
#include "tests/app/window_fixture.h"
#include "tests/support/shared.h"
#include "tests/views/made_runs.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTimer>
#include <QToolButton>

using namespace saccade;

class TestWindowDetails : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { applyLanguage(QStringLiteral("en")); }
    void sizesAreCounted();
    void channelsAreNotCalledHeads();
    void similarityIsNoProbability();
    void recipeOfAnEncoderHasNoDecoder();
    void emptyStripGivesItsRoom();
    void stripsShareALeftEdge();
    void scaleIsShownWhereItIsUsed();
    void hintNamesWhatCanBePointedAt();
    void partsThatAreNotThereAreRefused();
    void pastedPicturesAreCounted();
    void presetPromptIsGoneOn();
    void unknownTextIsSaid();
    void languagesWithoutAFontSaySo();
    void docksDetachAndComeBack();
    void longPromptIsRefusedInWords();
    void fileDialogsOpenAndSave();
};

namespace
{

void show(WindowFixture& it, const std::shared_ptr<const RunDocument>& document,
          std::shared_ptr<const Model> model = nullptr)
{
    RunEntry entry;
    entry.document = document;
    entry.model = std::move(model);
    it.workbench.workspace().add(std::move(entry));
}

std::shared_ptr<const RunDocument> runOf(Trace trace)
{
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)), "made");
}

} // namespace

void TestWindowDetails::sizesAreCounted()
{
    ModelInfo info;
    info.layers = 1;
    info.heads = 2;
    QCOMPARE(layersInWords(info), QStringLiteral("1 layer"));
    QCOMPARE(headsInWords(info), QStringLiteral("2 heads"));
    info.attention = {{.values = "blocks.*.ssm", .layers = 1, .heads = 1, .implicit = true}};
    info.heads = 1;
    info.headWidth = 1;
    QCOMPARE(headsInWords(info), QStringLiteral("1 channel"));
}

void TestWindowDetails::channelsAreNotCalledHeads()
{
    WindowFixture it;
    Trace trace = *madeStateSpaceRun()->trace;
    trace.modelInfo["head_width"] = 1;
    show(it, runOf(std::move(trace)));
    QCOMPARE(it.find<QLabel>("inspectorHead").text(), QStringLiteral("Layer 0 · Channel 0"));
    QCOMPARE(it.find<QWidget>("headSpin").accessibleName(), QStringLiteral("Channel"));
    show(it, madeTranslation());
    QCOMPARE(it.find<QLabel>("inspectorHead").text(), QStringLiteral("Layer 0 · Head 0"));
    QCOMPARE(it.find<QWidget>("headSpin").accessibleName(), QStringLiteral("Head"));
}

void TestWindowDetails::similarityIsNoProbability()
{
    WindowFixture it;
    Trace trace = *madePictureRun()->trace;
    trace.predictions = {{.label = "similarity", .probability = -0.25F}};
    show(it, runOf(std::move(trace)));
    auto& table = it.find<QTableWidget>("predictionsTable");
    QCOMPARE(table.horizontalHeaderItem(2)->text(), QStringLiteral("Cosine"));
    QCOMPARE(table.item(0, 1)->text(), QStringLiteral("Similarity"));
    QCOMPARE(table.item(0, 2)->text(), QStringLiteral("-0.25"));
    show(it, madePictureRun());
    QCOMPARE(table.horizontalHeaderItem(2)->text(), QStringLiteral("Probability"));
}

void TestWindowDetails::recipeOfAnEncoderHasNoDecoder()
{
    WindowFixture it;
    Trace trace = *madePictureRun()->trace;
    trace.recipe = {{"decoder", "sample"}, {"seed", 0}, {"device", "cpu"}};
    trace.modelInfo["generates"] = false;
    show(it, runOf(trace));
    auto& recipe = it.find<QLabel>("inspectorRecipe");
    QVERIFY(recipe.text().contains(QLatin1String("device")));
    QVERIFY(!recipe.text().contains(QLatin1String("decoder")));
    trace.modelInfo["generates"] = true;
    show(it, runOf(std::move(trace)));
    QVERIFY(recipe.text().contains(QLatin1String("decoder")));
}

void TestWindowDetails::emptyStripGivesItsRoom()
{
    WindowFixture it;
    show(it, madeTranslation());
    auto& strip = it.find<QWidget>("runStrip");
    QTRY_VERIFY(strip.height() > 80);
    Trace trace = *madePictureRun()->trace;
    trace.modelInfo["generates"] = false;
    show(it, runOf(std::move(trace)));
    QTRY_VERIFY(strip.height() < 50);
    QVERIFY(it.find<QLabel>("timelineHint").isVisible());
    show(it, madeTranslation());
    QTRY_VERIFY(strip.height() > 80);
}

void TestWindowDetails::stripsShareALeftEdge()
{
    WindowFixture it;
    show(it, madeTranslation());
    Selection cross = it.workbench.selection().selected();
    cross.part = "decoder.blocks.*.cross_attention";
    it.workbench.selection().select(cross);
    auto& source = it.find<QWidget>("sourceStrip");
    auto& target = it.find<QWidget>("tokenStrip");
    QTRY_COMPARE(source.mapTo(&it.window, QPoint()).x(), target.mapTo(&it.window, QPoint()).x());
}

void TestWindowDetails::scaleIsShownWhereItIsUsed()
{
    WindowFixture it;
    show(it, madeTranslation());
    auto& bar = it.find<QWidget>("colourBar");
    QVERIFY(bar.isVisible());
    it.find<QToolButton>("linesViewButton").click();
    QVERIFY(!bar.isVisible());
    it.find<QToolButton>("mapViewButton").click();
    QVERIFY(bar.isVisible());
}

void TestWindowDetails::hintNamesWhatCanBePointedAt()
{
    WindowFixture it;
    auto& foot = it.find<QLabel>("attentionFoot");
    show(it, madePictureRun());
    QVERIFY2(foot.text().contains(QLatin1String("patch")), qPrintable(foot.text()));
    it.find<QToolButton>("linesViewButton").click();
    QVERIFY(foot.text().contains(QLatin1String("token")));
    it.find<QToolButton>("mapViewButton").click();
    QVERIFY(foot.text().contains(QLatin1String("cell")));
}

void TestWindowDetails::partsThatAreNotThereAreRefused()
{
    WindowFixture it;
    WindowOptions options;
    options.part = "nonsense";
    selectAtStart(it.workbench, options);
    show(it, madeTranslation());
    auto& message = it.find<QLabel>("messageText");
    QTRY_VERIFY(message.isVisible());
    QVERIFY2(message.text().contains(QStringLiteral("“nonsense”")), qPrintable(message.text()));
    QVERIFY(message.text().contains(QLatin1String("decoder.cross_attention")));
    WindowFixture other;
    options.part = "cross_attention";
    options.head = 1;
    selectAtStart(other.workbench, options);
    show(other, madeTranslation());
    QTRY_COMPARE(other.workbench.document()->part.values,
                 std::string("decoder.blocks.*.cross_attention"));
    QCOMPARE(other.workbench.selection().selected().head.head, 1);
}

void TestWindowDetails::pastedPicturesAreCounted()
{
    const OwnSettings settings; // and with it the program's folder
    QStandardPaths::setTestModeEnabled(true);
    QImage picture(4, 4, QImage::Format_RGB32);
    picture.fill(QColor(7, 11, 13));
    const QString first = keptPicture(picture);
    QCOMPARE(keptPicture(picture), first); // each once
    picture.fill(QColor(17, 19, 23));
    const QString second = keptPicture(picture);
    const auto number = [](const QString& path) {
        return mediaName(path).section(QLatin1Char(' '), -1).toInt();
    };
    QVERIFY2(mediaName(first).startsWith(QLatin1String("Pasted picture ")),
             qPrintable(mediaName(first)));
    QCOMPARE(number(second), number(first) + 1);
    QCOMPARE(mediaName(QStringLiteral("/a/cat.png")), QStringLiteral("cat.png"));
    QFile::remove(first);
    QFile::remove(second);
    QStandardPaths::setTestModeEnabled(false);
}

void TestWindowDetails::presetPromptIsGoneOn()
{
    WindowFixture it;
    OPEN_DEMO(it);
    auto& text = it.find<QPlainTextEdit>("promptText");
    QVERIFY(!text.toPlainText().isEmpty());
    QCOMPARE(text.textCursor().position(), text.document()->characterCount() - 1);
}

void TestWindowDetails::unknownTextIsSaid()
{
    REQUIRE_SHARED("assets/encdec/aren-transliteration");
    WindowFixture it;
    it.workbench.open(sharedPath("assets/encdec/aren-transliteration/v2-model.bin"));
    QTRY_VERIFY_WITH_TIMEOUT(it.workbench.workspace().model() != nullptr, patience);
    it.workbench.run({.text = QStringLiteral("§§§"), .steps = 1});
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 1UL, patience);
    auto& message = it.find<QLabel>("messageText");
    QVERIFY2(message.isVisible() && message.text().contains(QLatin1String("knows nothing")),
             qPrintable(message.text()));
}

void TestWindowDetails::languagesWithoutAFontSaySo()
{
    WindowFixture it;
    auto& chinese = it.find<QAction>("language-zh_CN");
    QCOMPARE(chinese.isEnabled(), canBeWritten(QStringLiteral("zh_CN")));
    QCOMPARE(chinese.text().contains(QLatin1String("Chinese")), !chinese.isEnabled());
    QVERIFY(canBeWritten(QStringLiteral("de")));
    QVERIFY(it.find<QAction>("language-de").isEnabled());
}

void TestWindowDetails::docksDetachAndComeBack()
{
    WindowFixture it;
    OPEN_DEMO(it);
    for (auto* dock : it.window.findChildren<QDockWidget*>()) {
        dock->setFloating(true);
        QVERIFY(dock->isFloating() && dock->isVisible());
        QVERIFY2(dock->width() > 100 && dock->height() > 60, qPrintable(dock->objectName()));
    }
    it.find<QAction>("resetLayoutAction").trigger();
    for (auto* dock : it.window.findChildren<QDockWidget*>()) {
        QVERIFY2(!dock->isFloating() && dock->isVisible(), qPrintable(dock->objectName()));
    }
}

void TestWindowDetails::longPromptIsRefusedInWords()
{
    WindowFixture it;
    OPEN_DEMO(it);
    it.workbench.run({.text = QStringLiteral("I pray thee, speak again. ").repeated(400)});
    auto& message = it.find<QLabel>("messageText");
    QTRY_VERIFY_WITH_TIMEOUT(message.isVisible(), patience);
    QVERIFY2(message.text().contains(QLatin1String("tokens")), qPrintable(message.text()));
    QTRY_VERIFY(!it.workbench.isRunning());
    QCOMPARE(it.runs(), 1UL); // what was shown is still there
    QVERIFY(it.find<QWidget>("tokenStrip").isVisible());
}

void TestWindowDetails::fileDialogsOpenAndSave()
{
    WindowFixture it;
    const auto choose = [](const std::filesystem::path& path) {
        QTimer::singleShot(100, qApp, [path] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))
                ->setText(QString::fromStdString(path.string()));
            static_cast<QDialog*>(dialog)->accept();
            if (dialog->isVisible()) {
                dialog->reject(); // what follows fails, but the test ends
            }
        });
    };
    QImage picture(20, 10, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const auto red = it.settings.folder() / "red.png";
    picture.save(QString::fromStdString(red.string()));
    choose(red);
    it.find<QAction>("openAction").trigger();
    QVERIFY(it.find<QLabel>("messageText").text().contains(QLatin1String("model that reads")));
    OPEN_DEMO(it);
    const auto trace = it.settings.folder() / "run.safetensors";
    choose(trace);
    it.find<QAction>("saveTraceAction").trigger();
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(trace), patience);
    QTRY_VERIFY(!it.workbench.jobs().isRunning("save " + trace.string()));
    choose(trace);
    it.find<QAction>("openAction").trigger();
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
}

QTEST_MAIN(TestWindowDetails)

#include "tst_window_details.moc"
