// Byte-pair encoding with an ordered list of merges (GPT-2 and most models since).
#pragma once

#include "core/text/token_model.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace saccade
{

/// Options of the model "BPE" of a tokenizer.json.
struct RankedBpeOptions {
    std::string unknownToken;     // empty: characters that are no entry are left out
    std::string continuingPrefix; // before every character of a word but the first
    std::string endOfWord;        // behind the last character of a word
    bool byteFallback = false;    // characters that are no entry become entries "<0xE2>"
    bool fuseUnknown = false;     // neighbouring unknown characters become one unknown token
    bool ignoreMerges = false;    // a word that is an entry is that token, whatever the merges say
};

class RankedBpe : public TokenModel
{
public:
    using Merges = std::vector<std::pair<std::string, std::string>>;

    /// Throws Error naming `file` and the merge if a merge names or makes an unknown entry, or if
    /// the unknown token is no entry.
    RankedBpe(Vocabulary vocabulary, const Merges& merges, RankedBpeOptions options,
              const std::string& file);

    std::string kind() const override { return "BPE"; }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::vector<std::int32_t> tokenize(std::string_view word) const override;

private:
    std::vector<struct Symbol> symbolsOf(std::string_view word) const;

    struct RankedMerge {
        std::int32_t rank;
        std::int32_t id;
    };

    Vocabulary m_vocabulary;
    RankedBpeOptions m_options;
    std::optional<std::int32_t> m_unknown;
    std::unordered_map<std::uint64_t, RankedMerge> m_merges; // by both ids
};

} // namespace saccade
