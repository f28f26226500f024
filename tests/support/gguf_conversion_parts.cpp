#include "tests/support/gguf_conversion_parts.h"

#include <algorithm>
#include <array>

namespace saccade
{

namespace gguf
{

namespace
{

// The value under the first of the names that the configuration has.
nlohmann::json first(const nlohmann::json& config, std::initializer_list<const char*> names)
{
    for (const auto* name : names) {
        if (config.contains(name) && !config.at(name).is_null()) {
            return config.at(name);
        }
    }
    return {};
}

} // namespace

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

nlohmann::json sizes(const std::string& architecture, const nlohmann::json& config,
                     const nlohmann::json& more)
{
    nlohmann::json result{{"general.architecture", architecture},
                          {"general.name", "tiny"},
                          {"general.file_type", 0}, // all F32
                          {"general.quantization_version", 2}};
    const auto add = [&](const char* key, const nlohmann::json& value) {
        if (!value.is_null()) {
            result[architecture + "." + key] = value;
        }
    };
    add("block_count", first(config, {"num_hidden_layers", "n_layer"}));
    add("embedding_length", first(config, {"hidden_size", "n_embd"}));
    add("context_length", first(config, {"max_position_embeddings", "n_positions", "seq_length"}));
    add("feed_forward_length", first(config, {"intermediate_size"}));
    add("attention.head_count", first(config, {"num_attention_heads", "n_head"}));
    add("attention.head_count_kv", first(config, {"num_key_value_heads"}));
    for (const auto& [key, value] : more.items()) {
        add(key.c_str(), value);
    }
    return result;
}

nlohmann::json everything(const std::string& architecture, const nlohmann::json& config,
                          const nlohmann::json& more)
{
    nlohmann::json all;
    const auto add = [&](const char* key, std::initializer_list<const char*> names) {
        const auto value = first(config, names);
        if (!value.is_null()) {
            all[key] = value;
        }
    };
    add("attention.layer_norm_rms_epsilon", {"rms_norm_eps", "norm_eps"});
    add("attention.layer_norm_epsilon", {"layer_norm_eps", "layer_norm_epsilon"});
    add("attention.key_length", {"head_dim"});
    add("attention.value_length", {"head_dim"});
    add("expert_count", {"num_local_experts", "num_experts"});
    add("expert_used_count", {"num_experts_per_tok"});
    const auto theta = first(config, {"rope_theta"});
    if (!theta.is_null()) {
        all["rope.freq_base"] = theta.get<double>();
    }
    const auto scaling = first(config, {"rope_scaling"});
    const auto kind = scaling.is_object() ? first(scaling, {"rope_type", "type"}) : scaling;
    if (kind == "linear" || kind == "yarn") {
        all["rope.scaling.type"] = kind;
        all["rope.scaling.factor"] = scaling.at("factor").get<double>();
    }
    if (kind == "yarn") {
        all["rope.scaling.original_context_length"] =
            scaling.at("original_max_position_embeddings");
        for (const auto& [key, name] :
             {std::pair("attn_factor", "attention_factor"), std::pair("beta_fast", "beta_fast"),
              std::pair("beta_slow", "beta_slow")}) {
            if (scaling.contains(name)) {
                all[std::string("rope.scaling.yarn_") + key] = scaling.at(name).get<double>();
            }
        }
    }
    for (const auto& [key, value] : more.items()) {
        all[key] = value;
    }
    return sizes(architecture, config, all);
}

std::int64_t headWidthOf(const nlohmann::json& config)
{
    const auto stated = first(config, {"head_dim"});
    return stated.is_null()
               ? first(config, {"hidden_size", "n_embd"}).get<std::int64_t>() /
                     first(config, {"num_attention_heads", "n_head"}).get<std::int64_t>()
               : stated.get<std::int64_t>();
}

Tensor changed(const Tensor& tensor, float (*function)(float))
{
    auto result = Tensor::allocate(DType::F32, tensor.shape());
    std::ranges::transform(tensor.floats(), result.mutableFloats().begin(), function);
    return result;
}

Tensor transposed(const Tensor& tensor)
{
    const auto [rows, columns] = std::pair(tensor.shape()[0], tensor.shape()[1]);
    std::vector<float> values;
    for (std::int64_t column = 0; column < columns; ++column) {
        for (std::int64_t row = 0; row < rows; ++row) {
            values.push_back(tensor.floats()[static_cast<std::size_t>(row * columns + column)]);
        }
    }
    return Tensor::of({columns, rows}, std::span<const float>(values));
}

Tensor stacked(const std::vector<Tensor>& parts)
{
    auto extents = parts.front().shape().extents();
    extents.insert(extents.begin(), std::ssize(parts));
    std::vector<float> values;
    for (const auto& part : parts) {
        values.insert(values.end(), part.floats().begin(), part.floats().end());
    }
    return Tensor::of(Shape(extents), std::span<const float>(values));
}

void stack(Tensors& tensors, const std::string& part, const std::string& name)
{
    constexpr int layers = 8;
    for (int layer = 0; layer < layers; ++layer) {
        const auto block = "blk." + std::to_string(layer) + ".";
        std::vector<Tensor> parts;
        while (true) {
            auto one = block + part;
            one.replace(one.find('*'), 1, std::to_string(parts.size()));
            const auto found = tensors.find(one);
            if (found == tensors.end()) {
                break;
            }
            parts.push_back(found->second);
            tensors.erase(found);
        }
        if (!parts.empty()) {
            tensors.emplace(block + name, stacked(parts));
        }
    }
}

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

Tensor ungrouped(const Tensor& fused, const FusedHeads& heads)
{
    const auto parts = splitHeadRows({.weight = fused, .bias = {}}, heads);
    std::vector<float> all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.weight.floats().begin(), part.weight.floats().end());
    }
    return Tensor::of(fused.shape(), std::span<const float>(all));
}

} // namespace gguf

const std::map<std::string, GgufConverter>& ggufConverters()
{
    static const auto all = [] {
        std::map<std::string, GgufConverter> converters;
        gguf::addLlamaKin(converters);
        gguf::addGptKin(converters);
        return converters;
    }();
    return all;
}

} // namespace saccade
