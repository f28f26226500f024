#include "core/analyses/mixing.h"

#include "core/cpu/vector/vector_kernels.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

namespace
{

// Bands of rows for threads to share.
constexpr std::int64_t bandRows = 16;

template <typename Combine>
void combineHeads(const float* from, std::int64_t heads, std::int64_t stride, std::int64_t count,
                  float* to, const Combine& combine)
{
    for (std::int64_t head = 1; head < heads; ++head) {
        const float* next = from + head * stride;
        for (std::int64_t i = 0; i < count; ++i) {
            to[i] = combine(to[i], next[i]);
        }
    }
}

struct Fusing {
    const float* from = nullptr;
    std::int64_t heads = 0, stride = 0; // floats from one head's matrix to the next one's
    HeadFusion fusion = HeadFusion::Mean;
    bool implicit = false;
};

void fuse(const Fusing& job, std::int64_t count, float* to)
{
    const auto size = [&job](float x) { return job.implicit ? std::abs(x) : x; };
    std::transform(job.from, job.from + count, to, size);
    switch (job.fusion) {
    case HeadFusion::Mean:
        if (job.implicit) {
            combineHeads(job.from, job.heads, job.stride, count, to,
                         [](float a, float b) { return a + std::abs(b); });
        } else {
            combineHeads(job.from, job.heads, job.stride, count, to,
                         [](float a, float b) { return a + b; });
        }
        std::transform(to, to + count, to, [scale = 1.0F / static_cast<float>(job.heads)](float x) {
            return x * scale;
        });
        return;
    case HeadFusion::Maximum:
        combineHeads(job.from, job.heads, job.stride, count, to,
                     [&](float a, float b) { return std::max(a, size(b)); });
        return;
    case HeadFusion::Minimum:
        combineHeads(job.from, job.heads, job.stride, count, to,
                     [&](float a, float b) { return std::min(a, size(b)); });
        return;
    }
}

// The smallest entries to 0, but the first of all (the class token's look at itself).
void discardSmallest(std::span<float> matrix, float share)
{
    const auto count =
        static_cast<std::size_t>(static_cast<double>(matrix.size()) * static_cast<double>(share));
    if (count == 0) {
        return;
    }
    std::vector<std::uint32_t> order(matrix.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(count) - 1, {},
                             [&](std::uint32_t i) { return matrix[i]; });
    for (const auto index : std::span(order).first(count)) {
        if (index != 0) {
            matrix[index] = 0.0F;
        }
    }
}

double sumOf(std::span<const float> row)
{
    double sum = 0.0;
    for (const auto x : row) {
        sum += static_cast<double>(x);
    }
    return sum;
}

// A row of A before it is divided, in place of a row of F. → what it is to be divided by
double addResidual(std::span<float> row, std::size_t diagonal, float share)
{
    for (auto& x : row) {
        x *= 1.0F - share;
    }
    row[diagonal] += share;
    const auto sum = sumOf(row);
    return sum == 0.0 ? 1.0 : sum; // a row of a position that looks nowhere stays empty
}

void divideRows(std::span<float> matrix, std::int64_t n, float share, ThreadPool& pool)
{
    const auto width = static_cast<std::size_t>(n);
    pool.run((n + bandRows - 1) / bandRows, [&](std::int64_t band, int) {
        const auto last = std::min(n, (band + 1) * bandRows);
        for (auto i = static_cast<std::size_t>(band * bandRows); i < static_cast<std::size_t>(last);
             ++i) {
            const auto row = matrix.subspan(i * width, width);
            const auto scale = static_cast<float>(1.0 / addResidual(row, i, share));
            std::ranges::for_each(row, [scale](float& x) { x *= scale; });
        }
    });
}

void divideColumns(std::span<float> matrix, std::int64_t n)
{
    const auto width = static_cast<std::size_t>(n);
    std::vector<float> scales(width);
    for (std::size_t i = 0; i < width; ++i) {
        scales[i] =
            static_cast<float>(1.0 / addResidual(matrix.subspan(i * width, width), i, 0.5F));
    }
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        matrix[i] *= scales[i % width];
    }
}

} // namespace

