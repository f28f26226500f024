#include "core/text/template/template_environment.h"
#include "core/text/template/template_error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

using Value = TemplateValue;
using Arguments = TemplateArguments;

/// What a value is filtered with: its own name for messages, its arguments, the interpreter.
struct Filter {
    std::string_view name;
    Value (*apply)(const Value&, const Arguments&, const TemplateCalls&);
};

const std::string& requireText(const Value& value, const char* user)
{
    if (value.text() == nullptr) {
        throwTemplateValue(user);
    }
    return *value.text();
}

Value lengthOf(const Value& value, const Arguments&, const TemplateCalls&)
{
    if (const auto* text = value.text()) {
        return std::int64_t{std::ssize(characters(*text))};
    }
    return std::int64_t{std::ssize(templateItems(value, "length"))};
}

Value trimmed(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    const auto set = arguments.get(0, "chars");
    return templateStripped(templateText(value),
                            set.text() == nullptr ? std::nullopt : std::optional(*set.text()),
                            TemplateSide::Both);
}

Value defaulted(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    const bool alsoFalse = arguments.get(1, "boolean").isTrue();
    const auto fallback = arguments.get(0, "default_value");
    const bool isMissing = value.isUndefined() || (alsoFalse && !value.isTrue());
    return isMissing ? (fallback.isUndefined() ? Value("") : fallback) : value;
}

/// The attribute of this dotted name; the value itself if there is no name.
Value attributeOf(const Value& value, const Value& path)
{
    if (path.isUndefined() || path.isNone()) {
        return value;
    }
    if (path.isWhole()) {
        return templateItem(value, path);
    }
    auto result = value;
    const auto& name = requireText(path, "attribute");
    for (std::size_t start = 0; start <= name.size();) {
        const auto end = std::min(name.find('.', start), name.size());
        result = templateItem(result, Value(name.substr(start, end - start)));
        start = end + 1;
    }
    return result;
}

Value joined(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    const auto separator = arguments.text(0, "d", "");
    const auto attribute = arguments.get(1, "attribute");
    std::string result;
    bool isFirst = true;
    for (const auto& item : templateItems(value, "join")) {
        result += (isFirst ? "" : separator) + templateText(attributeOf(item, attribute));
        isFirst = false;
        requireTemplateSize(result.size());
    }
    return result;
}

Value json(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    return templateJson(value, arguments.integer(0, "indent", -1));
}

Value firstOf(const Value& value, const Arguments&, const TemplateCalls&)
{
    const auto items = templateItems(value, "first");
    return items.empty() ? Value() : items.front();
}

Value lastOf(const Value& value, const Arguments&, const TemplateCalls&)
{
    const auto items = templateItems(value, "last");
    return items.empty() ? Value() : items.back();
}

Value replaced(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    return templateReplaced(templateText(value), arguments.text(0, "old", ""),
                            arguments.text(1, "new", ""), arguments.integer(2, "count", -1));
}

Value integerOf(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    constexpr double largest = 9e18;
    const auto fallback = arguments.integer(0, "default", 0);
    auto number = value.isNumber() ? value.number() : std::nan("");
    if (value.isWhole()) {
        return value.wholeNumber();
    }
    if (const auto* text = value.text()) {
        const auto stripped = templateStripped(*text, std::nullopt, TemplateSide::Both);
        std::from_chars(stripped.data(), stripped.data() + stripped.size(), number);
    }
    return std::abs(number) < largest ? Value(static_cast<std::int64_t>(number)) : Value(fallback);
}

Value realOf(const Value& value, const Arguments&, const TemplateCalls&)
{
    double number = value.isNumber() ? value.number() : 0.0;
    if (const auto* text = value.text()) {
        const auto stripped = templateStripped(*text, std::nullopt, TemplateSide::Both);
        std::from_chars(stripped.data(), stripped.data() + stripped.size(), number);
    }
    return number;
}

Value listOf(const Value& value, const Arguments&, const TemplateCalls& calls)
{
    TemplateList list{templateItems(value, "list"), false, {}};
    calls.spend(list.items.size());
    return list;
}

Value reversed(const Value& value, const Arguments&, const TemplateCalls&)
{
    auto items = templateItems(value, "reverse");
    std::ranges::reverse(items);
    if (value.text() == nullptr) {
        return TemplateList{std::move(items), false, {}};
    }
    std::string text;
    for (const auto& item : items) {
        text += *item.text();
    }
    return text;
}

