// Sessions of models with an encoder: what it writes is what the decoder looks at, taps and edits
// of both, branches, refusals. The model is made here, so that the numbers can be computed by hand.
#include "core/base/error.h"
#include "core/graph/ops/ops.h"
#include "core/models/devices.h"
#include "core/models/session.h"
#include "tests/support/model_runs.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

constexpr std::int64_t width = 4;
constexpr std::int64_t vocabulary = 6;

/// A decoder whose queries are its tokens' rows of a table, and whose keys and values are the rows
/// of the source's tokens.
class Echo : public Model
{
public:
    explicit Echo(bool generates) : m_table(randomTensor({vocabulary, width}, 7, 1.0F, 0.0F))
    {
        m_info.name = "echo";
        m_info.generates = generates;
        m_info.encodes = true;
        m_info.vocabulary = vocabulary;
        m_info.context = 8;
        m_checkpoint = std::make_shared<const Checkpoint>();
    }

    const Tensor& table() const { return m_table; }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        auto result = std::make_unique<EncoderGraph>();
        auto& graph = result->graph;
        const auto length = std::ssize(input.tokens);
        const auto tokens = graph.input("tokens", DType::I32, {length});
        const auto first = graph.constant(Tensor::of({1}, std::span<const std::int32_t>(zero)));
        const auto x = lookUp(graph.constant(m_table), tokens);
        graph.setName(x, "encoder.embedding");
        result->inputs.emplace("tokens", tokens);
        result->writes.push_back(writeState(keys(graph, length), splitHeads(x, 1), first));
        if (!m_info.generates) {
            graph.setName(meanRows(x), "pooled");
            result->results.emplace_back("pooled");
        }
        result->sequences.push_back({.name = "source", .length = length});
        result->source = length;
        return result;
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        auto result = std::make_unique<ModelGraph>();
        auto& graph = result->graph;
        result->tokens = graph.input("tokens", DType::I32, {shape.rows});
        result->first = graph.input("first", DType::I32, {1});
        const auto x = lookUp(graph.constant(m_table), result->tokens);
        const auto source = keys(graph, shape.source);
        const auto attended = attention(splitHeads(x, 1), source, source, result->first,
                                        {.scale = 1.0, .everyKey = true});
        graph.setName(attended.pattern, "decoder.blocks.0.cross_attention.pattern");
        const auto mixed = mergeHeads(attended.heads);
        const auto last = rows(mixed, shape.rows - shape.logitRows, shape.logitRows);
        result->logits = linear(last, graph.constant(m_table));
        graph.setName(result->logits, "logits");
        return result;
    }

private:
    static Value keys(Graph& graph, std::int64_t length)
    {
        return graph.state("decoder.blocks.0.cross.keys", DType::F32, {1, length, width});
    }

    static constexpr std::array<std::int32_t, 1> zero{0};
    Tensor m_table; // [vocabulary, width]
};

const std::vector<std::int32_t> source{1, 4, 2};
const std::vector<std::int32_t> target{3, 0};

EncoderInput reading(std::vector<std::int32_t> tokens)
{
    EncoderInput input;
    input.tokens = std::move(tokens);
    return input;
}

std::shared_ptr<Backend> cpu()
{
    static const auto backend = openBackend("cpu");
    return backend;
}

// softmax(q·kᵀ)·k·tableᵀ of the last target token, as written.
std::vector<double> expectedLogits(const Tensor& table, const std::vector<std::int32_t>& read)
{
    const auto row = [&](std::int32_t token) {
        return table.floats().subspan(static_cast<std::size_t>(token * width), width);
    };
    const auto dot = [&](const auto& a, const auto& b) {
        double sum = 0.0;
        for (std::size_t i = 0; i < width; ++i) {
            sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        }
        return sum;
    };
    std::vector<double> mixed(width, 0.0);
    double total = 0.0;
    for (const auto token : read) {
        const auto weight = std::exp(dot(row(target.back()), row(token)));
        total += weight;
        for (std::size_t i = 0; i < width; ++i) {
            mixed[i] += weight * static_cast<double>(row(token)[i]);
        }
    }
    std::vector<double> logits;
    for (std::int32_t token = 0; token < vocabulary; ++token) {
        logits.push_back(dot(mixed, row(token)) / total);
    }
    return logits;
}

double difference(const Tensor& logits, const std::vector<double>& wanted)
{
    double largest = logits.shape().elements() == std::ssize(wanted) ? 0.0 : 1.0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(logits.floats()[i]) - wanted[i]));
    }
    return largest;
}

} // namespace

class TestSessionEncoder : public QObject
{
    Q_OBJECT

private slots:
    void theDecoderLooksAtWhatWasEncoded();
    void anotherInputOfTheShapeReplacesTheFirst();
    void tapsOfBothPartsArrive();
    void anEditOfTheEncoderReachesTheDecoder();
    void aBranchKeepsItsSource();
    void anEncoderAloneGivesItsResults();
    void wrongUsesAreRefused();
};

