#include "core/files/series.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/files/in_quotes.h"
#include "core/files/mapped_file.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace saccade
{

namespace
{

constexpr std::size_t mostBytes = std::size_t{256} << 20;
constexpr std::size_t mostLineBytes = std::size_t{1} << 20;
constexpr std::size_t mostColumns = 4096;
constexpr std::size_t mostRows = 4'000'000;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

template <std::size_t count>
bool isOneOf(std::string_view text, const std::array<std::string_view, count>& words)
{
    return std::ranges::find(words, lowered(trimmed(text))) != words.end();
}

bool isMissing(std::string_view cell)
{
    constexpr std::array<std::string_view, 8> words{"",     "nan",  "na", "n/a",
                                                    "null", "none", "?",  "-"};
    return isOneOf(cell, words);
}

// What the column is called that says when; pandas leaves the heading of its index empty.
bool namesRows(std::string_view heading)
{
    constexpr std::array<std::string_view, 8> words{"",   "date",  "time",     "timestamp",
                                                    "ds", "index", "datetime", "unnamed: 0"};
    return isOneOf(heading, words);
}

std::optional<float> numberOf(std::string_view cell)
{
    auto text = trimmed(cell);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    const bool isWhole = problem == std::errc() && rest == end && !text.empty();
    constexpr auto most = static_cast<double>(std::numeric_limits<float>::max());
    return isWhole && std::abs(value) <= most ? std::optional(static_cast<float>(value))
                                              : std::nullopt;
}

// "1,5": a number after the habit of another country, which is refused, and no name of a row.
bool hasDecimalComma(std::string_view cell)
{
    std::string text(trimmed(cell));
    const auto comma = text.find(',');
    if (comma == std::string::npos) {
        return false;
    }
    text[comma] = '.';
    return numberOf(text).has_value();
}

/// Lines and cells of one file.
class Rows
{
public:
    Rows(const std::filesystem::path& path, std::string_view text) : m_path(path), m_text(text)
    {
        constexpr std::string_view mark = "\xEF\xBB\xBF"; // of UTF-8
        if (m_text.starts_with(mark)) {
            m_text.remove_prefix(mark.size());
        }
        const auto first = m_text.substr(0, m_text.find('\n'));
        for (const char candidate : {'\t', ';', ','}) {
            if (first.find(candidate) != std::string_view::npos) {
                m_separator = candidate;
                break;
            }
        }
    }

    /// The next row; false at the end. Empty lines may stand at the end alone.
    bool next()
    {
        m_cells.clear();
        while (!m_text.empty()) {
            const auto line = takeLine();
            if (!line.empty()) {
                split(line);
                return true;
            }
            if (m_text.find_first_not_of("\r\n") != std::string_view::npos) {
                refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: the line is empty."));
            }
        }
        return false;
    }

    const std::vector<std::string>& cells() const { return m_cells; }

    [[noreturn]] void refuse(const char* sentence, std::vector<std::string> more = {}) const
    {
        more.insert(more.begin(), {m_path.string(), std::to_string(m_line)});
        throwError(sentence, std::move(more));
    }

private:
    [[noreturn]] static void throwError(const char* sentence, std::vector<std::string> arguments)
    {
        throw Error(sentence, std::move(arguments));
    }

    std::string_view takeLine()
    {
        ++m_line;
        const auto end = m_text.find('\n');
        auto line = m_text.substr(0, end);
        m_text.remove_prefix(end == std::string_view::npos ? m_text.size() : end + 1);
        if (line.size() > mostLineBytes) {
            refuse(
                QT_TRANSLATE_NOOP("Error", "%1, line %2: the line is longer than a table's are."));
        }
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        return line;
    }

    // Cells may stand in quotation marks; a doubled one is one of the text's own.
    void split(std::string_view line)
    {
        for (std::size_t at = 0; at <= line.size();) {
            if (m_cells.size() >= mostColumns) {
                refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: there are more than %3 columns."),
                       {std::to_string(mostColumns)});
            }
            if (at < line.size() && line[at] == '"') {
                at = quoted(line, at + 1);
            } else {
                const auto end = std::min(line.find(m_separator, at), line.size());
                m_cells.emplace_back(line.substr(at, end - at));
                at = end;
            }
            if (at < line.size() && line[at] != m_separator) {
                refuse(QT_TRANSLATE_NOOP("Error",
                                         "%1, line %2: a quotation mark does not end its cell."));
            }
            ++at;
        }
    }

    std::size_t quoted(std::string_view line, std::size_t at)
    {
        auto& cell = m_cells.emplace_back();
        while (at < line.size()) {
            if (line[at] != '"') {
                cell += line[at++];
            } else if (at + 1 < line.size() && line[at + 1] == '"') {
                cell += '"';
                at += 2;
            } else {
                return at + 1;
            }
        }
        refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: a quotation mark does not end its cell."));
    }

    const std::filesystem::path& m_path;
    std::string_view m_text;
    char m_separator = ',';
    std::size_t m_line = 0;
    std::vector<std::string> m_cells;
};

/// The columns of a table, while its rows are read.
class Table
{
public:
    Table(const std::filesystem::path& path, Rows& rows, const std::vector<std::string>& wanted)
        : m_path(path), m_rows(rows)
    {
        auto isThere = rows.next();
        if (isThere && isHeading(rows.cells())) {
            m_heading = rows.cells();
            isThere = rows.next();
        }
        if (!isThere) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 holds no rows of numbers."),
                             {path.string()});
        }
        const auto& first = rows.cells();
        m_width = m_heading.empty() ? first.size() : m_heading.size();
        requireWidth();
        m_namesRows = m_width > 1 &&
                      ((!m_heading.empty() && namesRows(m_heading.front())) ||
                       (!numberOf(first[0]) && !isMissing(first[0]) && !hasDecimalComma(first[0])));
        choose(wanted);
        m_channels.resize(m_chosen.size());
    }

    SeriesTable read()
    {
        do {
            requireWidth();
            addRow();
        } while (m_rows.next());
        SeriesTable table;
        table.times = std::move(m_times);
        const auto count = std::ssize(m_channels.front());
        table.values = Tensor::allocate(DType::F32, {std::ssize(m_chosen), count});
        auto* place = table.values.mutableFloats().data();
        for (std::size_t channel = 0; channel < m_chosen.size(); ++channel) {
            table.names.push_back(nameOf(m_chosen[channel]));
            place = std::ranges::copy(m_channels[channel], place).out;
            std::vector<float>().swap(m_channels[channel]);
        }
        return table;
    }

