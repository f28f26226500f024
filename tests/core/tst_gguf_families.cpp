// GGUF files as llama.cpp's converter makes them of the checkpoints that the other tests know: the
// same logits as from Hugging Face's files.
#include "core/files/checkpoint.h"
#include "core/models/devices.h"
#include "core/models/fused_rows.h"
#include "tests/support/family_checkpoints.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace saccade;

namespace
{

using Tensors = std::map<std::string, Tensor, std::less<>>;
using Replacements = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::int32_t> tokens{3, 17, 8, 30, 30, 1, 12, 25, 4, 19, 7, 7};

const Replacements llamaParts{{"model.embed_tokens", "token_embd"},
                              {"model.norm", "output_norm"},
                              {"lm_head", "output"},
                              {"model.layers.", "blk."},
                              {"self_attn.q_proj", "attn_q"},
                              {"self_attn.k_proj", "attn_k"},
                              {"self_attn.v_proj", "attn_v"},
                              {"self_attn.o_proj", "attn_output"},
                              {"self_attn.q_norm", "attn_q_norm"},
                              {"self_attn.k_norm", "attn_k_norm"},
                              {"input_layernorm", "attn_norm"}};
const Replacements mlpParts{
    {"mlp.gate_proj", "ffn_gate"}, {"mlp.up_proj", "ffn_up"}, {"mlp.down_proj", "ffn_down"}};
const Replacements normBeforeMlp{{"post_attention_layernorm", "ffn_norm"}};
const Replacements normsAround{{"post_attention_layernorm", "post_attention_norm"},
                               {"pre_feedforward_layernorm", "ffn_norm"},
                               {"post_feedforward_layernorm", "post_ffw_norm"}};

Tensors renamed(const Tensors& tensors, std::initializer_list<Replacements> all)
{
    Tensors result;
    for (const auto& [original, tensor] : tensors) {
        auto name = original;
        for (const auto& replacements : all) {
            for (const auto& [from, to] : replacements) {
                const auto place = name.find(from);
                if (place != std::string::npos) {
                    name.replace(place, from.size(), to);
                }
            }
        }
        result.emplace(name, tensor);
    }
    return result;
}

// The keys of every architecture; `more` without the architecture in front.
nlohmann::json metadata(const char* architecture, const nlohmann::json& config,
                        const nlohmann::json& more)
{
    const std::string prefix = architecture + std::string(".");
    nlohmann::json result{
        {"general.architecture", architecture},
        {prefix + "block_count", config.at("num_hidden_layers")},
        {prefix + "attention.head_count", config.at("num_attention_heads")},
        {prefix + "attention.head_count_kv",
         config.value("num_key_value_heads", config.at("num_attention_heads").get<int>())},
        {prefix + "embedding_length", config.at("hidden_size")},
        {prefix + "context_length", config.value("max_position_embeddings", 64)}};
    if (config.contains("intermediate_size")) {
        result[prefix + "feed_forward_length"] = config.at("intermediate_size");
    }
    if (config.contains("rope_theta")) {
        result[prefix + "rope.freq_base"] = config.at("rope_theta").get<double>();
    }
    if (config.contains("rms_norm_eps")) {
        result[prefix + "attention.layer_norm_rms_epsilon"] = config.at("rms_norm_eps");
    }
    for (const auto& [key, value] : more.items()) {
        result[prefix + key] = value;
    }
    return result;
}

Tensor changed(const Tensor& tensor, float (*function)(float))
{
    auto result = Tensor::allocate(DType::F32, tensor.shape());
    std::ranges::transform(tensor.floats(), result.mutableFloats().begin(), function);
    return result;
}

// One tensor of all experts of each layer and part; `part` with * for the expert.
void stack(Tensors& tensors, const std::string& part, const std::string& name, int layers,
           int experts)
{
    for (int layer = 0; layer < layers; ++layer) {
        const auto block = "blk." + std::to_string(layer) + ".";
        std::vector<float> all;
        Shape shape;
        for (int e = 0; e < experts; ++e) {
            auto one = block + part;
            one.replace(one.find('*'), 1, std::to_string(e));
            const auto found = tensors.find(one);
            if (found == tensors.end()) {
                break;
            }
            shape = found->second.shape();
            all.insert(all.end(), found->second.floats().begin(), found->second.floats().end());
            tensors.erase(found);
        }
        if (!all.empty()) {
            tensors.emplace(block + name + ".weight",
                            Tensor::of({experts, shape[0], shape[1]}, std::span<const float>(all)));
        }
    }
}

// Heads whose channels turn in halves, reordered so that neighbours turn.
Tensor interleaved(const Tensor& tensor, std::int64_t headWidth)
{
    std::vector<RowRun> runs;
    for (std::int64_t row = 0; row < tensor.shape()[0]; ++row) {
        const auto channel = row % headWidth;
        const auto from = channel % 2 == 0 ? channel / 2 : headWidth / 2 + channel / 2;
        runs.push_back({row - channel + from, 1});
    }
    return gatherRows(tensor, runs);
}

struct Converted {
    nlohmann::json metadata;
    Tensors tensors;
};

Converted gemma3(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts, mlpParts, normsAround});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("norm.weight")) {
            tensor = changed(tensor, [](float weight) { return 1.0F + weight; });
        }
    }
    // Only the largest model states its scale, by its number of layers: this one scales by width.
    auto config = from.config;
    return {metadata("gemma3", config,
                     {{"attention.key_length", config.at("head_dim")},
                      {"attention.sliding_window", config.at("sliding_window")},
                      {"rope.scaling.type", "linear"},
                      {"rope.scaling.factor", 8.0},
                      {"rope.freq_base_swa", 30.0}}),
            std::move(tensors)};
}

