#include "core/text/template/template_value.h"

#include "core/text/template/template_error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace saccade
{

namespace
{

constexpr int deepest = 100;

void requireDepth(int depth)
{
    if (depth > deepest) {
        throwTemplateTooLong();
    }
}

void include(TemplateExtent& extent, const TemplateValue& item)
{
    constexpr std::size_t heaviest = 1'000'000;
    const auto below = item.extent();
    extent.depth = std::max(extent.depth, below.depth + 1);
    extent.weight += below.weight;
    requireDepth(extent.depth);
    if (extent.weight > heaviest) {
        throwTemplateTooLong();
    }
}

std::string escapedHex(char32_t character, char letter, int digits)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string result{'\\', letter};
    for (auto i = digits; i-- > 0;) {
        result += hex[(character >> (4U * static_cast<unsigned>(i))) & 0xfU];
    }
    return result;
}

/// In quotation marks as repr() writes it.
std::string pythonQuoted(const std::string& text)
{
    const char quote =
        text.find('\'') != std::string::npos && text.find('"') == std::string::npos ? '"' : '\'';
    std::string result{quote};
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
        } else if (c == '\r') {
            result += "\\r";
        } else if (c == '\t') {
            result += "\\t";
        } else if (c == '\\' || c == quote) {
            result += {'\\', c};
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            result += escapedHex(static_cast<unsigned char>(c), 'x', 2);
        } else {
            result += c;
        }
    }
    return result + quote;
}

std::string jsonQuoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        constexpr std::array<std::pair<char, const char*>, 7> escapes{{{'"', "\\\""},
                                                                       {'\\', "\\\\"},
                                                                       {'\n', "\\n"},
                                                                       {'\r', "\\r"},
                                                                       {'\t', "\\t"},
                                                                       {'\b', "\\b"},
                                                                       {'\f', "\\f"}}};
        const auto* found =
            std::ranges::find(escapes, c, [](const auto& escape) { return escape.first; });
        if (found != escapes.end()) {
            result += found->second;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += escapedHex(static_cast<unsigned char>(c), 'u', 4);
        } else {
            result += c;
        }
    }
    return result + '"';
}

/// repr() of a float: the shortest digits that give it back, fixed from 1e-4 to 1e16.
std::string realText(double value)
{
    if (!std::isfinite(value)) {
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    const auto magnitude = std::abs(value);
    const bool isFixed = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                      isFixed ? std::chars_format::fixed : std::chars_format::scientific)
            .ptr;
    std::string text(buffer.data(), end);
    return isFixed && text.find('.') == std::string::npos ? text + ".0" : text;
}

std::string representation(const TemplateValue& value, int depth);

std::string listText(const TemplateList& list, int depth)
{
    std::string result(1, list.isTuple ? '(' : '[');
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        result += (i == 0 ? "" : ", ") + representation(list.items[i], depth + 1);
        requireTemplateSize(result.size());
    }
    return result + (list.isTuple ? (list.items.size() == 1 ? ",)" : ")") : "]");
}

std::string dictionaryText(const TemplateDictionary& dictionary, int depth)
{
    std::string result = "{";
    for (const auto& [key, item] : dictionary.entries) {
        result += (result.size() == 1 ? "" : ", ") + representation(key, depth + 1) + ": " +
                  representation(item, depth + 1);
        requireTemplateSize(result.size());
    }
    return result + "}";
}

std::string representation(const TemplateValue& value, int depth)
{
    requireDepth(depth);
    if (const auto* text = value.text()) {
        return pythonQuoted(*text);
    }
    if (const auto* list = value.list()) {
        return listText(*list, depth);
    }
    if (const auto* dictionary = value.dictionary()) {
        return dictionaryText(**dictionary, depth);
    }
    return value.isUndefined() ? "Undefined" : templateText(value);
}

/// Between two items of JSON: a space, or a new line with its indent.
std::string lineBreak(std::int64_t indent, int depth, const char* otherwise)
{
    if (indent < 0) {
        return otherwise;
    }
    std::string text(1 + static_cast<std::size_t>(indent * depth), ' ');
    text[0] = '\n';
    return text;
}

std::string jsonKey(const TemplateValue& key)
{
    return jsonQuoted(key.text() != nullptr ? *key.text() : templateText(key));
}

std::string jsonText(const TemplateValue& value, std::int64_t indent, int depth)
{
    requireDepth(depth);
    if (value.isNone()) {
        return "null";
    }
    if (const auto* flag = value.boolean()) {
        return *flag ? "true" : "false";
    }
    if (const auto* text = value.text()) {
        return jsonQuoted(*text);
    }
    const auto* separator = indent < 0 ? ", " : ",";
    std::string result;
    const auto add = [&](const std::string& item) {
        result += (result.empty() ? "" : separator) + lineBreak(indent, depth + 1, "") + item;
        requireTemplateSize(result.size());
    };
    const auto closed = [&](const char* open, const char* close) {
        return open + result + (result.empty() ? "" : lineBreak(indent, depth, "")) + close;
    };
    if (const auto* list = value.list()) {
        for (const auto& item : list->items) {
            add(jsonText(item, indent, depth + 1));
        }
        return closed("[", "]");
    }
    if (const auto* dictionary = value.dictionary()) {
        for (const auto& [key, item] : (*dictionary)->entries) {
            add(jsonKey(key) + ": " + jsonText(item, indent, depth + 1));
        }
        return closed("{", "}");
    }
    if (!value.isNumber()) {
        throwTemplateValue("tojson");
    }
    return templateText(value);
}

} // namespace

