#include "core/display/series.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

void check(const Series& series)
{
    for (const auto& line : series.lines) {
        if (line.values.size() != series.x.size()) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "The line “%1” has %2 values for %3 points."),
                {line.name, std::to_string(line.values.size()), std::to_string(series.x.size())});
        }
    }
}

} // namespace

nlohmann::json toJson(const Series& series)
{
    check(series);
    auto lines = nlohmann::json::array();
    for (const auto& line : series.lines) {
        lines.push_back({{"name", line.name}, {"values", shortestNumbers(line.values)}});
    }
    return {{"title", series.title},      {"x_title", series.xTitle},
            {"y_title", series.yTitle},   {"x", shortestNumbers(series.x)},
            {"x_labels", series.xLabels}, {"lines", std::move(lines)}};
}

std::string csvText(const Series& series)
{
    check(series);
    std::vector<std::string> fields{series.xTitle};
    for (const auto& line : series.lines) {
        fields.push_back(line.name);
    }
    auto text = csvLine(fields);
    for (std::size_t point = 0; point < series.x.size(); ++point) {
        fields.assign(1, point < series.xLabels.size() ? series.xLabels[point]
                                                       : numberText(series.x[point]));
        for (const auto& line : series.lines) {
            fields.push_back(numberText(line.values[point]));
        }
        text += csvLine(fields);
    }
    return text;
}

std::string npyText(const Series& series)
{
    check(series);
    auto values = series.x;
    for (const auto& line : series.lines) {
        values.insert(values.end(), line.values.begin(), line.values.end());
    }
    return npyBytes(std::array{std::ssize(series.lines) + 1, std::ssize(series.x)}, values);
}

} // namespace saccade
