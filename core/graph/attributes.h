// Constants of one node: small named numbers and words, fixed when the graph is built.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace saccade {

class Attributes {
public:
    using Item = std::variant<std::int64_t, double, std::string>;

    Attributes() = default;
    Attributes(std::initializer_list<std::pair<const std::string, Item>> items) : m_items(items) {}

    void set(std::string name, Item item) { m_items.insert_or_assign(std::move(name), std::move(item)); }
    /// Throws Error if there is none of that name and type: the op's builder always sets all.
    std::int64_t integer(std::string_view name) const;
    double number(std::string_view name) const;
    const std::string& word(std::string_view name) const;

    bool operator==(const Attributes&) const = default;

private:
    std::map<std::string, Item, std::less<>> m_items;
};

} // namespace saccade
