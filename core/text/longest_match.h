// A vocabulary of byte strings, of which the longest that stands at a place is taken: RWKV World,
// and plain bytes.
#pragma once

#include "core/text/byte_trie.h"
#include "core/text/tokenizer.h"

#include <map>

namespace saccade
{

class LongestMatchTokenizer : public Tokenizer
{
public:
    /// `entries` by id; empty ones stand for tokens without text, such as the end of a text.
    LongestMatchTokenizer(std::string kind, std::vector<std::string> entries,
                          std::optional<std::int32_t> end = std::nullopt);

    std::string kind() const override { return m_kind; }
    std::int64_t size() const override { return std::ssize(m_entries); }
    /// Throws UsageError naming the byte where no entry fits.
    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override;
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override;
    std::string pieceText(std::int32_t id) const override { return entry(id); }
    std::string entry(std::int32_t id) const override;
    std::optional<std::int32_t> find(std::string_view entry) const override;
    std::optional<std::int32_t> beginToken() const override { return std::nullopt; }
    std::optional<std::int32_t> endToken() const override { return m_end; }

private:
    std::string m_kind;
    std::vector<std::string> m_entries;
    std::map<std::string, std::int32_t, std::less<>> m_ids;
    ByteTrie m_trie;
    std::optional<std::int32_t> m_end;
};

/// The 256 bytes, each its own token.
std::shared_ptr<const Tokenizer> byteTokenizer();

} // namespace saccade
