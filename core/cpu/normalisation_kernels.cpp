// Kernels for core/graph/ops/normalisation.h and rotary.h.
#include "core/cpu/cpu_kernel.h"

#include <cmath>
#include <cstring>

namespace saccade
{

namespace
{

KernelRun prepareLayerNorm(const KernelRequest& request)
{
    const auto width = request.output().shape[-1];
    const auto rows = request.output().shape.rows();
    const auto epsilon = static_cast<float>(request.node.attributes.number("epsilon"));
    return [=, weight = FloatOperand(request, 1),
            bias = FloatOperand(request, 2)](const KernelCall& call) {
        const auto* scale = weight.read(call);
        const auto* shift = bias.read(call);
        forRanges(call.pool, rows, 4 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                call.vector.layerNorm(call.floats(0) + row * width, scale, shift, epsilon,
                                      call.result() + row * width, width);
            }
        });
    };
}

KernelRun prepareRmsNorm(const KernelRequest& request)
{
    const auto width = request.output().shape[-1];
    const auto rows = request.output().shape.rows();
    const auto epsilon = static_cast<float>(request.node.attributes.number("epsilon"));
    return [=, weight = FloatOperand(request, 1)](const KernelCall& call) {
        const auto* scale = weight.read(call);
        forRanges(call.pool, rows, 3 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                call.vector.rmsNorm(call.floats(0) + row * width, scale, epsilon,
                                    call.result() + row * width, width);
            }
        });
    };
}

KernelRun prepareLengthNorm(const KernelRequest& request)
{
    const auto width = request.output().shape[-1];
    const auto rows = request.output().shape.rows();
    const auto epsilon = static_cast<float>(request.node.attributes.number("epsilon"));
    return [=](const KernelCall& call) {
        forRanges(call.pool, rows, 3 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                call.vector.lengthNorm(call.floats(0) + row * width, epsilon,
                                       call.result() + row * width, width);
            }
        });
    };
}

KernelRun prepareSoftmax(const KernelRequest& request)
{
    const auto width = request.output().shape[-1];
    const auto rows = request.output().shape.rows();
    return [=](const KernelCall& call) {
        forRanges(call.pool, rows, 8 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                call.vector.softmax(call.floats(0) + row * width, call.result() + row * width,
                                    width);
            }
        });
    };
}

/// Where the two numbers of a pair lie in a row.
struct PairPlaces {
    std::int64_t pairs;
    std::int64_t stride;   // from one pair's first number to the next pair's
    std::int64_t distance; // from the first number to the second
};

/// Cosines and sines, times the magnitude, of one position.
struct Turn {
    std::vector<float> cosines;
    std::vector<float> sines;

    Turn(std::int64_t position, const std::vector<float>& frequencies, double magnitude)
    {
        for (const float frequency : frequencies) {
            // The product is rounded to float, as the models' own code does while training.
            const double angle = static_cast<double>(static_cast<float>(position) * frequency);
            cosines.push_back(static_cast<float>(magnitude * std::cos(angle)));
            sines.push_back(static_cast<float>(magnitude * std::sin(angle)));
        }
    }
};

void rotateRow(const float* x, float* y, const PairPlaces& places, const Turn& turn)
{
    for (std::int64_t pair = 0; pair < places.pairs; ++pair) {
        const auto a = pair * places.stride;
        const auto b = a + places.distance;
        const float cosine = turn.cosines[static_cast<std::size_t>(pair)];
        const float sine = turn.sines[static_cast<std::size_t>(pair)];
        y[a] = x[a] * cosine - x[b] * sine;
        y[b] = x[b] * cosine + x[a] * sine;
    }
}

KernelRun prepareRotary(const KernelRequest& request)
{
    const auto& shape = request.output().shape;
    const auto heads = shape[0];
    const auto n = shape[1];
    const auto d = shape[2];
    const auto pairs = request.input(2).shape.elements();
    const bool halves = request.node.attributes.word("pairs") == "halves";
    const PairPlaces places{pairs, halves ? 1 : 2, halves ? pairs : 1};
    const auto magnitude = request.node.attributes.number("magnitude");
    std::vector<float> frequencies(static_cast<std::size_t>(pairs));
    std::memcpy(frequencies.data(), request.input(2).constant.bytes().data(),
                frequencies.size() * sizeof(float));
    return [=](const KernelCall& call) {
        const auto first = call.position(1);
        forRanges(call.pool, n, 20 * pairs + heads * d, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                const Turn turn(first + row, frequencies, magnitude);
                for (std::int64_t head = 0; head < heads; ++head) {
                    const auto start = (head * n + row) * d;
                    const auto* x = call.floats(0) + start;
                    auto* y = call.result() + start;
                    rotateRow(x, y, places, turn);
                    std::memcpy(y + 2 * pairs, x + 2 * pairs,
                                static_cast<std::size_t>(d - 2 * pairs) * sizeof(float));
                }
            }
        });
    };
}

const Registry<CpuKernel>::Entry layerNormEntry{
    std::make_unique<CpuKernel>("layer_norm", prepareLayerNorm)};
const Registry<CpuKernel>::Entry rmsNormEntry{
    std::make_unique<CpuKernel>("rms_norm", prepareRmsNorm)};
const Registry<CpuKernel>::Entry lengthNormEntry{
    std::make_unique<CpuKernel>("length_norm", prepareLengthNorm)};
const Registry<CpuKernel>::Entry softmaxEntry{
    std::make_unique<CpuKernel>("softmax", prepareSoftmax)};
const Registry<CpuKernel>::Entry rotaryEntry{std::make_unique<CpuKernel>("rotary", prepareRotary)};

} // namespace

} // namespace saccade
