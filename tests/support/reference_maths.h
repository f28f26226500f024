// Plain mathematics in double precision for models that test others: no graph, no cache, one pass
// over all tokens.
#pragma once

#include "core/graph/tensor.h"

#include <map>
#include <string>
#include <vector>

namespace saccade::reference
{

/// A matrix, row by row.
struct Rows {
    int count = 0;
    int width = 0;
    std::vector<double> values{};

    Rows(int rowCount, int rowWidth)
        : count(rowCount), width(rowWidth),
          values(static_cast<std::size_t>(rowCount) * static_cast<std::size_t>(rowWidth))
    {
    }
    double& at(int row, int column) { return values[index(row, column)]; }
    double at(int row, int column) const { return values[index(row, column)]; }

private:
    std::size_t index(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(column);
    }
};

using Tensors = std::map<std::string, Tensor, std::less<>>;

/// A tensor of rank 1 (one row) or 2.
Rows read(const Tensors& tensors, const std::string& name);

Rows sum(const Rows& a, const Rows& b);
Rows product(const Rows& a, const Rows& b);
Rows scaled(const Rows& x, double factor);
/// x·Wᵀ + b with name.weight and, where there is one, name.bias.
Rows linear(const Tensors& tensors, const Rows& x, const std::string& name);
Rows selectColumns(const Rows& x, int first, int count);

double relu(double x);
double silu(double x);
double geluErf(double x);
double geluTanh(double x);
Rows mapped(const Rows& x, double (*function)(double));
/// Rows of probabilities.
Rows softmax(const Rows& x);

/// Each run of `extent` columns by itself (0: the whole row), without weights.
Rows standardised(const Rows& x, double epsilon, int extent = 0);    // mean 0, variance 1
Rows rootMeanSquared(const Rows& x, double epsilon, int extent = 0); // mean of squares 1
/// Columns times a row, which repeats; plus `offset` first.
Rows weighted(const Rows& x, const Rows& row, double offset = 0.0);
/// name.weight and name.bias.
Rows layerNorm(const Tensors& tensors, const Rows& x, const std::string& name, double epsilon);
/// name.weight; `offset` is added to it.
Rows rmsNorm(const Tensors& tensors, const Rows& x, const std::string& name, double epsilon,
             double offset = 0.0, int extent = 0);

struct Rotation {
    int channels = 0; // of each head, from the first
    double base = 10000.0;
    bool neighbours = false; // pairs (0, 1), (2, 3) …; else (0, channels / 2) …
    double positionFactor = 1.0;
    std::vector<double> divisors{}; // of frequencies
    double magnitude = 1.0;
};
/// Row r turned by position r.
Rows rotated(const Rows& x, int heads, const Rotation& rotation);

struct AttentionSettings {
    int heads = 0;
    int keyHeads = 0;
    double scale = 1.0;
    int window = 0;               // 0: none
    double cap = 0.0;             // 0: none
    std::vector<double> slopes{}; // a head: − slope · distance
};
struct Attended {
    Rows output;                 // [n, heads·d]
    std::vector<double> pattern; // [heads, n, n]
};
Attended attend(const Rows& queries, const Rows& keys, const Rows& values,
                const AttentionSettings& settings);

/// For a power of two of heads 2^(−8·i/heads), i from 1; else those of the next lower power, then
/// every other one of its double.
std::vector<double> biasSlopes(int heads);

} // namespace saccade::reference
