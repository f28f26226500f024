// The entries of a tokenizer and their ids.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace saccade
{

class Vocabulary
{
public:
    /// Longest entry in bytes; longer ones are refused, since the search for them would not end in
    /// time.
    static constexpr std::size_t longestAllowed = 4096;

    Vocabulary() = default;
    /// Entries with their ids in any order. Ids may leave gaps, but not beyond twice their number
    /// (plus 65,536): a file cannot make us allocate what it does not contain. Throws Error naming
    /// `file` if an id is negative, too large or given twice, or an entry too long.
    Vocabulary(std::vector<std::pair<std::string, std::int64_t>> entries, const std::string& file);
    /// Entries whose ids are their places. Where one stands twice, its last place is found.
    Vocabulary(std::vector<std::string> entries, const std::string& file);

    /// One more than the largest id.
    std::int64_t size() const { return static_cast<std::int64_t>(m_entries.size()); }
    /// Empty where the ids leave a gap or `id` is out of range.
    const std::string& entry(std::int32_t id) const;
    std::optional<std::int32_t> find(std::string_view entry) const;
    /// Bytes of the longest entry.
    std::size_t longest() const { return m_longest; }

private:
    void place(std::string entry, std::int32_t id, const std::string& file);

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    std::vector<std::string> m_entries;
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_ids;
    std::size_t m_longest = 0;
};

} // namespace saccade