Converted qwen3(const FamilyCheckpoint& from)
{
    return {metadata("qwen3", from.config, {{"attention.key_length", from.config.at("head_dim")}}),
            renamed(from.tensors, {llamaParts, mlpParts, normBeforeMlp})};
}

Converted qwen2Moe(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts,
                                          {{"mlp.shared_expert_gate", "ffn_gate_inp_shexp"},
                                           {"mlp.shared_expert.gate_proj", "ffn_gate_shexp"},
                                           {"mlp.shared_expert.up_proj", "ffn_up_shexp"},
                                           {"mlp.shared_expert.down_proj", "ffn_down_shexp"},
                                           {"mlp.gate.", "ffn_gate_inp."}},
                                          mlpParts,
                                          normBeforeMlp});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("ffn_gate_inp_shexp.weight")) {
            tensor = tensor.reshaped({tensor.elements()});
        }
    }
    stack(tensors, "mlp.experts.*.gate_proj.weight", "ffn_gate_exps", 3, 5);
    stack(tensors, "mlp.experts.*.up_proj.weight", "ffn_up_exps", 3, 5);
    stack(tensors, "mlp.experts.*.down_proj.weight", "ffn_down_exps", 3, 5);
    return {metadata("qwen2moe", from.config,
                     {{"expert_count", 5},
                      {"expert_used_count", 3},
                      {"expert_feed_forward_length", 12},
                      {"expert_shared_feed_forward_length", 14}}),
            std::move(tensors)};
}

Converted phi3(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {llamaParts,
                                          {{"self_attn.qkv_proj", "attn_qkv"},
                                           {"mlp.gate_up_proj", "ffn_up"},
                                           {"mlp.down_proj", "ffn_down"}},
                                          normBeforeMlp});
    const std::vector<float> shortFactors{1.0F, 1.5F};
    const std::vector<float> longFactors{3.0F, 4.0F};
    tensors.emplace("rope_factors_short.weight",
                    Tensor::of({2}, std::span<const float>(shortFactors)));
    tensors.emplace("rope_factors_long.weight",
                    Tensor::of({2}, std::span<const float>(longFactors)));
    // √(1 + ln 2 / ln 32), as the converter computes it
    return {
        metadata("phi3", from.config,
                 {{"rope.dimension_count", 4},
                  {"attention.sliding_window", 5},
                  {"rope.scaling.original_context_length", 32},
                  {"rope.scaling.attn_factor", std::sqrt(1.0 + std::log(2.0) / std::log(32.0))}}),
        std::move(tensors)};
}

// Queries, keys and values one after another.
Tensor ungrouped(const Tensor& fused, const FusedHeads& heads)
{
    const auto parts = splitHeadRows({.weight = fused, .bias = {}}, heads);
    std::vector<float> all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.weight.floats().begin(), part.weight.floats().end());
    }
    return Tensor::of(fused.shape(), std::span<const float>(all));
}

Converted falcon(const FamilyCheckpoint& from)
{
    auto tensors = renamed(from.tensors, {{{"transformer.word_embeddings", "token_embd"},
                                           {"transformer.ln_f", "output_norm"},
                                           {"transformer.h.", "blk."},
                                           {"ln_attn", "attn_norm_2"},
                                           {"ln_mlp", "attn_norm"},
                                           {"self_attention.query_key_value", "attn_qkv"},
                                           {"self_attention.dense", "attn_output"},
                                           {"mlp.dense_h_to_4h", "ffn_up"},
                                           {"mlp.dense_4h_to_h", "ffn_down"}}});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("attn_qkv.weight")) {
            tensor = ungrouped(tensor, {4, 2, 8, FusedOrder::Groups});
        }
    }
    auto config = from.config;
    config["num_key_value_heads"] = config.at("num_kv_heads");
    return {metadata("falcon", config,
                     {{"feed_forward_length", 128}, {"attention.layer_norm_epsilon", 1e-5}}),
            std::move(tensors)};
}

enum class Experts { Stacked, Apart };

