// Series from tables to forecasts: CSV, what part of it is read, TinyTimeMixer on the CPU, the real
// checkpoint on ETTh1.
#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/files/series.h"
#include "core/trace/input_files.h"
#include "core/trace/run.h"
#include "tests/core/file_bytes.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/model_runs.h"
#include "tests/support/plain_time_mixer.h"
#include "tests/support/shared.h"
#include "tests/support/time_mixer_runs.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

const std::string checkpointPath = "assets/timeseries-models/ttm-v1";
const std::string tablePath = "assets/timeseries-data/ett/ETTh1.csv";

using Words = std::vector<std::string>;

std::vector<float> numbersOf(const Tensor& tensor)
{
    return {tensor.floats().begin(), tensor.floats().end()};
}

PlainMatrix plainOf(const Tensor& tensor)
{
    return {tensor.shape()[0], tensor.shape()[1], {tensor.floats().begin(), tensor.floats().end()}};
}

// "d3,1,2"
std::string rowOf(int day, int first, int second)
{
    std::string text("d");
    text += std::to_string(day);
    for (const int value : {first, second}) {
        text += ',';
        text += std::to_string(value);
    }
    text += '\n';
    return text;
}

/// ETTh1 with mean 0 and deviation 1 over its first twelve months, of thirty days.
Tensor scaledEtth1()
{
    constexpr std::size_t training = 12 * 30 * 24;
    auto values = readSeries(sharedPath(tablePath)).values;
    const auto rows = static_cast<std::size_t>(values.shape()[1]);
    for (std::size_t channel = 0; channel < 7; ++channel) {
        const auto all = values.mutableFloats().subspan(channel * rows, rows);
        double mean = 0.0;
        double square = 0.0;
        for (const auto value : all.first(training)) {
            mean += static_cast<double>(value) / training;
        }
        for (const auto value : all.first(training)) {
            square += std::pow(static_cast<double>(value) - mean, 2) / training;
        }
        for (auto& value : all) {
            value = static_cast<float>((static_cast<double>(value) - mean) / std::sqrt(square));
        }
    }
    return values;
}

} // namespace

class TestSeries : public TimeMixerRuns
{
    Q_OBJECT

public:
    TestSeries() : TimeMixerRuns("cpu") {}

private slots:
    void tablesAreReadAsTheyAreWritten_data();
    void tablesAreReadAsTheyAreWritten();
    void brokenTablesAreRefused_data();
    void brokenTablesAreRefused();
    void columnsAreChosenByName();
    void theLastRowsAreReadUnlessOthersAreAskedFor();
    void tracesHoldSeriesAndForecast();
    void whatTheModelCannotDoIsRefused_data();
    void whatTheModelCannotDoIsRefused();
    void seriesOfAnotherLengthAreRefused();
    void theRealCheckpointIsThePlainModel();
    void theRealCheckpointBeatsZeroAndTheLastValue();

private:
    QTemporaryDir m_folder;
};

void TestSeries::tablesAreReadAsTheyAreWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("times");
    QTest::addColumn<QString>("values");
    QTest::newRow("dates") << QByteArray("date,a,b\n2016-07-01,1.5,-2\n2016-07-02,3,4e-1\n")
                           << "a b"
                           << "2016-07-01 2016-07-02"
                           << "1.5 3 -2 0.4";
    QTest::newRow("semicolons, CRLF, byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                                     "a;b\r\n+1;2\r\n3; 4 \r\n\r\n")
                                                       << "a b"
                                                       << ""
                                                       << "1 3 2 4";
    QTest::newRow("tabs without a heading") << QByteArray("1\t2\n3\t4") << "1 2"
                                            << ""
                                            << "1 3 2 4";
    QTest::newRow("quotation marks")
        << QByteArray("\"when, exactly\",\"the \"\"b\"\"\"\n\"noon\",\"5\"\n") << "the \"b\""
        << "noon"
        << "5";
    QTest::newRow("the index of pandas") << QByteArray(",a\n0,7\n1,8\n") << "a"
                                         << "0 1"
                                         << "7 8";
    QTest::newRow("one column") << QByteArray("a\n1\n2\n") << "a"
                                << ""
                                << "1 2";
}

void TestSeries::tablesAreReadAsTheyAreWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    QFETCH(QString, times);
    QFETCH(QString, values);
    const auto table = readSeries(writeFile(m_folder, "table.csv", text.toStdString()));
    const auto joined = [](const auto& words) {
        QStringList list;
        for (const auto& word : words) {
            list << QString::fromStdString(word);
        }
        return list.join(' ');
    };
    QCOMPARE(joined(table.names), names);
    QCOMPARE(joined(table.times), times);
    QStringList numbers;
    for (const auto value : table.values.floats()) {
        numbers << QString::number(value);
    }
    QCOMPARE(numbers.join(' '), values);
    QCOMPARE(table.values.shape()[0], std::ssize(table.names));
}

void TestSeries::brokenTablesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing") << QByteArray("") << "holds no rows of numbers";
    QTest::newRow("a heading alone") << QByteArray("date,a\n") << "holds no rows of numbers";
    QTest::newRow("a short row") << QByteArray("a,b\n1,2\n3\n")
                                 << "line 3: there are 1 cells, but 2";
    QTest::newRow("a long row") << QByteArray("a,b\n1,2,3\n") << "line 2: there are 3 cells";
    QTest::newRow("a gap") << QByteArray("date,a\nx,1\ny,\n")
                           << R"(line 3: the column "a" has no value)";
    QTest::newRow("not a number, as pandas writes it") << QByteArray("a\n1\nNaN\n") << "line 3";
    QTest::newRow("infinite") << QByteArray("a\n1\ninf\n") << R"(line 3: "inf")";
    QTest::newRow("too large for a float") << QByteArray("a\n1\n1e39\n") << R"(line 3: "1e39")";
    QTest::newRow("a decimal comma") << QByteArray("a;b\n1,5;2\n") << R"(line 2: "1,5")";
    QTest::newRow("a word") << QByteArray("a,b\n1,2\n1,two\n") << R"("two" in the column "b")";
    QTest::newRow("an open quotation mark") << QByteArray("a,b\n\"1,2\n") << "line 2: a quotation";
    QTest::newRow("text after a quotation")
        << QByteArray("a,b\n\"1\"x,2\n") << "line 2: a quotation";
    QTest::newRow("an empty line within")
        << QByteArray("a\n1\n\n2\n") << "line 3: the line is empty";
    QTest::newRow("a line without end")
        << QByteArray("a\n").append(QByteArray(1 << 21, '1')) << "line 2: the line is longer";
    QTest::newRow("too many columns") << QByteArray(5000, ',') << "more than 4096 columns";
}

void TestSeries::brokenTablesAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto path = writeFile(m_folder, "broken.csv", text.toStdString());
    const auto message = messageOf([&] { readSeries(path); });
    QVERIFY2(message.find(reason.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find("broken.csv") != std::string::npos, message.c_str());
}

void TestSeries::columnsAreChosenByName()
{
    const auto path = writeFile(m_folder, "columns.csv", "date,load,heat,note\nx,1,2,-\ny,3,4,-\n");
    const auto table = readSeries(path, {"heat", "load"}); // without the one that has no values
    QCOMPARE(table.names, (Words{"heat", "load"}));
    QCOMPARE(numbersOf(table.values), (std::vector<float>{2, 4, 1, 3}));
    const auto message = messageOf([&] { readSeries(path, {"laod"}); });
    QVERIFY2(message.find("Did you mean “load”?") != std::string::npos, message.c_str());
    QVERIFY_THROWS_EXCEPTION(UsageError, readSeries(pathIn(m_folder, "nowhere.csv")));
}

