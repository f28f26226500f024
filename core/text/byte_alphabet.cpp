#include "core/text/byte_alphabet.h"

#include "core/text/utf8.h"

#include <array>

namespace saccade
{

namespace
{

struct Alphabet {
    std::array<std::string, 256> characterOf;
    std::array<int, 0x144> byteOf{}; // by character; -1 where it stands for no byte
};

Alphabet makeAlphabet()
{
    Alphabet alphabet;
    alphabet.byteOf.fill(-1);
    char32_t next = 0x100;
    for (unsigned byte = 0; byte < 256; ++byte) {
        const bool isVisible = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
        const char32_t character = isVisible ? static_cast<char32_t>(byte) : next++;
        alphabet.characterOf[byte] = utf8(character);
        alphabet.byteOf[character] = static_cast<int>(byte);
    }
    return alphabet;
}

const Alphabet& alphabet()
{
    static const Alphabet theAlphabet = makeAlphabet();
    return theAlphabet;
}

constexpr std::string_view hexDigits = "0123456789ABCDEF";

} // namespace

const std::string& byteCharacter(unsigned char byte)
{
    return alphabet().characterOf[byte];
}

std::optional<unsigned char> characterByte(char32_t character)
{
    if (character >= alphabet().byteOf.size() || alphabet().byteOf[character] < 0) {
        return std::nullopt;
    }
    return static_cast<unsigned char>(alphabet().byteOf[character]);
}

std::string toByteAlphabet(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + text.size() / 2);
    for (const char byte : text) {
        result += byteCharacter(static_cast<unsigned char>(byte));
    }
    return result;
}

std::optional<std::string> fromByteAlphabet(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        const auto byte = point.valid ? characterByte(point.value) : std::nullopt;
        if (!byte) {
            return std::nullopt;
        }
        result += static_cast<char>(*byte);
        at += point.length;
    }
    return result;
}

std::optional<unsigned char> byteOfEntry(std::string_view entry)
{
    if (entry.size() != 6 || !entry.starts_with("<0x") || entry[5] != '>') {
        return std::nullopt;
    }
    const std::size_t high = hexDigits.find(entry[3]);
    const std::size_t low = hexDigits.find(entry[4]);
    if (high == std::string_view::npos || low == std::string_view::npos) {
        return std::nullopt;
    }
    return static_cast<unsigned char>(high * 16 + low);
}

std::string byteEntry(unsigned char byte)
{
    return std::string("<0x") + hexDigits[byte / 16U] + hexDigits[byte % 16U] + ">";
}

} // namespace saccade
