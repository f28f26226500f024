// GGUF files as llama.cpp's converter makes them of the checkpoints that the other tests know: the
// same logits as from Hugging Face's files, and as the oracles' where there are some.
#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "core/models/devices.h"
#include "core/models/fused_rows.h"
#include "tests/support/gguf_conversion.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <set>

using namespace saccade;

namespace
{

const std::vector<std::int32_t> tokens{3, 17, 8, 30, 30, 1, 12, 25, 4, 19, 7, 7};

/// What is converted, and what Hugging Face's files of it are called.
struct Case {
    std::string architecture;
    FamilyCheckpoint from;
    std::string oracle{}; // a folder of hf_tiny that holds the same; or none
    GgufConverter converter = nullptr;
};

FamilyCheckpoint named(const std::string& name, const nlohmann::json& changes = {})
{
    const auto all = familyCheckpoints();
    auto found = *std::ranges::find(all, name, &FamilyCheckpoint::name);
    if (changes.is_object()) {
        found.config.merge_patch(changes); // null takes a key away
    }
    return found;
}

FamilyCheckpoint oracle(const std::string& name, const nlohmann::json& changes = {})
{
    const auto checkpoint = openCheckpoint(sharedPath("oracles/hf_tiny/" + name));
    FamilyCheckpoint result{name, checkpoint.configuration, checkpoint.tensors};
    if (changes.is_object()) {
        result.config.merge_patch(changes);
    }
    return result;
}

/// With one layer after the other out of those of these numbers.
FamilyCheckpoint withLayers(FamilyCheckpoint from, const std::vector<int>& layers)
{
    const std::string prefix = "model.layers.";
    const auto before = std::exchange(from.tensors, {});
    for (const auto& [name, tensor] : before) {
        if (!name.starts_with(prefix)) {
            from.tensors.emplace(name, tensor);
            continue;
        }
        const auto end = name.find('.', prefix.size());
        const auto number = std::stoi(name.substr(prefix.size(), end - prefix.size()));
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            if (layers[layer] == number) {
                from.tensors.emplace(prefix + std::to_string(layer) + name.substr(end), tensor);
            }
        }
    }
    from.config["num_hidden_layers"] = layers.size();
    return from;
}

/// The same function with a key head for each head.
FamilyCheckpoint withAllKeyHeads(FamilyCheckpoint from)
{
    const auto heads = from.config.at("num_attention_heads").get<std::int64_t>();
    const auto keyHeads = from.config.at("num_key_value_heads").get<std::int64_t>();
    const auto width = from.config.at("hidden_size").get<std::int64_t>() / heads;
    for (auto& [name, tensor] : from.tensors) {
        if (name.find("k_proj") == std::string::npos && name.find("v_proj") == std::string::npos) {
            continue;
        }
        std::vector<RowRun> runs;
        for (std::int64_t head = 0; head < heads; ++head) {
            runs.push_back({head * keyHeads / heads * width, width});
        }
        tensor = gatherRows(tensor, runs);
    }
    from.config["num_key_value_heads"] = heads;
    return from;
}

const nlohmann::json usualBase{{"rope_theta", 10000.0}};
const nlohmann::json yarn{
    {"rope_type", "yarn"}, {"factor", 4.0},    {"original_max_position_embeddings", 16},
    {"beta_fast", 8.0},    {"beta_slow", 2.0}, {"attention_factor", 1.25}};

std::vector<std::pair<std::string, Case>> llamaKin()
{
    auto smol = withLayers(named("smollm3", {{"no_rope_layer_interval", nullptr}}), {0, 1, 2, 0});
    const nlohmann::json gemma3{{"query_pre_attn_scalar", 8}, // as in all but the largest
                                {"sliding_window_pattern", nullptr}};
    const nlohmann::json llama3{{"rope_type", "llama3"},
                                {"factor", 8.0},
                                {"low_freq_factor", 1.0},
                                {"high_freq_factor", 4.0},
                                {"original_max_position_embeddings", 100}};
    const nlohmann::json noWindow{{"sliding_window", nullptr}}; // llama.cpp gives Llamas none
    const nlohmann::json everyLayer{{"decoder_sparse_step", 1}, {"mlp_only_layers", nullptr}};
    return {
        {"llama", {"llama", oracle("llama"), "llama"}},
        {"llama 3.1", {"llama", oracle("llama", {{"rope_scaling", llama3}})}},
        {"mistral", {"llama", oracle("mistral", noWindow)}},
        {"mixtral", {"llama", oracle("mixtral"), "mixtral"}},
        {"mixtral, older", {"llama", oracle("mixtral"), "mixtral", mixtralApart}},
        {"smollm3", {"smollm3", std::move(smol)}},
        {"gemma", {"gemma", named("gemma1", usualBase)}},
        {"gemma2", {"gemma2", oracle("gemma2"), "gemma2"}},
        {"gemma3", {"gemma3", named("gemma3", gemma3)}},
        {"gemma3, eight layers",
         {"gemma3", withLayers(named("gemma3", gemma3), {0, 1, 2, 0, 1, 2, 0, 1})}},
        {"qwen2", {"qwen2", oracle("qwen2"), "qwen2"}},
        {"qwen2, longer", {"qwen2", oracle("qwen2", {{"rope_scaling", yarn}})}},
        // In GGUF every layer has experts.
        {"qwen2moe", {"qwen2moe", withLayers(named("qwen2_moe", everyLayer), {0, 2})}},
        {"qwen3", {"qwen3", named("qwen3")}},
        {"qwen3moe", {"qwen3moe", withLayers(named("qwen3_moe", everyLayer), {1, 1})}},
        {"phi3", {"phi3", oracle("phi3"), "phi3"}},
        {"phi3, longer", {"phi3", named("phi3")}},
        {"olmo", {"olmo", named("olmo", {{"rms_norm_eps", nullptr}})}},
        {"olmo2", {"olmo2", named("olmo2")}},
        {"olmo3", {"olmo2", named("olmo3")}},
        {"olmo3, longer", {"olmo2", named("olmo3", {{"rope_scaling", yarn}})}},
    };
}

