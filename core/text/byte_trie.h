// Which of many strings stand at a place of a text.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace saccade
{

class ByteTrie
{
public:
    /// Adds `key` (not empty) with a value that is not negative. A key added again takes the new
    /// value.
    void add(std::string_view key, std::int32_t value);

    /// Calls `visit(length, value)` for each key that stands at byte `at` of `text`, the shortest
    /// first.
    template <typename Visit>
    void visitAt(std::string_view text, std::size_t at, const Visit& visit) const
    {
        std::int32_t node = 0;
        for (std::size_t i = at; i < text.size(); ++i) {
            node = child(node, static_cast<unsigned char>(text[i]));
            if (node < 0) {
                return;
            }
            const std::int32_t value = m_values[static_cast<std::size_t>(node)];
            if (value >= 0) {
                visit(i + 1 - at, value);
            }
        }
    }

private:
    std::int32_t child(std::int32_t node, unsigned char byte) const
    {
        if (node == 0) {
            return m_first[byte];
        }
        const auto found = m_edges.find(edge(node, byte));
        return found == m_edges.end() ? -1 : found->second;
    }
    static std::uint64_t edge(std::int32_t node, unsigned char byte)
    {
        return static_cast<std::uint64_t>(node) * 256U + byte;
    }
    std::int32_t grow(std::int32_t node, unsigned char byte);

    // The root's children apart: most places of a text fail there.
    std::array<std::int32_t, 256> m_first = [] {
        std::array<std::int32_t, 256> none{};
        none.fill(-1);
        return none;
    }();
    std::unordered_map<std::uint64_t, std::int32_t> m_edges;
    std::vector<std::int32_t> m_values{-1};
};

} // namespace saccade