std::vector<float> fusedHeads(const Tensor& pattern, HeadFusion fusion, bool implicit,
                              ThreadPool& pool)
{
    const auto& shape = pattern.shape();
    const auto size = shape[1] * shape[2];
    std::vector<float> result(static_cast<std::size_t>(size));
    const auto* from = pattern.floats().data();
    constexpr std::int64_t stretch = 16384; // floats: what stays in the nearest cache
    pool.run((size + stretch - 1) / stretch, [&](std::int64_t part, int) {
        const auto first = part * stretch;
        fuse({from + first, shape[0], size, fusion, implicit}, std::min(stretch, size - first),
             result.data() + first);
    });
    return result;
}

std::vector<float> mixingMatrix(const Tensor& pattern, const MixingOptions& options, bool implicit,
                                ThreadPool& pool)
{
    auto matrix = fusedHeads(pattern, options.fusion, implicit, pool);
    discardSmallest(matrix, options.discard);
    const auto n = pattern.shape()[1];
    switch (options.residual) {
    case ResidualForm::RowNormalised:
        divideRows(matrix, n, options.residualShare, pool);
        break;
    case ResidualForm::DividedByColumn:
        divideColumns(matrix, n);
        break;
    case ResidualForm::None:
        break;
    }
    return matrix;
}

std::vector<float> squareProduct(std::span<const float> a, std::span<const float> b, std::int64_t n,
                                 ThreadPool& pool)
{
    const auto& vector = vectorLevels().front();
    std::vector<float> result(a.size());
    const MatrixProduct product{{reinterpret_cast<const std::byte*>(b.data()), DType::F32,
                                 MatrixLayout::InputOutput, n, n,
                                 n * static_cast<std::int64_t>(sizeof(float))},
                                a.data(),
                                nullptr,
                                result.data()};
    pool.reserveScratch(vector.multiplyScratch);
    const auto tiles = (n + vector.outputTile - 1) / vector.outputTile;
    const auto bands = std::clamp<std::int64_t>(n / 32, 1, 2 * pool.threads());
    pool.run(tiles * bands, [&](std::int64_t part, int thread) {
        const auto output = part / bands * vector.outputTile;
        const auto band = part % bands;
        vector.multiplyMatrix(product,
                              {output, std::min(output + vector.outputTile, n), n * band / bands,
                               n * (band + 1) / bands},
                              pool.scratch(thread));
    });
    return result;
}

std::vector<Parameter> mixingParameters()
{
    return {
        {"fusion",
         QT_TRANSLATE_NOOP("Parameter", "Heads"),
         ParameterType::Word,
         "mean",
         0.0,
         0.0,
         {"mean", "maximum", "minimum"},
         QT_TRANSLATE_NOOP("Parameter", "How the heads of a layer are taken together.")},
        {"residual",
         QT_TRANSLATE_NOOP("Parameter", "Residual share"),
         ParameterType::Number,
         0.5,
         0.0,
         1.0,
         {},
         QT_TRANSLATE_NOOP("Parameter", "What part of a position passes a layer unmixed.")},
        {"discard",
         QT_TRANSLATE_NOOP("Parameter", "Discard"),
         ParameterType::Number,
         0.0,
         0.0,
         0.999,
         {},
         QT_TRANSLATE_NOOP("Parameter",
                           "The share of each layer's smallest attention that counts as none.")},
    };
}

MixingOptions mixingOptions(const Settings& settings)
{
    const auto word = settings.at("fusion").get<std::string>();
    MixingOptions options;
    options.fusion = word == "maximum"   ? HeadFusion::Maximum
                     : word == "minimum" ? HeadFusion::Minimum
                                         : HeadFusion::Mean;
    options.residualShare = settings.at("residual").get<float>();
    options.discard = settings.at("discard").get<float>();
    return options;
}

} // namespace saccade
