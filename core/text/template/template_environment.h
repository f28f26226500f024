// What a chat template may call: filters, tests and methods, all without side effects.
#pragma once

#include "core/text/template/template_value.h"

#include <functional>
#include <optional>

namespace saccade
{

struct TemplateArguments {
    std::vector<TemplateValue> positional; // of filters and tests: without the value itself
    std::vector<std::pair<std::string, TemplateValue>> named;

    /// The argument at this place or of this name, or undefined.
    TemplateValue get(std::size_t place, std::string_view name) const;
    std::int64_t integer(std::size_t place, std::string_view name, std::int64_t fallback) const;
    std::string text(std::size_t place, std::string_view name, std::string_view fallback) const;
};

/// What the interpreter does for those that apply other filters and tests (map, select …).
struct TemplateCalls {
    std::function<TemplateValue(const std::string&, const TemplateValue&, const TemplateArguments&)>
        filter;
    std::function<bool(const std::string&, const TemplateValue&, const TemplateArguments&)> test;
    /// Counts work, and ends a template that does too much.
    std::function<void(std::size_t)> spend;
};

/// The names and behaviour of Jinja's filters and tests; nothing if there is none of this name.
/// Throws Error for values that they cannot use.
/// Source: https://jinja.palletsprojects.com/templates/, "List of Builtin Filters", "… Tests".
std::optional<TemplateValue> applyTemplateFilter(const std::string& name,
                                                 const TemplateValue& value,
                                                 const TemplateArguments& arguments,
                                                 const TemplateCalls& calls);
std::optional<bool> applyTemplateTest(const std::string& name, const TemplateValue& value,
                                      const TemplateArguments& arguments);

/// value.name for a template: an entry of a dictionary, or a method. Undefined if there is neither.
TemplateValue templateAttribute(const TemplateValue& value, const std::string& name);
/// value[key]: an entry, an item (negative: from the end), a character. Undefined if there is none.
TemplateValue templateItem(const TemplateValue& value, const TemplateValue& key);
/// value[first:last:step] as Python cuts; undefined where left out.
TemplateValue templateSlice(const TemplateValue& value, const TemplateValue& first,
                            const TemplateValue& last, const TemplateValue& step);

/// Calls a method that templateAttribute gave.
TemplateValue callTemplateMethod(const TemplateFunction& method,
                                 const TemplateArguments& arguments);

/// The items that a loop over this value sees: of a list, the keys of a dictionary, the characters
/// of a text, none of undefined. Throws Error for others.
std::vector<TemplateValue> templateItems(const TemplateValue& value, const std::string& user);
/// Whether `item` is in `container`, as Python's "in".
bool templateContains(const TemplateValue& container, const TemplateValue& item);
/// −1, 0, 1. Throws Error for values of different kinds.
int compareTemplateValues(const TemplateValue& one, const TemplateValue& other);

/// Texts as Python's str methods change them (with full Unicode case mapping).
std::string templateUpper(const std::string& text);
std::string templateLower(const std::string& text);
std::string templateCapitalized(const std::string& text);
std::string templateTitle(const std::string& text);
enum class TemplateSide { Left, Right, Both };
/// Without leading and trailing `characters`; white space if there are none given.
std::string templateStripped(const std::string& text, const std::optional<std::string>& characters,
                             TemplateSide side);
/// The first `count` occurrences (negative: all) of `from` by `to`.
std::string templateReplaced(const std::string& text, const std::string& from,
                             const std::string& to, std::int64_t count);

} // namespace saccade
