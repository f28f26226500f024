// A second implementation of causal transformers, in plain double precision from their papers and
// the behaviour that transformers documents, to test core/models by. It shares no code with it.
#pragma once

#include "tests/support/reference_maths.h"

#include <nlohmann/json.hpp>
#include <span>

namespace saccade::reference
{

/// By the names of Saccade's values, heads by tokens by …, row-major.
using Values = std::map<std::string, std::vector<double>, std::less<>>;

/// One pass over the tokens: "embedding", "blocks.*.attention.pattern", "blocks.*.residual.after",
/// "blocks.*.mlp.router" of experts, "final_norm", "logits". `config` is a config.json that states
/// everything; tensors have Hugging Face's names.
Values decode(const nlohmann::json& config, const Tensors& tensors,
              std::span<const std::int32_t> tokens);

/// What the functions of the families write into.
struct Run {
    const nlohmann::json& config;
    const Tensors& tensors;
    std::span<const std::int32_t> tokens;
    Values values{};

    int whole(const char* key) const { return config.at(key).get<int>(); }
    double number(const char* key) const { return config.at(key).get<double>(); }
    bool flag(const char* key) const { return config.value(key, false); }

    Rows embed(const std::string& table) const;
    Rows linear(const Rows& x, const std::string& name) const
    {
        return reference::linear(tensors, x, name);
    }
    void record(const std::string& name, const Rows& rows) { values[name] = rows.values; }
    void recordBlock(int layer, const std::string& part, const Rows& rows)
    {
        record("blocks." + std::to_string(layer) + "." + part, rows);
    }
    /// Attends and records the pattern.
    Rows attend(int layer, const Rows& queries, const Rows& keys, const Rows& values,
                const AttentionSettings& settings);
    /// Records the final norm and the logits of `head` (a table [vocabulary, width]).
    void finish(const Rows& normed, const std::string& head);
};

// Each is the family of a model_type.
void decodeQwen(Run& run);
void decodeSmolLm3(Run& run);
void decodeGemma(Run& run);
void decodeOlmo(Run& run);
void decodeOlmo2(Run& run);
void decodePhi3(Run& run);
void decodeStableLm(Run& run);
void decodePhi(Run& run);
void decodeGptJ(Run& run);
void decodeGptNeoX(Run& run);
void decodeFalcon(Run& run);
void decodeOpt(Run& run);
void decodeBloom(Run& run);

} // namespace saccade::reference
