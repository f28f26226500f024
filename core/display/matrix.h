// Display: a matrix with labels, as a heat map shows it and a file stores it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct Matrix {
    std::string title;       // "Layer 3, head 5"
    std::string rowTitle;    // "query"
    std::string columnTitle; // "key"
    std::string valueTitle;  // "attention"
    std::int64_t rows = 0, columns = 0;
    std::vector<float> values; // [rows, columns]
    std::vector<std::string> rowLabels, columnLabels;
};

nlohmann::json toJson(const Matrix& matrix);
/// Labels as first row and column.
std::string csvText(const Matrix& matrix);
/// F32 [rows, columns]
std::string npyText(const Matrix& matrix);

/// By the extension: .npy, .csv, .json. Throws UsageError for another.
void writeMatrix(const Matrix& matrix, const std::filesystem::path& path);

} // namespace saccade
