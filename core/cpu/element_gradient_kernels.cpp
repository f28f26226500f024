// Kernels for what lies before activations, norms and softmax.
#include "core/base/error.h"
#include "core/cpu/cpu_kernel.h"

#include <QtGlobal>
#include <array>
#include <cmath>
#include <numbers>

namespace saccade
{

namespace
{

constexpr std::int64_t pieceSize = 256;
using Piece = std::array<float, pieceSize>;

/// slopes[i] = f′(x[i]) for up to pieceSize elements.
using Slopes = void (*)(const VectorKernels&, const float* x, float* slopes, std::int64_t count);

template <ElementFunction function, typename Inner>
void applied(const VectorKernels& vector, const float* x, float* to, std::int64_t count,
             const Inner& inner)
{
    for (std::int64_t i = 0; i < count; ++i) {
        to[i] = inner(x[i]);
    }
    vector.apply(function, to, to, count);
}

void ofRelu(const VectorKernels&, const float* x, float* slopes, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        slopes[i] = x[i] > 0.0F ? 1.0F : 0.0F;
    }
}

void ofReluSquared(const VectorKernels&, const float* x, float* slopes, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i) {
        slopes[i] = x[i] > 0.0F ? 2.0F * x[i] : 0.0F;
    }
}

/// Φ(x) + x·φ(x); the kernel for x·Φ(x) gives Φ, but where x is so small that its series does.
void ofGeluErf(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    constexpr float peak = std::numbers::inv_sqrtpi_v<float> / std::numbers::sqrt2_v<float>; // φ(0)
    Piece density{};
    applied<ElementFunction::Exp>(vector, x, density.data(), count,
                                  [](float value) { return -0.5F * value * value; });
    vector.apply(ElementFunction::GeluErf, x, slopes, count);
    for (std::int64_t i = 0; i < count; ++i) {
        const bool isSmall = std::abs(x[i]) < 1e-3F;
        const float distribution = isSmall ? 0.5F + peak * x[i] : slopes[i] / x[i];
        slopes[i] = distribution + x[i] * peak * density[static_cast<std::size_t>(i)];
    }
}

void ofGeluTanh(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    constexpr float cubic = 0.044715F;
    const float factor = std::sqrt(2.0F / std::numbers::pi_v<float>);
    applied<ElementFunction::Tanh>(vector, x, slopes, count, [=](float value) {
        return factor * (value + cubic * value * value * value);
    });
    for (std::int64_t i = 0; i < count; ++i) {
        const float inner = factor * (1.0F + 3.0F * cubic * x[i] * x[i]);
        slopes[i] =
            0.5F * (1.0F + slopes[i]) + 0.5F * x[i] * (1.0F - slopes[i] * slopes[i]) * inner;
    }
}

/// Of x·σ(steepness·x).
void ofGate(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count,
            float steepness)
{
    applied<ElementFunction::Sigmoid>(vector, x, slopes, count,
                                      [=](float value) { return steepness * value; });
    for (std::int64_t i = 0; i < count; ++i) {
        slopes[i] += steepness * x[i] * slopes[i] * (1.0F - slopes[i]);
    }
}

void ofGeluQuick(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    ofGate(vector, x, slopes, count, 1.702F);
}

void ofSilu(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    ofGate(vector, x, slopes, count, 1.0F);
}

void ofSigmoid(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    vector.apply(ElementFunction::Sigmoid, x, slopes, count);
    for (std::int64_t i = 0; i < count; ++i) {
        slopes[i] *= 1.0F - slopes[i];
    }
}

void ofTanh(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    vector.apply(ElementFunction::Tanh, x, slopes, count);
    for (std::int64_t i = 0; i < count; ++i) {
        slopes[i] = 1.0F - slopes[i] * slopes[i];
    }
}

void ofExp(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    vector.apply(ElementFunction::Exp, x, slopes, count);
}

void ofSoftplus(const VectorKernels& vector, const float* x, float* slopes, std::int64_t count)
{
    vector.apply(ElementFunction::Sigmoid, x, slopes, count);
}

Slopes slopesNamed(const std::string& name)
{
    static const std::array<std::pair<std::string_view, Slopes>, 10> all{
        {{"relu", ofRelu},
         {"gelu_erf", ofGeluErf},
         {"gelu_tanh", ofGeluTanh},
         {"gelu_quick", ofGeluQuick},
         {"silu", ofSilu},
         {"sigmoid", ofSigmoid},
         {"tanh", ofTanh},
         {"relu_squared", ofReluSquared},
         {"exp", ofExp},
         {"softplus", ofSoftplus}}};
    const auto found = std::ranges::find(all, name, [](const auto& entry) { return entry.first; });
    if (found == all.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The CPU knows no activation named %1."), {name});
    }
    return found->second;
}

