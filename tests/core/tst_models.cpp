// Loading models: what they say of themselves, the values their graphs name, and what they refuse.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <functional>
#include <limits>

using namespace saccade;

namespace
{

using Change = std::function<void(Checkpoint&)>;

Change set(std::string key, nlohmann::json value)
{
    return [key, value](Checkpoint& checkpoint) { checkpoint.configuration[key] = value; };
}

Change both(Change first, Change second)
{
    return [first, second](Checkpoint& checkpoint) {
        first(checkpoint);
        second(checkpoint);
    };
}

Change drop(std::string tensor)
{
    return [tensor](Checkpoint& checkpoint) { checkpoint.tensors.erase(tensor); };
}

Change replace(std::string tensor, DType type, Shape shape)
{
    return [tensor, type, shape](Checkpoint& checkpoint) {
        checkpoint.tensors[tensor] = Tensor::allocate(type, shape);
    };
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestModels : public QObject
{
    Q_OBJECT

private slots:
    void modelsSayWhatTheyAre();
    void graphsNameEveryValueOfTheDesign_data();
    void graphsNameEveryValueOfTheDesign();
    void valuesHaveTheShapesOfTheDesign();
    void impossibleGraphsAreRefused();
    void aHeadlessGpt2IsRead();
    void broken_data();
    void broken();
    void anUnknownArchitectureNamesTheNearest();
    void aCheckpointWithoutTensorsIsNoModel();
    void aCheckpointWithoutAConfigurationSaysWhatIsMissing();
    void biasesAreOfAllLayersOrOfNone();
};

void TestModels::modelsSayWhatTheyAre()
{
    const auto gpt2 = load(tinyGpt2())->info();
    QCOMPARE(gpt2.family, std::string("gpt2"));
    QCOMPARE(gpt2.architecture, std::string("GPT2LMHeadModel"));
    QCOMPARE(gpt2.parameters,
             std::int64_t{(11 + 16) * 8 + 2 * (8 * 24 + 24 + 64 + 8 + 2 * 256 + 40 + 32) + 16});
    QCOMPARE(gpt2.weightBytes, 4 * gpt2.parameters);
    QCOMPARE(gpt2.beginToken, std::optional(3));
    QCOMPARE(gpt2.stopTokens, std::vector{4});
    const auto llama = load(tinyLlama())->info();
    QCOMPARE(llama.heads, std::int64_t{4});
    QCOMPARE(llama.keyValueHeads, std::int64_t{2});
    QCOMPARE(llama.headWidth, std::int64_t{4});
    QCOMPARE(llama.stopTokens, (std::vector{4, 5}));
    QCOMPARE(llama.dtypes.front().first, std::string("F32"));
}

void TestModels::graphsNameEveryValueOfTheDesign_data()
{
    QTest::addColumn<bool>("isLlama");
    QTest::newRow("gpt2") << false;
    QTest::newRow("llama") << true;
}

void TestModels::graphsNameEveryValueOfTheDesign()
{
    QFETCH(const bool, isLlama);
    const auto model = load(isLlama ? tinyLlama() : tinyGpt2());
    auto built = model->build({.rows = 3, .capacity = 8, .logitRows = 3});
    for (const auto* name :
         {"embedding", "final_norm", "logits", "blocks.1.residual.before",
          "blocks.1.residual.middle", "blocks.1.residual.after", "blocks.0.attention.queries",
          "blocks.0.attention.keys", "blocks.0.attention.values", "blocks.0.attention.scores",
          "blocks.0.attention.pattern", "blocks.0.attention.heads", "blocks.0.attention.output",
          "blocks.0.mlp.hidden", "blocks.0.mlp.output"}) {
        QVERIFY2(built->graph.find(name), name);
    }
    QCOMPARE(*built->graph.find("blocks.1.residual.before"),
             *built->graph.find("blocks.0.residual.after"));
    QCOMPARE(*built->graph.find("logits"), built->logits);
}

void TestModels::valuesHaveTheShapesOfTheDesign()
{
    auto built = load(tinyLlama())->build({.rows = 3, .capacity = 8, .logitRows = 2});
    const auto shape = [&](const char* name) { return built->graph.find(name)->shape().text(); };
    QCOMPARE(shape("blocks.0.attention.queries"), std::string("[4, 3, 4]"));
    QCOMPARE(shape("blocks.0.attention.keys"), std::string("[2, 3, 4]"));
    QCOMPARE(shape("blocks.0.attention.pattern"), std::string("[4, 3, 8]"));
    QCOMPARE(shape("blocks.0.attention.heads"), std::string("[4, 3, 4]"));
    QCOMPARE(shape("blocks.0.mlp.hidden"), std::string("[3, 24]"));
    QCOMPARE(shape("logits"), std::string("[2, 11]"));
}

void TestModels::impossibleGraphsAreRefused()
{
    const auto model = load(tinyGpt2());
    for (const auto& shape : {GraphShape{0, 8, 1}, GraphShape{9, 8, 1}, GraphShape{3, 17, 1},
                              GraphShape{3, 8, 4}, GraphShape{3, 8, 0}}) {
        QVERIFY_EXCEPTION_THROWN(model->build(shape), Error);
    }
}

void TestModels::aHeadlessGpt2IsRead()
{
    auto checkpoint = tinyGpt2();
    auto tensors = std::exchange(checkpoint.tensors, {});
    for (const auto& [name, tensor] : tensors) {
        checkpoint.tensors.emplace(name.substr(std::string("transformer.").size()), tensor);
    }
    QCOMPARE(load(checkpoint)->info().parameters, load(tinyGpt2())->info().parameters);
}

void TestModels::broken_data()
{
    QTest::addColumn<bool>("isLlama");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, bool isLlama, Change change, const char* message) {
        QTest::newRow(name) << isLlama << std::move(change) << QString(message);
    };
    row("tensor missing", false, drop("transformer.h.1.mlp.c_fc.weight"),
        "transformer.h.1.mlp.c_fc.weight");
    row("wrong shape", false, replace("transformer.h.0.ln_1.weight", DType::F32, {9}), "[9]");
    row("transposed weight", true,
        replace("model.layers.0.mlp.up_proj.weight", DType::F32, {16, 24}), "[16, 24]");
    row("integer weight", false, replace("transformer.wte.weight", DType::I32, {11, 8}),
        "is of type I32");
    row("quantised norm", true, replace("model.norm.weight", DType::I8, {16}), "is of type I8");
    row("head missing", true, drop("lm_head.weight"), "lm_head.weight");
    row("vocabulary of another size", true, set("vocab_size", 12), "[12, 16]");
    row("heads that do not divide", false, set("n_head", 3), "do not divide");
    row("key heads that do not divide", true, set("num_key_value_heads", 3), "do not divide");
    row("no heads", false, set("n_head", 0), "from 1 to");
    row("negative width", false, set("n_embd", -8), "from 1 to");
    row("huge width", true, set("hidden_size", 1e18), "from 1 to");
    row("huge context", false, set("n_positions", 9223372036854775807LL), "from 1 to");
    row("more layers than tensors", true, set("num_hidden_layers", 2147483647),
        "not so many tensors");
    row("a third layer", true, set("num_hidden_layers", 3), "model.layers.2.");
    row("width as text", true, set("hidden_size", "16"), "\"16\"");
    row("fractional heads", true, set("num_attention_heads", 4.5), "4.5");
    row("epsilon below 0", true, set("rms_norm_eps", -1e-5), "above 0");
    row("epsilon of infinity", true, set("rms_norm_eps", std::numeric_limits<double>::infinity()),
        "above 0");
    row("theta of 1", true, set("rope_theta", 1.0), "above 1");
    row("odd head width", true, set("head_dim", 3), "even");
    row("unknown activation", false, set("activation_function", "snake"), "gelu_new");
    row("unknown scaling", true, set("rope_scaling", {{"rope_type", "magic"}}), "yarn");
    row("scaling without a factor", true, set("rope_scaling", {{"type", "linear"}}), "factor");
    row("scaling that is a list", true, set("rope_scaling", {1, 2}), "object");
    row("llama3 with equal factors", true,
        set("rope_scaling", {{"rope_type", "llama3"},
                             {"factor", 8},
                             {"low_freq_factor", 4},
                             {"high_freq_factor", 4},
                             {"original_max_position_embeddings", 8}}),
        "low_freq_factor");
    row("longrope of another length", true,
        set("rope_scaling",
            {{"rope_type", "longrope"}, {"short_factor", {1}}, {"long_factor", {1}}}),
        "short_factor");
    row("stop token out of range", true, set("eos_token_id", -1), "eos_token_id");
    row("rotation of more than a head", true, set("partial_rotary_factor", 1.5), "width of a head");
    row("no words for layers", true, set("layer_types", {1, 2}), "a list of words");
    row("too few words for layers", true, set("layer_types", {"full_attention"}), "for each layer");
    row("window below 0", true, both(set("model_type", "mistral"), set("sliding_window", -3)),
        "sliding_window");
    row("more experts a token than there are", true,
        both(set("model_type", "mixtral"),
             both(set("num_local_experts", 2), set("num_experts_per_tok", 3))),
        "number of experts");
    row("experts missing", true, both(set("model_type", "mixtral"), set("num_local_experts", 2)),
        "block_sparse_moe.gate");
    row("norms of queries missing", true, set("model_type", "qwen3"), "q_norm");
    row("layers without positions of another length", true,
        both(set("model_type", "smollm3"), set("no_rope_layers", {1})), "for each layer");
    row("fused heads missing", true, set("model_type", "phi3"), "qkv_proj");
    row("biases stated but not there", true, set("attention_bias", true), "q_proj.bias");
}

void TestModels::broken()
{
    QFETCH(const bool, isLlama);
    QFETCH(const Change, change);
    QFETCH(const QString, message);
    auto checkpoint = isLlama ? tinyLlama() : tinyGpt2();
    change(checkpoint);
    try {
        load(std::move(checkpoint));
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
        QVERIFY2(QString(error.what()).contains("tiny"), error.what()); // the file
    }
}

void TestModels::anUnknownArchitectureNamesTheNearest()
{
    auto checkpoint = tinyGpt2();
    checkpoint.configuration["model_type"] = "mistrall";
    try {
        load(std::move(checkpoint));
        QFAIL("not refused");
    } catch (const Error& error) {
        const QString message(error.what());
        QVERIFY(message.startsWith("tiny is a model of the architecture “mistrall”, which Saccade "
                                   "does not know. The nearest of the "));
        QVERIFY2(message.contains("are mistral, "), error.what());
        QVERIFY2(message.contains(QString::number(knownArchitectures().size())), error.what());
        QVERIFY2(message.size() < 300, error.what());
    }
}

void TestModels::aCheckpointWithoutTensorsIsNoModel()
{
    auto checkpoint = tinyGpt2();
    checkpoint.tensors.clear();
    try {
        load(std::move(checkpoint));
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(QString(error.what()), "tiny holds no tensors: it is no model.");
    }
}

void TestModels::aCheckpointWithoutAConfigurationSaysWhatIsMissing()
{
    auto checkpoint = tinyGpt2();
    checkpoint.format = "safetensors";
    checkpoint.configuration = nullptr;
    try {
        load(std::move(checkpoint));
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY(QString(error.what()).contains("config.json"));
    }
}

void TestModels::biasesAreOfAllLayersOrOfNone()
{
    auto checkpoint = tinyGpt2();
    checkpoint.tensors.erase("transformer.h.0.attn.c_attn.bias");
    QVERIFY_EXCEPTION_THROWN(load(checkpoint), Error);
    checkpoint.tensors.erase("transformer.h.1.attn.c_attn.bias");
    QCOMPARE(load(checkpoint)->info().parameters, load(tinyGpt2())->info().parameters - 48);
}

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
