// The window as a user meets it: first start, runs, edits, opening.
#include "app/window/demo_start.h"
#include "tests/app/window_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

using namespace saccade;

class TestWindow : public QObject
{
    Q_OBJECT
private slots:
    void firstStartShowsTheAttentionOfTheDemo();
    void emptyWindowSaysWhatToDo();
    void runningAPromptAddsARunThatIsShown();
    void controlEnterRuns();
    void stoppingKeepsTheStepsMade();
    void ablationChangesTheNumbersAndUndoBringsThemBack();
    void editsAreListedAndCanBeRemoved();
    void badFileShowsAMessageAndLeavesEverythingAsItWas();
    void traceThatWasSavedOpensWithTheSameNumbers();
    void droppedFileIsOpened();
    void layoutIsRememberedAndReset();
    void closingWhileRunningStops();
};

namespace
{

/// A drop as the window system sends it.
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

QString tableText(const QTableWidget& table)
{
    QString text;
    for (int row = 0; row < table.rowCount(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column) {
            text += table.item(row, column)->text() +
                    QLatin1Char(column + 1 < table.columnCount() ? '\t' : '\n');
        }
    }
    return text;
}

} // namespace

void TestWindow::firstStartShowsTheAttentionOfTheDemo()
{
    WindowFixture it;
    OPEN_DEMO(it);
    const auto head = demoSelection().head;
    QCOMPARE(it.find<QSpinBox>("layerSpin").value(), head.layer);
    QCOMPARE(it.find<QSpinBox>("headSpin").value(), head.head);
    QVERIFY(it.find<QWidget>("matrixView").isVisible());
    QVERIFY(it.find<QWidget>("headsView").isVisible());
    QVERIFY(!it.find<QLabel>("attentionEmpty").isVisible());
    QCOMPARE(it.find<QPlainTextEdit>("promptText").toPlainText(), demoPrompt().text);
    QCOMPARE(it.find<QLabel>("inspectorHead").text(),
             QStringLiteral("Layer %1 · Head %2").arg(head.layer).arg(head.head));
    QVERIFY(it.find<QTableWidget>("keyTable").rowCount() > 3);
    // A previous-token head: the strongest key is the token before.
    const auto& labels = it.workbench.workspace().run()->document->tokenLabels;
    const auto query = *demoSelection().query;
    const auto key = it.find<QTableWidget>("keyTable").item(0, 0)->text().toLongLong();
    QCOMPARE(key, query - 1);
    QCOMPARE(key, *demoSelection().key);
    QVERIFY(it.find<QTableWidget>("keyTable").item(0, 2)->text().toDouble() > 0.5);
    QVERIFY(it.find<QLabel>("attentionFoot").text().contains(labels[query].toHtmlEscaped()));
}

void TestWindow::emptyWindowSaysWhatToDo()
{
    WindowFixture it;
    QVERIFY(it.find<QLabel>("attentionEmpty").isVisible());
    QVERIFY(it.find<QLabel>("attentionEmpty").text().contains(QLatin1String("Open a model")));
    QVERIFY(!it.find<QPushButton>("runButton").isEnabled());
    QVERIFY(!it.find<QAction>("exportAction").isEnabled());
    QVERIFY(!it.find<QAction>("saveTraceAction").isEnabled());
}