void TestSessionEncoder::theDecoderLooksAtWhatWasEncoded()
{
    const auto model = std::make_shared<const Echo>(true);
    Session session(model, cpu(), {.input = reading(source)});
    QVERIFY(session.encode(reading(source)).empty());
    QCOMPARE(session.sequences().size(), std::size_t{1});
    QCOMPARE(session.sequences()[0].length, std::int64_t{3});
    QVERIFY(difference(session.advance(target), expectedLogits(model->table(), source)) < 1e-5);
}

void TestSessionEncoder::anotherInputOfTheShapeReplacesTheFirst()
{
    const auto model = std::make_shared<const Echo>(true);
    Session session(model, cpu(), {.input = reading(source)});
    session.encode(reading(source));
    session.advance(target);
    const std::vector<std::int32_t> other{5, 0, 5};
    session.encode(reading(other));
    QCOMPARE(session.position(), std::int64_t{0});
    QVERIFY(difference(session.advance(target), expectedLogits(model->table(), other)) < 1e-5);
}

void TestSessionEncoder::tapsOfBothPartsArrive()
{
    Session session(std::make_shared<const Echo>(true), cpu(),
                    {.taps = {"encoder.embedding", "decoder.blocks.*.cross_attention.pattern"},
                     .input = reading(source)});
    std::map<std::string, Shape> shapes;
    session.setTapSink([&](const std::string& name, std::int64_t, const Tensor& rows) {
        shapes.emplace(name, rows.shape());
    });
    session.encode(reading(source));
    QVERIFY((shapes == std::map<std::string, Shape>{{"encoder.embedding", {3, width}}}));
    session.advance(target);
    QVERIFY((shapes.at("decoder.blocks.0.cross_attention.pattern") == Shape{1, 2, 3}));
}

void TestSessionEncoder::anEditOfTheEncoderReachesTheDecoder()
{
    Session session(std::make_shared<const Echo>(true), cpu(),
                    {.edits = {parseEdit("encoder.embedding=0")}, .input = reading(source)});
    session.encode(reading(source));
    const auto logits = session.advance(target);
    QVERIFY(difference(logits, std::vector<double>(vocabulary, 0.0)) < 1e-12);
}

void TestSessionEncoder::aBranchKeepsItsSource()
{
    const auto model = std::make_shared<const Echo>(true);
    Session trunk(model, cpu(), {.input = reading(source)});
    trunk.encode(reading(source));
    auto branch = trunk.fork();
    const std::vector<std::int32_t> other{0, 1, 2};
    trunk.encode(reading(other));
    QVERIFY(difference(branch.advance(target), expectedLogits(model->table(), source)) < 1e-5);
    QVERIFY(difference(trunk.advance(target), expectedLogits(model->table(), other)) < 1e-5);
    branch.encode(reading(other));
    QVERIFY(difference(branch.advance(target), expectedLogits(model->table(), other)) < 1e-5);
}

void TestSessionEncoder::anEncoderAloneGivesItsResults()
{
    const auto model = std::make_shared<const Echo>(false);
    Session session(model, cpu(), {.input = reading(source)});
    const auto results = session.encode(reading(source));
    QCOMPARE(results.size(), std::size_t{1});
    std::vector<double> mean(width, 0.0);
    for (const auto token : source) {
        for (std::size_t i = 0; i < width; ++i) {
            const auto index = static_cast<std::size_t>(token * width) + i;
            mean[i] += static_cast<double>(model->table().floats()[index]) / 3.0;
        }
    }
    QVERIFY(difference(results.at("pooled"), mean) < 1e-6);
}

void TestSessionEncoder::wrongUsesAreRefused()
{
    const auto model = std::make_shared<const Echo>(true);
    Session session(model, cpu(), {.input = reading(source)});
    QVERIFY_EXCEPTION_THROWN(session.advance(target), UsageError);
    QVERIFY_EXCEPTION_THROWN(session.encode(reading({1, 2})), UsageError);
    QVERIFY_EXCEPTION_THROWN(session.encode(reading({1, 2, 6})), UsageError);
    session.encode(reading(source));
    session.restart();
    QVERIFY_EXCEPTION_THROWN(session.advance(target), UsageError);
    QVERIFY_EXCEPTION_THROWN(
        Session(model, cpu(), {.taps = {"encoder.nothing"}, .input = reading(source)}), UsageError);
    QVERIFY_EXCEPTION_THROWN(Session(load(tinyLlama()), cpu(), {}).encode(reading(source)),
                             UsageError);
}

QTEST_GUILESS_MAIN(TestSessionEncoder)
#include "tst_session_encoder.moc"