void TestSeries::theLastRowsAreReadUnlessOthersAreAskedFor()
{
    std::string text = "date,a,b\n";
    for (int row = 0; row < 10; ++row) {
        text += rowOf(row, row, 100 + row);
    }
    const auto path = writeFile(m_folder, "rows.csv", text);
    const SeriesPreprocessing reads{.context = 3, .horizon = 4};
    const auto last = withSeries({}, path, {}, reads);
    QCOMPARE(numbersOf(last.series), (std::vector<float>{7, 8, 9, 107, 108, 109}));
    QCOMPARE(last.times, (Words{"d7", "d8", "d9"}));
    QCOMPARE(last.channels, (Words{"a", "b"}));
    QVERIFY(last.followed.isEmpty());
    const auto earlier = withSeries({}, path, {.columns = {"b"}, .at = 8}, reads);
    QCOMPARE(numbersOf(earlier.series), (std::vector<float>{105, 106, 107}));
    QCOMPARE(numbersOf(earlier.followed), (std::vector<float>{108, 109}));
    QCOMPARE(withSeries({}, path, {.at = 3}, reads).followed.shape(), (Shape{2, 4}));
    for (const std::int64_t at : {-1, 2, 11}) {
        QVERIFY_THROWS_EXCEPTION(UsageError, withSeries({}, path, {.at = at}, reads));
    }
    QVERIFY_THROWS_EXCEPTION(UsageError, withSeries({}, path, {}, {.context = 11}));
}

void TestSeries::tracesHoldSeriesAndForecast()
{
    PlainCheckpoint checkpoint;
    checkpoint.configuration = smallTimeMixer();
    addTimeMixer(checkpoint);
    std::string text = "date,a,b\n";
    for (int row = 0; row < 40; ++row) {
        text += rowOf(row, row % 7, -row);
    }
    const auto model = checkpoint.open();
    const nlohmann::json source{{"series", writeFile(m_folder, "run.csv", text).string()},
                                {"columns", {"b", "a"}},
                                {"at", 38}};
    RunRequest request;
    request.input = withFiles(*model, {}, inputFiles(source));
    request.capture = {"pattern", "residual"};
    const auto run = runModel(model, sharedBackend("cpu"), request);
    const auto path = pathIn(m_folder, "run.safetensors");
    saveTrace(*run, path);
    const auto trace = loadTrace(path);
    QCOMPARE(numbersOf(*trace->find("series")), numbersOf(request.input.series));
    QCOMPARE(numbersOf(*trace->find("series.followed")), (std::vector<float>{-38, -39, 3, 4}));
    QCOMPARE(numbersOf(*trace->find("forecast")), numbersOf(*run->find("forecast")));
    QCOMPARE(trace->find("forecast")->shape(), (Shape{2, 5}));
    QCOMPARE(trace->find("encoder.blocks.0.patch_gate.mean_weights")->shape(), (Shape{2, 8}));
    QCOMPARE(trace->find("decoder.blocks.0.patch_gate.mean_weights")->shape(), (Shape{2, 4}));
    QVERIFY(trace->find("encoder.blocks.3.residual.after") != nullptr);
    QCOMPARE(trace->sequence("channels")->labels, (Words{"b", "a"}));
    QCOMPARE(trace->sequence("time")->labels.front(), std::string("d11"));
}

void TestSeries::whatTheModelCannotDoIsRefused_data()
{
    QTest::addColumn<QString>("changes");
    QTest::newRow("self-attention") << R"({"self_attn": true})";
    QTest::newRow("prefixes") << R"({"resolution_prefix_tuning": true})";
    QTest::newRow("channels of a forecast") << R"({"prediction_channel_indices": [0]})";
    QTest::newRow("scaling by the mean") << R"({"scaling": "mean"})";
    QTest::newRow("batch norm") << R"({"norm_mlp": "BatchNorm"})";
    QTest::newRow("another mode") << R"({"mode": "flatten"})";
    QTest::newRow("patches as long as the series") << R"({"patch_length": 27})";
    QTest::newRow("levels without end") << R"({"adaptive_patching_levels": 40})";
    QTest::newRow("a width that has no half") << R"({"d_model": 17})";
    QTest::newRow("an expansion beyond all bounds") << R"({"expansion_factor": 2147483647})";
    QTest::newRow("more layers than tensors") << R"({"num_layers": 1000})";
    QTest::newRow("another horizon") << R"({"prediction_length": 6})";
}

void TestSeries::whatTheModelCannotDoIsRefused()
{
    QFETCH(QString, changes);
    PlainCheckpoint checkpoint;
    checkpoint.configuration = smallTimeMixer();
    addTimeMixer(checkpoint);
    checkpoint.configuration.update(nlohmann::json::parse(changes.toStdString()));
    QVERIFY_THROWS_EXCEPTION(Error, checkpoint.open());
}

