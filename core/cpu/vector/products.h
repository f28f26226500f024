// Matrix products: the register tile, and how tiles of a weight are brought into cache.
#pragma once

#include "core/cpu/vector/formats_iq.h"
#include "core/cpu/vector/formats_k.h"
#include "core/cpu/vector/vector_kernels.h"

namespace saccade
{

namespace
{

// A tile of y: tileRows × (tileVectors · lanes) numbers in registers, of which there are 32 or 16.
constexpr int tileVectors = lanes == 4 ? 2 : 3;
constexpr int tileRows = lanes == 16 ? 8 : 4;
constexpr std::int64_t tileWidth = tileVectors * lanes;
constexpr std::int64_t tileDepth = 256; // inputs at a time: a multiple of every block

enum class Begin { Zero, Bias, Continue };

/// y tile (= bias | +=) x [rows, depth] · panel [depth, columns]. Strides in floats.
struct TileJob {
    const float* x;
    std::int64_t xStride;
    const float* panel;
    std::int64_t panelStride;
    std::int64_t depth;
    const float* bias;
    float* y;
    std::int64_t yStride;
    std::int64_t columns; // of y to store, the last vector perhaps in part
    Begin begin;
};

template <int rows, int vectors>
inline void tile(const TileJob& job)
{
    constexpr auto rowCount = static_cast<std::size_t>(rows);
    constexpr auto vectorCount = static_cast<std::size_t>(vectors);
    Floats sums[rowCount][vectorCount];
    const auto lastLanes = job.columns - (vectors - 1) * lanes;
    const auto partly = [&](const float* from, int v) {
        return v < vectors - 1 || lastLanes == lanes ? load(from + v * lanes)
                                                     : loadSome(from + v * lanes, lastLanes);
    };
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r) {
#pragma GCC unroll 3
        for (int v = 0; v < vectors; ++v) {
            sums[r][v] = job.begin == Begin::Zero   ? Floats{}
                         : job.begin == Begin::Bias ? partly(job.bias, v)
                                                    : partly(job.y + r * job.yStride, v);
        }
    }
    const float* panel = job.panel;
    for (std::int64_t k = 0; k < job.depth; ++k, panel += job.panelStride) {
        Floats weights[vectorCount];
#pragma GCC unroll 3
        for (int v = 0; v < vectors; ++v) {
            weights[v] = load(panel + v * lanes);
        }
#pragma GCC unroll 8
        for (int r = 0; r < rows; ++r) {
            const float x = job.x[r * job.xStride + k];
#pragma GCC unroll 3
            for (int v = 0; v < vectors; ++v) {
                sums[r][v] += weights[v] * x;
            }
        }
    }
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r) {
        float* y = job.y + r * job.yStride;
#pragma GCC unroll 3
        for (int v = 0; v < vectors; ++v) {
            if (v < vectors - 1 || lastLanes == lanes) {
                store(y + v * lanes, sums[r][v]);
            } else {
                storeSome(y + v * lanes, sums[r][v], lastLanes);
            }
        }
    }
}

template <int vectors>
inline void tilesOf(TileJob job, std::int64_t rows)
{
    const auto step = [&job](std::int64_t count) {
        job.x += count * job.xStride;
        job.y += count * job.yStride;
    };
    for (; rows >= tileRows; rows -= tileRows, step(tileRows)) {
        tile<tileRows, vectors>(job);
    }
    if constexpr (tileRows == 8) {
        if (rows >= 4) {
            tile<4, vectors>(job);
            rows -= 4;
            step(4);
        }
    }
    if (rows >= 2) {
        tile<2, vectors>(job);
        rows -= 2;
        step(2);
    }
    if (rows == 1) {
        tile<1, vectors>(job);
    }
}

/// All rows with one panel. The panel's vectors must be readable to the end of the last one.
inline void multiplyPanel(const TileJob& job, std::int64_t rows)
{
    const auto vectors = (job.columns + lanes - 1) / lanes;
    if (vectors == 1) {
        tilesOf<1>(job, rows);
    } else if (vectors == 2) {
        tilesOf<2>(job, rows);
    } else if constexpr (tileVectors == 3) {
        tilesOf<3>(job, rows);
    }
}

