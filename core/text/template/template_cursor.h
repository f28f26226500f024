// A place among the tokens of a template, and how deep the parser has gone there.
#pragma once

#include "core/text/template/template_error.h"
#include "core/text/template/template_lexer.h"
#include "core/text/template/template_syntax.h"

#include <algorithm>

namespace saccade
{

class TemplateCursor
{
public:
    using Kind = TemplateToken::Kind;

    explicit TemplateCursor(std::vector<TemplateToken> tokens) : m_tokens(std::move(tokens)) {}

    bool isAtEnd() const { return m_at >= m_tokens.size(); }
    std::size_t line() const { return m_tokens.empty() ? 1 : token(0).line; }
    bool is(Kind kind, std::size_t ahead = 0) const
    {
        return m_at + ahead < m_tokens.size() && token(ahead).kind == kind;
    }
    bool isSymbol(std::string_view symbol, std::size_t ahead = 0) const
    {
        return is(Kind::Symbol, ahead) && token(ahead).text == symbol;
    }
    bool isWord(std::string_view word, std::size_t ahead = 0) const
    {
        return is(Kind::Name, ahead) && token(ahead).text == word;
    }
    bool acceptSymbol(std::string_view symbol) { return isSymbol(symbol) && skip(); }
    bool acceptWord(std::string_view word) { return isWord(word) && skip(); }
    void expectSymbol(std::string_view symbol)
    {
        if (!acceptSymbol(symbol)) {
            refuse();
        }
    }
    std::string take(Kind kind)
    {
        if (!is(kind)) {
            refuse();
        }
        return m_tokens[m_at++].text;
    }
    [[noreturn]] void refuse() const
    {
        throwTemplateSyntax(line(), isAtEnd() ? "" : token(0).text);
    }

    /// One level deeper for as long as it lives: a hostile template must not exhaust the stack.
    class Level
    {
    public:
        explicit Level(TemplateCursor& cursor) : m_cursor(cursor)
        {
            constexpr int deepest = 100;
            if (++cursor.m_depth > deepest) {
                cursor.refuse();
            }
        }
        ~Level() { --m_cursor.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

    private:
        TemplateCursor& m_cursor;
    };

private:
    bool skip()
    {
        ++m_at;
        return true;
    }
    const TemplateToken& token(std::size_t ahead) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }

    std::vector<TemplateToken> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
};

enum class TemplateConditions { Allowed, Left };

/// The expression at the cursor. Conditions: whether "… if …" is part of it; after "in" of a loop,
/// "if" is left to the loop.
TemplateExpression::Pointer parseTemplateExpression(TemplateCursor& cursor,
                                                    TemplateConditions conditions);

} // namespace saccade
