#include "tests/support/reference_decoder.h"

#include <algorithm>

namespace saccade::reference
{

Rows Run::embed(const std::string& table) const
{
    const auto all = read(tensors, table + ".weight");
    Rows x(static_cast<int>(tokens.size()), all.width);
    for (int r = 0; r < x.count; ++r) {
        for (int c = 0; c < x.width; ++c) {
            x.at(r, c) = all.at(tokens[static_cast<std::size_t>(r)], c);
        }
    }
    return x;
}

Rows Run::attend(int layer, const Rows& queries, const Rows& keys, const Rows& valueRows,
                 const AttentionSettings& settings)
{
    auto attended = reference::attend(queries, keys, valueRows, settings);
    values["blocks." + std::to_string(layer) + ".attention.pattern"] = std::move(attended.pattern);
    return attended.output;
}

void Run::finish(const Rows& normed, const std::string& head)
{
    record("final_norm", normed);
    record("logits", linear(normed, head));
}

Values decode(const nlohmann::json& config, const Tensors& tensors,
              std::span<const std::int32_t> tokens)
{
    static const std::map<std::string, void (*)(Run&)> families{
        {"qwen3", decodeQwen},      {"qwen2_moe", decodeQwen},    {"qwen3_moe", decodeQwen},
        {"smollm3", decodeSmolLm3}, {"gemma", decodeGemma},       {"gemma3_text", decodeGemma},
        {"olmo", decodeOlmo},       {"olmo2", decodeOlmo2},       {"phi3", decodePhi3},
        {"olmo3", decodeOlmo2},     {"stablelm", decodeStableLm}, {"phi", decodePhi},
        {"gptj", decodeGptJ},       {"gpt_neox", decodeGptNeoX},  {"falcon", decodeFalcon},
        {"opt", decodeOpt},         {"bloom", decodeBloom},
    };
    Run run{config, tensors, tokens};
    families.at(config.at("model_type").get<std::string>())(run);
    return std::move(run.values);
}

} // namespace saccade::reference
