#include "core/display/matrix.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/display/display.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <array>
#include <span>

namespace saccade
{

namespace
{

std::span<const float> rowOf(const Matrix& matrix, std::int64_t row)
{
    return std::span(matrix.values)
        .subspan(static_cast<std::size_t>(row * matrix.columns),
                 static_cast<std::size_t>(matrix.columns));
}

void check(const Matrix& matrix)
{
    if (matrix.rows < 0 || matrix.columns < 0 ||
        std::ssize(matrix.values) != matrix.rows * matrix.columns) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 values do not fill a matrix of %2 rows and %3 columns."),
            {std::to_string(matrix.values.size()), std::to_string(matrix.rows),
             std::to_string(matrix.columns)});
    }
}

} // namespace

nlohmann::json toJson(const Matrix& matrix)
{
    check(matrix);
    nlohmann::json values = nlohmann::json::array();
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        values.push_back(shortestNumbers(rowOf(matrix, row)));
    }
    return {{"title", matrix.title},
            {"row_title", matrix.rowTitle},
            {"column_title", matrix.columnTitle},
            {"value_title", matrix.valueTitle},
            {"rows", matrix.rows},
            {"columns", matrix.columns},
            {"row_labels", matrix.rowLabels},
            {"column_labels", matrix.columnLabels},
            {"values", std::move(values)}};
}

std::string csvText(const Matrix& matrix)
{
    check(matrix);
    std::vector<std::string> fields{matrix.rowTitle + "\\" + matrix.columnTitle};
    for (std::int64_t column = 0; column < matrix.columns; ++column) {
        fields.push_back(labelAt(matrix.columnLabels, column));
    }
    auto text = csvLine(fields);
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        fields.assign(1, labelAt(matrix.rowLabels, row));
        for (const float value : rowOf(matrix, row)) {
            fields.push_back(numberText(value));
        }
        text += csvLine(fields);
    }
    return text;
}

std::string npyText(const Matrix& matrix)
{
    check(matrix);
    return npyBytes(std::array{matrix.rows, matrix.columns}, matrix.values);
}

void writeMatrix(const Matrix& matrix, const std::filesystem::path& path)
{
    writeDisplay(matrix, path);
}

} // namespace saccade
