#include "app/commands/console.h"

#include "core/display/number_text.h"

#include <QCoreApplication>
#include <QString>
#include <array>
#include <cstdio>
#include <unistd.h>

namespace saccade
{

namespace
{

std::string translated(const char* context, const std::string& source)
{
    return QCoreApplication::translate(context, source.c_str()).toStdString();
}

void writeLine(const std::string& text)
{
    const auto line = "saccade: " + text + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

} // namespace

std::string commandText(const char* source)
{
    return translated("Command", source);
}

std::string countedText(std::int64_t count, const char* one, const char* several)
{
    return substitute(commandText(count == 1 ? one : several), {std::to_string(count)});
}

std::string jsonHelp()
{
    return commandText(QT_TRANSLATE_NOOP("Command", "Print one JSON document and nothing else"));
}

void print(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void printJson(const nlohmann::json& document)
{
    print(jsonText(document) + "\n");
}

void requirePrinted()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The results could not be written to standard output."));
    }
}

void note(const char* pattern, const std::vector<std::string>& arguments)
{
    writeLine(substitute(commandText(pattern), arguments));
}

void complain(const Error& error)
{
    writeLine(substitute(translated("Error", error.pattern()), error.arguments()));
}

void ProgressLine::show(std::int64_t done, std::int64_t total)
{
    static const bool isTerminal = isatty(STDERR_FILENO) == 1;
    if (!isTerminal) {
        return;
    }
    m_isShown = true;
    const auto end = total > 0 ? " / " + std::to_string(total) : std::string();
    const auto line = "\r\x1B[K" + m_label + " " + std::to_string(done) + end;
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void ProgressLine::clear()
{
    if (m_isShown) {
        std::fputs("\r\x1B[K", stderr);
        m_isShown = false;
    }
}

std::string table(const std::vector<std::vector<std::string>>& rows)
{
    std::vector<qsizetype> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], QString::fromStdString(row[column]).size());
        }
    }
    std::string text;
    for (const auto& row : rows) {
        QString line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const auto word = QString::fromStdString(row[column]);
            line += column + 1 < row.size() ? word.leftJustified(widths[column] + 2) : word;
        }
        text += line.toStdString() + "\n";
    }
    return text;
}

std::string bytesText(std::int64_t bytes)
{
    constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1000.0 && unit + 1 < units.size()) {
        value /= 1000.0;
        ++unit;
    }
    return QString::number(value, 'f', unit == 0 ? 0 : 1).toStdString() + " " + units[unit];
}

} // namespace saccade
