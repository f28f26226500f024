#include "app/commands/text_stream.h"

#include "core/trace/token_text.h"

#include <algorithm>

namespace saccade
{

namespace
{

// Beyond `most` tokens only the last `kept` are decoded again, so that the work stays linear.
constexpr std::size_t most = 64;
constexpr std::size_t kept = 8;

// Length of the UTF-8 character that begins with this byte; 1 for a byte that begins none.
std::size_t characterLength(unsigned char first)
{
    if (first >= 0xF0 && first <= 0xF4) {
        return 4;
    }
    if (first >= 0xE0 && first < 0xF0) {
        return 3;
    }
    return first >= 0xC2 && first < 0xE0 ? 2 : 1;
}

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

std::size_t wholeCharacters(std::string_view text)
{
    // Only the last three bytes can belong to a character that is not complete.
    const auto earliest = text.size() - std::min<std::size_t>(text.size(), 3);
    for (auto start = text.size(); start-- > earliest;) {
        if (isContinuation(text[start])) {
            continue;
        }
        const auto length = characterLength(static_cast<unsigned char>(text[start]));
        return start + length > text.size() ? start : text.size();
    }
    return text.size();
}

std::string TextStream::add(std::span<const std::int32_t> tokens)
{
    m_tokens.insert(m_tokens.end(), tokens.begin(), tokens.end());
    const auto text = tokenText(m_tokenizer, m_tokens);
    const auto whole = std::max(m_given, wholeCharacters(text));
    auto added = text.size() > m_given ? text.substr(m_given, whole - m_given) : std::string();
    m_given = std::min(whole, text.size());
    if (m_tokens.size() > most && m_given == text.size()) {
        m_tokens.erase(m_tokens.begin(), m_tokens.end() - kept);
        m_given = tokenText(m_tokenizer, m_tokens).size();
    }
    return added;
}

std::string TextStream::finish() const
{
    return tokenText(m_tokenizer, m_tokens).size() > m_given ? "\uFFFD" : "";
}

} // namespace saccade
