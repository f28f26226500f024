// Runs of models that read their input whole, and of those that read one thing and write another:
// small graphs with known numbers in place of checkpoints.
#include "core/base/error.h"
#include "core/graph/ops/ops.h"
#include "core/models/devices.h"
#include "core/text/tokenizer.h"
#include "core/trace/attention_source.h"
#include "core/trace/run.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

namespace
{

constexpr std::int64_t vocabulary = 6;
constexpr std::int64_t width = 4;

Tensor table(std::int64_t rows, std::int64_t columns, std::uint64_t seed)
{
    return randomTensor({rows, columns}, seed, 1.0F);
}

// Words of one letter; 5 is the mask.
class Letters : public Tokenizer
{
public:
    std::string kind() const override { return "letters"; }
    std::int64_t size() const override { return vocabulary; }
    std::vector<std::int32_t> encode(std::string_view, SpecialTokens) const override { return {}; }
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens) const override
    {
        std::string text;
        for (const auto id : ids) {
            text += pieceText(id);
        }
        return text;
    }
    std::string pieceText(std::int32_t id) const override
    {
        return id == 5 ? "[MASK]" : std::string(1, static_cast<char>('a' + id));
    }
    std::string entry(std::int32_t id) const override { return pieceText(id); }
    std::optional<std::int32_t> find(std::string_view entry) const override
    {
        return entry == "[MASK]" ? std::optional(5) : std::nullopt;
    }
    std::optional<std::int32_t> beginToken() const override { return std::nullopt; }
    std::optional<std::int32_t> endToken() const override { return std::nullopt; }
};

/// Logits of every token, or of the first alone: the embedding of the token itself.
class Reader : public Model
{
public:
    explicit Reader(HeadKind head)
    {
        m_info.name = "reader";
        m_info.layers = 1;
        m_info.heads = 2;
        m_info.width = width;
        m_info.vocabulary = vocabulary;
        m_info.context = 16;
        m_info.generates = false;
        m_info.encodes = true;
        m_info.head = head;
        m_info.classes = {"zero", "one", "two"};
        m_tokenizer = std::make_shared<const Letters>();
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        auto built = std::make_unique<EncoderGraph>();
        auto& graph = built->graph;
        const auto n = std::ssize(input.tokens);
        const auto tokens = graph.input("tokens", DType::I32, {n});
        built->inputs.emplace("tokens", tokens);
        const auto x = lookUp(graph.constant(table(vocabulary, width, 1)), tokens);
        graph.setName(x, "embedding");
        const auto mixed = linear(x, graph.constant(table(2 * n, width, 2)));
        graph.setName(softmax(splitHeads(mixed, 2)), "blocks.0.attention.pattern");
        const auto row = m_info.head == HeadKind::Classification ? rows(x, 0, 1) : x;
        graph.setName(linear(row, graph.constant(table(vocabulary, width, 3))), "logits");
        graph.setName(rows(x, 0, 1), "pooled");
        built->results = {"logits", "pooled"};
        built->sequences = {{.name = "tokens", .length = n}};
        return built;
    }
};

/// Reads tokens, writes others: the pattern of its cross-attention depends on what it wrote alone.
class Translator : public Model
{
public:
    Translator()
    {
        m_info.name = "translator";
        m_info.layers = 1;
        m_info.heads = 2;
        m_info.vocabulary = vocabulary;
        m_info.context = 16;
        m_info.encodes = true;
        m_info.decoderStart = {4};
        m_info.attention = {{.values = "encoder.blocks.*.attention",
                             .queries = "source",
                             .keys = "source",
                             .layers = 1,
                             .heads = 2,
                             .causal = false},
                            {.values = "decoder.blocks.*.cross_attention",
                             .keys = "source",
                             .layers = 1,
                             .heads = 2,
                             .causal = false}};
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        auto built = std::make_unique<EncoderGraph>();
        auto& graph = built->graph;
        const auto n = std::ssize(input.tokens);
        const auto tokens = graph.input("tokens", DType::I32, {n});
        built->inputs.emplace("tokens", tokens);
        const auto x = lookUp(graph.constant(table(vocabulary, width, 1)), tokens);
        graph.setName(x, "encoder.embedding");
        const auto mixed = linear(x, graph.constant(table(2 * n, width, 2)));
        graph.setName(softmax(splitHeads(mixed, 2)), "encoder.blocks.0.attention.pattern");
        built->writes = {x};
        built->sequences = {{.name = "source", .length = n}};
        built->source = n;
        return built;
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        auto built = std::make_unique<ModelGraph>();
        auto& graph = built->graph;
        built->tokens = graph.input("tokens", DType::I32, {shape.rows});
        built->first = graph.input("first", DType::I32, {1});
        // No position changes anything, but every decoder knows its own.
        const auto nowhere = graph.constant(Tensor::allocate(DType::F32, {16, width}));
        const auto x = add(lookUp(graph.constant(table(vocabulary, width, 4)), built->tokens),
                           lookUpRange(nowhere, built->first, shape.rows));
        graph.setName(x, "decoder.embedding");
        const auto mixed = linear(x, graph.constant(table(2 * shape.source, width, 5)));
        graph.setName(softmax(splitHeads(mixed, 2)), "decoder.blocks.0.cross_attention.pattern");
        const auto last = rows(x, shape.rows - shape.logitRows, shape.logitRows);
        built->logits = linear(last, graph.constant(table(vocabulary, width, 6)));
        graph.setName(built->logits, "logits");
        return built;
    }
};

