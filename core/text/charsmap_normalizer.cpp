#include "core/text/charsmap_normalizer.h"

#include "core/base/error.h"
#include "core/text/utf8.h"

#include <QByteArray>
#include <QtGlobal>

namespace saccade
{

namespace
{

Error damaged(const std::string& file, const char* reason)
{
    return Error(
        QT_TRANSLATE_NOOP("Error", "%1: the table of character replacements is damaged (%2)."),
        {file, reason});
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

// A unit of the double array (Darts-clone's format): bit 31 marks a value, bit 8 "a key ends
// below", bits 0-7 the label, bits 10-30 the offset, which bit 9 scales by 256.
bool hasLeaf(std::uint32_t unit)
{
    return ((unit >> 8U) & 1U) == 1;
}
std::uint32_t valueOf(std::uint32_t unit)
{
    return unit & 0x7FFFFFFFU;
}
std::uint32_t labelOf(std::uint32_t unit)
{
    return unit & 0x800000FFU;
}
std::uint32_t offsetOf(std::uint32_t unit)
{
    return (unit >> 10U) << ((unit & 0x200U) >> 6U);
}

} // namespace

CharsmapNormalizer::CharsmapNormalizer(std::string_view blob, const std::string& file)
{
    if (blob.empty()) {
        return;
    }
    if (blob.size() < 8) {
        throw damaged(file, "too short");
    }
    const std::size_t size = littleEndian(blob, 0);
    if (size > blob.size() - 4 || size % 4 != 0 || size == 0) {
        throw damaged(file, "size");
    }
    for (std::size_t at = 4; at < 4 + size; at += 4) {
        m_units.push_back(littleEndian(blob, at));
    }
    m_replacements = blob.substr(4 + size);
    if (m_replacements.empty() || m_replacements.back() != '\0') {
        throw damaged(file, "replacements");
    }
}

CharsmapNormalizer CharsmapNormalizer::fromBase64(std::string_view base64, const std::string& file)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray(base64.data(), static_cast<qsizetype>(base64.size())),
        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        throw damaged(file, "base64");
    }
    return {std::string_view((*decoded).constData(), static_cast<std::size_t>((*decoded).size())),
            file};
}

CharsmapNormalizer::Match CharsmapNormalizer::longestAt(std::string_view text, std::size_t at) const
{
    Match longest;
    std::uint32_t node = offsetOf(m_units[0]);
    for (std::size_t i = at; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        node ^= byte;
        if (node >= m_units.size() || labelOf(m_units[node]) != byte) {
            break;
        }
        const std::uint32_t unit = m_units[node];
        node ^= offsetOf(unit);
        if (hasLeaf(unit) && node < m_units.size()) {
            const std::size_t replacement = valueOf(m_units[node]);
            if (replacement < m_replacements.size()) {
                longest = {i + 1 - at, replacement};
            }
        }
    }
    return longest;
}

std::string CharsmapNormalizer::apply(std::string_view text) const
{
    if (m_units.empty()) {
        return std::string(text);
    }
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const Match match = longestAt(text, at);
        if (match.length > 0) {
            result += m_replacements.c_str() + match.replacement;
            at += match.length;
        } else {
            const std::size_t length = codePointAt(text, at).length;
            result += text.substr(at, length);
            at += length;
        }
    }
    return result;
}

} // namespace saccade