/// Elements first … first + count − 1 of a stored row, count ≤ 32, zeros after them.
template <typename Format>
inline Group groupOf(const std::byte* row, std::int64_t first, std::int64_t count)
{
    if constexpr (Format::elementBytes > 0) {
        const auto* from = row + first * Format::elementBytes;
        if (count < groupSize) {
            std::byte padded[groupSize * Format::elementBytes] = {};
            __builtin_memcpy(padded, from, static_cast<std::size_t>(count * Format::elementBytes));
            return Format::group(padded, 0);
        }
        return Format::group(from, 0);
    }
    return Format::group(row, first / groupSize);
}

/// panel [depth, tileWidth] = the transpose of stored rows firstOutput … (columns of them), inputs
/// from firstInput on; columns that are not there are zero.
template <typename Format>
inline void packTransposed(const StridedMatrix& weight, std::int64_t firstInput, std::int64_t depth,
                           std::int64_t firstOutput, std::int64_t columns, float* panel)
{
    for (std::int64_t column = 0; column < columns; column += lanes) {
        const auto present = columns - column < lanes ? columns - column : lanes;
        const auto* rows = weight.data + (firstOutput + column) * weight.rowBytes;
        for (std::int64_t k = 0; k < depth; k += groupSize) {
            const auto count = depth - k < groupSize ? depth - k : groupSize;
            Floats squares[groupVectors][lanes] = {};
            for (std::int64_t r = 0; r < present; ++r) {
                const Group group =
                    groupOf<Format>(rows + r * weight.rowBytes, firstInput + k, count);
                for (int v = 0; v < groupVectors; ++v) {
                    squares[v][r] = group.part[v];
                }
            }
            for (int v = 0; v < groupVectors && v * lanes < count; ++v) {
                transpose(squares[v]);
                for (int i = 0; i < lanes && v * lanes + i < count; ++i) {
                    store(panel + (k + v * lanes + i) * tileWidth + column, squares[v][i]);
                }
            }
        }
    }
}

/// The same from a weight stored [in, out].
template <typename Format>
inline void packStraight(const StridedMatrix& weight, std::int64_t firstInput, std::int64_t depth,
                         std::int64_t firstOutput, std::int64_t columns, float* panel)
{
    for (std::int64_t k = 0; k < depth; ++k) {
        const auto* row = weight.data + (firstInput + k) * weight.rowBytes;
        float* to = panel + k * tileWidth;
        for (std::int64_t column = 0; column < columns; column += groupSize) {
            const auto count = columns - column < groupSize ? columns - column : groupSize;
            const Group group = groupOf<Format>(row, firstOutput + column, count);
            for (int v = 0; v < groupVectors && v * lanes < count; ++v) {
                store(to + column + v * lanes, group.part[v]);
            }
        }
    }
}

template <typename Format>
inline void pack(const StridedMatrix& weight, std::int64_t firstInput, std::int64_t depth,
                 std::int64_t firstOutput, std::int64_t columns, float* panel)
{
    if (weight.layout == MatrixLayout::OutputInput) {
        packTransposed<Format>(weight, firstInput, depth, firstOutput, columns, panel);
    } else if constexpr (Format::elementBytes > 0) {
        packStraight<Format>(weight, firstInput, depth, firstOutput, columns, panel);
    }
}

/// Asks for what will be read soon: rows are too short for the processor's own reading ahead to get
/// going.
template <typename Format, int together>
inline void readAhead(const std::byte* row, std::int64_t rowBytes, std::int64_t input)
{
    constexpr std::int64_t line = 64;
    const auto groupBytes = Format::bytesOf(groupSize);
    const auto* ahead = row + together * rowBytes + Format::bytesOf(input);
    for (int r = 0; r < together; ++r) {
        for (std::int64_t byte = 0; byte < groupBytes; byte += line) {
            __builtin_prefetch(ahead + r * rowBytes + byte);
        }
    }
}

