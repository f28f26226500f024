#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

#include <cstdio>

namespace saccade
{

namespace
{

std::string hex(unsigned value)
{
    std::string digits;
    for (; value > 0 || digits.size() < 2; value /= 16U) {
        digits.insert(digits.begin(), "0123456789ABCDEF"[value % 16U]);
    }
    return digits;
}

/// How a label shows one character: itself, unless nobody would see it.
std::string visible(char32_t character)
{
    switch (character) {
    case U' ':
        return "·";
    case U'\n':
        return "⏎";
    case U'\t':
        return "⇥";
    case U'\r':
        return "␍";
    default:
        break;
    }
    if (isControl(character) || isWhitespace(character)) {
        return character < 0x80 ? "⟨" + hex(character) + "⟩" : "⟨U+" + hex(character) + "⟩";
    }
    return utf8(character);
}

} // namespace

TokenPair Tokenizer::encodePair(std::string_view first, std::string_view second) const
{
    TokenPair pair{encode(first), {}};
    pair.segments.assign(pair.ids.size(), 0);
    const auto rest = encode(second);
    pair.ids.insert(pair.ids.end(), rest.begin(), rest.end());
    pair.segments.resize(pair.ids.size(), 1);
    return pair;
}

std::string tokenLabel(const Tokenizer* tokenizer, std::int32_t id)
{
    // Models may have more rows in their embedding than the vocabulary has entries.
    if (tokenizer == nullptr || id < 0 || id >= tokenizer->size()) {
        return std::to_string(id);
    }
    const std::string text = tokenizer->pieceText(id);
    std::string label;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        label += point.valid ? visible(point.value)
                             : "⟨" + hex(static_cast<unsigned char>(text[at])) + "⟩";
        at += point.length;
    }
    return label.empty() ? std::to_string(id) : label;
}

} // namespace saccade
