// What the files beside a vocabulary say about its use: special tokens by name, the chat template.
#pragma once

#include "core/text/pipeline_tokenizer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace saccade
{

struct TokenizerSettings {
    std::string tokenizerClass;       // "LlamaTokenizer" …
    std::optional<std::string> begin; // "<s>" …
    std::optional<std::string> end;
    std::optional<std::string> unknown;
    std::optional<std::int64_t> beginId; // config.json knows ids only
    std::optional<std::int64_t> endId;
    std::optional<bool> addsBegin;
    std::optional<bool> addsEnd;
    bool addsSpace = false; // before the first word (byte-level BPE)
    bool lowercases = true; // WordPiece
    std::vector<AddedToken> added;
    std::string chatTemplate;
    std::string modelType; // config.json's
};

/// Reads tokenizer_config.json, special_tokens_map.json, added_tokens.json and chat_template.jinja
/// where they are in `folder`. `configuration`: config.json or null. Throws Error naming the file
/// if one is broken.
TokenizerSettings readTokenizerSettings(const std::filesystem::path& folder,
                                        const nlohmann::json& configuration);

/// Whether this class of tokenizers puts its begin and end tokens by its own switches, whatever
/// template the tokenizer.json holds (Llama's and Gemma's do).
bool followsSwitches(const TokenizerSettings& settings);

/// Completes `parts` by the settings: begin and end tokens, the template where switches rule it,
/// the chat template. Where nothing names begin and end, the usual names are looked for.
void applySettings(TokenizerParts& parts, const TokenizerSettings& settings);

} // namespace saccade