void TestWindow::runningAPromptAddsARunThatIsShown()
{
    WindowFixture it;
    OPEN_DEMO(it);
    QSignalSpy steps(&it.workbench, &Workbench::stepMade);
    it.find<QPlainTextEdit>("promptText").setPlainText(QStringLiteral("JULIET:\nO Romeo"));
    it.find<QSpinBox>("stepsSpin").setValue(5);
    QTest::mouseClick(&it.find<QPushButton>("runButton"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    QCOMPARE(steps.count(), 5);
    const auto& trace = *it.workbench.workspace().run()->document->trace;
    QCOMPARE(std::ssize(trace.tokens), trace.promptLength + 5);
    QTRY_COMPARE(it.find<QPushButton>("runButton").text(), QStringLiteral("Run"));
    QCOMPARE(it.workbench.workspace().inputs().front().value, QStringLiteral("JULIET:\nO Romeo"));
}

void TestWindow::controlEnterRuns()
{
    WindowFixture it;
    OPEN_DEMO(it);
    auto& text = it.find<QPlainTextEdit>("promptText");
    text.setFocus();
    text.setPlainText(QStringLiteral("I pray"));
    QTest::keyClick(&text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    QCOMPARE(text.toPlainText(), QStringLiteral("I pray"));
}

void TestWindow::stoppingKeepsTheStepsMade()
{
    WindowFixture it;
    OPEN_DEMO(it);
    QSignalSpy steps(&it.workbench, &Workbench::stepMade);
    it.find<QPlainTextEdit>("promptText").setPlainText(QStringLiteral("ROMEO:"));
    it.find<QSpinBox>("stepsSpin").setValue(240);
    QTest::mouseClick(&it.find<QPushButton>("runButton"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty(), patience);
    QCOMPARE(it.find<QPushButton>("runButton").text(), QStringLiteral("Stop"));
    QTest::mouseClick(&it.find<QPushButton>("runButton"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    const auto& trace = *it.workbench.workspace().run()->document->trace;
    QVERIFY(trace.steps.size() >= 1);
    QVERIFY(trace.steps.size() <= 240);
    QCOMPARE(std::ssize(trace.tokens), trace.promptLength + std::ssize(trace.steps));
    QCOMPARE(trace.recipe.at("steps").get<std::size_t>(), trace.steps.size());
    QCOMPARE(it.workbench.workspace().run()->document->attention->queries(),
             std::ssize(trace.tokens));
}

void TestWindow::ablationChangesTheNumbersAndUndoBringsThemBack()
{
    WindowFixture it;
    OPEN_DEMO(it);
    // A head of the last layer reads what heads before it wrote.
    Selection selection = it.workbench.selection().selected();
    selection.head = {.layer = 3, .head = 0};
    it.workbench.selection().select(selection);
    const QString before = tableText(it.find<QTableWidget>("keyTable"));
    selection.head = {.layer = 0, .head = 0};
    it.workbench.selection().select(selection);
    auto& ablate = it.find<QPushButton>("ablateButton");
    QVERIFY(ablate.isEnabled());
    QTest::mouseClick(&ablate, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    QCOMPARE(ablate.text(), QStringLiteral("&Restore this head"));
    selection = it.workbench.selection().selected();
    selection.head = {.layer = 3, .head = 0};
    it.workbench.selection().select(selection);
    QVERIFY(tableText(it.find<QTableWidget>("keyTable")) != before);
    QVERIFY(it.find<QLabel>("inspectorRecipe")
                .text()
                .remove(QChar(0x200B)) // places where it may break
                .contains(QLatin1String("blocks.0.attention.heads[0]")));

    it.find<QAction>("undoAction").trigger();
    QTRY_COMPARE(tableText(it.find<QTableWidget>("keyTable")), before);
    QCOMPARE(it.runs(), 2UL); // the run of before, not a new one
    it.find<QAction>("redoAction").trigger();
    QTRY_VERIFY(tableText(it.find<QTableWidget>("keyTable")) != before);
}

void TestWindow::editsAreListedAndCanBeRemoved()
{
    WindowFixture it;
    OPEN_DEMO(it);
    QTest::mouseClick(&it.find<QPushButton>("ablateButton"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    QVERIFY(!it.find<QLabel>("editsHint").isVisible());
    QTest::mouseClick(&it.find<QAbstractButton>("removeEditButton"), Qt::LeftButton);
    QTRY_VERIFY(it.find<QLabel>("editsHint").isVisible());
    QVERIFY(it.workbench.edits().edits().empty());
    QTRY_VERIFY(it.workbench.workspace().run()->edits.empty());
}

void TestWindow::badFileShowsAMessageAndLeavesEverythingAsItWas()
{
    WindowFixture it;
    OPEN_DEMO(it);
    const auto* run = it.workbench.workspace().run();
    const auto model = it.workbench.workspace().model();
    it.workbench.open(
        it.write("broken.safetensors", std::string("\xff\xff\xff\xff\xff\xff\xff\x7f{", 9)));
    QTRY_VERIFY_WITH_TIMEOUT(it.find<QWidget>("messageBar").isVisible(), patience);
    QVERIFY(it.find<QLabel>("messageText").text().contains(QLatin1String("broken.safetensors")));
    QVERIFY(it.workbench.workspace().run() == run);
    QVERIFY(it.workbench.workspace().model() == model);
    QVERIFY(it.find<QWidget>("matrixView").isVisible());
    QTest::mouseClick(&it.find<QAbstractButton>("messageCopyButton"), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("broken.safetensors")));
    QTest::mouseClick(&it.find<QAbstractButton>("messageCloseButton"), Qt::LeftButton);
    QVERIFY(!it.find<QWidget>("messageBar").isVisible());
}

void TestWindow::traceThatWasSavedOpensWithTheSameNumbers()
{
    WindowFixture it;
    OPEN_DEMO(it);
    const QString before = tableText(it.find<QTableWidget>("keyTable"));
    const auto path = it.settings.folder() / "demo.safetensors";
    it.workbench.saveTrace(*it.workbench.workspace().run(), path);
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(path), patience);
    it.workbench.open(path);
    QTRY_COMPARE_WITH_TIMEOUT(it.runs(), 2UL, patience);
    QVERIFY(!it.workbench.workspace().run()->model);
    QCOMPARE(tableText(it.find<QTableWidget>("keyTable")), before);
    QVERIFY(!it.find<QPushButton>("ablateButton").isEnabled());
}

void TestWindow::droppedFileIsOpened()
{
    WindowFixture it;
    drop(it.window, it.write("notes.txt", "not a model"));
    QTRY_VERIFY_WITH_TIMEOUT(it.find<QWidget>("messageBar").isVisible(), patience);
    QVERIFY(it.find<QLabel>("messageText").text().contains(QLatin1String("notes.txt")));
}

void TestWindow::layoutIsRememberedAndReset()
{
    const OwnSettings settings;
    Workbench workbench;
    const auto isHidden = [](const MainWindow& window) {
        return window.findChild<QWidget*>(QStringLiteral("workspaceDock"))->isHidden();
    };
    {
        MainWindow window(workbench);
        window.show();
        window.findChild<QWidget*>(QStringLiteral("workspaceDock"))->hide();
        window.close();
    }
    MainWindow window(workbench);
    window.show();
    QVERIFY(isHidden(window));
    window.findChild<QAction*>(QStringLiteral("resetLayoutAction"))->trigger();
    QVERIFY(!isHidden(window));
}

void TestWindow::closingWhileRunningStops()
{
    QElapsedTimer timer;
    {
        WindowFixture it;
        OPEN_DEMO(it);
        QSignalSpy steps(&it.workbench, &Workbench::stepMade);
        it.workbench.run({.text = QStringLiteral("ROMEO:"), .steps = 240});
        QTRY_VERIFY_WITH_TIMEOUT(!steps.isEmpty(), patience);
        timer.start();
        it.window.close();
    }
    QVERIFY2(timer.elapsed() < 3000, "the window waits for the run");
}

QTEST_MAIN(TestWindow)

#include "tst_window.moc"
