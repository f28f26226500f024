#include "core/base/error.h"
#include "core/graph/name_pattern.h"
#include "core/trace/capture.h"
#include "core/trace/capture_recorder.h"
#include "core/trace/run.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

namespace
{

Tensor constant(Shape shape, float value)
{
    auto tensor = Tensor::allocate(DType::F32, std::move(shape));
    std::ranges::fill(tensor.mutableFloats(), value);
    return tensor;
}

// A model whose graph is nothing but named inputs of stated shapes.
class ShapesOnly : public Model
{
public:
    enum class Kind { Attention, StateSpace };

    ShapesOnly(std::int64_t heads, std::int64_t context, Kind kind = Kind::Attention)
        : m_headCount(heads), m_kind(kind)
    {
        m_info.context = context;
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        auto built = std::make_unique<ModelGraph>();
        if (m_kind == Kind::StateSpace) {
            built->graph.input("blocks.0.ssm.pattern", DType::F32,
                               {m_headCount, shape.rows, shape.capacity});
            built->graph.input("blocks.0.ssm.mean_pattern", DType::F32,
                               {shape.rows, shape.capacity});
            return built;
        }
        built->graph.input("blocks.0.attention.pattern", DType::F32,
                           {m_headCount, shape.rows, shape.capacity});
        built->graph.input("blocks.1.attention.pattern", DType::F32,
                           {m_headCount, shape.rows, shape.capacity});
        built->graph.input("blocks.0.residual.after", DType::F32, {shape.rows, 8});
        return built;
    }

private:
    std::int64_t m_headCount;
    Kind m_kind;
};

} // namespace

