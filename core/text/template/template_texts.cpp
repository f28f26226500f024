#include "core/text/template/template_environment.h"
#include "core/text/template/template_error.h"
#include "core/text/utf8.h"

#include <QString>
#include <algorithm>

namespace saccade
{

namespace
{

/// As str.isspace().
bool isSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

std::string changed(const std::string& text, QString (*change)(const QString&))
{
    return changeValid(text, [&](std::string_view part) {
        return change(QString::fromUtf8(part.data(), std::ssize(part))).toStdString();
    });
}

} // namespace

std::string templateUpper(const std::string& text)
{
    return changed(text, [](const QString& part) { return part.toUpper(); });
}

std::string templateLower(const std::string& text)
{
    return changed(text, [](const QString& part) { return part.toLower(); });
}

std::string templateCapitalized(const std::string& text)
{
    const auto length = text.empty() ? 0 : codePointAt(text, 0).length;
    return templateUpper(text.substr(0, length)) + templateLower(text.substr(length));
}

std::string templateTitle(const std::string& text)
{
    std::string result;
    std::string word;
    const auto flush = [&] {
        result += templateCapitalized(word);
        word.clear();
    };
    for (const auto character : characters(text)) {
        const bool isPart = character.size() > 1 || QChar(character[0]).isLetter();
        if (!isPart) {
            flush();
        }
        (isPart ? word : result) += character;
    }
    flush();
    return result;
}

std::string templateStripped(const std::string& text, const std::optional<std::string>& set,
                             TemplateSide side)
{
    const auto parts = characters(text);
    const auto goes = [&](std::string_view character) {
        if (!set) {
            const auto point = codePointAt(character, 0);
            return point.valid && isSpace(point.value);
        }
        const auto of = characters(*set);
        return std::ranges::find(of, character) != of.end();
    };
    auto first = parts.begin();
    auto last = parts.end();
    while (side != TemplateSide::Right && first != last && goes(*first)) {
        ++first;
    }
    while (side != TemplateSide::Left && first != last && goes(*(last - 1))) {
        --last;
    }
    std::string result;
    for (; first != last; ++first) {
        result += *first;
    }
    return result;
}

std::string templateReplaced(const std::string& text, const std::string& from,
                             const std::string& to, std::int64_t count)
{
    std::string result;
    std::size_t at = 0;
    while (count != 0) {
        // Nothing stands between all characters, and at both ends.
        const auto next = from.empty() ? at : text.find(from, at);
        if (next == std::string::npos || next > text.size()) {
            break;
        }
        result.append(text, at, next - at).append(to);
        requireTemplateSize(result.size());
        at = next + from.size();
        if (from.empty()) {
            if (at >= text.size()) {
                return result;
            }
            const auto length = codePointAt(text, at).length;
            result.append(text, at, length);
            at += length;
        }
        --count;
    }
    return at <= text.size() ? result.append(text, at, std::string::npos) : result;
}

} // namespace saccade
