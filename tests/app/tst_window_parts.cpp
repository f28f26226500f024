// Parts of the window by themselves: palette, forms, messages, jobs, edits, rows.
#include "app/window/command_palette.h"
#include "app/window/message_bar.h"
#include "app/window/parameter_form.h"
#include "app/window/window_options.h"
#include "core/base/error.h"
#include "tests/app/window_fixture.h"
#include "views/panels/head_facts.h"
#include "views/panels/head_words.h"

#include <CLI/CLI.hpp>
#include <QAction>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QSpinBox>
#include <cmath>

using namespace saccade;

class TestWindowParts : public QObject
{
    Q_OBJECT
private slots:
    void paletteFindsCommands_data();
    void paletteFindsCommands();
    void paletteRunsTheChosenCommand();
    void formShowsDeclaredParametersAndReturnsThem();
    void failedJobIsANotice();
    void cancelledJobIsSilentAndEnds();
    void newerJobReplacesTheOlder();
    void entropyAndRanksOfARow();
    void undoOfEdits();
    void optionsAreChecked_data();
    void optionsAreChecked();
    void everyButtonHasANameAndCanBeReached();
    void tabReachesPromptHeadsAndMap();
};

void TestWindowParts::paletteFindsCommands_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("everything fits nothing typed") << ""
                                                   << "File › Open" << true;
    QTest::newRow("letters in order") << "opn"
                                      << "File › Open" << true;
    QTest::newRow("case does not matter") << "OPEN"
                                          << "File › Open" << true;
    QTest::newRow("wrong order") << "nepo"
                                 << "File › Open" << false;
    QTest::newRow("words apart") << "view dark"
                                 << "View › Theme › Dark" << true;
}

void TestWindowParts::paletteFindsCommands()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    QFETCH(bool, fits);
    QCOMPARE(matchScore(typed, text) >= 0, fits);
}

void TestWindowParts::paletteRunsTheChosenCommand()
{
    WindowFixture it;
    it.find<QAction>("paletteAction").trigger();
    auto& field = it.find<QLineEdit>("paletteField");
    auto& list = it.find<QListWidget>("paletteList");
    QVERIFY(it.find<QWidget>("commandPalette").isVisible());
    QVERIFY(list.count() > 10);
    QTest::keyClicks(&field, QStringLiteral("theme dark"));
    QCOMPARE(list.item(0)->text(), QStringLiteral("View › Theme › Dark"));
    QTest::keyClick(&field, Qt::Key_Return);
    QVERIFY(!it.find<QWidget>("commandPalette").isVisible());
    QCOMPARE(Theme::of(QGuiApplication::palette()).shade, Shade::Dark);
    it.find<QAction>("theme-light").trigger();
    QCOMPARE(Theme::of(QGuiApplication::palette()).shade, Shade::Light);
}

void TestWindowParts::formShowsDeclaredParametersAndReturnsThem()
{
    ParameterForm form({{.identifier = "top-k",
                         .label = "Top k",
                         .type = ParameterType::Integer,
                         .initial = 3,
                         .minimum = 0,
                         .maximum = 100,
                         .choices = {},
                         .help = "Keeps k"},
                        {.identifier = "temperature",
                         .label = "Temperature",
                         .type = ParameterType::Number,
                         .initial = 0.5,
                         .minimum = 0,
                         .maximum = 2,
                         .choices = {},
                         .help = "Flattens"},
                        {.identifier = "quiet",
                         .label = "Quiet",
                         .type = ParameterType::Flag,
                         .initial = true,
                         .choices = {},
                         .help = "Says less"},
                        {.identifier = "way",
                         .label = "Way",
                         .type = ParameterType::Word,
                         .initial = "b",
                         .choices = {"a", "b"},
                         .help = "Which way"}});
    QCOMPARE(form.values(),
             Settings({{"top-k", 3}, {"temperature", 0.5}, {"quiet", true}, {"way", "b"}}));
    QSignalSpy changed(&form, &ParameterForm::valuesChanged);
    form.findChild<QSpinBox*>(QStringLiteral("parameter-top-k"))->setValue(7);
    form.findChild<QDoubleSpinBox*>(QStringLiteral("parameter-temperature"))->setValue(0.8);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(form.values().at("top-k").get<int>(), 7);
    QCOMPARE(form.values().at("temperature").get<double>(), 0.8);
    form.setValues({{"way", "a"}});
    QCOMPARE(form.values().at("way").get<std::string>(), std::string("a"));
    QCOMPARE(form.values().at("top-k").get<int>(), 7);
}

void TestWindowParts::failedJobIsANotice()
{
    Jobs jobs;
    QString text, details;
    connect(&jobs, &Jobs::failed, this, [&](const Notice& notice) {
        text = notice.text;
        details = notice.details;
    });
    jobs.post("test", QStringLiteral("Testing"), [](const JobControl&) -> Jobs::Finish {
        throw Error("The file %1 is torn.", {"a.bin"});
    });
    QTRY_COMPARE(text, QStringLiteral("The file a.bin is torn."));
    QVERIFY(details.contains(QLatin1String("Testing")));
    QTRY_VERIFY(!jobs.isRunning("test"));
}

