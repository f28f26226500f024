#include "core/text/text_replacement.h"

namespace saccade
{

namespace
{

std::variant<std::string, SplitPattern> readPattern(const nlohmann::json& description,
                                                    const std::string& file)
{
    if (description.is_string()) {
        return description.get<std::string>();
    }
    if (description.contains("Regex")) {
        return SplitPattern(description.at("Regex").get<std::string>(), file);
    }
    return description.at("String").get<std::string>();
}

} // namespace

TextPattern::TextPattern(const nlohmann::json& description, const std::string& file)
    : m_pattern(readPattern(description, file))
{
}

std::vector<TextRange> TextPattern::matches(std::string_view text) const
{
    if (const auto* expression = std::get_if<SplitPattern>(&m_pattern)) {
        return expression->matches(text);
    }
    return placesOf(std::get<std::string>(m_pattern), text);
}

TextReplacement::TextReplacement(const nlohmann::json& description, const std::string& file)
    : m_pattern(description.at("pattern"), file),
      m_content(description.at("content").get<std::string>())
{
}

std::string TextReplacement::apply(std::string_view text) const
{
    std::string result;
    std::size_t done = 0;
    for (const TextRange range : m_pattern.matches(text)) {
        result += text.substr(done, range.begin - done);
        result += m_content;
        done = range.end;
    }
    result += text.substr(done);
    return result;
}

} // namespace saccade
