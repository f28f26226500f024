// Products with weights of every stored type (one of the files that are compiled once a level).
#include "core/cpu/vector/products.h"

#include "core/cpu/vector/level_parts.h"

namespace saccade
{

namespace
{

struct FormatKernels {
    void (*vector)(const MatrixProduct&, std::int64_t, std::int64_t);
    void (*pack)(const StridedMatrix&, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                 float*);
    void (*unpack)(const std::byte*, std::int64_t, std::int64_t, float*);
};

template <typename Format>
void unpackRow(const std::byte* row, std::int64_t first, std::int64_t count, float* to)
{
    for (std::int64_t k = 0; k < count; k += groupSize) {
        const auto present = count - k < groupSize ? count - k : groupSize;
        const Group group = groupOf<Format>(row, first + k, present);
        __builtin_memcpy(to + k, group.part, static_cast<std::size_t>(present) * sizeof(float));
    }
}

template <typename Format>
void vectorTimes(const MatrixProduct& product, std::int64_t first, std::int64_t last)
{
    if (product.weight.layout == MatrixLayout::OutputInput) {
        multiplyRows<Format>(product, first, last);
    } else if constexpr (Format::elementBytes > 0) {
        multiplyColumns<Format>(product, first, last);
    }
}

template <typename Format>
constexpr FormatKernels kernelsOf{vectorTimes<Format>, pack<Format>, unpackRow<Format>};

const FormatKernels& kernelsFor(DType type)
{
    switch (type) {
    case DType::F16:
        return kernelsOf<F16Format>;
    case DType::BF16:
        return kernelsOf<BF16Format>;
    case DType::F64:
        return kernelsOf<F64Format>;
    case DType::Q4_0:
        return kernelsOf<Q4_0Format>;
    case DType::Q4_1:
        return kernelsOf<Q4_1Format>;
    case DType::Q5_0:
        return kernelsOf<Q5_0Format>;
    case DType::Q5_1:
        return kernelsOf<Q5_1Format>;
    case DType::Q8_0:
        return kernelsOf<Q8_0Format>;
    case DType::Q2_K:
        return kernelsOf<Q2_KFormat>;
    case DType::Q3_K:
        return kernelsOf<Q3_KFormat>;
    case DType::Q4_K:
        return kernelsOf<Q4_KFormat>;
    case DType::Q5_K:
        return kernelsOf<Q5_KFormat>;
    case DType::Q6_K:
        return kernelsOf<Q6_KFormat>;
    case DType::IQ4_NL:
        return kernelsOf<IQ4_NLFormat>;
    case DType::IQ4_XS:
        return kernelsOf<IQ4_XSFormat>;
    default:
        return kernelsOf<F32Format>;
    }
}

void multiplyVector(const MatrixProduct& product, std::int64_t first, std::int64_t last)
{
    kernelsFor(product.weight.type).vector(product, first, last);
}

void multiplyMatrix(const MatrixProduct& product, const ProductPart& part, float* scratch)
{
    const auto& weight = product.weight;
    const auto packPanel = kernelsFor(weight.type).pack;
    for (auto output = part.firstOutput; output < part.lastOutput; output += tileWidth) {
        const auto columns =
            part.lastOutput - output < tileWidth ? part.lastOutput - output : tileWidth;
        for (std::int64_t input = 0; input < weight.inputs; input += tileDepth) {
            const auto depth =
                weight.inputs - input < tileDepth ? weight.inputs - input : tileDepth;
            packPanel(weight, input, depth, output, columns, scratch);
            const auto begin = input > 0                 ? Begin::Continue
                               : product.bias == nullptr ? Begin::Zero
                                                         : Begin::Bias;
            multiplyPanel({.x = product.x + part.firstRow * weight.inputs + input,
                           .xStride = weight.inputs,
                           .panel = scratch,
                           .panelStride = tileWidth,
                           .depth = depth,
                           .bias = product.bias == nullptr ? nullptr : product.bias + output,
                           .y = product.y + part.firstRow * weight.outputs + output,
                           .yStride = weight.outputs,
                           .columns = columns,
                           .begin = begin},
                          part.lastRow - part.firstRow);
        }
    }
}

void unpack(DType type, const std::byte* row, std::int64_t first, std::int64_t count, float* to)
{
    kernelsFor(type).unpack(row, first, count, to);
}

} // namespace

void SACCADE_LEVEL::addProducts(VectorKernels& kernels)
{
    kernels.multiplyVector = multiplyVector;
    kernels.multiplyMatrix = multiplyMatrix;
    kernels.outputTile = tileWidth;
    kernels.multiplyScratch = tileDepth * tileWidth;
    kernels.unpack = unpack;
}

} // namespace saccade