void TestSeries::seriesOfAnotherLengthAreRefused()
{
    PlainCheckpoint checkpoint;
    checkpoint.configuration = smallTimeMixer();
    checkpoint.configuration["decoder_mode"] = "mix_channel";
    addTimeMixer(checkpoint);
    const auto model = checkpoint.open();
    for (const Shape& shape : {Shape{3, 26}, Shape{2, 27}, Shape{81}, Shape{0, 27}}) {
        EncoderInput input;
        input.series = Tensor::allocate(DType::F32, shape);
        QVERIFY_THROWS_EXCEPTION(UsageError, model->buildEncoder(input));
    }
    QCOMPARE(model->seriesPreprocessing().channels, std::int64_t{3});
    QVERIFY_THROWS_EXCEPTION(UsageError, model->imagePreprocessing());
}

void TestSeries::theRealCheckpointIsThePlainModel()
{
    REQUIRE_SHARED(checkpointPath);
    REQUIRE_SHARED(tablePath);
    const auto folder = sharedPath(checkpointPath);
    PlainCheckpoint checkpoint;
    checkpoint.configuration = readJson(folder / "config.json");
    for (const auto& [name, tensor] : readSafetensors(folder / "model.safetensors").tensors) {
        checkpoint.set(name, tensor);
    }
    const auto model = openModel(folder);
    QCOMPARE(model->info().parameters, std::int64_t{946'336});
    const InputFiles files{.image = {}, .audio = {}, .series = sharedPath(tablePath).string()};
    const auto input = withFiles(*model, {}, files);
    const std::string gate = "encoder.blocks.0.patch_gate.mean_weights";
    const auto values = encoded(model, sharedBackend("cpu"), input, {gate});
    const auto expected = plainForecast(checkpoint, plainOf(input.series));
    QCOMPARE(values.at("forecast").shape(), (Shape{7, 96}));
    QVERIFY(largestDifference(values.at("forecast").floats(), expected.forecast.floats()) < 1e-4);
    QVERIFY(largestDifference(values.at(gate).floats(), expected.gates.front().floats()) < 1e-5);
}

// The protocol of the papers on ETTh1: four months of test, horizon 96, mean squared error on
// scaled data; of the 2,785 windows every 24th.
void TestSeries::theRealCheckpointBeatsZeroAndTheLastValue()
{
    REQUIRE_SHARED(checkpointPath);
    REQUIRE_SHARED(tablePath);
    constexpr std::int64_t month = 30 * 24;
    constexpr std::int64_t context = 1024;
    constexpr std::int64_t horizon = 96;
    const auto model = openModel(sharedPath(checkpointPath));
    const auto values = scaledEtth1();
    const auto rows = values.shape()[1];
    double ofModel = 0.0;
    double ofZero = 0.0;
    double ofLast = 0.0;
    double count = 0.0;
    for (auto at = 16 * month; at + horizon <= 20 * month; at += 24) {
        EncoderInput input;
        input.series = Tensor::allocate(DType::F32, {7, context});
        for (std::int64_t channel = 0; channel < 7; ++channel) {
            const auto* first = values.floats().data() + channel * rows + at - context;
            std::copy(first, first + context,
                      input.series.mutableFloats().data() + channel * context);
        }
        const auto forecast = encoded(model, sharedBackend("cpu"), input).at("forecast");
        for (std::int64_t channel = 0; channel < 7; ++channel) {
            const auto* truth = values.floats().data() + channel * rows + at;
            const auto* said = forecast.floats().data() + channel * horizon;
            for (std::int64_t step = 0; step < horizon; ++step) {
                const auto value = static_cast<double>(truth[step]);
                ofModel += std::pow(static_cast<double>(said[step]) - value, 2);
                ofZero += std::pow(value, 2);
                ofLast += std::pow(static_cast<double>(truth[-1]) - value, 2);
                ++count;
            }
        }
    }
    qInfo("mean squared error %.4f; of zero %.4f, of the last value %.4f", ofModel / count,
          ofZero / count, ofLast / count);
    QVERIFY(ofModel < 0.9 * ofZero);
    QVERIFY(ofModel < 0.9 * ofLast);
}

QTEST_GUILESS_MAIN(TestSeries)
#include "tst_series.moc"
