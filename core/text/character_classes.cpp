#include "core/text/character_classes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unicode/uchar.h>

namespace saccade
{

namespace
{

std::uint32_t categoryMask(char32_t character)
{
    return 1U << static_cast<unsigned>(u_charType(static_cast<UChar32>(character)));
}

bool isOf(char32_t character, std::uint32_t mask)
{
    return (categoryMask(character) & mask) != 0;
}

} // namespace

bool isWhitespace(char32_t character)
{
    return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

bool isPunctuation(char32_t character)
{
    const bool isAscii =
        (character >= 33 && character <= 47) || (character >= 58 && character <= 64) ||
        (character >= 91 && character <= 96) || (character >= 123 && character <= 126);
    return isAscii || isOf(character, U_GC_P_MASK);
}

bool isControl(char32_t character)
{
    if (character == U'\t' || character == U'\n' || character == U'\r') {
        return false;
    }
    return isOf(character,
                U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK);
}

bool isNumeric(char32_t character)
{
    return isOf(character, U_GC_N_MASK);
}

bool isMark(char32_t character)
{
    return isOf(character, U_GC_M_MASK);
}

bool isNonspacingMark(char32_t character)
{
    return isOf(character, U_GC_MN_MASK);
}

bool isWordCharacter(char32_t character)
{
    const bool isJoiner = character == 0x200C || character == 0x200D;
    return isJoiner || u_isUAlphabetic(static_cast<UChar32>(character)) != 0 ||
           isOf(character, U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK);
}

bool isIdeograph(char32_t character)
{
    struct Block {
        char32_t first;
        char32_t last;
    };
    // The blocks that BERT's reference tokenizer names, and no others.
    static constexpr std::array<Block, 8> blocks{{{0x4E00, 0x9FFF},
                                                  {0x3400, 0x4DBF},
                                                  {0x20000, 0x2A6DF},
                                                  {0x2A700, 0x2B73F},
                                                  {0x2B740, 0x2B81F},
                                                  {0x2B920, 0x2CEAF},
                                                  {0xF900, 0xFAFF},
                                                  {0x2F800, 0x2FA1F}}};
    return std::ranges::any_of(blocks, [&](const Block& block) {
        return character >= block.first && character <= block.last;
    });
}

} // namespace saccade