std::vector<std::pair<std::string, Case>> gptKin()
{
    const nlohmann::json oneKeyHead{{"rope_theta", 10000.0}, {"num_kv_heads", nullptr}};
    return {
        {"gpt2", {"gpt2", oracle("gpt2"), "gpt2"}},
        {"gptneox", {"gptneox", oracle("gpt_neox"), "gpt_neox"}},
        {"gptneox, one after the other",
         {"gptneox", named("gpt_neox", {{"rotary_emb_base", 10000}})}},
        {"bloom", {"bloom", oracle("bloom"), "bloom"}},
        {"bloom, six heads",
         {"bloom",
          named("bloom, six heads", {{"apply_residual_connection_post_layernorm", false}})}},
        {"falcon", {"falcon", named("falcon", oneKeyHead)}},
        {"falcon, new architecture", {"falcon", named("falcon, new architecture", usualBase)}},
        {"phi2", {"phi2", withAllKeyHeads(named("phi", usualBase))}},
        {"gptj", {"gptj", named("gptj")}},
        {"stablelm", {"stablelm", named("stablelm", usualBase)}},
        {"stablelm, side by side",
         {"stablelm", named("stablelm side by side, norms of heads", usualBase)}},
    };
}

std::shared_ptr<const Checkpoint> huggingFace(const FamilyCheckpoint& from)
{
    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->path = "memory";
    checkpoint->format = "Hugging Face";
    checkpoint->configuration = from.config;
    checkpoint->tensors = from.tensors;
    return checkpoint;
}

std::shared_ptr<const Checkpoint> ggufFile(const GgufConversion& content)
{
    Checkpoint checkpoint;
    checkpoint.configuration = content.metadata;
    checkpoint.tensors = content.tensors;
    return throughGgufFile(checkpoint);
}

void compare(const std::string& name, const Tensor& ours, const Tensor& theirs, double allowed)
{
    const auto difference = largestDifference(ours.floats(), theirs.floats());
    QVERIFY2(difference <= allowed, (name + " differs by " + std::to_string(difference)).c_str());
}

} // namespace

class TestGgufFamilies : public QObject
{
    Q_OBJECT

private slots:
    void theSameLogitsAsFromHuggingFace_data();
    void theSameLogitsAsFromHuggingFace();
    void everyConverterIsTried();
    void whatOlderFilesLeaveOut();
    void whatCannotBeReadIsRefused();
    void rowsOfBlocksAreGatheredAsTheyAre();
};

void TestGgufFamilies::theSameLogitsAsFromHuggingFace_data()
{
    REQUIRE_SHARED("oracles/hf_tiny/mixtral");
    QTest::addColumn<std::shared_ptr<Case>>("test");
    for (const auto& rows : {llamaKin(), gptKin()}) {
        for (const auto& [name, test] : rows) {
            QTest::newRow(name.c_str()) << std::make_shared<Case>(test);
        }
    }
}

void TestGgufFamilies::theSameLogitsAsFromHuggingFace()
{
    QFETCH(const std::shared_ptr<Case>, test);
    const auto converter =
        test->converter != nullptr ? test->converter : ggufConverters().at(test->architecture);
    const auto file = ggufFile(converter(test->from));
    QCOMPARE(architectureOf(*file), test->architecture);
    const auto backend = openBackend("cpu");
    const SessionOptions options{.taps = {"blocks.*.attention.pattern", "logits"}};
    const auto golden =
        test->oracle.empty()
            ? std::map<std::string, Tensor, std::less<>>()
            : readSafetensors(sharedPath("oracles/hf_tiny/" + test->oracle + "/golden.safetensors"))
                  .tensors;
    const auto text = golden.empty() ? tokens : ids(golden.at("input_ids"));
    const auto theirs =
        captured(loadModel(huggingFace(test->from), nullptr), backend, text, options);
    const auto values = captured(loadModel(file, nullptr), backend, text, options);
    QCOMPARE(values.size(), theirs.size());
    for (const auto& [name, tensor] : theirs) {
        compare(name, values.at(name), tensor, 1e-5);
    }
    if (!golden.empty()) {
        compare("the oracle's logits", values.at("logits"), golden.at("logits"), 1e-4);
    }
}

