// Series through the command: TinyTimeMixer on ETTh1.
#include "core/trace/trace.h"
#include "tests/app/command_runner.h"

#include <array>
#include <cmath>

namespace saccade
{

namespace
{

const std::string checkpointPath = "assets/timeseries-models/ttm-v1";
const std::string tablePath = "assets/timeseries-data/ett/ETTh1.csv";

} // namespace

class TestCommandSeries : public QObject
{
    Q_OBJECT

private slots:
    void forecastsArePrintedAndSaved();
    void rowsAndColumnsAreChosen();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();

private:
    QStringList command(const QStringList& more) const
    {
        return QStringList{"run", "--model", shared(checkpointPath), "--device", "cpu"} + more;
    }

    CommandRunner m_program;
};

// The numbers come from a program in double precision that shares nothing with Saccade.
void TestCommandSeries::forecastsArePrintedAndSaved()
{
    REQUIRE_SHARED(checkpointPath);
    REQUIRE_SHARED(tablePath);
    const auto document = m_program.json(
        command({"--series", shared(tablePath), "--trace", "t.safetensors", "--json"}));
    QVERIFY(document.is_object());
    QCOMPARE(document.at("names").get<std::vector<std::string>>(),
             (std::vector<std::string>{"HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"}));
    const auto forecast = document.at("forecast").get<std::vector<std::vector<double>>>();
    QCOMPARE(std::ssize(forecast), 7);
    QCOMPARE(std::ssize(forecast[6]), 96);
    const std::vector<std::array<double, 4>> expected{{0, 11.13791, 10.77976, 5.07415},
                                                      {2, 7.12107, 6.75761, 1.43411},
                                                      {6, 9.22407, 9.02756, 10.26298}};
    for (const auto& [channel, first, second, last] : expected) {
        const auto& row = forecast[static_cast<std::size_t>(channel)];
        QVERIFY(std::abs(row[0] - first) < 1e-4);
        QVERIFY(std::abs(row[1] - second) < 1e-4);
        QVERIFY(std::abs(row[95] - last) < 1e-4);
    }
    const auto trace = loadTrace(m_program.path("t.safetensors").toStdString());
    QCOMPARE(trace->find("series")->shape(), (Shape{7, 1024}));
    QCOMPARE(trace->find("forecast")->shape(), (Shape{7, 96}));
    QCOMPARE(trace->find("encoder.blocks.0.patch_gate.mean_weights")->shape(), (Shape{7, 64}));
    const auto figure = m_program.run(
        {"figure", "forecast", "--trace", "t.safetensors", "--query", "6", "--out", "f.svg"});
    QVERIFY2(figure.exitCode == 0, text(figure).c_str());
    const auto numbers =
        m_program.run({"figure", "forecast", "--trace", "t.safetensors", "--out", "f.csv"});
    QVERIFY2(numbers.exitCode == 0, text(numbers).c_str());
    QFile file(m_program.path("f.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 97);
}

void TestCommandSeries::rowsAndColumnsAreChosen()
{
    REQUIRE_SHARED(checkpointPath);
    REQUIRE_SHARED(tablePath);
    const auto outcome =
        m_program.run(command({"--series", shared(tablePath), "--column", "OT", "--column", "HUFL",
                               "--at", "12000", "--trace", "at.safetensors"}));
    QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
    const auto lines = outcome.output.split('\n');
    QCOMPARE(lines[0].simplified(), QByteArray("Step OT HUFL"));
    QVERIFY(lines[1].startsWith("+1"));
    QVERIFY(lines[96].startsWith("+96"));
    const auto trace = loadTrace(m_program.path("at.safetensors").toStdString());
    QCOMPARE(trace->find("series.followed")->shape(), (Shape{2, 96}));
    QCOMPARE(trace->sequence("time")->labels.back(), std::string("2017-11-12 23:00:00"));
}

void TestCommandSeries::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("reason");
    const auto table = shared(tablePath);
    QTest::newRow("nothing") << QStringList{} << "--series";
    QTest::newRow("a text") << QStringList{"--text", "up"} << "--series";
    QTest::newRow("no such column") << QStringList{"--series", table, "--column", "OTT"} << "“OT”";
    QTest::newRow("too early") << QStringList{"--series", table, "--at", "1023"} << "1024";
    QTest::newRow("no such file") << QStringList{"--series", "nowhere.csv"} << "nowhere.csv";
}

void TestCommandSeries::whatDoesNotFitIsRefused()
{
    REQUIRE_SHARED(checkpointPath);
    REQUIRE_SHARED(tablePath);
    QFETCH(QStringList, options);
    QFETCH(QString, reason);
    const auto outcome = m_program.run(command(options));
    QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
    QVERIFY2(outcome.messages.contains(reason.toUtf8()), text(outcome).c_str());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TestCommandSeries)
#include "tst_command_series.moc"
