#include "core/base/parameters.h"

#include "core/base/error.h"
#include "core/base/nearest.h"

#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace saccade
{

namespace
{

std::string number(double value)
{
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    return {buffer, end};
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

const Parameter& declaration(std::span<const Parameter> declared, std::string_view name)
{
    const auto found = std::ranges::find(declared, name, &Parameter::identifier);
    if (found != declared.end()) {
        return *found;
    }
    std::vector<std::string> names;
    for (const auto& parameter : declared) {
        names.push_back(parameter.identifier);
    }
    if (names.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is no setting “%1”: none can be set here."),
            {std::string(name)});
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no setting “%1”. Did you mean “%2”?"),
                     {std::string(name), nearest(name, names)});
}

[[noreturn]] void refuse(const Parameter& parameter, const std::string& value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” must be a whole number from %2 to %3, not %4."),
            {parameter.identifier, number(parameter.minimum), number(parameter.maximum), value});
    case ParameterType::Number:
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "“%1” must be a number from %2 to %3, not %4."),
            {parameter.identifier, number(parameter.minimum), number(parameter.maximum), value});
    case ParameterType::Flag:
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” must be true or false, not %2."),
                         {parameter.identifier, value});
    case ParameterType::Word:
        if (parameter.choices.empty()) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” must be text, not %2."),
                             {parameter.identifier, value});
        }
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” must be one of %2, not %3."),
                         {parameter.identifier, joined(parameter.choices), value});
    }
    throw Error("A parameter has no type.");
}

bool isInRange(const Parameter& parameter, double value)
{
    return std::isfinite(value) && value >= parameter.minimum && value <= parameter.maximum;
}

// The value in the declared type (a whole number given for a Number becomes a double).
nlohmann::json checked(const Parameter& parameter, const nlohmann::json& value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
        if (value.is_number_integer() && isInRange(parameter, value.get<double>())) {
            return value;
        }
        break;
    case ParameterType::Number:
        if (value.is_number() && isInRange(parameter, value.get<double>())) {
            return value.get<double>();
        }
        break;
    case ParameterType::Flag:
        if (value.is_boolean()) {
            return value;
        }
        break;
    case ParameterType::Word:
        if (value.is_string() && (parameter.choices.empty() ||
                                  std::ranges::find(parameter.choices, value.get<std::string>()) !=
                                      parameter.choices.end())) {
            return value;
        }
        break;
    }
    refuse(parameter, value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

template <typename T>
bool parse(std::string_view text, T& value)
{
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size();
}

nlohmann::json typed(const Parameter& parameter, std::string_view text)
{
    std::int64_t whole = 0;
    double real = 0.0;
    switch (parameter.type) {
    case ParameterType::Integer:
        if (parse(text, whole)) {
            return whole;
        }
        break;
    case ParameterType::Number:
        if (parse(text, real)) {
            return real;
        }
        break;
    case ParameterType::Flag:
        if (text == "true" || text == "on" || text == "yes" || text == "1") {
            return true;
        }
        if (text == "false" || text == "off" || text == "no" || text == "0") {
            return false;
        }
        break;
    case ParameterType::Word:
        return std::string(text);
    }
    refuse(parameter, "“" + std::string(text) + "”");
}

} // namespace

Settings resolve(std::span<const Parameter> declared, const Settings& given)
{
    if (!given.is_object() && !given.is_null()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "Settings must be a JSON object."));
    }
    Settings result = Settings::object();
    for (const auto& parameter : declared) {
        result[parameter.identifier] = parameter.initial;
    }
    for (const auto& [name, value] : given.items()) {
        result[name] = checked(declaration(declared, name), value);
    }
    return result;
}

void assign(std::span<const Parameter> declared, Settings& settings, std::string_view assignment)
{
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "“%1” is no setting: NAME=VALUE is expected."),
                         {std::string(assignment)});
    }
    const auto& parameter = declaration(declared, assignment.substr(0, equals));
    settings[parameter.identifier] =
        checked(parameter, typed(parameter, assignment.substr(equals + 1)));
}

} // namespace saccade
