#include "core/text/byte_trie.h"

namespace saccade
{

void ByteTrie::add(std::string_view key, std::int32_t value)
{
    std::int32_t node = 0;
    for (const char byte : key) {
        node = grow(node, static_cast<unsigned char>(byte));
    }
    m_values[static_cast<std::size_t>(node)] = value;
}

std::int32_t ByteTrie::grow(std::int32_t node, unsigned char byte)
{
    const std::int32_t existing = child(node, byte);
    if (existing >= 0) {
        return existing;
    }
    const auto made = static_cast<std::int32_t>(m_values.size());
    m_values.push_back(-1);
    if (node == 0) {
        m_first[byte] = made;
    } else {
        m_edges.emplace(edge(node, byte), made);
    }
    return made;
}

} // namespace saccade
