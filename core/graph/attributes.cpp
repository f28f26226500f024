#include "core/graph/attributes.h"

#include "core/base/error.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

template <typename T>
const T& item(const std::map<std::string, Attributes::Item, std::less<>>& items,
              std::string_view name)
{
    const auto found = items.find(name);
    const T* value = found == items.end() ? nullptr : std::get_if<T>(&found->second);
    if (value == nullptr) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "A node has no attribute “%1” of the type asked for."),
            {std::string(name)});
    }
    return *value;
}

} // namespace

std::int64_t Attributes::integer(std::string_view name) const
{
    return item<std::int64_t>(m_items, name);
}

double Attributes::number(std::string_view name) const
{
    return item<double>(m_items, name);
}

const std::string& Attributes::word(std::string_view name) const
{
    return item<std::string>(m_items, name);
}

} // namespace saccade