void TestWindowParts::cancelledJobIsSilentAndEnds()
{
    Jobs jobs;
    QSignalSpy failures(&jobs, &Jobs::failed), ends(&jobs, &Jobs::ended);
    std::atomic<bool> begun = false;
    bool finished = false;
    jobs.post("test", QStringLiteral("Testing"), [&](const JobControl& control) -> Jobs::Finish {
        begun = true;
        while (!control.stop.stop_requested()) {
            std::this_thread::yield();
        }
        return [&] { finished = true; };
    });
    QTRY_VERIFY(begun);
    jobs.cancel("test");
    QTRY_COMPARE(ends.count(), 1);
    QCOMPARE(failures.count(), 0);
    QVERIFY(!finished);
}

void TestWindowParts::newerJobReplacesTheOlder()
{
    Jobs jobs;
    QList<int> finished;
    for (int i = 0; i < 5; ++i) {
        jobs.post("test", {},
                  [&, i](const JobControl&) -> Jobs::Finish { return [&, i] { finished << i; }; });
    }
    QTRY_VERIFY(!jobs.isRunning("test"));
    QCOMPARE(finished, QList<int>{4});
}

namespace
{

/// One head whose rows are given.
class Rows : public AttentionSource
{
public:
    explicit Rows(std::vector<std::vector<float>> rows) : m_rows(std::move(rows)) {}
    int layers() const override { return 1; }
    int heads() const override { return 1; }
    std::int64_t queries() const override { return std::ssize(m_rows); }
    std::int64_t keys() const override { return std::ssize(m_rows.front()); }
    Tile tile(const TileRequest& request) const override
    {
        const auto& row = m_rows.at(static_cast<std::size_t>(request.firstQuery));
        return {1, static_cast<int>(row.size()), row, 1};
    }

private:
    std::vector<std::vector<float>> m_rows;
};

} // namespace

void TestWindowParts::entropyAndRanksOfARow()
{
    const Rows source({{0.5F, 0.25F, 0.25F, 0.0F}, {1, 0, 0, 0}});
    const RowFacts row = rowFacts(source, {}, 0);
    // −(½ ln ½ + 2 · ¼ ln ¼) = 1.5 ln 2
    QVERIFY(std::abs(row.entropy - 1.5 * std::log(2.0)) < 1e-9);
    QCOMPARE(row.visible, 3);
    QCOMPARE(row.strongest, 0);
    QCOMPARE(row.rank(1), 2);
    QCOMPARE(row.rank(2), 2);
    QCOMPARE(row.strongestKeys(10), (std::vector<std::int64_t>{0, 1, 2}));
    QCOMPARE(rowFacts(source, {}, 1).entropy, 0.0);
    QCOMPARE(headName(HeadNaming::Heads, {.layer = 2, .head = 3}), QStringLiteral("Layer 2 · Head 3"));
    QCOMPARE(tensorName({}, {.layer = 2, .head = -1}),
             QStringLiteral("blocks.2.attention.pattern"));
}

void TestWindowParts::undoOfEdits()
{
    EditList list;
    QSignalSpy changes(&list, &EditList::editsChanged);
    const Edit first = ablation({}, {.layer = 1, .head = 2});
    list.add(first);
    list.add(first);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(text(list.edits().front()), std::string("blocks.1.attention.heads[2]=0"));
    list.add(ablation({}, {.layer = 1, .head = -1}));
    QCOMPARE(list.edits().size(), 2UL);
    list.undoStack().undo();
    QCOMPARE(list.edits(), std::vector<Edit>{first});
    list.remove(first);
    QVERIFY(list.edits().empty());
    list.undoStack().undo();
    QCOMPARE(list.edits(), std::vector<Edit>{first});
}

void TestWindowParts::optionsAreChecked_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("valid");
    QTest::newRow("size") << "--size 1600x1000" << true;
    QTest::newRow("no height") << "--size 1600" << false;
    QTest::newRow("no number") << "--size 1600xhigh" << false;
    QTest::newRow("too small") << "--size 10x10" << false;
    QTest::newRow("theme") << "--theme dark" << true;
    QTest::newRow("no theme") << "--theme blue" << false;
    QTest::newRow("file") << "model.gguf" << true;
}

void TestWindowParts::optionsAreChecked()
{
    QFETCH(QString, words);
    QFETCH(bool, valid);
    CLI::App app;
    WindowOptions options;
    addWindowOptions(app, options);
    bool isParsed = true;
    try {
        app.parse(words.toStdString());
    } catch (const CLI::ParseError&) {
        isParsed = false;
    }
    QCOMPARE(isParsed, valid);
}

void TestWindowParts::everyButtonHasANameAndCanBeReached()
{
    WindowFixture it;
    OPEN_DEMO(it);
    for (const auto* button : it.window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->objectName().startsWith(QLatin1String("qt_"))) {
            continue;
        }
        const QString where =
            button->objectName() + QLatin1Char(' ') + button->metaObject()->className();
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                 qPrintable(where));
        // Space in the timeline plays.
        QVERIFY2((button->focusPolicy() & Qt::TabFocus) != 0 ||
                     button->objectName() == QLatin1String("playButton"),
                 qPrintable(where));
    }
}

void TestWindowParts::tabReachesPromptHeadsAndMap()
{
    WindowFixture it;
    OPEN_DEMO(it);
    it.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&it.window));
    it.find<QWidget>("promptText").setFocus();
    QStringList reached;
    for (int i = 0; i < 80; ++i) {
        reached << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char* name : {"promptText", "settingsButton", "runButton", "headsView", "matrixView",
                             "tokenStrip", "timeline", "ablateButton", "workspaceTree"}) {
        QVERIFY2(reached.contains(QLatin1String(name)), name);
    }
}

QTEST_MAIN(TestWindowParts)

#include "tst_window_parts.moc"
