// The heavy loops of the CPU backend, compiled once for each level of the x86-64 instruction set
// and chosen at run time. Plain pointers only: nothing of the standard library may be compiled here
// with instructions that another machine lacks.
#pragma once

#include "core/graph/dtype.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade
{

enum class MatrixLayout : std::uint8_t { OutputInput, InputOutput };

/// A weight as it lies in memory.
struct StridedMatrix {
    const std::byte* data = nullptr;
    DType type = DType::F32;
    MatrixLayout layout = MatrixLayout::OutputInput;
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    std::int64_t rowBytes = 0; // from one stored row to the next
};

/// y [n, outputs] = x [n, inputs] · weight + bias
struct MatrixProduct {
    StridedMatrix weight;
    const float* x = nullptr;
    const float* bias = nullptr; // or none
    float* y = nullptr;
};

/// Part of a product: outputs and rows from first up to, not including, last.
struct ProductPart {
    std::int64_t firstOutput = 0;
    std::int64_t lastOutput = 0;
    std::int64_t firstRow = 0;
    std::int64_t lastRow = 0;
};

enum class ElementFunction : std::uint8_t {
    Relu,
    GeluErf,
    GeluTanh,
    GeluQuick,
    Silu,
    Sigmoid,
    Tanh,
    ReluSquared,
    Exp,
    Softplus
};

/// Attention of some rows of one head.
struct AttentionSlice {
    const float* queries = nullptr;    // [rows, width]
    const std::byte* keys = nullptr;   // [capacity, width] of keyType
    const std::byte* values = nullptr; // [capacity, valueWidth] of valueType
    DType keyType = DType::F32;
    DType valueType = DType::F32;
    std::int64_t rows = 0;
    std::int64_t width = 0;
    std::int64_t valueWidth = 0;
    std::int64_t capacity = 0;
    std::int64_t position = 0; // of row 0
    std::int64_t visible = 0;  // keys that exist: none from here on is looked at
    float scale = 1.0F;
    float softCap = 0.0F; // none where 0
    bool causal = true;
    std::int64_t window = 0;     // all where 0
    const float* bias = nullptr; // added to the scores: [rows, capacity], or none
    std::int64_t biasStride = 0; // from one row's to the next one's: 0 where rows share theirs
    float* heads = nullptr;      // [rows, valueWidth], or null: scores alone
    float* pattern = nullptr;    // [rows, capacity], or null
    float* scratch = nullptr;    // attentionScratch floats
};

struct VectorKernels {
    const char* level; // "x86-64-v4"

    /// One row of x (part's rows are not looked at): streams the weight once, in place.
    void (*multiplyVector)(const MatrixProduct&, std::int64_t firstOutput, std::int64_t lastOutput);
    /// Rows of x by tiles of the weight that are brought into cache as F32.
    void (*multiplyMatrix)(const MatrixProduct&, const ProductPart&, float* scratch);
    std::int64_t outputTile;      // parts should start at multiples of it
    std::int64_t multiplyScratch; // floats

    /// `count` elements of a stored row, from a multiple of the block on, as F32.
    void (*unpack)(DType, const std::byte* row, std::int64_t first, std::int64_t count, float* to);
    /// F32 to F16, ties to even.
    void (*toHalves)(const float* from, std::int64_t count, std::byte* to);

    void (*add)(const float* x, const float* y, float* to, std::int64_t count);
    void (*multiply)(const float* x, const float* y, float* to, std::int64_t count);
    void (*apply)(ElementFunction, const float* x, float* to, std::int64_t count);
    void (*softmax)(const float* x, float* to, std::int64_t count);
    void (*layerNorm)(const float* x, const float* weight, const float* bias, float epsilon,
                      float* to, std::int64_t count);
    void (*rmsNorm)(const float* x, const float* weight, float epsilon, float* to,
                    std::int64_t count);
    void (*lengthNorm)(const float* x, float epsilon, float* to, std::int64_t count);
    /// −Σ x·ln x in nats, of shares that are not negative.
    float (*entropy)(const float* x, std::int64_t count);

    /// Softmax attention, streaming over the keys where no pattern is wanted.
    void (*attend)(const AttentionSlice&);
    /// Scores alone into `pattern`: −∞ where a row may not look.
    void (*score)(const AttentionSlice&);
    /// heads = pattern · values; `visible` bounds the keys that are read.
    void (*mix)(const AttentionSlice&);
    std::int64_t (*attentionScratch)(const AttentionSlice&); // floats
};

/// The levels that this processor can run, best first; the last is plain x86-64.
std::span<const VectorKernels> vectorLevels();

} // namespace saccade
