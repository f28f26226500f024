#include "core/base/error.h"
#include "core/trace/attention_source.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

// Whether one of the words between the dots of `name` is `word`.
bool hasWord(std::string_view name, std::string_view word)
{
    while (!name.empty()) {
        const auto dot = name.find('.');
        if (name.substr(0, dot) == word) {
            return true;
        }
        name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    }
    return false;
}

} // namespace

std::string partName(const AttentionPart& part)
{
    constexpr std::string_view blocks = "blocks.*.";
    auto name = part.values;
    if (const auto at = name.find(blocks); at != std::string::npos) {
        name.erase(at, blocks.size());
    }
    return name;
}

const AttentionPart& partNamed(const std::vector<AttentionPart>& parts, std::string_view name)
{
    const auto find = [&](const auto& fits) { return std::ranges::find_if(parts, fits); };
    auto found = find(
        [&](const AttentionPart& part) { return part.values == name || partName(part) == name; });
    if (found == parts.end()) {
        found = find([&](const AttentionPart& part) { return hasWord(partName(part), name); });
    }
    if (found != parts.end()) {
        return *found;
    }
    std::string known;
    for (const auto& part : parts) {
        known += known.empty() ? "" : ", ";
        known += partName(part);
    }
    throw UsageError(
        QT_TRANSLATE_NOOP("Error", "The run holds no attention called “%1”. It holds: %2."),
        {std::string(name), known});
}

} // namespace saccade
