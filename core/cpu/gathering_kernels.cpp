// Kernels for what core/graph/ops/layout.h joins, turns, averages and unfolds.
#include "core/cpu/cpu_kernel.h"

#include <cstring>

namespace saccade
{

namespace
{

KernelRun prepareConcatenate(const KernelRequest& request)
{
    std::vector<std::size_t> bytes;
    for (std::size_t i = 0; i < request.node.inputs.size(); ++i) {
        const auto& part = request.input(i);
        bytes.push_back(static_cast<std::size_t>(Tensor::bytesFor(part.dtype, part.shape)));
    }
    return [bytes](const KernelCall& call) {
        auto* to = call.outputs[0];
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (bytes[i] > 0) {
                std::memcpy(to, call.inputs[i], bytes[i]);
            }
            to += bytes[i];
        }
    };
}

KernelRun prepareTranspose(const KernelRequest& request)
{
    constexpr std::int64_t square = 32; // stays in the cache
    const auto a = request.input(0).shape[0];
    const auto b = request.input(0).shape[1];
    return [=](const KernelCall& call) {
        const auto* x = call.floats(0);
        auto* y = call.result();
        const auto blocks = (b + square - 1) / square;
        forRanges(call.pool, blocks, 2 * a * square, [&](std::int64_t block, std::int64_t last) {
            for (; block < last; ++block) {
                for (std::int64_t row = 0; row < a; row += square) {
                    for (auto j = block * square; j < std::min((block + 1) * square, b); ++j) {
                        for (auto i = row; i < std::min(row + square, a); ++i) {
                            y[j * a + i] = x[i * b + j];
                        }
                    }
                }
            }
        });
    };
}

KernelRun prepareMeanRows(const KernelRequest& request)
{
    const auto n = request.input(0).shape[0];
    const auto width = request.input(0).shape[1];
    return [=](const KernelCall& call) {
        auto* y = call.result();
        forRanges(call.pool, width, n, [&](std::int64_t first, std::int64_t last) {
            std::fill(y + first, y + last, 0.0F);
            for (std::int64_t row = 0; row < n; ++row) {
                const auto* x = call.floats(0) + row * width;
                call.vector.add(y + first, x + first, y + first, last - first);
            }
            for (auto column = first; column < last; ++column) {
                y[column] /= static_cast<float>(n);
            }
        });
    };
}

struct Unfolding {
    std::int64_t channels, height, width; // of the input
    std::int64_t windowHeight, windowWidth;
    std::int64_t strideY, strideX;
    std::int64_t paddingY, paddingX;
    std::int64_t placesAcross;

    explicit Unfolding(const KernelRequest& request)
    {
        const auto& shape = request.input(0).shape;
        const auto& attributes = request.node.attributes;
        channels = shape[0];
        height = shape[1];
        width = shape[2];
        windowHeight = attributes.integer("height");
        windowWidth = attributes.integer("width");
        strideY = attributes.integer("stride_y");
        strideX = attributes.integer("stride_x");
        paddingY = attributes.integer("padding_y");
        paddingX = attributes.integer("padding_x");
        placesAcross = (width + 2 * paddingX - windowWidth) / strideX + 1;
    }

    void fillRow(const float* x, std::int64_t place, float* to) const
    {
        const auto top = place / placesAcross * strideY - paddingY;
        const auto left = place % placesAcross * strideX - paddingX;
        const auto before = std::clamp<std::int64_t>(-left, 0, windowWidth);
        const auto inside = std::clamp<std::int64_t>(width - left, before, windowWidth);
        for (std::int64_t channel = 0; channel < channels; ++channel) {
            for (std::int64_t i = 0; i < windowHeight; ++i, to += windowWidth) {
                const auto row = top + i;
                if (row < 0 || row >= height || inside == before) {
                    std::fill_n(to, windowWidth, 0.0F);
                    continue;
                }
                const auto* from = x + (channel * height + row) * width;
                std::fill_n(to, before, 0.0F);
                std::copy(from + (left + before), from + (left + inside), to + before);
                std::fill(to + inside, to + windowWidth, 0.0F);
            }
        }
    }
};

KernelRun prepareUnfold(const KernelRequest& request)
{
    const Unfolding unfolding(request);
    const auto places = request.output().shape[0];
    const auto elements = request.output().shape[1];
    return [=](const KernelCall& call) {
        forRanges(call.pool, places, 2 * elements, [&](std::int64_t place, std::int64_t last) {
            for (; place < last; ++place) {
                unfolding.fillRow(call.floats(0), place, call.result() + place * elements);
            }
        });
    };
}

const Registry<CpuKernel>::Entry concatenateEntry{
    std::make_unique<CpuKernel>("concatenate", prepareConcatenate)};
const Registry<CpuKernel>::Entry transposeEntry{
    std::make_unique<CpuKernel>("transpose", prepareTranspose)};
const Registry<CpuKernel>::Entry meanRowsEntry{
    std::make_unique<CpuKernel>("mean_rows", prepareMeanRows)};
const Registry<CpuKernel>::Entry unfoldEntry{std::make_unique<CpuKernel>("unfold", prepareUnfold)};

} // namespace

} // namespace saccade
