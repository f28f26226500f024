#include "core/text/template/template_cursor.h"

#include <array>
#include <charconv>
#include <cstdlib>

namespace saccade
{

namespace
{

using Expression = TemplateExpression;
using Pointer = Expression::Pointer;
using Kind = Expression::Kind;
using Token = TemplateToken::Kind;

/// Recursive descent by the precedences of Jinja's own parser (jinja2/parser.py).
class Parser
{
public:
    explicit Parser(TemplateCursor& cursor) : m_cursor(cursor) {}

    Pointer conditional()
    {
        const TemplateCursor::Level level(m_cursor);
        auto result = disjunction();
        while (m_cursor.acceptWord("if")) {
            auto condition = disjunction();
            auto otherwise = m_cursor.acceptWord("else") ? conditional() : nullptr;
            result = make(Kind::Conditional, std::move(result), std::move(condition),
                          std::move(otherwise));
        }
        return result;
    }

    Pointer disjunction()
    {
        auto left = conjunction();
        while (m_cursor.acceptWord("or")) {
            left = make(Kind::Or, std::move(left), conjunction());
        }
        return left;
    }

private:
    template <typename... Parts>
    Pointer make(Kind kind, Parts... parts)
    {
        auto result = std::make_unique<Expression>();
        result->kind = kind;
        result->line = m_cursor.line();
        (result->add(std::move(parts)), ...);
        requireShallow(*result);
        return result;
    }
    /// Long chains ("a.b.c …") are deep trees, too.
    void requireShallow(const Expression& expression) const
    {
        constexpr int deepest = 300;
        if (expression.depth > deepest) {
            m_cursor.refuse();
        }
    }
    Pointer constant(TemplateValue value)
    {
        auto result = make(Kind::Constant);
        result->value = std::move(value);
        return result;
    }
    Pointer operation(std::string_view symbol, Pointer left, Pointer right)
    {
        auto result = make(Kind::Operation, std::move(left), std::move(right));
        result->name = symbol;
        return result;
    }

    Pointer conjunction()
    {
        auto left = negation();
        while (m_cursor.acceptWord("and")) {
            left = make(Kind::And, std::move(left), negation());
        }
        return left;
    }

    Pointer negation()
    {
        if (m_cursor.acceptWord("not")) {
            const TemplateCursor::Level level(m_cursor);
            return make(Kind::Not, negation());
        }
        return comparison();
    }

    std::string comparisonOperator()
    {
        for (const auto* symbol : {"==", "!=", "<=", ">=", "<", ">"}) {
            if (m_cursor.acceptSymbol(symbol)) {
                return symbol;
            }
        }
        if (m_cursor.acceptWord("in")) {
            return "in";
        }
        if (m_cursor.isWord("not") && m_cursor.isWord("in", 1)) {
            m_cursor.acceptWord("not");
            m_cursor.acceptWord("in");
            return "not in";
        }
        return {};
    }

    Pointer comparison()
    {
        auto first = sum();
        auto symbol = comparisonOperator();
        if (symbol.empty()) {
            return first;
        }
        auto result = make(Kind::Comparison, std::move(first));
        while (!symbol.empty()) {
            result->operators.push_back(symbol);
            result->add(sum());
            symbol = comparisonOperator();
        }
        return result;
    }

    /// Operands joined by these symbols, from left to right.
    template <std::size_t count>
    Pointer joined(const std::array<const char*, count>& symbols, Pointer (Parser::*operand)())
    {
        auto left = (this->*operand)();
        while (true) {
            const auto* found = std::ranges::find_if(
                symbols, [&](const char* s) { return m_cursor.acceptSymbol(s); });
            if (found == symbols.end()) {
                return left;
            }
            left = operation(*found, std::move(left), (this->*operand)());
        }
    }
    Pointer sum() { return joined<2>({"+", "-"}, &Parser::concatenation); }
    Pointer concatenation() { return joined<1>({"~"}, &Parser::product); }
    Pointer product() { return joined<4>({"*", "//", "/", "%"}, &Parser::power); }
    Pointer power() { return joined<1>({"**"}, &Parser::filtered); }

    Pointer filtered() { return filters(signedOperand()); }

    Pointer signedOperand()
    {
        const TemplateCursor::Level level(m_cursor);
        if (m_cursor.acceptSymbol("-")) {
            return make(Kind::Negative, signedOperand());
        }
        if (m_cursor.acceptSymbol("+")) {
            return make(Kind::Positive, signedOperand());
        }
        return postfixes(primary());
    }

    Pointer filters(Pointer operand)
    {
        while (true) {
            if (m_cursor.acceptSymbol("|")) {
                auto filter = make(Kind::Filter, std::move(operand));
                filter->name = dottedName();
                if (m_cursor.acceptSymbol("(")) {
                    arguments(*filter);
                }
                operand = std::move(filter);
            } else if (m_cursor.acceptWord("is")) {
                operand = test(std::move(operand));
            } else if (m_cursor.acceptSymbol("(")) {
                operand = call(std::move(operand));
            } else {
                return operand;
            }
        }
    }

    std::string dottedName()
    {
        auto name = m_cursor.take(Token::Name);
        while (m_cursor.acceptSymbol(".")) {
            name += '.';
            name += m_cursor.take(Token::Name);
        }
        return name;
    }

