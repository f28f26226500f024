#include "core/models/encoder_decoder_weights.h"

#include "core/files/json_file.h"

#include <cmath>

namespace saccade
{

namespace
{

AttentionWeights takeBartAttention(Weights& weights, const std::string& block,
                                   const std::string& part, std::int64_t width, Bias keyBias)
{
    const auto name = block + part;
    const auto projection = [&](const char* which, Bias bias) {
        return takeProjection(weights, name + which, width, width, bias);
    };
    return {.norm = takeLayerNorm(weights, name + "_layer_norm", width),
            .queries = projection(".q_proj", Bias::Present),
            .keys = projection(".k_proj", keyBias),
            .values = projection(".v_proj", Bias::Present),
            .output = projection(".out_proj", Bias::Present),
            .distances = {}};
}

} // namespace

Projection takeProjection(Weights& weights, const std::string& name, std::int64_t out,
                          std::int64_t in, Bias bias)
{
    Projection projection{.weight = weights.matrix(name + ".weight", out, in), .bias = {}};
    if (bias == Bias::Present) {
        projection.bias = weights.vector(name + ".bias", out);
    }
    return projection;
}

StackNorm takeLayerNorm(Weights& weights, const std::string& name, std::int64_t width)
{
    return {weights.vector(name + ".weight", width), weights.vector(name + ".bias", width)};
}

Tensor takeFirst(Weights& weights, const std::vector<std::string>& names, std::int64_t rows,
                 std::int64_t columns)
{
    for (const auto& name : names) {
        if (weights.contains(name)) {
            return weights.matrix(name, rows, columns);
        }
    }
    return weights.matrix(names.front(), rows, columns); // says what is missing
}

BartStack bartStack(const Configuration& config, const Checkpoint& checkpoint,
                    const std::string& side)
{
    const auto heads = side + "_attention_heads";
    config.requireDivision(heads, "d_model");
    return {.layers = config.layers(side + "_layers", checkpoint.tensors.size()),
            .width = config.count("d_model"),
            .heads = config.count(heads),
            .inner = config.count(side + "_ffn_dim")};
}

std::vector<StackLayer> takeBartLayers(Weights& weights, const std::string& prefix,
                                       const BartStack& stack, Cross cross, Bias keyBias)
{
    std::vector<StackLayer> layers;
    for (std::int64_t index = 0; index < stack.layers; ++index) {
        const auto block = prefix + "layers." + std::to_string(index) + ".";
        StackLayer layer{
            .attention = takeBartAttention(weights, block, "self_attn", stack.width, keyBias),
            .cross = {},
            .mlp = {.norm = takeLayerNorm(weights, block + "final_layer_norm", stack.width),
                    .gate = {},
                    .up = takeProjection(weights, block + "fc1", stack.inner, stack.width,
                                         Bias::Present),
                    .down = takeProjection(weights, block + "fc2", stack.width, stack.inner,
                                           Bias::Present)}};
        if (cross == Cross::Present) {
            layer.cross = takeBartAttention(weights, block, "encoder_attn", stack.width, keyBias);
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

nlohmann::json generationConfiguration(const Checkpoint& checkpoint)
{
    const auto file = checkpoint.besides("generation_config.json");
    auto object = file.empty() ? nlohmann::json::object() : readJson(file);
    return object.is_object() ? object : nlohmann::json::object();
}

std::vector<std::int32_t> decoderStart(const Checkpoint& checkpoint)
{
    const auto object = generationConfiguration(checkpoint);
    const Configuration generation(checkpoint.besides("generation_config.json").string(), object);
    const Configuration config(checkpoint);
    const auto tokens = [&](std::string_view key) {
        auto found = generation.tokens(key);
        return found.empty() ? config.tokens(key) : found;
    };
    auto first = tokens("decoder_start_token_id");
    if (first.empty()) {
        first = tokens("bos_token_id");
    }
    std::vector<std::int32_t> start(first.begin(), first.begin() + (first.empty() ? 0 : 1));
    const auto forced = tokens("forced_bos_token_id");
    if (!start.empty() && !forced.empty()) {
        start.push_back(forced.front());
    }
    return start;
}

Tensor sinusoidalPositions(std::int64_t count, std::int64_t width, std::int64_t first,
                           double divisor)
{
    auto table = Tensor::allocate(DType::F32, {count, width});
    const auto values = table.mutableFloats();
    const auto half = width / 2;
    for (std::int64_t row = 0; row < count; ++row) {
        for (std::int64_t j = 0; j < half; ++j) {
            const auto frequency = std::pow(10000.0, -static_cast<double>(j) / divisor);
            const auto angle = static_cast<double>(first + row) * frequency;
            const auto place = row * width + j;
            values[static_cast<std::size_t>(place)] = static_cast<float>(std::sin(angle));
            values[static_cast<std::size_t>(place + half)] = static_cast<float>(std::cos(angle));
        }
    }
    return table;
}

} // namespace saccade
