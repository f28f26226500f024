// Classes of characters as tokenizers use them (Unicode's, by ICU).
#pragma once

namespace saccade
{

/// Unicode's White_Space property.
bool isWhitespace(char32_t character);
/// Unicode's punctuation categories, and every ASCII character that is neither letter, digit, space
/// nor control (BERT's rule: "$", "+" and "~" count).
bool isPunctuation(char32_t character);
/// Categories Cc, Cf, Cn, Co, Cs; tab and line ends are none (BERT's rule).
bool isControl(char32_t character);
/// Categories Nd, Nl, No.
bool isNumeric(char32_t character);
/// Any combining mark: Mn, Mc, Me.
bool isMark(char32_t character);
/// Mn alone: what BERT removes as an accent.
bool isNonspacingMark(char32_t character);
/// Letter, digit, mark or underscore: what regular expressions call a word character.
bool isWordCharacter(char32_t character);
/// The CJK ideographs around which BERT puts spaces.
bool isIdeograph(char32_t character);

} // namespace saccade
