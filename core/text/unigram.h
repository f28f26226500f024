// Unigram: the most probable way to spell a word with the entries.
#pragma once

#include "core/text/byte_trie.h"
#include "core/text/token_model.h"

#include <array>
#include <optional>

namespace saccade
{

class Unigram : public TokenModel
{
public:
    enum class UnknownAs { Token, Bytes };

    /// `scores`: log probabilities, one for each id. `unknown`: id of what stands for characters
    /// that no entry spells, neighbours together; with UnknownAs::Bytes they become "<0xE2>"
    /// entries where these exist. Throws Error naming `file` if a score is not finite or `unknown`
    /// is no entry.
    Unigram(Vocabulary vocabulary, std::vector<float> scores, std::optional<std::int64_t> unknown,
            UnknownAs unknownAs, const std::string& file);

    std::string kind() const override { return "Unigram"; }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    /// Viterbi's search over characters (Kudo 2018, arXiv:1804.10959). A character that no entry
    /// spells costs 10 more than the worst entry. O(n · longest entry).
    std::vector<std::int32_t> tokenize(std::string_view word) const override;

private:
    struct Step {
        std::int32_t id = -1; // -1: an unknown character
        std::size_t from = 0; // where its piece starts
        double score = 0.0;   // of the best path up to its end
        bool isReached = false;
    };
    std::vector<Step> bestSteps(std::string_view word) const;
    std::vector<std::int32_t> unknownIds(std::string_view piece) const;

    Vocabulary m_vocabulary;
    std::vector<float> m_scores;
    ByteTrie m_trie;
    std::optional<std::int32_t> m_unknown;
    double m_unknownScore = 0.0;
    std::array<std::int32_t, 256> m_byteIds{}; // -1 where bytes are not used
};

} // namespace saccade
