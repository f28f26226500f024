// SentencePiece's compiled table of character replacements (a double array).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

/// Replaces, at each place, the longest sequence that the table knows, as SentencePiece itself does
/// (Kudo and Richardson 2018, arXiv:1808.06226). Hugging Face's version looks up whole grapheme
/// clusters and takes the shortest match instead; the two differ only for a cluster of which a
/// proper prefix is in the table.
class CharsmapNormalizer
{
public:
    /// `blob`: bytes of the table (little-endian: size of the double array, its units, then the
    /// replacements, each ended by a zero byte). An empty blob changes nothing. Throws Error naming
    /// `file` if the table is damaged.
    CharsmapNormalizer(std::string_view blob, const std::string& file);
    static CharsmapNormalizer fromBase64(std::string_view base64, const std::string& file);

    /// Invalid bytes stay.
    std::string apply(std::string_view text) const;

private:
    struct Match {
        std::size_t length = 0;
        std::size_t replacement = 0; // offset in m_replacements
    };
    Match longestAt(std::string_view text, std::size_t at) const;

    std::vector<std::uint32_t> m_units;
    std::string m_replacements;
};

} // namespace saccade