    Pointer test(Pointer operand)
    {
        const bool isNegated = m_cursor.acceptWord("not");
        auto result = make(Kind::Test, std::move(operand));
        result->name = dottedName();
        const bool isOperator = m_cursor.isWord("else") || m_cursor.isWord("or") ||
                                m_cursor.isWord("and") || m_cursor.isWord("is") ||
                                m_cursor.isWord("if") || m_cursor.isWord("in") ||
                                m_cursor.isWord("not");
        if (m_cursor.acceptSymbol("(")) {
            arguments(*result);
        } else if (!isOperator && (m_cursor.is(Token::Name) || m_cursor.is(Token::String) ||
                                   m_cursor.is(Token::Integer) || m_cursor.is(Token::Real) ||
                                   m_cursor.isSymbol("[") || m_cursor.isSymbol("{"))) {
            result->add(postfixes(primary()));
        }
        return isNegated ? make(Kind::Not, std::move(result)) : std::move(result);
    }

    Pointer call(Pointer callee)
    {
        auto result = make(Kind::Call, std::move(callee));
        arguments(*result);
        return result;
    }

    /// After the opening bracket.
    void arguments(Expression& target)
    {
        while (!m_cursor.acceptSymbol(")")) {
            if (m_cursor.is(Token::Name) && m_cursor.isSymbol("=", 1)) {
                auto name = m_cursor.take(Token::Name);
                m_cursor.expectSymbol("=");
                target.named.emplace_back(std::move(name), conditional());
                target.depth = std::max(target.depth, target.named.back().second->depth + 1);
            } else {
                target.add(conditional());
            }
            if (!m_cursor.acceptSymbol(",")) {
                m_cursor.expectSymbol(")");
                return;
            }
        }
    }

    Pointer postfixes(Pointer operand)
    {
        while (true) {
            if (m_cursor.acceptSymbol(".")) {
                operand = attribute(std::move(operand));
            } else if (m_cursor.acceptSymbol("[")) {
                operand = subscript(std::move(operand));
            } else if (m_cursor.acceptSymbol("(")) {
                operand = call(std::move(operand));
            } else {
                return operand;
            }
        }
    }

    Pointer attribute(Pointer operand)
    {
        if (m_cursor.is(Token::Integer)) {
            return make(Kind::Index, std::move(operand), integer());
        }
        auto result = make(Kind::Attribute, std::move(operand));
        result->name = m_cursor.take(Token::Name);
        return result;
    }

    Pointer subscript(Pointer operand)
    {
        const auto isEnd = [&] { return m_cursor.isSymbol(":") || m_cursor.isSymbol("]"); };
        auto first = isEnd() ? nullptr : conditional();
        if (!m_cursor.acceptSymbol(":")) {
            m_cursor.expectSymbol("]");
            if (first == nullptr) {
                m_cursor.refuse();
            }
            return make(Kind::Index, std::move(operand), std::move(first));
        }
        auto last = isEnd() ? nullptr : conditional();
        auto step = m_cursor.acceptSymbol(":") && !isEnd() ? conditional() : nullptr;
        m_cursor.expectSymbol("]");
        return make(Kind::Slice, std::move(operand), std::move(first), std::move(last),
                    std::move(step));
    }

    Pointer integer()
    {
        const auto digits = m_cursor.take(Token::Integer);
        std::int64_t value = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec !=
            std::errc()) {
            throwTemplateSyntax(m_cursor.line(), digits);
        }
        return constant(value);
    }

    Pointer primary()
    {
        if (m_cursor.is(Token::Integer)) {
            return integer();
        }
        if (m_cursor.is(Token::Real)) {
            return constant(std::strtod(m_cursor.take(Token::Real).c_str(), nullptr));
        }
        if (m_cursor.is(Token::String)) {
            std::string text;
            while (m_cursor.is(Token::String)) {
                text += m_cursor.take(Token::String);
            }
            return constant(std::move(text));
        }
        if (m_cursor.acceptSymbol("(")) {
            return tuple();
        }
        if (m_cursor.acceptSymbol("[")) {
            auto list = make(Kind::List);
            items(*list, "]");
            return list;
        }
        if (m_cursor.acceptSymbol("{")) {
            return dictionary();
        }
        return named();
    }

    Pointer named()
    {
        const auto name = m_cursor.take(Token::Name);
        if (name == "true" || name == "True") {
            return constant(true);
        }
        if (name == "false" || name == "False") {
            return constant(false);
        }
        if (name == "none" || name == "None") {
            return constant(TemplateValue::None{});
        }
        auto result = make(Kind::Name);
        result->name = name;
        return result;
    }

    void items(Expression& target, std::string_view close)
    {
        while (!m_cursor.acceptSymbol(close)) {
            target.add(conditional());
            if (!m_cursor.acceptSymbol(",")) {
                m_cursor.expectSymbol(close);
                return;
            }
        }
    }

    /// After "(": one expression in brackets, or a tuple.
    Pointer tuple()
    {
        auto result = make(Kind::Tuple);
        if (m_cursor.acceptSymbol(")")) {
            return result;
        }
        auto first = conditional();
        if (m_cursor.acceptSymbol(")")) {
            return first;
        }
        m_cursor.expectSymbol(",");
        result->add(std::move(first));
        items(*result, ")");
        return result;
    }

    Pointer dictionary()
    {
        auto result = make(Kind::Dictionary);
        while (!m_cursor.acceptSymbol("}")) {
            result->add(conditional());
            m_cursor.expectSymbol(":");
            result->add(conditional());
            if (!m_cursor.acceptSymbol(",")) {
                m_cursor.expectSymbol("}");
                break;
            }
        }
        return result;
    }

    TemplateCursor& m_cursor;
};

} // namespace

TemplateExpression::Pointer parseTemplateExpression(TemplateCursor& cursor,
                                                    TemplateConditions conditions)
{
    Parser parser(cursor);
    return conditions == TemplateConditions::Allowed ? parser.conditional() : parser.disjunction();
}

} // namespace saccade