const TemplateValue* TemplateDictionary::find(const TemplateValue& key) const
{
    const auto found =
        std::ranges::find_if(entries, [&](const auto& entry) { return entry.first.equals(key); });
    return found == entries.end() ? nullptr : &found->second;
}

void TemplateDictionary::set(const TemplateValue& key, TemplateValue value)
{
    const auto found =
        std::ranges::find_if(entries, [&](const auto& entry) { return entry.first.equals(key); });
    if (found == entries.end()) {
        entries.emplace_back(key, std::move(value));
    } else {
        found->second = std::move(value);
    }
}

TemplateValue::TemplateValue(TemplateList list)
{
    for (const auto& item : list.items) {
        include(list.extent, item);
    }
    m_value = std::make_shared<const TemplateList>(std::move(list));
}

TemplateValue::TemplateValue(TemplateDictionary dictionary)
{
    for (const auto& [key, item] : dictionary.entries) {
        include(dictionary.extent, key);
        include(dictionary.extent, item);
    }
    m_value = std::make_shared<TemplateDictionary>(std::move(dictionary));
}

TemplateExtent TemplateValue::extent() const
{
    constexpr std::size_t bytesOfOne = 64;
    if (const auto* items = list()) {
        return items->extent;
    }
    if (const auto* entries = dictionary(); entries != nullptr && !(*entries)->isNamespace) {
        return (*entries)->extent;
    }
    return {0, 1 + (text() == nullptr ? 0 : text()->size() / bytesOfOne)};
}

const std::string* TemplateValue::text() const
{
    const auto* text = std::get_if<Text>(&m_value);
    return text == nullptr ? nullptr : text->get();
}

const TemplateList* TemplateValue::list() const
{
    const auto* list = std::get_if<List>(&m_value);
    return list == nullptr ? nullptr : list->get();
}

double TemplateValue::number() const
{
    return real() != nullptr ? *real() : static_cast<double>(wholeNumber());
}

std::int64_t TemplateValue::wholeNumber() const
{
    if (const auto* flag = boolean()) {
        return *flag ? 1 : 0;
    }
    return integer() == nullptr ? 0 : *integer();
}

bool TemplateValue::isTrue() const
{
    if (isNumber()) {
        return number() != 0;
    }
    if (const auto* content = text()) {
        return !content->empty();
    }
    if (const auto* items = list()) {
        return !items->items.empty();
    }
    if (const auto* entries = dictionary()) {
        return !(*entries)->entries.empty() || (*entries)->isNamespace;
    }
    return function() != nullptr;
}

bool TemplateValue::equals(const TemplateValue& other) const
{
    if (isNumber() && other.isNumber()) {
        return isWhole() && other.isWhole() ? wholeNumber() == other.wholeNumber()
                                            : number() == other.number();
    }
    if (text() != nullptr && other.text() != nullptr) {
        return *text() == *other.text();
    }
    const auto* items = list();
    const auto* others = other.list();
    if (items != nullptr && others != nullptr) {
        // Lists are never part of themselves, but may be nested: each level is one of the template.
        return items == others || (items->isTuple == others->isTuple &&
                                   std::ranges::equal(items->items, others->items,
                                                      [](const auto& one, const auto& two) {
                                                          return one.equals(two);
                                                      }));
    }
    if (dictionary() != nullptr && other.dictionary() != nullptr) {
        const auto& one = **dictionary();
        const auto& two = **other.dictionary();
        if (&one == &two || one.isNamespace || two.isNamespace) {
            return &one == &two;
        }
        return one.entries.size() == two.entries.size() &&
               std::ranges::all_of(one.entries, [&](const auto& entry) {
                   const auto* same = two.find(entry.first);
                   return same != nullptr && entry.second.equals(*same);
               });
    }
    return (isUndefined() && other.isUndefined()) || (isNone() && other.isNone());
}

std::string templateText(const TemplateValue& value)
{
    if (const auto* text = value.text()) {
        return *text;
    }
    if (const auto* flag = value.boolean()) {
        return *flag ? "True" : "False";
    }
    if (const auto* number = value.integer()) {
        return std::to_string(*number);
    }
    if (const auto* number = value.real()) {
        return realText(*number);
    }
    if (value.isNone()) {
        return "None";
    }
    if (const auto* function = value.function()) {
        return std::string("<function ").append(function->name).append(">");
    }
    return value.isUndefined() ? std::string() : representation(value, 0);
}

std::string templateRepresentation(const TemplateValue& value)
{
    return representation(value, 0);
}

std::string templateJson(const TemplateValue& value, std::int64_t indent)
{
    constexpr std::int64_t widest = 16;
    return jsonText(value, std::min(indent, widest), 0);
}

} // namespace saccade
