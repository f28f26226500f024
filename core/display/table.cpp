#include "core/display/table.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

using Numbers = std::vector<float>;
using Words = std::vector<std::string>;

std::size_t lengthOf(const TableColumn& column)
{
    return std::visit([](const auto& cells) { return cells.size(); }, column.cells);
}

std::size_t rowsOf(const Table& table)
{
    const auto rows = table.columns.empty() ? 0 : lengthOf(table.columns.front());
    for (const auto& column : table.columns) {
        if (lengthOf(column) != rows) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The column “%1” has %2 cells for %3 rows."),
                        {column.title, std::to_string(lengthOf(column)), std::to_string(rows)});
        }
    }
    return rows;
}

} // namespace

nlohmann::json toJson(const Table& table)
{
    const auto rows = rowsOf(table);
    auto objects = nlohmann::json::array();
    for (std::size_t row = 0; row < rows; ++row) {
        auto object = nlohmann::json::object();
        for (const auto& column : table.columns) {
            if (const auto* numbers = std::get_if<Numbers>(&column.cells)) {
                object[column.title] = shortest((*numbers)[row]);
            } else {
                object[column.title] = std::get<Words>(column.cells)[row];
            }
        }
        objects.push_back(std::move(object));
    }
    return {{"title", table.title}, {"rows", std::move(objects)}};
}

std::string csvText(const Table& table)
{
    const auto rows = rowsOf(table);
    Words fields;
    for (const auto& column : table.columns) {
        fields.push_back(column.title);
    }
    auto text = csvLine(fields);
    for (std::size_t row = 0; row < rows; ++row) {
        fields.clear();
        for (const auto& column : table.columns) {
            const auto* numbers = std::get_if<Numbers>(&column.cells);
            fields.push_back(numbers != nullptr ? numberText((*numbers)[row])
                                                : std::get<Words>(column.cells)[row]);
        }
        text += csvLine(fields);
    }
    return text;
}

std::string npyText(const Table& table)
{
    const auto rows = rowsOf(table);
    std::vector<const Numbers*> columns;
    for (const auto& column : table.columns) {
        if (const auto* numbers = std::get_if<Numbers>(&column.cells)) {
            columns.push_back(numbers);
        }
    }
    Numbers values;
    for (std::size_t row = 0; row < rows; ++row) {
        for (const auto* column : columns) {
            values.push_back((*column)[row]);
        }
    }
    return npyBytes(std::array{static_cast<std::int64_t>(rows), std::ssize(columns)}, values);
}

} // namespace saccade
