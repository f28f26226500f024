#include "core/models/llama_configuration.h"

#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/models/configuration.h"
#include "core/models/model.h"
#include "core/models/transformer_parts.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

struct NamedKind {
    std::string_view name;
    RopeKind kind;
};

constexpr std::array ropeKinds{
    NamedKind{"default", RopeKind::Default},   NamedKind{"none", RopeKind::Default},
    NamedKind{"linear", RopeKind::Linear},     NamedKind{"dynamic", RopeKind::Dynamic},
    NamedKind{"llama3", RopeKind::Llama3},     NamedKind{"yarn", RopeKind::Yarn},
    NamedKind{"longrope", RopeKind::LongRope},
};

RopeKind ropeKind(const Configuration& config, std::string_view key)
{
    const auto word = config.word(key, "default");
    const auto found = std::ranges::find(ropeKinds, word, &NamedKind::name);
    if (found == ropeKinds.end()) {
        config.refuse(
            key, QT_TRANSLATE_NOOP(
                     "Error", "default, linear, dynamic, llama3, yarn or longrope is expected."));
    }
    return found->kind;
}

double ropeBase(const Configuration& config, std::string_view key)
{
    const auto base = config.positive(key, 10000.0);
    if (base <= 1.0) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "a number above 1 is expected."));
    }
    return base;
}

// YaRN's attention factor where the checkpoint gives its two parts instead (DeepSeek).
double yarnAttentionFactor(const Configuration& config, double factor)
{
    if (config.contains("attention_factor")) {
        return config.positive("attention_factor");
    }
    if (!config.contains("mscale") || !config.contains("mscale_all_dim") || factor <= 1.0) {
        return 0.0;
    }
    const auto part = [&](std::string_view key) {
        return 0.1 * config.positive(key) * std::log(factor) + 1.0;
    };
    return part("mscale") / part("mscale_all_dim");
}

// "rope_scaling" of config.json ("rope_parameters" from transformers 5 on).
void readRopeScaling(RopeScaling& rope, const Configuration& config, const Configuration& whole)
{
    rope.kind = ropeKind(config, config.contains("rope_type") ? "rope_type" : "type");
    if (config.contains("rope_theta")) {
        rope.base = ropeBase(config, "rope_theta");
    }
    rope.originalContext =
        config.positive("original_max_position_embeddings", rope.originalContext);
    switch (rope.kind) {
    case RopeKind::Default:
    case RopeKind::Dynamic:
        break;
    case RopeKind::Linear:
        rope.factor = config.positive("factor");
        break;
    case RopeKind::Llama3:
        rope.factor = config.positive("factor");
        rope.originalContext = config.positive("original_max_position_embeddings");
        rope.lowFrequencyFactor = config.positive("low_freq_factor");
        rope.highFrequencyFactor = config.positive("high_freq_factor");
        if (rope.highFrequencyFactor <= rope.lowFrequencyFactor) {
            config.refuse("high_freq_factor",
                          QT_TRANSLATE_NOOP("Error", "more than “low_freq_factor” is expected."));
        }
        break;
    case RopeKind::Yarn:
        rope.factor = config.positive("factor");
        rope.betaFast = config.positive("beta_fast", 32.0);
        rope.betaSlow = config.positive("beta_slow", 1.0);
        rope.attentionFactor = yarnAttentionFactor(config, rope.factor);
        break;
    case RopeKind::LongRope:
        rope.originalContext =
            whole.positive("original_max_position_embeddings", rope.originalContext);
        rope.factor = rope.context > rope.originalContext ? rope.context / rope.originalContext
                                                          : config.positive("factor", 1.0);
        rope.attentionFactor = config.positive("attention_factor", 0.0);
        rope.shortFactors = config.positives("short_factor", rope.rotated / 2);
        rope.longFactors = config.positives("long_factor", rope.rotated / 2);
        break;
    }
}

std::int64_t evenWidth(const Configuration& config, std::string_view key, std::int64_t width)
{
    if (width % 2 != 0) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "heads of an even width are expected."));
    }
    return width;
}

LlamaConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    LlamaConfiguration result;
    result.layers = config.layers("num_hidden_layers", checkpoint.tensors.size());
    result.heads = config.count("num_attention_heads");
    result.keyValueHeads = config.count("num_key_value_heads", result.heads);
    if (config.contains("num_key_value_heads")) {
        config.requireDivision("num_key_value_heads", "num_attention_heads");
    }
    result.width = config.count("hidden_size");
    if (!config.contains("head_dim")) {
        config.requireDivision("num_attention_heads", "hidden_size");
    }
    result.headWidth =
        evenWidth(config, config.contains("head_dim") ? "head_dim" : "hidden_size",
                  config.count("head_dim", std::max<std::int64_t>(result.width / result.heads, 1)));
    result.hidden = config.count("intermediate_size");
    result.vocabulary = config.count("vocab_size");
    result.context = config.count("max_position_embeddings");
    result.epsilon = config.positive("rms_norm_eps", 1e-6);
    result.activation = activationNamed(config, "hidden_act", "silu");
    result.tied = config.flag("tie_word_embeddings", false);
    result.attentionBias = config.flag("attention_bias", false);
    result.mlpBias = config.flag("mlp_bias", false);
    const bool isQwen2 = architectureOf(checkpoint) == "qwen2";
    if (config.flag("use_sliding_window", !isQwen2)) {
        result.window = config.count("sliding_window", 0);
        result.firstWindowLayer = isQwen2 ? config.count("max_window_layers", 28) : 0;
    }
    result.rope.base = ropeBase(config, "rope_theta");
    result.rope.rotated = result.headWidth;
    result.rope.context = static_cast<double>(result.context);
    result.rope.originalContext = result.rope.context;
    for (const auto* key : {"rope_scaling", "rope_parameters"}) {
        if (const auto scaling = config.object(key)) {
            readRopeScaling(result.rope, *scaling, config);
        }
    }
    return result;
}