// GGUF calls Mixtral a llama.
Converted mixtral(const FamilyCheckpoint& from, Experts experts)
{
    auto tensors = renamed(
        from.tensors, {llamaParts, {{"block_sparse_moe.gate", "ffn_gate_inp"}}, normBeforeMlp});
    for (auto& [name, tensor] : tensors) {
        if (name.ends_with("attn_q.weight") || name.ends_with("attn_k.weight")) {
            tensor = interleaved(tensor, 12);
        }
    }
    const std::map<std::string, std::string> parts{
        {"w1", "ffn_gate"}, {"w2", "ffn_down"}, {"w3", "ffn_up"}};
    for (const auto& [theirs, ours] : parts) {
        const auto name = "block_sparse_moe.experts.*." + theirs + ".weight";
        if (experts == Experts::Stacked) {
            stack(tensors, name, ours + "_exps", 2, 4);
            continue;
        }
        for (int e = 0; e < 4; ++e) {
            const auto number = std::to_string(e);
            tensors = renamed(tensors, {{{"block_sparse_moe.experts." + number + "." + theirs,
                                          ours + "." + number}}});
        }
    }
    return {metadata("llama", from.config, {{"expert_count", 4}, {"expert_used_count", 2}}),
            std::move(tensors)};
}

FamilyCheckpoint named(const std::string& name)
{
    const auto all = familyCheckpoints();
    return *std::ranges::find(all, name, &FamilyCheckpoint::name);
}

FamilyCheckpoint oracle(const std::string& name)
{
    const auto checkpoint = openCheckpoint(sharedPath("oracles/hf_tiny/" + name));
    return {name, checkpoint.configuration, checkpoint.tensors};
}

std::shared_ptr<const Model> huggingFaceModel(const FamilyCheckpoint& from)
{
    auto checkpoint = std::make_shared<Checkpoint>();
    checkpoint->path = "memory";
    checkpoint->format = "Hugging Face";
    checkpoint->configuration = from.config;
    checkpoint->tensors = from.tensors;
    return loadModel(checkpoint, nullptr);
}

} // namespace

class TestGgufFamilies : public QObject
{
    Q_OBJECT

private slots:
    void theSameLogitsAsFromHuggingFace_data();
    void theSameLogitsAsFromHuggingFace();
    void rowsOfBlocksAreGatheredAsTheyAre();
};

void TestGgufFamilies::theSameLogitsAsFromHuggingFace_data()
{
    REQUIRE_SHARED("oracles/hf_tiny/mixtral");
    QTest::addColumn<std::shared_ptr<FamilyCheckpoint>>("from");
    QTest::addColumn<std::shared_ptr<Converted>>("to");
    const auto row = [](const char* name, const FamilyCheckpoint& from, Converted to) {
        QTest::newRow(name) << std::make_shared<FamilyCheckpoint>(from)
                            << std::make_shared<Converted>(std::move(to));
    };
    auto gemma = named("gemma3");
    gemma.config["query_pre_attn_scalar"] =
        gemma.config.at("head_dim"); // as in all but the largest
    gemma.config["sliding_window_pattern"] = 6;
    row("gemma3", gemma, gemma3(gemma));
    row("qwen3", named("qwen3"), qwen3(named("qwen3")));
    // In GGUF every layer has experts.
    auto moe = named("qwen2_moe");
    moe.config["num_hidden_layers"] = 1;
    row("qwen2moe", moe, qwen2Moe(moe));
    row("phi3", named("phi3"), phi3(named("phi3")));
    row("falcon", named("falcon, new architecture"), falcon(named("falcon, new architecture")));
    row("mixtral", oracle("mixtral"), mixtral(oracle("mixtral"), Experts::Stacked));
    row("mixtral, older", oracle("mixtral"), mixtral(oracle("mixtral"), Experts::Apart));
}

void TestGgufFamilies::theSameLogitsAsFromHuggingFace()
{
    QFETCH(const std::shared_ptr<FamilyCheckpoint>, from);
    QFETCH(const std::shared_ptr<Converted>, to);
    const QTemporaryDir folder;
    const std::filesystem::path path(folder.filePath("model.gguf").toStdString());
    writeGguf(path, to->metadata, to->tensors);
    const auto ours = loadModel(std::make_shared<const Checkpoint>(openCheckpoint(path)), nullptr);
    const auto backend = openBackend("cpu");
    const SessionOptions options{.taps = {"blocks.*.attention.pattern", "logits"}};
    const auto theirs = captured(huggingFaceModel(*from), backend, tokens, options);
    const auto values = captured(ours, backend, tokens, options);
    QCOMPARE(values.size(), theirs.size());
    for (const auto& [name, tensor] : theirs) {
        const auto difference = largestDifference(values.at(name).floats(), tensor.floats());
        QVERIFY2(difference <= 1e-4, (name + " differs by " + std::to_string(difference)).c_str());
    }
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
