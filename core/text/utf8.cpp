#include "core/text/utf8.h"

namespace saccade
{

namespace
{

constexpr CodePoint invalid{U'\uFFFD', 1, false};

unsigned byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

} // namespace

CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const unsigned lead = byteAt(text, at);
    if (lead < 0x80) {
        return {static_cast<char32_t>(lead), 1, true};
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || length > text.size() - at) {
        return invalid;
    }
    char32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned next = byteAt(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return invalid;
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool isOverlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (isOverlong || isSurrogate || value > 0x10FFFF) {
        return invalid;
    }
    return {value, length, true};
}

std::string utf8(char32_t character)
{
    const auto byte = [](char32_t value) {
        return static_cast<char>(static_cast<unsigned char>(value));
    };
    const auto tail = [&](unsigned shift) { return byte(0x80U | ((character >> shift) & 0x3FU)); };
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
        return "\uFFFD";
    }
    if (character < 0x80) {
        return {byte(character)};
    }
    if (character < 0x800) {
        return {byte(0xC0U | (character >> 6U)), tail(0)};
    }
    if (character < 0x10000) {
        return {byte(0xE0U | (character >> 12U)), tail(6), tail(0)};
    }
    return {byte(0xF0U | (character >> 18U)), tail(12), tail(6), tail(0)};
}

bool isValidUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        if (!point.valid) {
            return false;
        }
        at += point.length;
    }
    return true;
}

std::vector<std::string_view> characters(std::string_view text)
{
    std::vector<std::string_view> result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = codePointAt(text, at).length;
        result.push_back(text.substr(at, length));
        at += length;
    }
    return result;
}

} // namespace saccade
