// One token a character: models that were trained on a small alphabet.
#pragma once

#include "core/text/tokenizer.h"

#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// Has no special tokens.
class CharacterTokenizer : public Tokenizer
{
public:
    /// The characters by their ids.
    explicit CharacterTokenizer(std::vector<std::string> characters);

    std::string kind() const override { return "characters"; }
    std::int64_t size() const override { return std::ssize(m_characters); }
    /// Throws UsageError for a character that is none of the alphabet's.
    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override;
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override;
    std::string pieceText(std::int32_t id) const override { return entry(id); }
    std::string entry(std::int32_t id) const override;
    std::optional<std::int32_t> find(std::string_view entry) const override;
    std::optional<std::int32_t> beginToken() const override { return std::nullopt; }
    std::optional<std::int32_t> endToken() const override { return std::nullopt; }

private:
    std::vector<std::string> m_characters;
    std::map<std::string, std::int32_t, std::less<>> m_ids;
};

} // namespace saccade
