// Fields of a JSON object that may be absent or null.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

/// The field, or a JSON null if `object` has none (or is no object).
inline const nlohmann::json& fieldOf(const nlohmann::json& object, const char* name)
{
    static const nlohmann::json none;
    if (!object.is_object()) {
        return none;
    }
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

/// The field's value; `fallback` if it is absent or null. A value of another type throws nlohmann's
/// type_error.
template <typename T>
T fieldOr(const nlohmann::json& object, const char* name, T fallback)
{
    const nlohmann::json& field = fieldOf(object, name);
    return field.is_null() ? fallback : field.get<T>();
}

inline std::string textOr(const nlohmann::json& object, const char* name, const char* fallback = "")
{
    return fieldOr<std::string>(object, name, fallback);
}

} // namespace saccade
