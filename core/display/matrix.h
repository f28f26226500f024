// Display: a matrix with labels, as a heat map shows it and a file stores it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace saccade {

struct Matrix {
    std::string title;       // "Layer 3, head 5"
    std::string rowTitle;    // "query"
    std::string columnTitle; // "key"
    std::string valueTitle;  // "attention"
    std::int64_t rows = 0, columns = 0;
    std::vector<float> values; // [rows, columns]
    std::vector<std::string> rowLabels, columnLabels;
};

/// By the extension: .npy, .csv (labels as first row and column), .json. Throws UsageError for another.
void writeMatrix(const Matrix& matrix, const std::filesystem::path& path);

} // namespace saccade
