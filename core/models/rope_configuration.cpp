#include "core/models/rope_configuration.h"

#include "core/files/checkpoint.h"

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
    NamedKind{"default", RopeKind::Default},
    NamedKind{"none", RopeKind::Default},
    NamedKind{"linear", RopeKind::Linear},
    NamedKind{"dynamic", RopeKind::Dynamic},
    NamedKind{"llama3", RopeKind::Llama3},
    NamedKind{"yarn", RopeKind::Yarn},
    NamedKind{"longrope", RopeKind::LongRope},
    NamedKind{"su", RopeKind::LongRope}, // its first name
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

double ropeBase(const Configuration& config, std::string_view key, double fallback)
{
    const auto base = config.positive(key, fallback);
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
        rope.base = ropeBase(config, "rope_theta", rope.base);
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

// The object of rope parameters that holds for these layers: the whole one, or its part for them.
Configuration ofLayers(const Configuration& parameters, std::string_view layerType)
{
    const auto part = parameters.object(layerType);
    return part ? *part : parameters;
}

std::vector<double> factors(const Checkpoint& checkpoint, std::string_view name, std::int64_t count)
{
    const auto tensor = toF32(checkpoint.tensor(name, {count}));
    return {tensor.floats().begin(), tensor.floats().end()};
}

void readGgufFactors(RopeScaling& rope, const Configuration& config, const Checkpoint& checkpoint)
{
    const auto count = rope.rotated / 2;
    if (checkpoint.contains("rope_factors_short.weight") ||
        checkpoint.contains("rope_factors_long.weight")) {
        rope.kind = RopeKind::LongRope;
        rope.shortFactors = factors(checkpoint, "rope_factors_short.weight", count);
        rope.longFactors = factors(checkpoint, "rope_factors_long.weight", count);
        rope.attentionFactor = config.positive("rope.scaling.attn_factor", 1.0);
    } else if (rope.kind == RopeKind::LongRope || rope.kind == RopeKind::Llama3) {
        config.refuse("rope.scaling.type",
                      QT_TRANSLATE_NOOP("Error", "none, linear or yarn is expected."));
    }
    if (checkpoint.contains("rope_freqs.weight")) {
        rope.divisors = factors(checkpoint, "rope_freqs.weight", count);
    }
}

} // namespace

std::int64_t evenWidth(const Configuration& config, std::string_view key, std::int64_t width)
{
    if (width % 2 != 0) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "heads of an even width are expected."));
    }
    return width;
}

std::int64_t rotatedChannels(const Configuration& config, std::int64_t headWidth,
                             std::string_view key, double share)
{
    const auto parameters = config.object("rope_parameters");
    const auto& source = parameters && parameters->contains(key) ? *parameters : config;
    share = source.positive(key, share);
    const auto rotated = static_cast<std::int64_t>(static_cast<double>(headWidth) * share);
    if (share > 1.0 || rotated < 2) {
        source.refuse(key, QT_TRANSLATE_NOOP("Error", "at most the width of a head is expected."));
    }
    const auto headKey = config.contains("head_dim") ? "head_dim" : "hidden_size";
    return evenWidth(source, source.contains(key) ? key : headKey, rotated);
}

RopeScaling huggingFaceRope(const Configuration& config, std::int64_t rotated, std::int64_t context,
                            double base, std::string_view layerType)
{
    RopeScaling rope;
    rope.base = ropeBase(config, "rope_theta", base);
    rope.rotated = rotated;
    rope.context = static_cast<double>(context);
    rope.originalContext = rope.context;
    for (const auto* key : {"rope_scaling", "rope_parameters"}) {
        if (const auto scaling = config.object(key)) {
            readRopeScaling(rope, ofLayers(*scaling, layerType), config);
        }
    }
    return rope;
}

RopeScaling unscaledRope(const RopeScaling& rope, double base)
{
    return {.base = base,
            .rotated = rope.rotated,
            .originalContext = rope.context,
            .context = rope.context};
}

RopeScaling ggufRope(const Configuration& config, const Checkpoint& checkpoint,
                     std::int64_t headWidth, std::int64_t context)
{
    RopeScaling rope;
    rope.base = ropeBase(config, "rope.freq_base", rope.base);
    rope.rotated =
        evenWidth(config, "rope.dimension_count", config.count("rope.dimension_count", headWidth));
    if (rope.rotated > headWidth) {
        config.refuse("rope.dimension_count",
                      QT_TRANSLATE_NOOP("Error", "at most the width of a head is expected."));
    }
    rope.context = static_cast<double>(context);
    rope.kind = ropeKind(config, "rope.scaling.type");
    rope.factor = config.positive("rope.scaling.factor", 1.0);
    if (config.contains("rope.scale_linear")) { // before "rope.scaling" existed
        rope.kind = RopeKind::Linear;
        rope.factor = config.positive("rope.scale_linear");
    }
    rope.originalContext = config.positive("rope.scaling.original_context_length", rope.context);
    rope.betaFast = config.positive("rope.scaling.yarn_beta_fast", rope.betaFast);
    rope.betaSlow = config.positive("rope.scaling.yarn_beta_slow", rope.betaSlow);
    rope.attentionFactor = config.positive("rope.scaling.yarn_attn_factor", 0.0);
    readGgufFactors(rope, config, checkpoint);
    return rope;
}

} // namespace saccade