/// y [outputs first … last) of one row: the dot products of stored rows with x, `together` rows at
/// once.
template <typename Format, int together>
inline void dotRows(const MatrixProduct& product, std::int64_t output)
{
    const auto& weight = product.weight;
    const auto* row = weight.data + output * weight.rowBytes;
    constexpr auto rowCount = static_cast<std::size_t>(together);
    Floats sums[rowCount][groupVectors] = {};
    std::int64_t k = 0;
    for (; k + groupSize <= weight.inputs; k += groupSize) {
        readAhead<Format, together>(row, weight.rowBytes, k);
        for (int r = 0; r < together; ++r) {
            const Group group = groupOf<Format>(row + r * weight.rowBytes, k, groupSize);
            for (int v = 0; v < groupVectors; ++v) {
                sums[r][v] += group.part[v] * load(product.x + k + v * lanes);
            }
        }
    }
    if (k < weight.inputs) {
        float rest[groupSize] = {};
        const auto count = weight.inputs - k;
        __builtin_memcpy(rest, product.x + k, static_cast<std::size_t>(count) * sizeof(float));
        for (int r = 0; r < together; ++r) {
            const Group group = groupOf<Format>(row + r * weight.rowBytes, k, count);
            for (int v = 0; v < groupVectors; ++v) {
                sums[r][v] += group.part[v] * load(rest + v * lanes);
            }
        }
    }
    for (int r = 0; r < together; ++r) {
        for (int v = 1; v < groupVectors; ++v) {
            sums[r][0] += sums[r][v];
        }
        product.y[output + r] =
            sum(sums[r][0]) + (product.bias == nullptr ? 0.0F : product.bias[output + r]);
    }
}

template <typename Format>
inline void multiplyRows(const MatrixProduct& product, std::int64_t first, std::int64_t last)
{
    constexpr int together = groupVectors <= 2 ? 4 : groupVectors <= 4 ? 2 : 1;
    for (; first + together <= last; first += together) {
        dotRows<Format, together>(product, first);
    }
    for (; first < last; ++first) {
        dotRows<Format, 1>(product, first);
    }
}

/// y [first … last) of one row += x · a weight stored [in, out], `together` stored rows at once.
template <typename Format, int together>
inline void addRows(const MatrixProduct& product, std::int64_t input, std::int64_t first,
                    std::int64_t last)
{
    const auto& weight = product.weight;
    const auto* row = weight.data + input * weight.rowBytes;
    std::int64_t output = first;
    for (; output + groupSize <= last; output += groupSize) {
        readAhead<Format, together>(row, weight.rowBytes, output);
        Floats sums[groupVectors];
        for (int v = 0; v < groupVectors; ++v) {
            sums[v] = load(product.y + output + v * lanes);
        }
        for (int r = 0; r < together; ++r) {
            const Group group = groupOf<Format>(row + r * weight.rowBytes, output, groupSize);
            for (int v = 0; v < groupVectors; ++v) {
                sums[v] += group.part[v] * product.x[input + r];
            }
        }
        for (int v = 0; v < groupVectors; ++v) {
            store(product.y + output + v * lanes, sums[v]);
        }
    }
    for (int r = 0; output < last && r < together; ++r) {
        const auto count = last - output;
        const Group group = groupOf<Format>(row + r * weight.rowBytes, output, count);
        for (std::int64_t i = 0; i < count; ++i) {
            product.y[output + i] += group.part[i / lanes][i % lanes] * product.x[input + r];
        }
    }
}

template <typename Format>
inline void multiplyColumns(const MatrixProduct& product, std::int64_t first, std::int64_t last)
{
    constexpr int together = 8;
    for (std::int64_t output = first; output < last; ++output) {
        product.y[output] = product.bias == nullptr ? 0.0F : product.bias[output];
    }
    std::int64_t input = 0;
    for (; input + together <= product.weight.inputs; input += together) {
        addRows<Format, together>(product, input, first, last);
    }
    for (; input < product.weight.inputs; ++input) {
        addRows<Format, 1>(product, input, first, last);
    }
}

} // namespace

} // namespace saccade
