// Display: rows of numbers and words under titles.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

namespace saccade
{

struct TableColumn {
    std::string title;
    std::variant<std::vector<float>, std::vector<std::string>> cells; // one a row
};

struct Table {
    std::string title;
    std::vector<TableColumn> columns;
};

/// An object a row, by the titles. Throws Error where columns differ in length, as all of these.
nlohmann::json toJson(const Table& table);
std::string csvText(const Table& table);
/// F32 [rows, columns of numbers]
std::string npyText(const Table& table);

} // namespace saccade
