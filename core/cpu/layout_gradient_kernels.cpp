// Kernels for what lies before the ops of core/graph/ops/layout.h.
#include "core/cpu/cpu_kernel.h"

namespace saccade
{

namespace
{

KernelRun preparePlaceSlice(const KernelRequest& request)
{
    const auto& extents = request.input(0).shape.extents();
    const auto axis = static_cast<std::size_t>(request.node.attributes.integer("axis"));
    std::int64_t outer = 1;
    std::int64_t inner = 1;
    for (std::size_t i = 0; i < extents.size(); ++i) {
        outer *= i < axis ? extents[i] : 1;
        inner *= i > axis ? extents[i] : 1;
    }
    const auto before = request.node.attributes.integer("first") * inner;
    const auto count = extents[axis] * inner;
    const auto stride = request.node.attributes.integer("extent") * inner;
    return [=](const KernelCall& call) {
        forRanges(call.pool, outer, stride, [&](std::int64_t i, std::int64_t last) {
            for (; i < last; ++i) {
                float* to = call.result() + i * stride;
                std::fill_n(to, before, 0.0F);
                std::copy_n(call.floats(0) + i * count, count, to + before);
                std::fill(to + before + count, to + stride, 0.0F);
            }
        });
    };
}

KernelRun prepareHeadRows(const KernelRequest& request)
{
    const auto heads = request.input(0).shape[0];
    const auto capacity = request.input(0).shape[1];
    const auto d = request.input(0).shape[2];
    const auto count = request.output().shape[1];
    return [=](const KernelCall& call) {
        const auto first = call.position(1);
        for (std::int64_t row = 0; row < heads * count; ++row) {
            const auto from = first + row % count;
            float* to = call.result() + row * d;
            if (from >= 0 && from < capacity) {
                std::copy_n(call.floats(0) + (row / count * capacity + from) * d, d, to);
            } else {
                std::fill_n(to, d, 0.0F);
            }
        }
    };
}

struct Folding {
    std::int64_t channels, height, width; // of the output
    std::int64_t windowHeight, windowWidth;
    std::int64_t strideY, strideX;
    std::int64_t paddingY, paddingX;
    std::int64_t placesDown, placesAcross;

    explicit Folding(const KernelRequest& request)
    {
        const auto& attributes = request.node.attributes;
        channels = attributes.integer("channels");
        height = attributes.integer("rows");
        width = attributes.integer("columns");
        windowHeight = attributes.integer("height");
        windowWidth = attributes.integer("width");
        strideY = attributes.integer("stride_y");
        strideX = attributes.integer("stride_x");
        paddingY = attributes.integer("padding_y");
        paddingX = attributes.integer("padding_x");
        placesDown = (height + 2 * paddingY - windowHeight) / strideY + 1;
        placesAcross = (width + 2 * paddingX - windowWidth) / strideX + 1;
    }

    /// Adds what the windows saw of one channel to its picture.
    void addChannel(const float* x, std::int64_t channel, float* picture) const
    {
        const auto windowSize = windowHeight * windowWidth;
        std::fill_n(picture, height * width, 0.0F);
        for (std::int64_t place = 0; place < placesDown * placesAcross; ++place) {
            const auto top = place / placesAcross * strideY - paddingY;
            const auto left = place % placesAcross * strideX - paddingX;
            const auto* window = x + (place * channels + channel) * windowSize;
            for (std::int64_t i = 0; i < windowSize; ++i) {
                const auto row = top + i / windowWidth;
                const auto column = left + i % windowWidth;
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    picture[row * width + column] += window[i];
                }
            }
        }
    }
};

KernelRun prepareFold(const KernelRequest& request)
{
    const Folding folding(request);
    return [folding](const KernelCall& call) {
        const auto size = folding.height * folding.width;
        call.pool.run(folding.channels, [&](std::int64_t channel, int) {
            folding.addChannel(call.floats(0), channel, call.result() + channel * size);
        });
    };
}

const Registry<CpuKernel>::Entry placeSliceEntry{
    std::make_unique<CpuKernel>("place_slice", preparePlaceSlice)};
const Registry<CpuKernel>::Entry headRowsEntry{
    std::make_unique<CpuKernel>("head_rows", prepareHeadRows)};
const Registry<CpuKernel>::Entry foldEntry{std::make_unique<CpuKernel>("fold", prepareFold)};

} // namespace

} // namespace saccade