RunRequest reading(std::vector<std::int32_t> tokens)
{
    RunRequest request;
    request.input.tokens = std::move(tokens);
    request.capture = {"pattern", "residual", "logits"};
    return request;
}

std::shared_ptr<const Trace> run(const std::shared_ptr<const Model>& model,
                                 const RunRequest& request)
{
    return runModel(model, openBackend("cpu"), request);
}

// y = W·x of table(seed) for the embedding of `token` in table(embedding).
std::vector<double> product(std::int32_t token, std::uint64_t embedding, std::uint64_t seed,
                            std::int64_t outputs)
{
    const auto embeddings = table(vocabulary, width, embedding);
    const auto weights = table(outputs, width, seed);
    std::vector<double> result;
    for (std::int64_t out = 0; out < outputs; ++out) {
        double sum = 0;
        for (std::int64_t i = 0; i < width; ++i) {
            sum +=
                static_cast<double>(weights.floats()[static_cast<std::size_t>(out * width + i)]) *
                static_cast<double>(
                    embeddings.floats()[static_cast<std::size_t>(token * width + i)]);
        }
        result.push_back(sum);
    }
    return result;
}

std::vector<double> softmaxOf(std::vector<double> values)
{
    double total = 0;
    for (auto& value : values) {
        value = std::exp(value);
        total += value;
    }
    std::ranges::for_each(values, [total](double& value) { value /= total; });
    return values;
}

} // namespace

class RunEncodersTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsReadIsTheTracesOwn()
    {
        const auto trace =
            run(std::make_shared<Reader>(HeadKind::MaskedLanguageModel), reading({0, 5, 2}));
        QCOMPARE(trace->tokens, (std::vector<std::int32_t>{0, 5, 2}));
        QCOMPARE(trace->tokenLabels, (std::vector<std::string>{"a", "[MASK]", "c"}));
        QVERIFY(trace->steps.empty() && trace->text.empty());
        QCOMPARE(trace->sequence("tokens")->labels, trace->tokenLabels);
        QCOMPARE(trace->find("blocks.0.attention.pattern")->shape(), Shape({2, 3, 3}));
        QCOMPARE(trace->find("embedding")->shape(), Shape({3, width}));
        QCOMPARE(trace->find("logits")->shape(), Shape({3, vocabulary}));
        QCOMPARE(trace->find("pooled")->shape(), Shape({1, width}));
        QCOMPARE(attentionSource(trace)->keys(), std::int64_t{3});
    }

    void maskedTokensArePredicted()
    {
        const auto trace =
            run(std::make_shared<Reader>(HeadKind::MaskedLanguageModel), reading({0, 5, 2}));
        QCOMPARE(trace->predictions.size(), std::size_t{5});
        const auto expected = softmaxOf(product(5, 1, 3, vocabulary));
        double before = 1.0;
        for (const auto& prediction : trace->predictions) {
            QCOMPARE(prediction.position, std::int64_t{1});
            const auto share = expected[static_cast<std::size_t>(prediction.index)];
            QVERIFY(std::abs(share - static_cast<double>(prediction.probability)) < 1e-6);
            QVERIFY(share <= before + 1e-6);
            before = share;
            QCOMPARE(prediction.label, Letters().pieceText(prediction.index));
        }
    }

    void classesArePredicted()
    {
        auto request = reading({3, 1});
        request.capture.clear();
        const auto trace = run(std::make_shared<Reader>(HeadKind::Classification), request);
        QCOMPARE(trace->predictions.size(), std::size_t{5});
        const auto expected = softmaxOf(product(3, 1, 3, vocabulary));
        const auto best = std::ranges::max_element(expected) - expected.begin();
        QCOMPARE(std::ptrdiff_t{trace->predictions[0].index}, best);
        QCOMPARE(trace->predictions[0].position, std::int64_t{-1});
        const std::vector<std::string> names{"zero", "one", "two", "3", "4", "5"};
        for (const auto& prediction : trace->predictions) {
            QCOMPARE(prediction.label, names[static_cast<std::size_t>(prediction.index)]);
        }
        QVERIFY(trace->find("logits") != nullptr); // small: kept though not asked for
    }

    void aPromptIsWhatAReaderReads()
    {
        auto request = reading({});
        request.prompt = {1, 2};
        const auto trace = run(std::make_shared<Reader>(HeadKind::Embedding), request);
        QCOMPARE(trace->tokens, request.prompt);
        QVERIFY(trace->predictions.empty());
        QVERIFY(trace->recipe.at("prompt").empty());
        QCOMPARE(trace->recipe.at("input").at("tokens").get<std::vector<std::int32_t>>(),
                 request.prompt);
    }

    void wrongRequestsAreRefused()
    {
        const auto reader = std::make_shared<Reader>(HeadKind::Embedding);
        auto steps = reading({1});
        steps.steps = 3;
        QVERIFY_EXCEPTION_THROWN(run(reader, steps), UsageError);
        QVERIFY_EXCEPTION_THROWN(run(reader, reading({})), UsageError);
        auto twice = reading({1});
        twice.prompt = {2};
        QVERIFY_EXCEPTION_THROWN(run(reader, twice), UsageError);
        auto unknown = reading({1});
        unknown.capture = {"blocks.0.mlp.hidden"};
        QVERIFY_EXCEPTION_THROWN(run(reader, unknown), UsageError);
        QVERIFY_EXCEPTION_THROWN(run(load(tinyGpt2()), reading({1})), UsageError);
    }

    void translationsAttendToTheirSource()
    {
        auto request = reading({0, 1, 2});
        request.steps = 4;
        const auto trace = run(std::make_shared<Translator>(), request);
        QCOMPARE(trace->tokens.size(), std::size_t{5});
        QCOMPARE(trace->tokens.front(), 4);
        QCOMPARE(trace->promptLength, std::int64_t{1});
        QCOMPARE(trace->steps.size(), std::size_t{4});
        QCOMPARE(trace->find("source.tokens")->integers()[2], 2);
        QCOMPARE(trace->sequence("source")->tokens, request.input.tokens);
        QCOMPARE(trace->sequence("tokens")->shape.length, std::int64_t{5});
        QCOMPARE(trace->find("encoder.blocks.0.attention.pattern")->shape(), Shape({2, 3, 3}));
        QCOMPARE(trace->find("encoder.embedding")->shape(), Shape({3, width}));
        QCOMPARE(trace->find("decoder.embedding")->shape(), Shape({5, width}));
        QCOMPARE(trace->find("logits")->shape(), Shape({5, vocabulary}));
        const auto& pattern = *trace->find("decoder.blocks.0.cross_attention.pattern");
        QCOMPARE(pattern.shape(), Shape({2, 5, 3}));
        for (std::size_t query = 0; query < 5; ++query) {
            const auto mixed = product(trace->tokens[query], 4, 5, 6);
            for (std::size_t head = 0; head < 2; ++head) {
                const auto first = mixed.begin() + static_cast<std::ptrdiff_t>(3 * head);
                const auto expected = softmaxOf({first, first + 3});
                for (std::size_t key = 0; key < 3; ++key) {
                    const double got = pattern.floats()[(head * 5 + query) * 3 + key];
                    QVERIFY(std::abs(got - expected[key]) < 1e-6);
                }
            }
        }
        QCOMPARE(capturedParts(*trace).size(), std::size_t{2});
    }

    void aBeginningOfTheOutputIsKept()
    {
        auto request = reading({0, 1});
        request.prompt = {4, 3};
        const auto trace = run(std::make_shared<Translator>(), request);
        QCOMPARE(trace->tokens, request.prompt);
        QCOMPARE(trace->find("decoder.blocks.0.cross_attention.pattern")->shape(),
                 Shape({2, 2, 2}));
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::RunEncodersTest)
#include "tst_run_encoders.moc"
