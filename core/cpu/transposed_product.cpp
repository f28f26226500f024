#include "core/cpu/transposed_product.h"

namespace saccade
{

namespace
{

// A panel of a block-quantised weight that is expanded at once, and the rows that it serves at
// once.
constexpr std::int64_t panelRows = 128;
constexpr std::int64_t panelColumns = 256; // a multiple of every block
constexpr std::int64_t rowsAtOnce = 64;

} // namespace

TransposedProduct::TransposedProduct(const Tensor& weight)
    : m_weight(viewOf(weight, MatrixLayout::InputOutput))
{
}

std::int64_t TransposedProduct::scratch(const VectorKernels& vector) const
{
    const auto panel = panelRows * panelColumns + rowsAtOnce * (panelRows + panelColumns);
    return vector.multiplyScratch + (isQuantised(m_weight.type) ? panel : 0);
}

void TransposedProduct::run(const KernelCall& call, const float* x, std::int64_t n, float* y) const
{
    if (n == 0) {
        return;
    }
    if (isQuantised(m_weight.type)) {
        runBlocks(call, x, n, y);
    } else {
        runPlain(call, x, n, y);
    }
}

void TransposedProduct::runPlain(const KernelCall& call, const float* x, std::int64_t n,
                                 float* y) const
{
    const MatrixProduct product{m_weight, x, nullptr, y};
    const auto tile = call.vector.outputTile;
    const auto tiles = (m_weight.outputs + tile - 1) / tile;
    const auto wanted = (2 * call.pool.threads() + tiles - 1) / tiles;
    const auto bands = std::clamp<std::int64_t>(n / 32, 1, wanted);
    call.pool.run(tiles * bands, [&](std::int64_t part, int thread) {
        const auto output = part / bands * tile;
        const auto band = part % bands;
        call.vector.multiplyMatrix(product,
                                   {output, std::min(output + tile, m_weight.outputs),
                                    n * band / bands, n * (band + 1) / bands},
                                   call.pool.scratch(thread));
    });
}

void TransposedProduct::runBlocks(const KernelCall& call, const float* x, std::int64_t n,
                                  float* y) const
{
    const auto pieces = (m_weight.outputs + panelColumns - 1) / panelColumns;
    call.pool.run(pieces, [&](std::int64_t piece, int thread) {
        computeColumns(call, x, n, y, piece * panelColumns, call.pool.scratch(thread));
    });
}

void TransposedProduct::computeColumns(const KernelCall& call, const float* x, std::int64_t n,
                                       float* y, std::int64_t first, float* scratch) const
{
    const auto& [data, type, layout, depth, width, rowBytes] = m_weight;
    const auto columns = std::min(panelColumns, width - first);
    float* panel = scratch + call.vector.multiplyScratch;
    float* part = panel + panelRows * panelColumns; // of x
    float* sums = part + rowsAtOnce * panelRows;
    for (std::int64_t row = 0; row < n; ++row) {
        std::fill_n(y + row * width + first, columns, 0.0F);
    }
    for (std::int64_t input = 0; input < depth; input += panelRows) {
        const auto inputs = std::min(panelRows, depth - input);
        for (std::int64_t i = 0; i < inputs; ++i) {
            call.vector.unpack(type, data + (input + i) * rowBytes, first, columns,
                               panel + i * columns);
        }
        const StridedMatrix expanded{reinterpret_cast<const std::byte*>(panel),
                                     DType::F32,
                                     MatrixLayout::InputOutput,
                                     inputs,
                                     columns,
                                     columns * static_cast<std::int64_t>(sizeof(float))};
        for (std::int64_t row = 0; row < n; row += rowsAtOnce) {
            const auto count = std::min(rowsAtOnce, n - row);
            for (std::int64_t i = 0; i < count; ++i) {
                std::copy_n(x + (row + i) * depth + input, inputs, part + i * inputs);
            }
            for (std::int64_t output = 0; output < columns; output += call.vector.outputTile) {
                const auto last = std::min(output + call.vector.outputTile, columns);
                call.vector.multiplyMatrix({expanded, part, nullptr, sums},
                                           {output, last, 0, count}, scratch);
            }
            for (std::int64_t i = 0; i < count; ++i) {
                float* to = y + (row + i) * width + first;
                call.vector.add(to, sums + i * columns, to, columns);
            }
        }
    }
}

} // namespace saccade
