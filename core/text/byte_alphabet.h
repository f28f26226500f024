// GPT-2's way of writing bytes as visible characters: printable ones stand for themselves, the
// others for U+0100 and on ("Ġ" is the space).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace saccade
{

/// The character (UTF-8) that stands for `byte`.
const std::string& byteCharacter(unsigned char byte);

/// The byte for which a character stands.
std::optional<unsigned char> characterByte(char32_t character);

/// Every byte of `text` written as its character.
std::string toByteAlphabet(std::string_view text);

/// The bytes that `text` stands for; nothing if one of its characters stands for none.
std::optional<std::string> fromByteAlphabet(std::string_view text);

/// The byte of an entry "<0x0A>" by which SentencePiece vocabularies spell single bytes.
std::optional<unsigned char> byteOfEntry(std::string_view entry);

/// "<0x0A>" for byte 10.
std::string byteEntry(unsigned char byte);

} // namespace saccade
