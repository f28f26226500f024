#include "core/text/template/template_environment.h"
#include "core/text/template/template_error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

constexpr std::array textMethods{
    "strip", "lstrip",     "rstrip",  "split", "startswith", "endswith", "upper",      "lower",
    "title", "capitalize", "replace", "find",  "join",       "count",    "splitlines", "isdigit"};
constexpr std::array dictionaryMethods{"items", "keys", "values", "get"};
constexpr std::array listMethods{"index", "count"};

template <std::size_t count>
bool isAmong(const std::array<const char*, count>& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

TemplateValue method(const TemplateValue& owner, const std::string& name)
{
    return TemplateFunction{name, nullptr, std::make_shared<const TemplateValue>(owner)};
}

TemplateValue splitText(const std::string& text, const TemplateArguments& arguments)
{
    TemplateList result;
    const auto separator = arguments.get(0, "sep");
    auto left = arguments.integer(1, "maxsplit", -1);
    if (separator.text() == nullptr) { // at any white space
        std::string rest = templateStripped(text, std::nullopt, TemplateSide::Both);
        std::size_t start = 0;
        while (start < rest.size()) {
            const auto end =
                left == 0 ? std::string::npos : rest.find_first_of(" \t\n\r\f\v", start);
            result.items.emplace_back(rest.substr(start, end - start));
            start =
                end == std::string::npos ? rest.size() : rest.find_first_not_of(" \t\n\r\f\v", end);
            --left;
        }
        return result;
    }
    if (separator.text()->empty()) {
        throwTemplateValue("split");
    }
    std::size_t start = 0;
    while (true) {
        const auto end = left == 0 ? std::string::npos : text.find(*separator.text(), start);
        result.items.emplace_back(text.substr(start, end - start));
        if (end == std::string::npos) {
            return result;
        }
        start = end + separator.text()->size();
        --left;
    }
}

TemplateValue splitLines(const std::string& text)
{
    TemplateList result;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        result.items.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return result;
}

/// startswith and endswith also take a tuple of texts.
bool hasAnyEnd(const std::string& text, const TemplateValue& ends, bool atStart)
{
    const auto has = [&](const TemplateValue& end) {
        if (end.text() == nullptr) {
            throwTemplateValue(atStart ? "startswith" : "endswith");
        }
        return atStart ? text.starts_with(*end.text()) : text.ends_with(*end.text());
    };
    return ends.list() == nullptr ? has(ends) : std::ranges::any_of(ends.list()->items, has);
}

std::int64_t occurrences(const std::string& text, const std::string& part)
{
    std::int64_t count = 0;
    for (auto at = text.find(part); !part.empty() && at != std::string::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

TemplateValue joinedText(const std::string& separator, const TemplateValue& list)
{
    std::string result;
    bool isFirst = true;
    for (const auto& item : templateItems(list, "join")) {
        if (item.text() == nullptr) {
            throwTemplateValue("join");
        }
        result += (isFirst ? "" : separator) + *item.text();
        isFirst = false;
        requireTemplateSize(result.size());
    }
    return result;
}

TemplateValue callTextMethod(const std::string& name, const std::string& text,
                             const TemplateArguments& arguments)
{
    if (name.ends_with("strip")) {
        const auto given = arguments.get(0, "chars");
        const auto set = given.text() == nullptr ? std::nullopt : std::optional(*given.text());
        return templateStripped(text, set,
                                name == "strip"    ? TemplateSide::Both
                                : name == "lstrip" ? TemplateSide::Left
                                                   : TemplateSide::Right);
    }
    if (name == "split") {
        return splitText(text, arguments);
    }
    if (name == "splitlines") {
        return splitLines(text);
    }
    if (name == "startswith" || name == "endswith") {
        return hasAnyEnd(text, arguments.get(0, ""), name == "startswith");
    }
    if (name == "upper") {
        return templateUpper(text);
    }
    if (name == "lower") {
        return templateLower(text);
    }
    if (name == "title") {
        return templateTitle(text);
    }
    if (name == "capitalize") {
        return templateCapitalized(text);
    }
    if (name == "join") {
        return joinedText(text, arguments.get(0, ""));
    }
    if (name == "isdigit") {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    }
    const auto first = arguments.get(0, "");
    if (first.text() == nullptr) {
        throwTemplateValue(name);
    }
    if (name == "count") {
        return occurrences(text, *first.text());
    }
    if (name == "find") {
        const auto at = text.find(*first.text());
        return at == std::string::npos ? std::int64_t{-1}
                                       : std::ssize(characters(text.substr(0, at)));
    }
    return templateReplaced(text, *first.text(), arguments.text(1, "", ""),
                            arguments.integer(2, "count", -1)); // replace
}

TemplateValue callDictionaryMethod(const std::string& name, const TemplateDictionary& dictionary,
                                   const TemplateArguments& arguments)
{
    if (name == "get") {
        const auto* found = dictionary.find(arguments.get(0, "key"));
        const auto fallback = arguments.get(1, "default");
        return found != nullptr         ? *found
               : fallback.isUndefined() ? TemplateValue(TemplateValue::None{})
                                        : fallback;
    }
    TemplateList result;
    for (const auto& [key, value] : dictionary.entries) {
        result.items.push_back(name == "keys" ? key
                               : name == "values"
                                   ? value
                                   : TemplateValue(TemplateList{{key, value}, true, {}}));
    }
    return result;
}

/// The place that an index means, if there is one.
std::optional<std::size_t> placeOf(const TemplateValue& key, std::size_t size)
{
    if (!key.isWhole()) {
        return std::nullopt;
    }
    const auto count = static_cast<std::int64_t>(size);
    const auto index = key.wholeNumber() < 0 ? key.wholeNumber() + count : key.wholeNumber();
    return index < 0 || index >= count ? std::nullopt
                                       : std::optional(static_cast<std::size_t>(index));
}

} // namespace

TemplateValue templateAttribute(const TemplateValue& value, const std::string& name)
{
    if (const auto* dictionary = value.dictionary()) {
        // Python's attributes come first: {"items": …}.items is the method.
        if (!(*dictionary)->isNamespace && isAmong(dictionaryMethods, name)) {
            return method(value, name);
        }
        const auto* found = (*dictionary)->find(name);
        return found == nullptr ? TemplateValue() : *found;
    }
    if ((value.text() != nullptr && isAmong(textMethods, name)) ||
        (value.list() != nullptr && isAmong(listMethods, name))) {
        return method(value, name);
    }
    if (value.isUndefined()) {
        throwTemplateValue("." + name);
    }
    return {};
}

TemplateValue templateItem(const TemplateValue& value, const TemplateValue& key)
{
    if (const auto* dictionary = value.dictionary()) {
        if (const auto* found = (*dictionary)->find(key)) {
            return *found;
        }
    } else if (const auto* list = value.list()) {
        if (const auto place = placeOf(key, list->items.size())) {
            return list->items[*place];
        }
    } else if (const auto* text = value.text()) {
        const auto parts = characters(*text);
        if (const auto place = placeOf(key, parts.size())) {
            return std::string(parts[*place]);
        }
    }
    if (value.isUndefined()) {
        throwTemplateValue("[]");
    }
    return key.text() == nullptr ? TemplateValue() : templateAttribute(value, *key.text());
}

TemplateValue templateSlice(const TemplateValue& value, const TemplateValue& first,
                            const TemplateValue& last, const TemplateValue& step)
{
    const auto given = [](const TemplateValue& part) {
        return !part.isUndefined() && !part.isNone();
    };
    for (const auto* part : {&first, &last, &step}) {
        if (given(*part) && !part->isWhole()) {
            throwTemplateValue("[:]");
        }
    }
    const bool isText = value.text() != nullptr;
    if (!isText && value.list() == nullptr) {
        throwTemplateValue("[:]");
    }
    const auto items = templateItems(value, "[:]");
    const auto size = std::ssize(items);
    const auto stride = given(step) ? step.wholeNumber() : 1;
    if (stride == 0) {
        throwTemplateValue("[:]");
    }
    const auto lowest = stride > 0 ? std::int64_t{0} : std::int64_t{-1};
    const auto highest = stride > 0 ? size : size - 1;
    const auto bound = [&](const TemplateValue& part, std::int64_t fallback) {
        if (!given(part)) {
            return fallback;
        }
        const auto index = std::clamp<std::int64_t>(part.wholeNumber(), -size - 1, size + 1);
        return std::clamp(index < 0 ? index + size : index, lowest, highest);
    };
    const auto end = bound(last, stride > 0 ? size : -1);
    TemplateList list;
    std::string text;
    const auto pace = std::clamp<std::int64_t>(stride, -size - 1, size + 1);
    for (auto i = bound(first, stride > 0 ? 0 : size - 1); pace > 0 ? i < end : i > end;
         i += pace) {
        const auto& item = items[static_cast<std::size_t>(i)];
        if (isText) {
            text += *item.text();
        } else {
            list.items.push_back(item);
        }
    }
    if (!isText) {
        list.isTuple = value.list()->isTuple;
        return list;
    }
    return text;
}

TemplateValue callTemplateMethod(const TemplateFunction& function,
                                 const TemplateArguments& arguments)
{
    const auto& owner = *function.owner;
    if (const auto* text = owner.text()) {
        return callTextMethod(function.name, *text, arguments);
    }
    if (const auto* dictionary = owner.dictionary()) {
        return callDictionaryMethod(function.name, **dictionary, arguments);
    }
    const auto& items = owner.list()->items;
    const auto wanted = arguments.get(0, "");
    const auto isWanted = [&](const TemplateValue& item) { return item.equals(wanted); };
    if (function.name == "count") {
        return std::int64_t{std::ranges::count_if(items, isWanted)};
    }
    const auto found = std::ranges::find_if(items, isWanted);
    if (found == items.end()) {
        throwTemplateValue("index");
    }
    return std::int64_t{found - items.begin()};
}

std::vector<TemplateValue> templateItems(const TemplateValue& value, const std::string& user)
{
    std::vector<TemplateValue> items;
    if (const auto* list = value.list()) {
        items = list->items;
    } else if (const auto* dictionary = value.dictionary()) {
        for (const auto& [key, item] : (*dictionary)->entries) {
            items.push_back(key);
        }
    } else if (const auto* text = value.text()) {
        requireTemplateSize(text->size() * sizeof(TemplateValue));
        for (const auto character : characters(*text)) {
            items.emplace_back(std::string(character));
        }
    } else if (!value.isUndefined()) {
        throwTemplateValue(user);
    }
    return items;
}

bool templateContains(const TemplateValue& container, const TemplateValue& item)
{
    if (const auto* text = container.text()) {
        if (item.text() == nullptr) {
            throwTemplateValue("in");
        }
        return text->find(*item.text()) != std::string::npos;
    }
    if (const auto* dictionary = container.dictionary()) {
        return (*dictionary)->find(item) != nullptr;
    }
    if (container.list() == nullptr) {
        if (container.isUndefined()) {
            return false;
        }
        throwTemplateValue("in");
    }
    return std::ranges::any_of(container.list()->items,
                               [&](const TemplateValue& other) { return other.equals(item); });
}

int compareTemplateValues(const TemplateValue& one, const TemplateValue& other)
{
    if (one.isWhole() && other.isWhole()) {
        const auto a = one.wholeNumber();
        const auto b = other.wholeNumber();
        return a < b ? -1 : a > b ? 1 : 0;
    }
    if (one.isNumber() && other.isNumber()) {
        return one.number() < other.number() ? -1 : one.number() > other.number() ? 1 : 0;
    }
    if (one.text() == nullptr || other.text() == nullptr) {
        throwTemplateValue("<");
    }
    const auto order = one.text()->compare(*other.text()); // UTF-8 sorts as its characters do
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

} // namespace saccade
