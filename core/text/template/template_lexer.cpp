#include "core/text/template/template_lexer.h"

#include "core/text/template/template_error.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace saccade
{

namespace
{

using Kind = TemplateToken::Kind;

constexpr std::string_view space = " \t\n\r\f\v";

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string withPlainLineEnds(std::string_view source)
{
    std::string text;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r') {
            text += source[i];
        } else if (i + 1 == source.size() || source[i + 1] != '\n') {
            text += '\n';
        }
    }
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

class Lexer
{
public:
    explicit Lexer(std::string_view source) : m_source(withPlainLineEnds(source)) {}

    std::vector<TemplateToken> run()
    {
        while (m_at < m_source.size()) {
            const auto tag = nextTag(m_at);
            addText(tag);
            if (tag == std::string::npos) {
                break;
            }
            const char kind = m_source[tag + 1];
            moveTo(tag + 2);
            skipSign();
            if (kind == '#') {
                skipComment();
            } else if (kind == '%' && isRaw()) {
                addRaw();
            } else {
                addTag(kind);
            }
        }
        return std::move(m_tokens);
    }

private:
    std::string_view rest() const { return std::string_view(m_source).substr(m_at); }
    void moveTo(std::size_t place)
    {
        m_line += static_cast<std::size_t>(
            std::count(m_source.begin() + static_cast<std::ptrdiff_t>(m_at),
                       m_source.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
        m_at = place;
    }
    void add(Kind kind, std::string text) { m_tokens.push_back({kind, std::move(text), m_line}); }
    void skipSign()
    {
        if (m_at < m_source.size() && (m_source[m_at] == '-' || m_source[m_at] == '+')) {
            ++m_at;
        }
    }

    std::size_t nextTag(std::size_t from) const
    {
        for (auto at = m_source.find('{', from); at != std::string::npos;
             at = m_source.find('{', at + 1)) {
            if (at + 1 < m_source.size() &&
                std::string_view("{%#").find(m_source[at + 1]) != std::string_view::npos) {
                return at;
            }
        }
        return std::string::npos;
    }

    /// The text up to a tag, trimmed as the tag asks.
    void addText(std::size_t tag)
    {
        auto text = std::string_view(m_source).substr(m_at, tag - m_at);
        if (tag != std::string::npos) {
            const char sign = tag + 2 < m_source.size() ? m_source[tag + 2] : ' ';
            const auto line = text.rfind('\n') + 1; // 0 where there is none
            if (sign == '-') {
                text = text.substr(0, text.find_last_not_of(space) + 1);
            } else if (sign != '+' && m_source[tag + 1] != '{' && (line > 0 || m_startsLine) &&
                       text.find_first_not_of(" \t", line) == std::string_view::npos) {
                text = text.substr(0, line);
            }
        }
        if (!text.empty()) {
            add(Kind::Text, std::string(text));
        }
        moveTo(std::min(tag, m_source.size()));
    }

    /// After a tag: white space where it asks so; else, after blocks, one line end.
    void trimAfter(char sign, char kind)
    {
        const auto start = m_at;
        if (sign == '-') {
            moveTo(std::min(m_source.find_first_not_of(space, m_at), m_source.size()));
        } else if (sign != '+' && kind != '{' && rest().starts_with('\n')) {
            moveTo(m_at + 1);
        }
        m_startsLine = m_at > start && m_source[m_at - 1] == '\n';
    }

    void skipComment()
    {
        const auto end = m_source.find("#}", m_at);
        if (end == std::string::npos) {
            throwTemplateSyntax(m_line, "{#");
        }
        const char sign = end > m_at ? m_source[end - 1] : ' ';
        moveTo(end + 2);
        trimAfter(sign, '#');
    }

    /// Whether a tag that begins here is {% raw %}; and its end then.
    std::size_t wordTag(std::size_t at, std::string_view word) const
    {
        const auto skip = [&] {
            at = std::min(m_source.find_first_not_of(space, at), m_source.size());
        };
        skip();
        if (!std::string_view(m_source).substr(at).starts_with(word)) {
            return std::string::npos;
        }
        at += word.size();
        skip();
        if (at < m_source.size() && (m_source[at] == '-' || m_source[at] == '+')) {
            ++at;
        }
        return std::string_view(m_source).substr(at).starts_with("%}") ? at + 2 : std::string::npos;
    }
    bool isRaw() const { return wordTag(m_at, "raw") != std::string::npos; }

    void addRaw()
    {
        auto end = wordTag(m_at, "raw");
        const char sign = m_source[end - 3];
        moveTo(end);
        trimAfter(sign, '{'); // as after a value: the line end is part of what is raw
        for (auto at = m_source.find("{%", m_at); at != std::string::npos;
             at = m_source.find("{%", at + 1)) {
            const char before = at + 2 < m_source.size() ? m_source[at + 2] : ' ';
            end = wordTag(at + 2 + (before == '-' || before == '+' ? 1 : 0), "endraw");
            if (end != std::string::npos) {
                addText(at);
                const char after = m_source[end - 3];
                moveTo(end);
                trimAfter(after, '%');
                return;
            }
        }
        throwTemplateSyntax(m_line, "raw");
    }

    void addTag(char kind)
    {
        const bool isBlock = kind == '%';
        const std::string_view end = isBlock ? "%}" : "}}";
        add(isBlock ? Kind::BlockBegin : Kind::PrintBegin, "");
        int depth = 0; // of brackets: a dictionary may end before the tag does
        while (true) {
            moveTo(std::min(m_source.find_first_not_of(space, m_at), m_source.size()));
            const auto left = rest();
            if (left.empty()) {
                throwTemplateSyntax(m_line, std::string(end));
            }
            const bool hasSign = left[0] == '-' || left[0] == '+';
            if (depth == 0 &&
                (left.starts_with(end) || (hasSign && left.substr(1).starts_with(end)))) {
                moveTo(m_at + end.size() + (hasSign ? 1 : 0));
                add(isBlock ? Kind::BlockEnd : Kind::PrintEnd, "");
                trimAfter(hasSign ? left[0] : ' ', kind);
                return;
            }
            addWord();
            const auto& last = m_tokens.back();
            if (last.kind == Kind::Symbol) {
                depth += std::string_view("([{").find(last.text[0]) != std::string_view::npos;
                depth -= std::string_view(")]}").find(last.text[0]) != std::string_view::npos;
            }
        }
    }

    void addWord()
    {
        const char c = m_source[m_at];
        if (isLetter(c)) {
            auto end = m_at;
            while (end < m_source.size() && (isLetter(m_source[end]) || isDigit(m_source[end]))) {
                ++end;
            }
            add(Kind::Name, m_source.substr(m_at, end - m_at));
            m_at = end;
        } else if (isDigit(c)) {
            addNumber();
        } else if (c == '\'' || c == '"') {
            addString(c);
        } else {
            addSymbol();
        }
    }

    void addNumber()
    {
        std::string digits;
        bool isReal = false;
        const auto takeDigits = [&] {
            while (m_at < m_source.size() && (isDigit(m_source[m_at]) || m_source[m_at] == '_')) {
                digits += m_source[m_at] == '_' ? "" : std::string(1, m_source[m_at]);
                ++m_at;
            }
        };
        const auto follows = [&](std::size_t offset) {
            return m_at + offset < m_source.size() && isDigit(m_source[m_at + offset]);
        };
        takeDigits();
        if (rest().starts_with('.') && follows(1)) {
            isReal = true;
            digits += m_source[m_at++];
            takeDigits();
        }
        if (rest().starts_with('e') || rest().starts_with('E')) {
            const bool hasSign = rest().size() > 1 && (rest()[1] == '-' || rest()[1] == '+');
            if (follows(hasSign ? 2 : 1)) {
                isReal = true;
                digits += rest().substr(0, hasSign ? 2 : 1);
                m_at += hasSign ? 2 : 1;
                takeDigits();
            }
        }
        add(isReal ? Kind::Real : Kind::Integer, digits);
    }

    void addString(char quote)
    {
        std::string text;
        auto at = m_at + 1;
        while (at < m_source.size() && m_source[at] != quote) {
            if (m_source[at] != '\\' || at + 1 == m_source.size()) {
                text += m_source[at++];
                continue;
            }
            const auto [meaning, length] = escape(std::string_view(m_source).substr(at + 1));
            text += meaning;
            at += 1 + length;
        }
        if (at >= m_source.size()) {
            throwTemplateSyntax(m_line, std::string(1, quote));
        }
        add(Kind::String, text);
        moveTo(at + 1);
    }

    /// What follows a backslash, as Python reads it, and its length.
    static std::pair<std::string, std::size_t> escape(std::string_view text)
    {
        constexpr std::array<std::pair<char, char>, 11> letters{{{'n', '\n'},
                                                                 {'t', '\t'},
                                                                 {'r', '\r'},
                                                                 {'\\', '\\'},
                                                                 {'\'', '\''},
                                                                 {'"', '"'},
                                                                 {'b', '\b'},
                                                                 {'f', '\f'},
                                                                 {'v', '\v'},
                                                                 {'a', '\a'},
                                                                 {'0', '\0'}}};
        for (const auto& [letter, meaning] : letters) {
            if (text[0] == letter) {
                return {std::string(1, meaning), 1};
            }
        }
        if (text[0] == '\n') {
            return {"", 1};
        }
        constexpr std::array<std::pair<char, std::size_t>, 3> codes{{{'x', 2}, {'u', 4}, {'U', 8}}};
        for (const auto& [letter, digits] : codes) {
            std::uint32_t code = 0;
            const auto part = text.substr(1, digits);
            if (text[0] == letter && part.size() == digits &&
                std::from_chars(part.data(), part.data() + digits, code, 16).ptr ==
                    part.data() + digits) {
                return {utf8(code), 1 + digits};
            }
        }
        return {std::string{'\\', text[0]}, 1};
    }

    void addSymbol()
    {
        constexpr std::array<std::string_view, 26> symbols{
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<",
            ">",  "=",  "(",  ")",  "[",  "]",  "{", "}", ".", ",", ":", "|", ";"};
        const auto* found = std::ranges::find_if(
            symbols, [&](std::string_view symbol) { return rest().starts_with(symbol); });
        if (found == symbols.end()) {
            throwTemplateSyntax(m_line, std::string(rest().substr(0, 1)));
        }
        add(Kind::Symbol, std::string(*found));
        m_at += found->size();
    }

    std::string m_source;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    bool m_startsLine = true; // nothing stands on this line before the text that follows
    std::vector<TemplateToken> m_tokens;
};

} // namespace

std::vector<TemplateToken> tokenizeTemplate(std::string_view source)
{
    return Lexer(source).run();
}

} // namespace saccade