KernelRun prepareActivation(const KernelRequest& request)
{
    const auto slopes = slopesNamed(request.node.attributes.word("function"));
    const auto count = request.output().shape.elements();
    return [slopes, count](const KernelCall& call) {
        forRanges(call.pool, count, 16, [&](std::int64_t first, std::int64_t last) {
            for (; first < last; first += pieceSize) {
                Piece piece{};
                const auto length = std::min(pieceSize, last - first);
                slopes(call.vector, call.floats(0) + first, piece.data(), length);
                call.vector.multiply(call.floats(1) + first, piece.data(), call.result() + first,
                                     length);
            }
        });
    };
}

enum class Norm { RootMeanSquare, Layer, Length };

struct NormBackward {
    Norm norm = Norm::Layer;
    std::int64_t width = 0;
    double epsilon = 0.0;

    /// With y = (x − mean) / root and g = cotangent · weight: (g − mean(g) − y · mean(g·y)) / root.
    void computeRow(const float* x, const float* cotangent, const float* weight, float* to) const
    {
        const double count = static_cast<double>(width);
        double mean = 0.0;
        for (std::int64_t i = 0; norm == Norm::Layer && i < width; ++i) {
            mean += static_cast<double>(x[i]) / count;
        }
        double squares = 0.0;
        double products = 0.0; // Σ g·(x − mean)
        double total = 0.0;    // Σ g
        for (std::int64_t i = 0; i < width; ++i) {
            const double centred = static_cast<double>(x[i]) - mean;
            const double g = gradient(cotangent, weight, i);
            squares += centred * centred;
            products += g * centred;
            total += g;
        }
        const bool isLength = norm == Norm::Length;
        const double length = std::sqrt(squares);
        const double root =
            isLength ? std::max(length, epsilon) : std::sqrt(squares / count + epsilon);
        const double share = isLength ? 1.0 : count;
        const bool isConstant = isLength && length <= epsilon; // x / ε
        const double along = isConstant ? 0.0 : products / (share * root * root);
        const double offset = norm == Norm::Layer ? total / count : 0.0;
        for (std::int64_t i = 0; i < width; ++i) {
            const double centred = static_cast<double>(x[i]) - mean;
            to[i] = static_cast<float>((gradient(cotangent, weight, i) - offset - centred * along) /
                                       root);
        }
    }

    static double gradient(const float* cotangent, const float* weight, std::int64_t i)
    {
        const auto own = static_cast<double>(cotangent[i]);
        return weight == nullptr ? own : own * static_cast<double>(weight[i]);
    }
};

KernelRun prepareNorm(const KernelRequest& request)
{
    const auto& kind = request.node.attributes.word("kind");
    const NormBackward backward{kind == "length"  ? Norm::Length
                                : kind == "layer" ? Norm::Layer
                                                  : Norm::RootMeanSquare,
                                request.output().shape[-1],
                                request.node.attributes.number("epsilon")};
    const auto rows = request.output().shape.rows();
    std::optional<FloatOperand> weight;
    if (request.node.inputs.size() > 2) {
        weight.emplace(request, 2);
    }
    return [=](const KernelCall& call) {
        const auto* scale = weight ? weight->read(call) : nullptr;
        const auto width = backward.width;
        forRanges(call.pool, rows, 8 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                backward.computeRow(call.floats(0) + row * width, call.floats(1) + row * width,
                                    scale, call.result() + row * width);
            }
        });
    };
}

KernelRun prepareSoftmax(const KernelRequest& request)
{
    const auto width = request.output().shape[-1];
    const auto rows = request.output().shape.rows();
    return [=](const KernelCall& call) {
        forRanges(call.pool, rows, 4 * width, [&](std::int64_t row, std::int64_t last) {
            for (; row < last; ++row) {
                const auto* y = call.floats(0) + row * width;
                const auto* cotangent = call.floats(1) + row * width;
                double mean = 0.0;
                for (std::int64_t i = 0; i < width; ++i) {
                    mean += static_cast<double>(y[i]) * static_cast<double>(cotangent[i]);
                }
                const auto offset = static_cast<float>(mean);
                for (std::int64_t i = 0; i < width; ++i) {
                    call.result()[row * width + i] = y[i] * (cotangent[i] - offset);
                }
            }
        });
    };
}

const Registry<CpuKernel>::Entry activationEntry{
    std::make_unique<CpuKernel>("activation_gradient", prepareActivation)};
const Registry<CpuKernel>::Entry normEntry{
    std::make_unique<CpuKernel>("norm_gradient", prepareNorm)};
const Registry<CpuKernel>::Entry softmaxEntry{
    std::make_unique<CpuKernel>("softmax_gradient", prepareSoftmax)};

} // namespace

} // namespace saccade
