// What a plug-in can be told: parameters as data, from which dialogs, command-line options, recipes
// and tests are made.
#pragma once

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade {

enum class ParameterType { Integer, Number, Flag, Word };

struct Parameter {
    std::string identifier; // "top-k": as on the command line
    const char* label;      // QT_TRANSLATE_NOOP("Parameter", "…"), as in dialogs
    ParameterType type = ParameterType::Number;
    nlohmann::json initial; // the default
    double minimum = 0.0;   // of Integer and Number
    double maximum = 0.0;
    std::vector<std::string> choices; // of Word
    const char* help;       // QT_TRANSLATE_NOOP("Parameter", "…"), one sentence
};

/// Values by identifier, a JSON object that holds every declared parameter once resolved.
using Settings = nlohmann::json;

/// `given` completed by the defaults. Throws UsageError for an unknown name (naming the nearest), a wrong
/// type, or a value out of range.
Settings resolve(std::span<const Parameter> declared, const Settings& given);

/// "name=value" as typed on a command line, converted to the declared type. Throws UsageError as resolve.
void assign(std::span<const Parameter> declared, Settings& settings, std::string_view assignment);

} // namespace saccade