void TestGgufFamilies::everyConverterIsTried()
{
    REQUIRE_SHARED("oracles/hf_tiny/mixtral");
    std::set<std::string> tried;
    for (const auto& rows : {llamaKin(), gptKin()}) {
        for (const auto& [name, test] : rows) {
            tried.insert(test.architecture);
        }
    }
    for (const auto& [architecture, converter] : ggufConverters()) {
        QVERIFY2(tried.contains(architecture), architecture.c_str());
    }
}

void TestGgufFamilies::whatOlderFilesLeaveOut()
{
    REQUIRE_SHARED("oracles/hf_tiny/gemma2");
    const auto whole = ggufConverters().at("gemma2")(oracle("gemma2"));
    auto older = whole;
    older.metadata.erase("gemma2.attn_logit_softcapping");
    older.metadata.erase("gemma2.final_logit_softcapping");
    const auto logitsOf = [](const GgufConversion& content) {
        Session session(loadModel(ggufFile(content), nullptr), openBackend("cpu"),
                        {.capacity = 16});
        return session.advance(tokens, LogitRows::All);
    };
    compare("gemma2", logitsOf(older), logitsOf(whole), 0.0);
    // Gemma 3 without a window turns all layers alike.
    const nlohmann::json scale{{"query_pre_attn_scalar", 8}};
    auto from = named("gemma3", scale);
    auto plain = ggufConverters().at("gemma3")(from);
    plain.metadata.erase("gemma3.attention.sliding_window");
    from.config["layer_types"] = {"full_attention", "full_attention", "full_attention"};
    Session session(loadModel(huggingFace(from), nullptr), openBackend("cpu"), {.capacity = 16});
    compare("gemma3", logitsOf(plain), session.advance(tokens, LogitRows::All), 1e-5);
}

void TestGgufFamilies::whatCannotBeReadIsRefused()
{
    const auto message = [](const Checkpoint& checkpoint) {
        try {
            loadModel(throughGgufFile(checkpoint), nullptr);
        } catch (const Error& error) {
            return QString(error.what());
        }
        return QString();
    };
    Checkpoint falconMamba;
    falconMamba.tensors.emplace("token_embd.weight", randomTensor({8, 4}, 1));
    falconMamba.configuration = {{"general.architecture", "mamba"}, {"mamba.ssm.dt_b_c_rms", true}};
    QVERIFY2(message(falconMamba).contains("mamba.ssm.dt_b_c_rms"),
             qPrintable(message(falconMamba)));
    auto gemma = ggufConverters().at("gemma3")(named("gemma3"));
    gemma.metadata["gemma3.attention.sliding_window_pattern"] = {true, false};
    Checkpoint brief;
    brief.configuration = gemma.metadata;
    brief.tensors = gemma.tensors;
    QVERIFY2(message(brief).contains("gemma3.attention.sliding_window_pattern"),
             qPrintable(message(brief)));
}

void TestGgufFamilies::rowsOfBlocksAreGatheredAsTheyAre()
{
    constexpr std::int64_t width = 64;
    const FusedHeads heads{4, 2, 3, FusedOrder::Groups};
    auto blocks = Tensor::allocate(DType::Q8_0, {(4 + 2 * 2) * 3, width});
    std::uint8_t next = 1;
    std::size_t place = 0;
    for (auto& byte : blocks.mutableBytes()) {
        const bool isScale = place++ % 34 < 2; // half precision, small enough to be finite
        byte = static_cast<std::byte>(isScale ? 0x2c : next);
        next = static_cast<std::uint8_t>(next * 5 + 1);
    }
    const auto ours = splitHeadRows({.weight = blocks, .bias = {}}, heads);
    const auto expected = splitHeadRows({.weight = toF32(blocks), .bias = {}}, heads);
    for (std::size_t i = 0; i < ours.size(); ++i) {
        QCOMPARE(ours[i].weight.dtype(), DType::Q8_0);
        const auto values = toF32(ours[i].weight);
        QVERIFY(std::ranges::equal(values.floats(), expected[i].weight.floats()));
    }
    // Group 1's first query follows group 0's two queries, key and value.
    const auto second = toF32(ours[0].weight).rows(2 * 3, 1);
    QVERIFY(std::ranges::equal(second.floats(), toF32(blocks).rows(4 * 3, 1).floats()));
}

QTEST_GUILESS_MAIN(TestGgufFamilies)
#include "tst_gguf_families.moc"
