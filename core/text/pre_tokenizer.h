// What cuts a normalised text into words.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

/// GPT-2's pattern (Radford et al. 2019): contractions, words, numbers, other signs, spaces.
inline constexpr const char* gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

struct TextPiece {
    std::string text;
    bool isFirst = false; // starts where the whole text starts
};

class PreTokenizer
{
public:
    virtual ~PreTokenizer() = default;
    virtual std::vector<TextPiece> split(std::vector<TextPiece> pieces) const = 0;
};

/// The "pre_tokenizer" of a tokenizer.json; null for a JSON null. Throws as makeNormalizer does.
std::unique_ptr<const PreTokenizer> makePreTokenizer(const nlohmann::json& description,
                                                     const std::string& file);

} // namespace saccade
