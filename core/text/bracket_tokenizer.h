// The letters of models that judge brackets (ARENA's course): [START] 0, [PAD] 1, [END] 2, ( 3,
// ) 4.
#pragma once

#include "core/text/tokenizer.h"

namespace saccade
{

class BracketTokenizer : public Tokenizer
{
public:
    std::string kind() const override { return "brackets"; }
    std::int64_t size() const override;
    /// Throws UsageError for anything but brackets and white space.
    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override;
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override;
    std::string pieceText(std::int32_t id) const override { return entry(id); }
    std::string entry(std::int32_t id) const override;
    std::optional<std::int32_t> find(std::string_view entry) const override;
    std::optional<std::int32_t> beginToken() const override { return 0; }
    std::optional<std::int32_t> endToken() const override { return 2; }
};

} // namespace saccade
