#include "core/base/error.h"
#include "core/text/template/template_error.h"
#include "core/text/template/template_run.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <ctime>

namespace saccade
{

namespace
{

using Kind = TemplateExpression::Kind;
using Value = TemplateValue;

constexpr std::array environment{"range", "namespace", "dict", "raise_exception", "strftime_now"};

/// range(end), range(start, end) or range(start, end, step), as the sandbox of transformers limits
/// it.
Value rangeOf(const TemplateArguments& arguments)
{
    constexpr std::int64_t most = 100'000;
    const auto count = arguments.positional.size();
    const auto start = count < 2 ? 0 : arguments.integer(0, "", 0);
    const auto end = arguments.integer(count < 2 ? 0 : 1, "", 0);
    const auto step = arguments.integer(2, "", 1);
    TemplateList list;
    if (count == 0 || step == 0) {
        throwTemplateValue("range");
    }
    auto i = start;
    while (step > 0 ? i < end : i > end) {
        if (std::ssize(list.items) == most) {
            throwTemplateTooLong();
        }
        list.items.emplace_back(i);
        if (__builtin_add_overflow(i, step, &i)) {
            break;
        }
    }
    return list;
}

Value formattedTime(const std::string& format)
{
    std::array<char, 256> buffer{};
    const auto now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    const auto size = std::strftime(buffer.data(), buffer.size(), format.c_str(), &parts);
    return std::string(buffer.data(), size);
}

} // namespace

TemplateValue TemplateRun::evaluate(const TemplateExpression& expression)
{
    constexpr int deepest = 1000;
    spend(1);
    if (++m_depth > deepest) {
        throwTemplateTooLong();
    }
    auto result = counted(evaluateAt(expression));
    --m_depth; // not after an exception, which ends the run
    return result;
}

TemplateValue TemplateRun::evaluateAt(const TemplateExpression& expression)
{
    const auto& parts = expression.parts;
    switch (expression.kind) {
    case Kind::Constant:
        return expression.value;
    case Kind::Name:
        return lookUp(expression.name);
    case Kind::List:
    case Kind::Tuple:
        return sequence(expression);
    case Kind::Dictionary:
        return dictionary(expression);
    case Kind::Attribute:
        return templateAttribute(evaluate(*parts[0]), expression.name);
    case Kind::Index: {
        const auto value = evaluate(*parts[0]);
        return templateItem(value, evaluate(*parts[1]));
    }
    case Kind::Slice:
        return slice(expression);
    case Kind::Call:
        return call(expression);
    case Kind::Filter: {
        const auto value = evaluate(*parts[0]);
        return filter(expression.name, value, arguments(expression), expression.line);
    }
    case Kind::Test: {
        const auto value = evaluate(*parts[0]);
        return test(expression.name, value, arguments(expression), expression.line);
    }
    case Kind::Not:
        return !evaluate(*parts[0]).isTrue();
    case Kind::Negative:
    case Kind::Positive:
        return negative(expression);
    case Kind::And: {
        const auto left = evaluate(*parts[0]);
        return left.isTrue() ? evaluate(*parts[1]) : left;
    }
    case Kind::Or: {
        const auto left = evaluate(*parts[0]);
        return left.isTrue() ? left : evaluate(*parts[1]);
    }
    case Kind::Operation:
        return operation(expression);
    case Kind::Comparison:
        return comparison(expression);
    case Kind::Conditional:
        return conditional(expression);
    }
    return {};
}

TemplateValue TemplateRun::lookUp(const std::string& name) const
{
    for (auto scope = m_scopes.rbegin(); scope != m_scopes.rend(); ++scope) {
        const auto found = scope->find(name);
        if (found != scope->end()) {
            return found->second;
        }
    }
    for (const auto* function : environment) {
        if (name == function) {
            return TemplateFunction{name, nullptr, nullptr};
        }
    }
    return {};
}

TemplateValue TemplateRun::sequence(const TemplateExpression& expression)
{
    TemplateList list;
    list.isTuple = expression.kind == Kind::Tuple;
    for (const auto& part : expression.parts) {
        list.items.push_back(evaluate(*part));
    }
    return list;
}

TemplateValue TemplateRun::dictionary(const TemplateExpression& expression)
{
    TemplateDictionary result;
    for (std::size_t i = 0; i + 1 < expression.parts.size(); i += 2) {
        const auto key = evaluate(*expression.parts[i]);
        spend(result.entries.size() / 4);
        result.set(key, evaluate(*expression.parts[i + 1]));
    }
    return result;
}

TemplateValue TemplateRun::slice(const TemplateExpression& expression)
{
    const auto part = [&](std::size_t place) {
        const auto& pointer = expression.parts[place];
        return pointer == nullptr ? Value() : evaluate(*pointer);
    };
    const auto value = evaluate(*expression.parts[0]);
    const auto first = part(1);
    const auto last = part(2);
    return templateSlice(value, first, last, part(3));
}

TemplateValue TemplateRun::comparison(const TemplateExpression& expression)
{
    auto left = evaluate(*expression.parts[0]);
    for (std::size_t i = 0; i < expression.operators.size(); ++i) {
        const auto& symbol = expression.operators[i];
        const auto right = evaluate(*expression.parts[i + 1]);
        bool holds = false;
        spend(std::min(left.extent().weight, right.extent().weight) / 16);
        if (symbol == "==" || symbol == "!=") {
            holds = left.equals(right) == (symbol == "==");
        } else if (symbol == "in" || symbol == "not in") {
            holds = templateContains(right, left) == (symbol == "in");
        } else {
            const auto order = compareTemplateValues(left, right);
            holds = symbol == "<"    ? order < 0
                    : symbol == "<=" ? order <= 0
                    : symbol == ">"  ? order > 0
                                     : order >= 0;
        }
        if (!holds) {
            return false;
        }
        left = right;
    }
    return true;
}

TemplateValue TemplateRun::conditional(const TemplateExpression& expression)
{
    if (evaluate(*expression.parts[1]).isTrue()) {
        return evaluate(*expression.parts[0]);
    }
    return expression.parts[2] == nullptr ? Value() : evaluate(*expression.parts[2]);
}

TemplateValue TemplateRun::operation(const TemplateExpression& expression)
{
    const auto left = evaluate(*expression.parts[0]);
    return templateOperation(expression.name, left, evaluate(*expression.parts[1]));
}

TemplateValue TemplateRun::negative(const TemplateExpression& expression)
{
    const auto value = evaluate(*expression.parts[0]);
    if (!value.isNumber()) {
        throwTemplateValue("-");
    }
    return expression.kind == Kind::Positive
               ? value
               : templateOperation("-", Value(std::int64_t{0}), value);
}

TemplateArguments TemplateRun::arguments(const TemplateExpression& expression)
{
    TemplateArguments result;
    for (std::size_t i = 1; i < expression.parts.size(); ++i) {
        result.positional.push_back(evaluate(*expression.parts[i]));
    }
    for (const auto& [name, part] : expression.named) {
        result.named.emplace_back(name, evaluate(*part));
    }
    return result;
}

TemplateValue TemplateRun::call(const TemplateExpression& expression)
{
    const auto& callee = *expression.parts[0];
    const auto value = evaluate(callee);
    const auto* function = value.function();
    if (function == nullptr) {
        throwTemplateUnknown(expression.line, callee.name.empty() ? "()" : callee.name);
    }
    const auto given = arguments(expression);
    if (function->macro != nullptr) {
        return callMacro(*function->macro, given);
    }
    if (function->owner != nullptr) {
        return callTemplateMethod(*function, given);
    }
    return callFunction(function->name, given, expression.line);
}

TemplateValue TemplateRun::callFunction(const std::string& name, const TemplateArguments& given,
                                        std::size_t line)
{
    if (name == "range") {
        return rangeOf(given);
    }
    if (name == "raise_exception") {
        throw Error(QT_TRANSLATE_NOOP("Error", "The chat template refuses these messages: %1"),
                    {given.text(0, "message", "")});
    }
    if (name == "strftime_now") {
        return formattedTime(given.text(0, "format", ""));
    }
    TemplateDictionary result;
    for (const auto& [key, value] : given.named) {
        result.set(key, value);
    }
    if (name == "dict") {
        return result;
    }
    if (!given.positional.empty() && given.positional[0].dictionary() != nullptr) {
        result.entries.insert(result.entries.begin(),
                              (*given.positional[0].dictionary())->entries.begin(),
                              (*given.positional[0].dictionary())->entries.end());
    }
    if (name != "namespace") {
        throwTemplateUnknown(line, name);
    }
    result.isNamespace = true;
    m_namespaces.emplace_back(std::move(result));
    return m_namespaces.back();
}

TemplateValue TemplateRun::filter(const std::string& name, const TemplateValue& value,
                                  const TemplateArguments& given, std::size_t line)
{
    auto result = applyTemplateFilter(name, value, given, calls(line));
    if (!result) {
        throwTemplateUnknown(line, name);
    }
    return counted(std::move(*result));
}

bool TemplateRun::test(const std::string& name, const TemplateValue& value,
                       const TemplateArguments& given, std::size_t line)
{
    const auto result = applyTemplateTest(name, value, given);
    if (!result) {
        throwTemplateUnknown(line, name);
    }
    return *result;
}

TemplateCalls TemplateRun::calls(std::size_t line)
{
    return {
        [this, line](const std::string& name, const Value& value, const TemplateArguments& given) {
            spend(1);
            return filter(name, value, given, line);
        },
        [this, line](const std::string& name, const Value& value, const TemplateArguments& given) {
            spend(1);
            return test(name, value, given, line);
        },
        [this](std::size_t steps) { spend(steps); }};
}

} // namespace saccade
