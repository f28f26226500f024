// Square matrices in double and plain loops, to compare with.
#pragma once

#include <cstddef>
#include <vector>

namespace saccade
{

/// Rows of a square matrix.
using Plain = std::vector<std::vector<double>>;

inline Plain times(const Plain& a, const Plain& b)
{
    Plain result(a.size(), std::vector<double>(a.size()));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < a.size(); ++j) {
            for (std::size_t k = 0; k < a.size(); ++k) {
                result[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    return result;
}

inline Plain identity(std::size_t n)
{
    Plain result(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) {
        result[i][i] = 1.0;
    }
    return result;
}

inline std::vector<float> flat(const Plain& matrix)
{
    std::vector<float> values;
    for (const auto& row : matrix) {
        for (const auto x : row) {
            values.push_back(static_cast<float>(x));
        }
    }
    return values;
}

} // namespace saccade
