#include "core/files/json_file.h"

#include "core/base/error.h"
#include "core/files/foreign_file.h"
#include "core/files/in_quotes.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <set>
#include <string>
#include <vector>

namespace saccade
{

namespace
{

using nlohmann::json;

/// Watches the parser: nested values cost memory and stack long before they mean anything.
class Guard
{
public:
    Guard(const std::filesystem::path& file, DuplicateKeys duplicates)
        : m_file(file), m_duplicates(duplicates)
    {
    }

    bool operator()(int depth, json::parse_event_t event, json& parsed)
    {
        constexpr int deepest = 64;
        if (depth > deepest) {
            throw Error(QT_TRANSLATE_NOOP(
                            "Error", "The JSON in %1 is nested deeper than %2 levels: it is not "
                                     "what a checkpoint holds."),
                        {m_file.string(), std::to_string(deepest)});
        }
        if (m_duplicates == DuplicateKeys::Refuse) {
            watchKeys(event, parsed);
        }
        return true;
    }

private:
    void watchKeys(json::parse_event_t event, const json& parsed)
    {
        if (event == json::parse_event_t::object_start) {
            m_keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            m_keys.pop_back();
        } else if (event == json::parse_event_t::key &&
                   !m_keys.back().insert(parsed.get_ref<const std::string&>()).second) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The JSON in %1 has the key %2 twice."),
                        {m_file.string(), inQuotes(parsed.get_ref<const std::string&>())});
        }
    }

    const std::filesystem::path& m_file;
    DuplicateKeys m_duplicates;
    std::vector<std::set<std::string>> m_keys; // of the objects that are open
};

/// Python's json writes a number that JSON lacks ("time_step_limit": [0.0, Infinity]). → the text
/// with null in its place.
std::string withoutInfinity(std::string_view text)
{
    constexpr std::string_view number = "Infinity";
    std::string result;
    bool isString = false;
    for (std::size_t at = 0; at < text.size();) {
        if (!isString && text.substr(at).starts_with(number)) {
            result += "null";
            at += number.size();
            continue;
        }
        isString = isString != (text[at] == '"');
        const std::size_t taken = isString && text[at] == '\\' ? 2 : 1;
        result += text.substr(at, taken);
        at += taken;
    }
    return result;
}

} // namespace

json parseJson(std::string_view text, const std::filesystem::path& file, DuplicateKeys duplicates,
               std::size_t offset)
{
    Guard guard(file, duplicates);
    try {
        return json::parse(text.begin(), text.end(), std::ref(guard));
    } catch (const json::parse_error& error) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The JSON in %1 is broken at byte %2."),
                    {file.string(), std::to_string(offset + error.byte)});
    } catch (const json::exception&) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The JSON in %1 holds a number that is out of range."),
            {file.string()});
    }
}

std::string jsonReason(const json::exception& error)
{
    const std::string text = error.what(); // "[json.exception.type_error.302] type must be …"
    const auto end = text.find("] ");
    return text.starts_with('[') && end != std::string::npos ? text.substr(end + 2) : text;
}

json readJson(const std::filesystem::path& file, DuplicateKeys duplicates)
{
    constexpr std::size_t largest = 100'000'000;
    const auto mapped = mapFile(file);
    if (mapped.bytes.size() > largest) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 is too large for JSON: %2 bytes."),
                    {file.string(), std::to_string(mapped.bytes.size())});
    }
    refuseForeign(file, mapped.bytes);
    const std::string_view text{reinterpret_cast<const char*>(mapped.bytes.data()),
                                mapped.bytes.size()};
    const bool hasInfinity = text.find("Infinity") != std::string_view::npos;
    return hasInfinity ? parseJson(withoutInfinity(text), file, duplicates)
                       : parseJson(text, file, duplicates);
}

} // namespace saccade
