#include "core/models/configuration.h"

#include "core/base/error.h"
#include "core/files/checkpoint.h"

#include <QtGlobal>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

std::string configurationFile(const Checkpoint& checkpoint)
{
    const auto file = checkpoint.format == "Hugging Face" ? checkpoint.besides("config.json")
                                                          : std::filesystem::path();
    return file.empty() ? checkpoint.path.string() : file.string();
}

bool isPositive(const nlohmann::json& value)
{
    return value.is_number() && std::isfinite(value.get<double>()) && value.get<double>() > 0.0;
}

// A token's id is one.
bool isWhole(const nlohmann::json& value)
{
    return value.is_number_integer() && value.get<double>() >= 0.0 &&
           value.get<double>() <= std::numeric_limits<std::int32_t>::max();
}

} // namespace

Configuration::Configuration(const Checkpoint& checkpoint, std::string prefix)
    : Configuration(configurationFile(checkpoint), checkpoint.configuration, std::move(prefix))
{
}

Configuration::Configuration(std::string file, const nlohmann::json& object, std::string prefix)
    : m_file(std::move(file)), m_object(&object), m_prefix(std::move(prefix))
{
}

const nlohmann::json* Configuration::find(std::string_view key) const
{
    const auto found = m_object->find(m_prefix + std::string(key));
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

const nlohmann::json& Configuration::need(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 does not state “%2”, which the model needs."),
                    {m_file, m_prefix + std::string(key)});
    }
    return *value;
}

void Configuration::refuse(std::string_view key, const char* expectation) const
{
    constexpr std::size_t shownBytes = 40;
    const auto* value = find(key);
    auto shown = value == nullptr
                     ? std::string()
                     : value->dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (shown.size() > shownBytes) {
        shown = shown.substr(0, shownBytes) + "…";
    }
    throw Error(QT_TRANSLATE_NOOP("Error", "%1 says %2 for “%3”, which is not possible: %4"),
                {m_file, shown, m_prefix + std::string(key), expectation});
}

std::int64_t Configuration::count(std::string_view key) const
{
    const auto& value = need(key);
    if (!value.is_number_integer() || value.get<double>() < 1.0 ||
        value.get<double>() > std::numeric_limits<std::int32_t>::max()) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a whole number from 1 to 2147483647 is expected."));
    }
    return value.get<std::int64_t>();
}

std::int64_t Configuration::count(std::string_view key, std::int64_t fallback) const
{
    return contains(key) ? count(key) : fallback;
}

std::int64_t Configuration::whole(std::string_view key, std::int64_t fallback) const
{
    const auto* value = find(key);
    if (value != nullptr && !isWhole(*value)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a whole number from 0 to 2147483647 is expected."));
    }
    return value == nullptr ? fallback : value->get<std::int64_t>();
}

std::int64_t Configuration::layers(std::string_view key, std::size_t tensors) const
{
    const auto layers = count(key);
    if (layers > static_cast<std::int64_t>(tensors)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "the checkpoint has not so many tensors."));
    }
    return layers;
}

void Configuration::requireDivision(std::string_view divisor, std::string_view dividend) const
{
    if (count(dividend) % count(divisor) != 0) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "In %1 the %2 of “%3” do not divide the %4 of “%5”."),
            {m_file, std::to_string(count(divisor)), m_prefix + std::string(divisor),
             std::to_string(count(dividend)), m_prefix + std::string(dividend)});
    }
}

double Configuration::positive(std::string_view key) const
{
    const auto& value = need(key);
    if (!isPositive(value)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a finite number above 0 is expected."));
    }
    return value.get<double>();
}

double Configuration::positive(std::string_view key, double fallback) const
{
    return contains(key) ? positive(key) : fallback;
}

bool Configuration::flag(std::string_view key, bool fallback) const
{
    const auto* value = find(key);
    if (value != nullptr && !value->is_boolean()) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "true or false is expected."));
    }
    return value == nullptr ? fallback : value->get<bool>();
}

std::string Configuration::word(std::string_view key, std::string_view fallback) const
{
    const auto* value = find(key);
    if (value != nullptr && !value->is_string()) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a word is expected."));
    }
    return value == nullptr ? std::string(fallback) : value->get<std::string>();
}

std::vector<double> Configuration::positives(std::string_view key, std::int64_t count) const
{
    const auto& value = need(key);
    if (!value.is_array() || std::ssize(value) != count ||
        !std::all_of(value.begin(), value.end(), isPositive)) {
        refuse(key,
               QT_TRANSLATE_NOOP(
                   "Error", "a list of numbers above 0, one a pair of channels, is expected."));
    }
    return value.get<std::vector<double>>();
}

std::vector<std::int64_t> Configuration::wholes(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr) {
        return {};
    }
    if (!value->is_array() || !std::all_of(value->begin(), value->end(), isWhole)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a list of whole numbers is expected."));
    }
    return value->get<std::vector<std::int64_t>>();
}

std::vector<bool> Configuration::flags(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr || !value->is_array()) {
        return {};
    }
    const auto isFlag = [](const nlohmann::json& flag) { return flag.is_boolean(); };
    if (!std::all_of(value->begin(), value->end(), isFlag)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "true or false is expected."));
    }
    return value->get<std::vector<bool>>();
}

std::vector<std::string> Configuration::words(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr) {
        return {};
    }
    const auto isWord = [](const nlohmann::json& word) { return word.is_string(); };
    if (!value->is_array() || !std::all_of(value->begin(), value->end(), isWord)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a list of words is expected."));
    }
    return value->get<std::vector<std::string>>();
}

std::optional<Configuration> Configuration::object(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_object()) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "an object is expected."));
    }
    return Configuration(m_file, *value);
}

std::vector<std::int32_t> Configuration::tokens(std::string_view key) const
{
    const auto* value = find(key);
    if (value == nullptr) {
        return {};
    }
    if (isWhole(*value)) {
        return {value->get<std::int32_t>()};
    }
    if (!value->is_array() || !std::all_of(value->begin(), value->end(), isWhole)) {
        refuse(key, QT_TRANSLATE_NOOP("Error", "a token id or a list of them is expected."));
    }
    return value->get<std::vector<std::int32_t>>();
}

} // namespace saccade