/// map(attribute=…) or map(filter, …)
Value mapped(const Value& value, const Arguments& arguments, const TemplateCalls& calls)
{
    TemplateList result;
    const auto attribute = arguments.get(arguments.positional.size(), "attribute");
    auto rest = arguments;
    const auto name = arguments.text(0, "", "");
    if (!rest.positional.empty()) {
        rest.positional.erase(rest.positional.begin());
    }
    for (const auto& item : templateItems(value, "map")) {
        if (attribute.isUndefined()) {
            result.items.push_back(calls.filter(name, item, rest));
            continue;
        }
        const auto found = attributeOf(item, attribute);
        const auto fallback = arguments.get(arguments.positional.size(), "default");
        result.items.push_back(found.isUndefined() ? fallback : found);
    }
    return result;
}

enum class Keep { Passing, Failing };

/// The items whose attribute (or which themselves) pass a test, or fail it.
Value chosen(const Value& value, const Arguments& arguments, const TemplateCalls& calls,
             std::size_t testPlace, Keep keep)
{
    TemplateList result;
    Arguments rest;
    for (auto i = testPlace + 1; i < arguments.positional.size(); ++i) {
        rest.positional.push_back(arguments.positional[i]);
    }
    const auto test = arguments.text(testPlace, "", "");
    for (const auto& item : templateItems(value, "select")) {
        const auto subject =
            testPlace == 0 ? item : attributeOf(item, arguments.get(0, "attribute"));
        const bool passes = test.empty() ? subject.isTrue() : calls.test(test, subject, rest);
        if (passes == (keep == Keep::Passing)) {
            result.items.push_back(item);
        }
    }
    return result;
}

Value sorted(const Value& value, const Arguments& arguments, const TemplateCalls& calls)
{
    auto items = templateItems(value, "sort");
    calls.spend(items.size() * 16);
    const auto attribute = arguments.get(2, "attribute");
    const bool isSensitive = arguments.get(1, "case_sensitive").isTrue();
    const auto key = [&](const Value& item) {
        auto found = attributeOf(item, attribute);
        return isSensitive || found.text() == nullptr ? found : Value(templateLower(*found.text()));
    };
    std::ranges::stable_sort(items, [&](const Value& one, const Value& other) {
        return compareTemplateValues(key(one), key(other)) < 0;
    });
    if (arguments.get(0, "reverse").isTrue()) {
        std::ranges::reverse(items);
    }
    return TemplateList{std::move(items), false, {}};
}

Value unique(const Value& value, const Arguments&, const TemplateCalls& calls)
{
    TemplateList result;
    for (const auto& item : templateItems(value, "unique")) {
        calls.spend(result.items.size());
        if (std::ranges::none_of(result.items, [&](const Value& o) { return o.equals(item); })) {
            result.items.push_back(item);
        }
    }
    return result;
}

Value itemsOf(const Value& value, const Arguments&, const TemplateCalls&)
{
    TemplateList result;
    if (value.isUndefined()) {
        return result;
    }
    if (value.dictionary() == nullptr) {
        throwTemplateValue("items");
    }
    for (const auto& [key, item] : (*value.dictionary())->entries) {
        result.items.emplace_back(TemplateList{{key, item}, true, {}});
    }
    return result;
}

Value sortedItems(const Value& value, const Arguments& arguments, const TemplateCalls& calls)
{
    Arguments byKey;
    byKey.named.emplace_back("attribute", std::int64_t{arguments.text(1, "by", "key") != "key"});
    byKey.named.emplace_back("case_sensitive", arguments.get(0, "case_sensitive"));
    byKey.named.emplace_back("reverse", arguments.get(2, "reverse"));
    return sorted(itemsOf(value, {}, calls), byKey, calls);
}