private:
    static bool isHeading(const std::vector<std::string>& cells)
    {
        return std::ranges::any_of(cells, [](const std::string& cell) { return !numberOf(cell); });
    }

    std::string nameOf(std::size_t column) const
    {
        return m_heading.empty() ? std::to_string(column + 1)
                                 : std::string(trimmed(m_heading[column]));
    }

    void requireWidth() const
    {
        if (m_rows.cells().size() != m_width) {
            m_rows.refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: there are %3 cells, but %4 in "
                                                     "the first line."),
                          {std::to_string(m_rows.cells().size()), std::to_string(m_width)});
        }
    }

    void choose(const std::vector<std::string>& wanted)
    {
        std::vector<std::string> names;
        for (std::size_t column = m_namesRows ? 1 : 0; column < m_width; ++column) {
            names.push_back(nameOf(column));
            if (wanted.empty()) {
                m_chosen.push_back(column);
            }
        }
        for (const auto& name : wanted) {
            const auto found = std::ranges::find(names, name);
            if (found == names.end()) {
                throw UsageError(
                    QT_TRANSLATE_NOOP("Error", "%1 has no column “%2”. Did you mean “%3”?"),
                    {m_path.string(), name, nearest(name, names)});
            }
            m_chosen.push_back(static_cast<std::size_t>(found - names.begin()) +
                               (m_namesRows ? 1 : 0));
        }
    }

    void addRow()
    {
        if (m_channels.front().size() >= mostRows) {
            m_rows.refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: there are more than %3 rows."),
                          {std::to_string(mostRows)});
        }
        const auto& cells = m_rows.cells();
        for (std::size_t channel = 0; channel < m_chosen.size(); ++channel) {
            const auto column = m_chosen[channel];
            const auto number = numberOf(cells[column]);
            if (!number && isMissing(cells[column])) {
                m_rows.refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: the column %3 has no value. "
                                                         "Fill the gap, or choose other columns."),
                              {inQuotes(nameOf(column))});
            }
            if (!number) {
                m_rows.refuse(QT_TRANSLATE_NOOP("Error", "%1, line %2: %3 in the column %4 is no "
                                                         "number with a decimal point."),
                              {inQuotes(cells[column]), inQuotes(nameOf(column))});
            }
            m_channels[channel].push_back(*number);
        }
        if (m_namesRows) {
            m_times.emplace_back(trimmed(cells.front()));
        }
    }

    const std::filesystem::path& m_path;
    Rows& m_rows;
    std::vector<std::string> m_heading; // empty: none
    std::size_t m_width = 0;
    bool m_namesRows = false;
    std::vector<std::size_t> m_chosen;          // columns
    std::vector<std::vector<float>> m_channels; // one a chosen column
    std::vector<std::string> m_times;
};

} // namespace

SeriesTable readSeries(const std::filesystem::path& path, const std::vector<std::string>& columns)
{
    if (!std::filesystem::is_regular_file(path)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no file %1."), {path.string()});
    }
    const auto file = mapFile(path);
    if (file.bytes.size() > mostBytes) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The table %1 is larger than 256 MiB: cut out the "
                                               "rows that the model shall read."),
                    {path.string()});
    }
    Rows rows(path, {reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()});
    return Table(path, rows, columns).read();
}

} // namespace saccade
