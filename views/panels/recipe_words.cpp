#include "views/panels/recipe_words.h"

#include "views/run_document.h"
#include "views/theme.h"

#include <QRegularExpression>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr qsizetype mostCharacters = 120;
constexpr qsizetype sumCharacters = 12; // of a checksum: enough to tell two files apart

QString words(const nlohmann::json& value)
{
    QString text = QString::fromStdString(
        value.is_string() ? value.get<std::string>()
                          : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (text.size() > mostCharacters) {
        text = text.left(mostCharacters) + QStringLiteral(" …");
    }
    // Long paths, lists and names of values may break after their separators; numbers may not.
    static const QRegularExpression separators(QStringLiteral("([/,_]|\\.(?=[A-Za-z*]))"));
    text.replace(separators, QStringLiteral("\\1\u200B"));
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QString row(const QString& name, const QString& value, const QString& colour)
{
    return QStringLiteral("<tr><td style='color:%1; padding-right:8px'>%2</td><td>%3</td></tr>")
        .arg(colour, name.toHtmlEscaped(), value);
}

/// Nested fields one by one, as "settings.temperature"; empty ones are left out.
void append(QString& table, const QString& name, const nlohmann::json& value, const QString& colour)
{
    if (value.is_null() ||
        ((value.is_array() || value.is_object() || value.is_string()) && value.empty())) {
        return;
    }
    if (name == QLatin1String("sha256") && value.is_object()) {
        for (const auto& [file, sum] : value.items()) {
            const auto start = words(sum).left(sumCharacters) + QStringLiteral(" …");
            table += row(QString::fromStdString(file) + QStringLiteral(" sha256"), start, colour);
        }
        return;
    }
    if (value.is_object()) {
        for (const auto& [inner, part] : value.items()) {
            append(table, inner == "text" ? name : QString::fromStdString(inner), part, colour);
        }
        return;
    }
    table += row(name, words(value), colour);
}

} // namespace

QString recipeWords(const Trace& trace, const QPalette& palette)
{
    static constexpr std::string_view ofDecoding[] = {"decoder", "settings", "seed", "steps"};
    const bool decodes = writesTokens(trace);
    QString table = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    const QString colour = Theme::of(palette).secondaryText.name();
    if (trace.recipe.is_object()) {
        for (const auto& [name, value] : trace.recipe.items()) {
            if (!decodes && std::ranges::count(ofDecoding, name) > 0) {
                continue;
            }
            append(table, QString::fromStdString(name), value, colour);
        }
    }
    return table + QStringLiteral("</table>");
}

} // namespace saccade
