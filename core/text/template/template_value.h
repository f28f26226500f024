// The values of a chat template, with Python's behaviour as far as templates see it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace saccade
{

struct TemplateStatement;
class TemplateValue;

/// How much hangs below a container; a namespace counts as nothing.
struct TemplateExtent {
    int depth = 1;
    std::size_t weight = 1; // values, parts that are shared as often as they occur
};

struct TemplateList {
    std::vector<TemplateValue> items;
    bool isTuple = false;
    TemplateExtent extent; // of values alone
};

/// Keys in the order of their first insertion. Only a namespace ever changes.
struct TemplateDictionary {
    std::vector<std::pair<TemplateValue, TemplateValue>> entries;
    bool isNamespace = false;
    TemplateExtent extent; // of values alone

    const TemplateValue* find(const TemplateValue& key) const;
    void set(const TemplateValue& key, TemplateValue value);
};

/// Something to be called: a macro, a function of the environment, or a method with its owner.
struct TemplateFunction {
    std::string name;
    const TemplateStatement* macro = nullptr;
    std::shared_ptr<const TemplateValue> owner;
};

/// Cheap to copy: texts and containers are shared.
class TemplateValue
{
public:
    struct Undefined {
    };
    struct None {
    };
    using Text = std::shared_ptr<const std::string>;
    using List = std::shared_ptr<const TemplateList>;
    using Dictionary = std::shared_ptr<TemplateDictionary>;

    TemplateValue() = default; // undefined
    TemplateValue(None none) : m_value(none) {}
    TemplateValue(bool value) : m_value(value) {}
    TemplateValue(std::int64_t value) : m_value(value) {}
    TemplateValue(double value) : m_value(value) {}
    TemplateValue(std::string value)
        : m_value(std::make_shared<const std::string>(std::move(value)))
    {
    }
    TemplateValue(const char* value) : TemplateValue(std::string(value)) {}
    /// Both throw Error for what is nested deeper than 100 or has more than a million values.
    TemplateValue(TemplateList list);
    TemplateValue(TemplateDictionary dictionary);
    TemplateValue(TemplateFunction function) : m_value(std::move(function)) {}

    bool isUndefined() const { return std::holds_alternative<Undefined>(m_value); }
    bool isNone() const { return std::holds_alternative<None>(m_value); }
    const bool* boolean() const { return std::get_if<bool>(&m_value); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_value); }
    const double* real() const { return std::get_if<double>(&m_value); }
    /// Null if this is none.
    const std::string* text() const;
    const TemplateList* list() const;
    const Dictionary* dictionary() const { return std::get_if<Dictionary>(&m_value); }
    const TemplateFunction* function() const { return std::get_if<TemplateFunction>(&m_value); }

    bool isNumber() const
    {
        return boolean() != nullptr || integer() != nullptr || real() != nullptr;
    }
    /// Of a number; booleans count as 0 and 1.
    double number() const;
    /// Of a whole number or boolean.
    std::int64_t wholeNumber() const;
    bool isWhole() const { return boolean() != nullptr || integer() != nullptr; }

    TemplateExtent extent() const;

    bool isTrue() const;
    /// Python's ==
    bool equals(const TemplateValue& other) const;

private:
    std::variant<Undefined, None, bool, std::int64_t, double, Text, List, Dictionary,
                 TemplateFunction>
        m_value;
};

/// Python's str(): what {{ … }} prints.
std::string templateText(const TemplateValue& value);
/// Python's repr()
std::string templateRepresentation(const TemplateValue& value);
/// Python's json.dumps(value, ensure_ascii=False, indent=indent), as transformers defines tojson;
/// negative: on one line.
std::string templateJson(const TemplateValue& value, std::int64_t indent);

} // namespace saccade