/// indent(width=4, first=false, blank=false)
Value indented(const Value& value, const Arguments& arguments, const TemplateCalls&)
{
    constexpr std::int64_t widest = 1000;
    const auto width = arguments.get(0, "width");
    const auto space = width.text() != nullptr
                           ? *width.text()
                           : std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(
                                             arguments.integer(0, "width", 4), 0, widest)),
                                         ' ');
    const bool hasFirst = arguments.get(1, "first").isTrue();
    const bool hasBlank = arguments.get(2, "blank").isTrue();
    std::string result;
    std::string_view rest = requireText(value, "indent");
    for (bool isFirst = true; true; isFirst = false) {
        const auto end = rest.find('\n');
        const auto line = rest.substr(0, end);
        const bool isIndented = isFirst ? hasFirst : !line.empty() || hasBlank;
        (result += isIndented ? space : "") += line;
        requireTemplateSize(result.size());
        if (end == std::string_view::npos) {
            return result;
        }
        result += '\n';
        rest = rest.substr(end + 1);
    }
}

Value absolute(const Value& value, const Arguments&, const TemplateCalls&)
{
    if (!value.isNumber()) {
        throwTemplateValue("abs");
    }
    return value.isWhole() && value.wholeNumber() != std::numeric_limits<std::int64_t>::min()
               ? Value(std::abs(value.wholeNumber()))
               : Value(std::abs(value.number()));
}

constexpr std::array filters{
    Filter{"length", lengthOf},
    Filter{"count", lengthOf},
    Filter{"trim", trimmed},
    Filter{"upper", [](const Value& v, const Arguments&,
                       const TemplateCalls&) { return Value(templateUpper(templateText(v))); }},
    Filter{"lower", [](const Value& v, const Arguments&,
                       const TemplateCalls&) { return Value(templateLower(templateText(v))); }},
    Filter{"capitalize",
           [](const Value& v, const Arguments&, const TemplateCalls&) {
               return Value(templateCapitalized(templateText(v)));
           }},
    Filter{"title", [](const Value& v, const Arguments&,
                       const TemplateCalls&) { return Value(templateTitle(templateText(v))); }},
    Filter{"string", [](const Value& v, const Arguments&,
                        const TemplateCalls&) { return Value(templateText(v)); }},
    Filter{"safe", [](const Value& v, const Arguments&, const TemplateCalls&) { return v; }},
    Filter{"default", defaulted},
    Filter{"d", defaulted},
    Filter{"join", joined},
    Filter{"tojson", json},
    Filter{"first", firstOf},
    Filter{"last", lastOf},
    Filter{"replace", replaced},
    Filter{"int", integerOf},
    Filter{"float", realOf},
    Filter{"list", listOf},
    Filter{"reverse", reversed},
    Filter{"map", mapped},
    Filter{"select", [](const Value& v, const Arguments& a,
                        const TemplateCalls& c) { return chosen(v, a, c, 0, Keep::Passing); }},
    Filter{"reject", [](const Value& v, const Arguments& a,
                        const TemplateCalls& c) { return chosen(v, a, c, 0, Keep::Failing); }},
    Filter{"selectattr", [](const Value& v, const Arguments& a,
                            const TemplateCalls& c) { return chosen(v, a, c, 1, Keep::Passing); }},
    Filter{"rejectattr", [](const Value& v, const Arguments& a,
                            const TemplateCalls& c) { return chosen(v, a, c, 1, Keep::Failing); }},
    Filter{"sort", sorted},
    Filter{"unique", unique},
    Filter{"items", itemsOf},
    Filter{"dictsort", sortedItems},
    Filter{"indent", indented},
    Filter{"abs", absolute},
};

} // namespace

TemplateValue TemplateArguments::get(std::size_t place, std::string_view name) const
{
    if (place < positional.size()) {
        return positional[place];
    }
    const auto found =
        std::ranges::find_if(named, [&](const auto& entry) { return entry.first == name; });
    return found == named.end() ? TemplateValue() : found->second;
}

std::int64_t TemplateArguments::integer(std::size_t place, std::string_view name,
                                        std::int64_t fallback) const
{
    const auto value = get(place, name);
    return value.isWhole() ? value.wholeNumber() : fallback;
}

std::string TemplateArguments::text(std::size_t place, std::string_view name,
                                    std::string_view fallback) const
{
    const auto value = get(place, name);
    return value.text() == nullptr ? std::string(fallback) : *value.text();
}

std::optional<TemplateValue> applyTemplateFilter(const std::string& name,
                                                 const TemplateValue& value,
                                                 const TemplateArguments& arguments,
                                                 const TemplateCalls& calls)
{
    const auto* found = std::ranges::find(filters, name, &Filter::name);
    return found == filters.end() ? std::nullopt
                                  : std::optional(found->apply(value, arguments, calls));
}

} // namespace saccade
