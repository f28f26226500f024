// "Replace this string, or what this expression finds, by that": a normalizer and a decoder.
#pragma once

#include "core/text/split_pattern.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace saccade
{

/// A string or a regular expression, as tokenizer.json writes it: {"String": …} or {"Regex": …} (or
/// a bare string).
class TextPattern
{
public:
    /// Throws Error naming `file` if an expression does not compile, or a type_error of nlohmann's.
    TextPattern(const nlohmann::json& description, const std::string& file);
    std::vector<TextRange> matches(std::string_view text) const;

private:
    std::variant<std::string, SplitPattern> m_pattern;
};

class TextReplacement
{
public:
    /// `description`: an object with "pattern" and "content".
    TextReplacement(const nlohmann::json& description, const std::string& file);
    std::string apply(std::string_view text) const;

private:
    TextPattern m_pattern;
    std::string m_content; // literally: no references to groups
};

} // namespace saccade
