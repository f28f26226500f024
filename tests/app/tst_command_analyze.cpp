// `saccade analyze` as scripts use it.
#include "core/trace/trace.h"
#include "tests/app/command_runner.h"

#include <cmath>

namespace saccade
{

namespace
{

constexpr auto traceFile = "trace.safetensors";

} // namespace

class CommandAnalyzeTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const auto outcome =
            m_program.run({"run", "--model", "demo", "--text", "ROMEO: But, soft!", "--steps", "0",
                           "--device", "cpu", "--trace", traceFile});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
    }

    void theListNamesAllWithASentence()
    {
        const auto outcome = m_program.run({"analyze", "--list"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        for (const auto* name : {"rollout", "rollout:vit-explain-compat", "flow", "entropy",
                                 "head-patterns", "head-importance"}) {
            QVERIFY2(outcome.output.contains(name), text(outcome).c_str());
        }
        const auto list = m_program.json({"analyze", "--list", "--json"});
        QVERIFY(list.size() > 8);
        for (const auto& item : list) {
            QVERIFY(!item.at("summary").get<std::string>().empty());
            QVERIFY(!item.at("variants").empty());
        }
    }

    void aResultIsWrittenInEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("npy") << "r.npy" << QByteArray("\x93NUMPY");
        QTest::newRow("csv") << "r.csv" << QByteArray("query\\key,");
        QTest::newRow("json") << "r.json" << QByteArray("{");
    }
    void aResultIsWrittenInEveryFormat()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, begin);
        const auto outcome = m_program.run(
            {"analyze", "rollout", "--trace", traceFile, "--set", "fusion=maximum", "--out", name});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
        QFile file(m_program.path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
    }

    // A model captures by itself what the analysis reads, and says the same as the trace.
    void aModelGivesWhatItsTraceGives()
    {
        const auto fromTrace =
            m_program.json({"analyze", "rollout", "--trace", traceFile, "--json"});
        const auto fromModel = m_program.json({"analyze", "rollout", "--model", "demo", "--text",
                                               "ROMEO: But, soft!", "--device", "cpu", "--json"});
        QVERIFY(fromTrace.at("rows") == fromModel.at("rows"));
        QCOMPARE(fromTrace.at("display").get<std::string>(), std::string("matrix"));
        const auto& rows = fromTrace.at("values");
        for (std::size_t row = 0; row < rows.size(); ++row) {
            double sum = 0.0;
            for (std::size_t key = 0; key < rows[row].size(); ++key) {
                const auto value = rows[row][key].get<double>();
                const auto other = fromModel.at("values")[row][key].get<double>();
                QVERIFY(std::abs(value - other) < 1e-5);
                sum += value;
            }
            QVERIFY(std::abs(sum - 1.0) < 1e-5);
        }
    }

    void gradientsNeedNoTrace()
    {
        const auto importance =
            m_program.json({"analyze", "head-importance", "--model", "demo", "--text",
                            "ROMEO: But, soft!", "--device", "cpu", "--json"});
        QVERIFY(importance.contains("values"));
        double squares = 0.0;
        for (const auto& value : importance.at("values")[0]) {
            squares += value.get<double>() * value.get<double>();
        }
        QVERIFY(std::abs(squares - 1.0) < 1e-4);
    }

    void withoutAFileTheResultIsPrinted()
    {
        const auto outcome = m_program.run({"analyze", "flow", "--trace", traceFile});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY(outcome.output.startsWith("position,token,flow,remark\n"));
    }

    void mistakesAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("sentence");
        const QStringList trace{"--trace", traceFile};
        QTest::newRow("analysis") << QStringList{"rolout"} + trace << QByteArray("“rollout”");
        QTest::newRow("variant") << QStringList{"rollout:abner"} + trace << QByteArray("“abnar”");
        QTest::newRow("setting") << QStringList{"rollout", "--set", "fusio=mean"} + trace
                                 << QByteArray("“fusion”");
        QTest::newRow("value") << QStringList{"rollout", "--set", "fusion=all"} + trace
                               << QByteArray("mean, maximum, minimum");
        QTest::newRow("no analysis") << trace << QByteArray("--list");
        QTest::newRow("no run") << QStringList{"rollout"} << QByteArray("--model");
        QTest::newRow("picture") << QStringList{"rollout", "--out", "r.svg"} + trace
                                 << QByteArray(".npy");
        QTest::newRow("no model") << QStringList{"head-importance"} + trace
                                  << QByteArray("--model");
        QTest::newRow("part") << QStringList{"rollout", "--set", "part=cross_attention"} + trace
                              << QByteArray("attention");
    }
    void mistakesAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, sentence);
        const auto outcome = m_program.run(QStringList{"analyze"} + arguments);
        QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains(sentence), text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
    }

private:
    CommandRunner m_program;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandAnalyzeTest)
#include "tst_command_analyze.moc"
