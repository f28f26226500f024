// Plug-ins register themselves: a namespace-scope Registry<T>::Entry at the end of their own file.
#pragma once

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

namespace saccade {

/// All entries of one kind. T has a member or function `identifier` comparable with a string_view.
/// Entries are kept sorted by identifier, so that the order does not depend on the linker.
template <typename T>
class Registry {
public:
    struct Entry {
        explicit Entry(std::unique_ptr<const T> item) { Registry::add(std::move(item)); }
    };

    static const std::vector<std::unique_ptr<const T>>& all() { return items(); }

    /// The entry with this identifier, or null.
    static const T* find(std::string_view identifier)
    {
        for (const auto& item : items()) {
            if (item->identifier() == identifier) {
                return item.get();
            }
        }
        return nullptr;
    }

private:
    static void add(std::unique_ptr<const T> item)
    {
        auto& list = items();
        const auto place = std::ranges::upper_bound(list, item->identifier(), {},
                                                    [](const auto& other) { return other->identifier(); });
        list.insert(place, std::move(item));
    }
    static std::vector<std::unique_ptr<const T>>& items()
    {
        static std::vector<std::unique_ptr<const T>> list;
        return list;
    }
};

} // namespace saccade
