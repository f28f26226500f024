#include "core/text/template/template_error.h"
#include "core/text/template/template_run.h"

#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

using Value = TemplateValue;

Value repeated(const std::string& text, std::int64_t count)
{
    std::string result;
    if (count > 0 && !text.empty()) {
        requireTemplateSize(static_cast<std::size_t>(count));
        requireTemplateSize(static_cast<std::size_t>(count) * text.size());
        for (std::int64_t i = 0; i < count; ++i) {
            result += text;
        }
    }
    return result;
}

/// Rounds towards negative infinity, as Python's // and %.
std::int64_t floorQuotient(std::int64_t left, std::int64_t right)
{
    const auto quotient = left / right;
    return quotient - (left % right != 0 && (left < 0) != (right < 0) ? 1 : 0);
}

Value wholeOperation(const std::string& symbol, std::int64_t left, std::int64_t right)
{
    std::int64_t result = 0;
    bool overflows = false;
    if (symbol == "+") {
        overflows = __builtin_add_overflow(left, right, &result);
    } else if (symbol == "-") {
        overflows = __builtin_sub_overflow(left, right, &result);
    } else if (symbol == "*") {
        overflows = __builtin_mul_overflow(left, right, &result);
    } else if (right == 0 || (right == -1 && left == std::numeric_limits<std::int64_t>::min())) {
        overflows = true;
    } else if (symbol == "//") {
        result = floorQuotient(left, right);
    } else {
        result = left - floorQuotient(left, right) * right;
    }
    if (overflows) {
        throwTemplateValue(symbol);
    }
    return result;
}

Value realOperation(const std::string& symbol, double left, double right)
{
    if (symbol == "+") {
        return left + right;
    }
    if (symbol == "-") {
        return left - right;
    }
    if (symbol == "*") {
        return left * right;
    }
    if (right == 0) {
        throwTemplateValue(symbol);
    }
    if (symbol == "/") {
        return left / right;
    }
    const auto quotient = std::floor(left / right);
    return symbol == "//" ? quotient : left - quotient * right;
}

Value powerOf(const Value& left, const Value& right)
{
    const auto result = std::pow(left.number(), right.number());
    const bool isWhole = left.isWhole() && right.isWhole() && right.wholeNumber() >= 0;
    constexpr double exact = 9007199254740992.0; // 2^53
    if (!std::isfinite(result) || (isWhole && std::abs(result) > exact)) {
        throwTemplateValue("**");
    }
    return isWhole ? Value(static_cast<std::int64_t>(result)) : Value(result);
}

Value sumOfLists(const TemplateList& left, const TemplateList& right)
{
    requireTemplateSize((left.items.size() + right.items.size()) * sizeof(TemplateValue));
    TemplateList result{left.items, left.isTuple, {}};
    result.items.insert(result.items.end(), right.items.begin(), right.items.end());
    return result;
}

} // namespace

TemplateValue templateOperation(const std::string& symbol, const TemplateValue& left,
                                const TemplateValue& right)
{
    if (symbol == "~") {
        return templateText(left) + templateText(right);
    }
    if (symbol == "+" && left.text() != nullptr && right.text() != nullptr) {
        return *left.text() + *right.text();
    }
    if (symbol == "+" && left.list() != nullptr && right.list() != nullptr) {
        return sumOfLists(*left.list(), *right.list());
    }
    if (symbol == "*" && left.text() != nullptr && right.isWhole()) {
        return repeated(*left.text(), right.wholeNumber());
    }
    if (symbol == "*" && left.isWhole() && right.text() != nullptr) {
        return repeated(*right.text(), left.wholeNumber());
    }
    if (!left.isNumber() || !right.isNumber()) {
        throwTemplateValue(symbol);
    }
    if (symbol == "**") {
        return powerOf(left, right);
    }
    return left.isWhole() && right.isWhole() && symbol != "/"
               ? wholeOperation(symbol, left.wholeNumber(), right.wholeNumber())
               : realOperation(symbol, left.number(), right.number());
}

} // namespace saccade
