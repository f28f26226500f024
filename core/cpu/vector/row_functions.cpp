// Functions of single numbers and of rows (one of the files that are compiled once a level).
#include "core/cpu/vector/level_parts.h"
#include "core/cpu/vector/rows.h"

namespace saccade
{

namespace
{

void add(const float* x, const float* y, float* to, std::int64_t count)
{
    eachVector(count, [=](std::int64_t i, auto take, auto put) {
        put(to + i, take(x + i) + take(y + i));
    });
}

void multiply(const float* x, const float* y, float* to, std::int64_t count)
{
    eachVector(count, [=](std::int64_t i, auto take, auto put) {
        put(to + i, take(x + i) * take(y + i));
    });
}

template <typename Function>
void map(const float* x, float* to, std::int64_t count, Function function)
{
    eachVector(count,
               [=](std::int64_t i, auto take, auto put) { put(to + i, function(take(x + i))); });
}

void apply(ElementFunction function, const float* x, float* to, std::int64_t count)
{
    // ½(1 + tanh u) = σ(2u); 2√(2/π) = 1.5957691216
    constexpr float twice = 1.5957691216057308F;
    switch (function) {
    case ElementFunction::Relu:
        return map(x, to, count, [](Floats v) { return v < 0.0F ? Floats{} : v; });
    case ElementFunction::GeluErf:
        return map(x, to, count, [](Floats v) { return v * normalDistribution(v); });
    case ElementFunction::GeluTanh:
        return map(x, to, count,
                   [](Floats v) { return v * sigmoid(twice * (v + 0.044715F * v * v * v)); });
    case ElementFunction::GeluQuick:
        return map(x, to, count, [](Floats v) { return v * sigmoid(1.702F * v); });
    case ElementFunction::Silu:
        return map(x, to, count, [](Floats v) { return v * sigmoid(v); });
    case ElementFunction::Sigmoid:
        return map(x, to, count, [](Floats v) { return sigmoid(v); });
    case ElementFunction::Tanh:
        return map(x, to, count, [](Floats v) { return hyperbolicTangent(v); });
    case ElementFunction::ReluSquared:
        return map(x, to, count, [](Floats v) { return v < 0.0F ? Floats{} : v * v; });
    case ElementFunction::Exp:
        return map(x, to, count, [](Floats v) { return exponential(v); });
    case ElementFunction::Softplus:
        return map(x, to, count, [](Floats v) { return softplus(v); });
    }
}

void layerNorm(const float* x, const float* weight, const float* bias, float epsilon, float* to,
               std::int64_t count)
{
    const auto number = static_cast<float>(count);
    const float mean = reduceRow(x, count, [](Floats v) { return v; }) / number;
    const float squares = reduceRow(x, count, [mean](Floats v) { return (v - mean) * (v - mean); });
    const float scale = 1.0F / __builtin_sqrtf(squares / number + epsilon);
    eachVector(count, [=](std::int64_t i, auto take, auto put) {
        put(to + i, (take(x + i) - mean) * scale * take(weight + i) + take(bias + i));
    });
}

void rmsNorm(const float* x, const float* weight, float epsilon, float* to, std::int64_t count)
{
    const float squares = reduceRow(x, count, [](Floats v) { return v * v; });
    const float scale = 1.0F / __builtin_sqrtf(squares / static_cast<float>(count) + epsilon);
    eachVector(count, [=](std::int64_t i, auto take, auto put) {
        put(to + i, take(x + i) * scale * take(weight + i));
    });
}

void lengthNorm(const float* x, float epsilon, float* to, std::int64_t count)
{
    const float length = __builtin_sqrtf(reduceRow(x, count, [](Floats v) { return v * v; }));
    // A length that is not a number stays one.
    const float scale = 1.0F / (length < epsilon ? epsilon : length);
    eachVector(count,
               [=](std::int64_t i, auto take, auto put) { put(to + i, take(x + i) * scale); });
}

float entropy(const float* x, std::int64_t count)
{
    constexpr float least = 1e-37F; // below, numbers lose their exponents
    return reduceRow(x, count, [](Floats v) { return v < least ? Floats{} : -v * logarithm(v); });
}

void softmax(const float* x, float* to, std::int64_t count)
{
    softmaxRow(x, to, count);
}

void toHalves(const float* from, std::int64_t count, std::byte* to)
{
    std::int64_t i = 0;
#if defined(__F16C__)
    for (; i + 8 <= count; i += 8) {
        const auto halves = _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT);
        __builtin_memcpy(to + 2 * i, &halves, sizeof halves);
    }
#endif
    for (; i < count; ++i) {
        const auto half = toHalf(from[i]);
        __builtin_memcpy(to + 2 * i, &half, sizeof half);
    }
}

} // namespace

void SACCADE_LEVEL::addRowFunctions(VectorKernels& kernels)
{
    kernels.toHalves = toHalves;
    kernels.add = add;
    kernels.multiply = multiply;
    kernels.apply = apply;
    kernels.softmax = softmax;
    kernels.layerNorm = layerNorm;
    kernels.rmsNorm = rmsNorm;
    kernels.lengthNorm = lengthNorm;
    kernels.entropy = entropy;
}

} // namespace saccade
