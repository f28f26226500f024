#include "core/text/template/template_cursor.h"

namespace saccade
{

namespace
{

using Statement = TemplateStatement;
using Statements = std::vector<Statement>;
using Kind = Statement::Kind;
using Token = TemplateToken::Kind;

class Parser
{
public:
    explicit Parser(std::string_view source) : m_cursor(tokenizeTemplate(source)) {}

    Statements run()
    {
        auto result = statements();
        if (!m_cursor.isAtEnd()) { // an {% endif %} without its {% if %}
            m_cursor.take(Token::BlockBegin);
            m_cursor.refuse();
        }
        return result;
    }

private:
    /// Up to the end, or to the tag that closes or continues the block around.
    Statements statements()
    {
        const TemplateCursor::Level level(m_cursor);
        Statements result;
        while (!m_cursor.isAtEnd()) {
            if (m_cursor.is(Token::Text)) {
                result.push_back(make(Kind::Text));
                result.back().text = m_cursor.take(Token::Text);
            } else if (m_cursor.is(Token::PrintBegin)) {
                m_cursor.take(Token::PrintBegin);
                result.push_back(make(Kind::Print));
                result.back().expression = expression();
                m_cursor.take(Token::PrintEnd);
            } else if (isClosing()) {
                return result;
            } else {
                m_cursor.take(Token::BlockBegin);
                result.push_back(block());
            }
        }
        return result;
    }

    Statement make(Kind kind) const
    {
        Statement statement;
        statement.kind = kind;
        statement.line = m_cursor.line();
        return statement;
    }
    TemplateExpression::Pointer expression()
    {
        return parseTemplateExpression(m_cursor, TemplateConditions::Allowed);
    }
    bool isClosing() const
    {
        for (const auto* word :
             {"elif", "else", "endif", "endfor", "endset", "endmacro", "endgeneration"}) {
            if (m_cursor.is(Token::BlockBegin) && m_cursor.isWord(word, 1)) {
                return true;
            }
        }
        return false;
    }
    /// {% word %}, from its beginning.
    void close(std::string_view word)
    {
        m_cursor.take(Token::BlockBegin);
        if (!m_cursor.acceptWord(word)) {
            m_cursor.refuse();
        }
        m_cursor.take(Token::BlockEnd);
    }
    bool continues(std::string_view word)
    {
        return m_cursor.is(Token::BlockBegin) && m_cursor.isWord(word, 1);
    }

    /// After the beginning of its tag.
    Statement block()
    {
        const auto line = m_cursor.line();
        const auto word = m_cursor.take(Token::Name);
        if (word == "if") {
            return condition();
        }
        if (word == "for") {
            return loop();
        }
        if (word == "set") {
            return assignment();
        }
        if (word == "macro") {
            return macro();
        }
        if (word == "generation") {
            auto result = make(Kind::Group);
            m_cursor.take(Token::BlockEnd);
            result.body = statements();
            close("endgeneration");
            return result;
        }
        if (word == "break" || word == "continue") {
            auto result = make(word == "break" ? Kind::Break : Kind::Continue);
            m_cursor.take(Token::BlockEnd);
            return result;
        }
        throwTemplateUnknown(line, word);
    }

    /// After "if" or "elif". An elif is an if in the other branch.
    Statement condition()
    {
        const TemplateCursor::Level level(m_cursor);
        auto result = make(Kind::If);
        result.expression = expression();
        m_cursor.take(Token::BlockEnd);
        result.body = statements();
        if (continues("elif")) {
            m_cursor.take(Token::BlockBegin);
            m_cursor.acceptWord("elif");
            result.otherwise.push_back(condition());
            return result;
        }
        if (continues("else")) {
            close("else");
            result.otherwise = statements();
        }
        close("endif");
        return result;
    }

    std::vector<std::string> names()
    {
        const bool hasBracket = m_cursor.acceptSymbol("(");
        std::vector<std::string> result{m_cursor.take(Token::Name)};
        while (m_cursor.acceptSymbol(",")) {
            result.push_back(m_cursor.take(Token::Name));
        }
        if (hasBracket) {
            m_cursor.expectSymbol(")");
        }
        return result;
    }

    Statement loop()
    {
        auto result = make(Kind::For);
        result.targets = names();
        if (!m_cursor.acceptWord("in")) {
            m_cursor.refuse();
        }
        result.expression = parseTemplateExpression(m_cursor, TemplateConditions::Left);
        if (m_cursor.acceptWord("if")) {
            result.condition = expression();
        }
        m_cursor.take(Token::BlockEnd);
        result.body = statements();
        if (continues("else")) {
            close("else");
            result.otherwise = statements();
        }
        close("endfor");
        return result;
    }

    Statement assignment()
    {
        auto result = make(Kind::Set);
        if (m_cursor.is(Token::Name) && m_cursor.isSymbol(".", 1)) {
            auto name = m_cursor.take(Token::Name);
            m_cursor.expectSymbol(".");
            result.targets.push_back(std::move(name));
            result.text = m_cursor.take(Token::Name); // the attribute of a namespace
        } else {
            result.targets = names();
        }
        if (m_cursor.acceptSymbol("=")) {
            result.expression = tupleOrExpression();
            m_cursor.take(Token::BlockEnd);
            return result;
        }
        m_cursor.take(Token::BlockEnd);
        if (result.targets.size() != 1 || !result.text.empty()) {
            m_cursor.refuse();
        }
        result.kind = Kind::SetBlock;
        result.body = statements();
        close("endset");
        return result;
    }

    /// "a, b" is a tuple.
    TemplateExpression::Pointer tupleOrExpression()
    {
        auto first = expression();
        if (!m_cursor.isSymbol(",")) {
            return first;
        }
        auto tuple = std::make_unique<TemplateExpression>();
        tuple->kind = TemplateExpression::Kind::Tuple;
        tuple->line = m_cursor.line();
        tuple->add(std::move(first));
        while (m_cursor.acceptSymbol(",") && !m_cursor.is(Token::BlockEnd)) {
            tuple->add(expression());
        }
        return tuple;
    }

    Statement macro()
    {
        auto result = make(Kind::Macro);
        result.text = m_cursor.take(Token::Name);
        m_cursor.expectSymbol("(");
        while (!m_cursor.acceptSymbol(")")) {
            result.targets.push_back(m_cursor.take(Token::Name));
            if (m_cursor.acceptSymbol("=")) {
                result.defaults.push_back(expression());
            } else if (!result.defaults.empty()) {
                m_cursor.refuse();
            }
            if (!m_cursor.acceptSymbol(",")) {
                m_cursor.expectSymbol(")");
                break;
            }
        }
        m_cursor.take(Token::BlockEnd);
        result.body = statements();
        close("endmacro");
        return result;
    }

    TemplateCursor m_cursor;
};

} // namespace

std::vector<TemplateStatement> parseTemplate(std::string_view source)
{
    return Parser(source).run();
}

} // namespace saccade
