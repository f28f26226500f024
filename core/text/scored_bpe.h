// Byte-pair encoding in which every entry has a score (SentencePiece, llama2.c, GGUF's "llama").
#pragma once

#include "core/text/token_model.h"

#include <array>

namespace saccade
{

/// Two neighbours are merged if their text together is an entry; the entry with the highest score
/// comes first. Characters that are no entry become bytes ("<0xE2>") where the vocabulary has them.
class ScoredBpe : public TokenModel
{
public:
    /// `scores`: one for each id. `unknown` (or -1: left out) stands for what cannot be spelt at
    /// all. Throws Error naming `file` if a score is not finite or their number is not the
    /// vocabulary's.
    ScoredBpe(Vocabulary vocabulary, std::vector<float> scores, std::int32_t unknown,
              const std::string& file);

    std::string kind() const override { return "BPE"; }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::vector<std::int32_t> tokenize(std::string_view word) const override;

private:
    Vocabulary m_vocabulary;
    std::vector<float> m_scores;
    std::int32_t m_unknown;
    std::array<std::int32_t, 256> m_byteIds{}; // -1 where there is no such entry
};

/// Throws Error naming `file` and the token unless there is a finite score for each of `size`
/// tokens.
void checkScores(const std::vector<float>& scores, std::int64_t size, const std::string& file);

} // namespace saccade