class TraceCaptureTest : public QObject
{
    Q_OBJECT
private slots:
    void namesMatchPartByPart_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("matches");
        QTest::newRow("equal") << QByteArray("a.b") << QByteArray("a.b") << true;
        QTest::newRow("star") << QByteArray("blocks.*.mlp") << QByteArray("blocks.12.mlp") << true;
        QTest::newRow("star is one part")
            << QByteArray("blocks.*") << QByteArray("blocks.1.mlp") << false;
        QTest::newRow("longer") << QByteArray("a.b.c") << QByteArray("a.b") << false;
        QTest::newRow("prefix") << QByteArray("a.b") << QByteArray("a.bc") << false;
        QTest::newRow("no dots") << QByteArray("logits") << QByteArray("logits") << true;
    }
    void namesMatchPartByPart()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, name);
        QFETCH(bool, matches);
        QCOMPARE(matchesName(pattern.toStdString(), name.toStdString()), matches);
    }

    void groupsBecomeNames()
    {
        const auto names =
            captureNames({"residual", "pattern", "embedding", "blocks.3.mlp.hidden"});
        for (const auto* name :
             {"blocks.*.attention.pattern", "blocks.*.residual.after", "blocks.3.mlp.hidden",
              "embedding", "encoder.blocks.*.attention.pattern",
              "decoder.blocks.*.cross_attention.pattern", "vision.embedding",
              "blocks.*.ssm.mean_pattern"}) {
            QVERIFY2(std::ranges::binary_search(names, name), name);
        }
        QVERIFY(!std::ranges::binary_search(names, "logits"));
    }

    void anUnknownGroupNamesTheNearest()
    {
        try {
            static_cast<void>(captureNames({"patern"}));
            QFAIL("no error");
        } catch (const UsageError& error) {
            QVERIFY(std::string(error.what()).find("“pattern”") != std::string::npos);
        }
    }

    void batchesAndStepsBecomeOnePattern()
    {
        constexpr std::int64_t capacity = 9;
        constexpr std::int64_t heads = 2;
        CaptureRecorder recorder;
        // Every element tells where it came from; what is beyond the visible keys must not come
        // through.
        const auto rows = [&](std::int64_t first, std::int64_t count) {
            auto tensor = constant({heads, count, capacity}, -1.0F);
            for (std::int64_t head = 0; head < heads; ++head) {
                for (std::int64_t row = 0; row < count; ++row) {
                    for (std::int64_t key = 0; key < first + count; ++key) {
                        tensor.mutableFloats()[static_cast<std::size_t>(
                            (head * count + row) * capacity + key)] =
                            static_cast<float>(100 * head + 10 * (first + row) + key);
                    }
                }
            }
            return tensor;
        };
        recorder.add("blocks.0.attention.pattern", 0, rows(0, 3));
        recorder.add("blocks.0.attention.pattern", 3, rows(3, 2));
        recorder.add("blocks.0.attention.pattern", 5, rows(5, 1));
        const auto tensors = recorder.take(6);
        const auto& pattern = tensors.at("blocks.0.attention.pattern");
        QCOMPARE(pattern.shape(), Shape({heads, 6, 6}));
        const std::vector<std::int64_t> visible{3, 3, 3, 5, 5, 6};
        for (std::int64_t head = 0; head < heads; ++head) {
            for (std::int64_t query = 0; query < 6; ++query) {
                for (std::int64_t key = 0; key < 6; ++key) {
                    const auto expected = key < visible[static_cast<std::size_t>(query)]
                                              ? static_cast<float>(100 * head + 10 * query + key)
                                              : 0.0F;
                    QCOMPARE(
                        pattern.floats()[static_cast<std::size_t>((head * 6 + query) * 6 + key)],
                        expected);
                }
            }
        }
    }

    void scoresBeyondWhatIsVisibleAreMinusInfinity()
    {
        CaptureRecorder recorder;
        recorder.add("blocks.0.attention.scores", 0, constant({1, 1, 2}, 5.0F));
        recorder.add("blocks.0.attention.scores", 1, constant({1, 1, 2}, 6.0F));
        const auto tensors = recorder.take(2);
        const auto values = tensors.at("blocks.0.attention.scores").floats();
        QCOMPARE(values[0], 5.0F);
        QVERIFY(std::isinf(values[1]) && values[1] < 0.0F);
        QCOMPARE(values[3], 6.0F);
    }

    void rowsOfOtherValuesFollowEachOther()
    {
        CaptureRecorder recorder;
        recorder.add("embedding", 0, constant({2, 4}, 1.0F));
        recorder.add("embedding", 2, constant({1, 4}, 2.0F));
        recorder.add("blocks.0.attention.queries", 0, constant({3, 2, 4}, 1.0F));
        recorder.add("blocks.0.attention.queries", 2, constant({3, 1, 4}, 2.0F));
        const auto tensors = recorder.take(3);
        QCOMPARE(tensors.at("embedding").shape(), Shape({3, 4}));
        QCOMPARE(tensors.at("embedding").floats()[11], 2.0F);
        const auto& queries = tensors.at("blocks.0.attention.queries");
        QCOMPARE(queries.shape(), Shape({3, 3, 4}));
        for (std::size_t head = 0; head < 3; ++head) {
            QCOMPARE(queries.floats()[head * 12 + 7], 1.0F);
            QCOMPARE(queries.floats()[head * 12 + 8], 2.0F);
        }
    }

    void aSinglePieceIsNotCopied()
    {
        CaptureRecorder recorder;
        const auto rows = constant({2, 3, 3}, 1.0F);
        recorder.add("blocks.0.attention.pattern", 0, rows);
        const auto tensors = recorder.take(3);
        QCOMPARE(tensors.at("blocks.0.attention.pattern").bytes().data(), rows.bytes().data());
    }

    void missingPositionsAreAnError()
    {
        CaptureRecorder recorder;
        recorder.add("embedding", 0, constant({2, 4}, 1.0F));
        recorder.add("embedding", 3, constant({1, 4}, 2.0F));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(recorder.take(4)), Error);
    }

    void crossAttentionKeepsTheKeysOfTheSource()
    {
        CaptureRecorder recorder;
        const std::string name = "decoder.blocks.0.cross_attention.pattern";
        recorder.add(name, 0, constant({2, 2, 7}, 1.0F));
        recorder.add(name, 2, constant({2, 1, 7}, 2.0F));
        const auto tensors = recorder.take(3);
        const auto& pattern = tensors.at(name);
        QCOMPARE(pattern.shape(), Shape({2, 3, 7}));
        QCOMPARE(pattern.floats()[6], 1.0F);
        QCOMPARE(pattern.floats()[20], 2.0F);
        QCOMPARE(pattern.floats()[41], 2.0F);
    }

    void whatAnEncoderComputedStaysAsItIs()
    {
        CaptureRecorder recorder;
        recorder.addWhole("encoder.blocks.0.attention.pattern", constant({2, 5, 5}, 1.0F));
        recorder.add("decoder.embedding", 0, constant({3, 4}, 1.0F));
        const auto tensors = recorder.take(3);
        QCOMPARE(tensors.at("encoder.blocks.0.attention.pattern").shape(), Shape({2, 5, 5}));
        QCOMPARE(tensors.at("decoder.embedding").shape(), Shape({3, 4}));
    }

    void expertsAreKeptAsIntegers()
    {
        CaptureRecorder recorder;
        const std::vector<std::int32_t> first{1, 2, 3, 4};
        const std::vector<std::int32_t> second{5, 6};
        recorder.add("blocks.0.mlp.experts", 0, Tensor::of({2, 2}, std::span(first)));
        recorder.add("blocks.0.mlp.experts", 2, Tensor::of({1, 2}, std::span(second)));
        const auto tensors = recorder.take(3);
        const auto& experts = tensors.at("blocks.0.mlp.experts");
        QCOMPARE(experts.shape(), Shape({3, 2}));
        QCOMPARE(experts.integers()[5], 6);
    }

    void bytesAreCountedBeforeTheRun()
    {
        const ShapesOnly model(12, 1024);
        const auto plan = planCapture(model, {"pattern", "blocks.0.residual.after"}, {}, 1000);
        const std::vector<std::string> names{
            "blocks.0.attention.pattern", "blocks.0.residual.after", "blocks.1.attention.pattern"};
        QCOMPARE(plan.names, names);
        QCOMPARE(plan.bytes, std::int64_t{4} * (2 * 12 * 1000 * 1000 + 1000 * 8));
        QCOMPARE(planCapture(model, {}, {}, 1000).bytes, std::int64_t{0});
    }

    void groupsThatTheModelLacksAreLeftOutBesideOthers()
    {
        const ShapesOnly model(2, 16);
        const auto plan = planCapture(model, {"logits", "mlp", "residual"}, {}, 4);
        QCOMPARE(plan.names, std::vector<std::string>{"blocks.0.residual.after"});
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(planCapture(model, {"mlp"}, {}, 4)), UsageError);
    }

    void aNameThatTheModelLacksIsAnError()
    {
        const ShapesOnly model(2, 16);
        try {
            static_cast<void>(planCapture(model, {"pattern", "blocks.0.residual.afte"}, {}, 4));
            QFAIL("no error");
        } catch (const UsageError& error) {
            const std::string text = error.what();
            QVERIFY2(text.find("“blocks.0.residual.after”") != std::string::npos, text.c_str());
        }
    }

    // The matrices of all channels only where they are small.
    void implicitMatricesGiveWayToTheirMean_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("keepsAll");
        QTest::newRow("few") << 64 << true; // 64 · 1024² · 4 bytes = 256 MiB
        QTest::newRow("too many") << 65 << false;
    }
    void implicitMatricesGiveWayToTheirMean()
    {
        QFETCH(int, channels);
        QFETCH(bool, keepsAll);
        const ShapesOnly model(channels, 1024, ShapesOnly::Kind::StateSpace);
        const auto plan = planCapture(model, {"pattern"}, {}, 1024);
        QCOMPARE(std::ranges::binary_search(plan.names, "blocks.0.ssm.pattern"), keepsAll);
        QVERIFY(std::ranges::binary_search(plan.names, "blocks.0.ssm.mean_pattern"));
        const auto all = planCapture(model, {"blocks.*.ssm.pattern"}, {}, 1024);
        QCOMPARE(all.names, std::vector<std::string>{"blocks.0.ssm.pattern"});
    }

    void aCaptureLargerThanTheMemoryIsRefusedWithTheNumbers()
    {
        const ShapesOnly model(1 << 20, 1 << 20);
        constexpr std::int64_t length = 1 << 16; // 2 · 2²⁰ · 2³² · 4 bytes: 32 PiB
        try {
            requireMemoryFor(planCapture(model, {"pattern"}, {}, length), length);
            QFAIL("no error");
        } catch (const Error& error) {
            const std::string text = error.what();
            QVERIFY2(text.find("34359738368 MiB") != std::string::npos, text.c_str());
            QVERIFY2(text.find("the length 65536") != std::string::npos, text.c_str());
        }
        requireMemoryFor({}, length);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TraceCaptureTest)
#include "tst_trace_capture.moc"
