#include "core/models/causal_configuration.h"

#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/models/model.h"
#include "core/models/rope_configuration.h"

#include <QtGlobal>
#include <algorithm>
#include <bit>
#include <cmath>

namespace saccade
{

namespace
{

// The first key that the file has; the first at all if it has none.
std::string_view present(const Configuration& config, const SizeKeys::Keys& keys)
{
    const auto found =
        std::ranges::find_if(keys, [&](std::string_view key) { return config.contains(key); });
    return found == keys.end() ? keys.front() : *found;
}

std::int64_t count(const Configuration& config, const SizeKeys::Keys& keys, std::int64_t fallback)
{
    if (keys.empty()) {
        return fallback;
    }
    const auto key = present(config, keys);
    return fallback > 0 ? config.count(key, fallback) : config.count(key);
}

// Both numbers are known, be it by default; the messages name the keys that the file has.
void requireDivision(const Configuration& config, std::string_view divisorKey,
                     std::string_view dividendKey, std::int64_t divisor, std::int64_t dividend)
{
    if (config.contains(divisorKey) && config.contains(dividendKey)) {
        config.requireDivision(divisorKey, dividendKey);
    } else if (dividend % divisor != 0) {
        config.refuse(config.contains(divisorKey) ? divisorKey : dividendKey,
                      QT_TRANSLATE_NOOP("Error", "heads of equal size are expected."));
    }
}

// Heads, key heads and the width of a head, from what is stated of them.
void readHeads(CausalConfiguration& result, const Configuration& config, const SizeKeys& keys)
{
    const auto headsKey = present(config, keys.heads);
    result.heads = count(config, keys.heads, result.heads);
    result.width = count(config, keys.width, result.width);
    const auto fallback = result.keyValueHeads > 0 ? result.keyValueHeads : result.heads;
    result.keyValueHeads = count(config, keys.keyValueHeads, fallback);
    if (!keys.keyValueHeads.empty()) {
        requireDivision(config, present(config, keys.keyValueHeads), headsKey, result.keyValueHeads,
                        result.heads);
    }
    const bool isStated =
        !keys.headWidth.empty() && config.contains(present(config, keys.headWidth));
    if (isStated) {
        result.headWidth = config.count(present(config, keys.headWidth));
    } else if (result.headWidth == 0) {
        requireDivision(config, headsKey, present(config, keys.width), result.heads, result.width);
        result.headWidth = result.width / result.heads;
    }
}

} // namespace

bool isGguf(const Checkpoint& checkpoint)
{
    return checkpoint.format == "GGUF";
}

CausalConfiguration huggingFaceSizes(const Configuration& config, std::size_t tensors,
                                     const CausalConfiguration& defaults, const SizeKeys& keys)
{
    auto result = defaults;
    const auto layersKey = present(config, keys.layers);
    if (config.contains(layersKey) || defaults.layers == 0) {
        result.layers = config.layers(layersKey, tensors);
    }
    readHeads(result, config, keys);
    result.hidden = count(config, keys.hidden, defaults.hidden);
    result.vocabulary = count(config, {"vocab_size"}, defaults.vocabulary);
    result.context = count(config, keys.context, defaults.context);
    if (!keys.epsilon.empty()) {
        const auto key = present(config, keys.epsilon);
        result.epsilon =
            defaults.epsilon > 0.0 ? config.positive(key, defaults.epsilon) : config.positive(key);
    }
    result.tied = config.flag("tie_word_embeddings", defaults.tied);
    result.attention.resize(static_cast<std::size_t>(result.layers));
    return result;
}

CausalConfiguration ggufSizes(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, architectureOf(checkpoint) + ".");
    const SizeKeys keys{
        .layers = {"block_count"},
        .heads = {"attention.head_count"},
        .keyValueHeads = {"attention.head_count_kv"},
        .headWidth = {"attention.key_length"},
        .width = {"embedding_length"},
        .hidden = {},
        .context = {"context_length"},
        .epsilon = {"attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon"}};
    CausalConfiguration defaults;
    const auto& embedding = checkpoint.tensor("token_embd.weight");
    defaults.vocabulary = embedding.shape().rank() == 0 ? 0 : embedding.shape()[0];
    auto result = huggingFaceSizes(config, checkpoint.tensors.size(), defaults, keys);
    result.hidden = config.count("feed_forward_length", 4 * result.width);
    result.norm = config.contains("attention.layer_norm_rms_epsilon") ? NormKind::RootMeanSquare
                                                                      : NormKind::Layer;
    result.tied = !checkpoint.contains("output.weight");
    result.ropes = {ggufRope(config, checkpoint, result.headWidth, result.context)};
    return result;
}

std::vector<bool> setWindows(CausalConfiguration& configuration, const Configuration& config,
                             std::int64_t window,
                             const std::function<bool(std::int64_t layer)>& isWindowed)
{
    const auto types = config.words("layer_types");
    if (!types.empty() && std::ssize(types) < configuration.layers) {
        config.refuse("layer_types",
                      QT_TRANSLATE_NOOP("Error", "a word for each layer is expected."));
    }
    std::vector<bool> windowed;
    for (std::int64_t layer = 0; layer < configuration.layers; ++layer) {
        const auto index = static_cast<std::size_t>(layer);
        windowed.push_back(types.empty() ? isWindowed(layer) : types[index] == "sliding_attention");
        configuration.attention[index].window = windowed.back() ? window : 0;
    }
    return windowed;
}

std::vector<bool> setGgufWindows(CausalConfiguration& configuration, const Configuration& config,
                                 std::int64_t window, std::int64_t period)
{
    const auto* key = "attention.sliding_window_pattern";
    const auto stated = config.flags(key);
    if (stated.empty()) {
        period = config.count(key, period);
    } else if (std::ssize(stated) < configuration.layers) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "a number for each layer is expected."));
    }
    return setWindows(configuration, config, window, [&](std::int64_t layer) {
        return window > 0 && (stated.empty() ? (layer + 1) % period != 0
                                             : bool(stated[static_cast<std::size_t>(layer)]));
    });
}

void turnLayers(CausalConfiguration& configuration, RopeScaling rope,
                const std::vector<bool>& layers)
{
    configuration.ropes.push_back(std::move(rope));
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        configuration.attention[layer].rope = layers[layer] ? 1 : 0;
    }
}

std::vector<float> linearBiasSlopes(std::int64_t heads)
{
    const auto lower = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(heads)));
    std::vector<float> slopes;
    const auto add = [&](std::int64_t step, std::int64_t of) {
        slopes.push_back(static_cast<float>(
            std::exp2(-8.0 * static_cast<double>(step) / static_cast<double>(of))));
    };
    for (std::int64_t i = 1; i <= lower; ++i) {
        add(i, lower);
    }
    for (std::int64_t i = 0; i < heads - lower; ++i) {
        add(2 * i + 1, 2 * lower);
    }
    return slopes;
}

} // namespace saccade