void readGgufRope(LlamaConfiguration& result, const Configuration& config,
                  const Checkpoint& checkpoint)
{
    auto& rope = result.rope;
    rope.base = ropeBase(config, "rope.freq_base");
    rope.rotated = evenWidth(config, "rope.dimension_count",
                             config.count("rope.dimension_count", result.headWidth));
    if (rope.rotated > result.headWidth) {
        config.refuse("rope.dimension_count",
                      QT_TRANSLATE_NOOP("Error", "at most the width of a head is expected."));
    }
    rope.context = static_cast<double>(result.context);
    rope.kind = ropeKind(config, "rope.scaling.type");
    rope.factor = config.positive("rope.scaling.factor", 1.0);
    if (config.contains("rope.scale_linear")) { // before "rope.scaling" existed
        rope.kind = RopeKind::Linear;
        rope.factor = config.positive("rope.scale_linear");
    }
    rope.originalContext = config.positive("rope.scaling.original_context_length", rope.context);
    if (rope.kind == RopeKind::LongRope || rope.kind == RopeKind::Llama3) {
        config.refuse("rope.scaling.type",
                      QT_TRANSLATE_NOOP("Error", "none, linear or yarn is expected."));
    }
    if (checkpoint.contains("rope_freqs.weight")) {
        const auto divisors = toF32(checkpoint.tensor("rope_freqs.weight", {rope.rotated / 2}));
        rope.divisors.assign(divisors.floats().begin(), divisors.floats().end());
    }
}

LlamaConfiguration fromGguf(const Checkpoint& checkpoint)
{
    const auto architecture = architectureOf(checkpoint);
    const Configuration config(checkpoint, architecture + ".");
    LlamaConfiguration result;
    result.layers = config.layers("block_count", checkpoint.tensors.size());
    result.heads = config.count("attention.head_count");
    result.keyValueHeads = config.count("attention.head_count_kv", result.heads);
    if (config.contains("attention.head_count_kv")) {
        config.requireDivision("attention.head_count_kv", "attention.head_count");
    }
    result.width = config.count("embedding_length");
    if (!config.contains("attention.key_length")) {
        config.requireDivision("attention.head_count", "embedding_length");
    }
    result.headWidth = config.count("attention.key_length",
                                    std::max<std::int64_t>(result.width / result.heads, 1));
    result.hidden = config.count("feed_forward_length");
    const auto& embedding = checkpoint.tensor("token_embd.weight");
    result.vocabulary = config.count("vocab_size", embedding.shape()[0]);
    result.context = config.count("context_length");
    result.epsilon = config.positive("attention.layer_norm_rms_epsilon");
    result.tied = !checkpoint.contains("output.weight");
    result.window = config.count("attention.sliding_window", 0);
    // The converter reorders the rows of Llama's queries and keys, not those of other
    // architectures.
    result.pairs = architecture == "llama" ? RotaryPairs::Neighbours : RotaryPairs::Halves;
    readGgufRope(result, config, checkpoint);
    return result;
}

LlamaConfiguration fromLlama2c(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    LlamaConfiguration result;
    result.layers = config.count("n_layers");
    result.heads = config.count("n_heads");
    result.keyValueHeads = config.count("n_kv_heads");
    config.requireDivision("n_kv_heads", "n_heads");
    result.width = config.count("dim");
    config.requireDivision("n_heads", "dim");
    result.headWidth = evenWidth(config, "dim", result.width / result.heads);
    result.hidden = config.count("hidden_dim");
    result.vocabulary = config.count("vocab_size");
    result.context = config.count("seq_len");
    result.epsilon = 1e-5; // run.c
    result.tied = !checkpoint.contains("wcls");
    result.pairs = RotaryPairs::Neighbours;
    result.rope.rotated = result.headWidth;
    return result;
}

} // namespace

LlamaConfiguration llamaConfiguration(const Checkpoint& checkpoint)
{
    if (checkpoint.format == "llama2.c") {
        return fromLlama2c(checkpoint);
    }
    return checkpoint.format == "GGUF" ? fromGguf(checkpoint) : fromHuggingFace(checkpoint);
}

} // namespace saccade
