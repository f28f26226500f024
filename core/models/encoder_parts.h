// What encoders have in common, whatever they read: blocks with their norms before or after, as
// pieces of a Graph with the names of design.md, section 2.
#pragma once

#include "core/models/transformer_parts.h"
#include "core/models/weights.h"

namespace saccade
{

/// Weight and bias of a layer norm.
struct EncoderNorm {
    Tensor weight, bias;
};

struct EncoderBlock {
    EncoderNorm attentionNorm;
    Projection queries, keys, values, attentionOutput;
    std::optional<Tensor> attentionScale; // F32 [width]: layer scale
    EncoderNorm mlpNorm;
    Projection hidden, mlpOutput; // gated: hidden gives gate and value side by side
    std::optional<Tensor> mlpScale;
};

enum class NormOrder {
    BeforePart,    // x + f(norm(x)): ViT, CLIP
    AfterResidual, // norm(x + f(x)): BERT
};
enum class MlpKind {
    Plain, // W₂·f(W₁·x)
    Gated, // W₂·(f(a) · b), (a, b) = W₁·x
};

/// What all blocks of an encoder have in common.
struct EncoderRule {
    std::int64_t heads = 1;
    double epsilon = 1e-12;
    Activation activation = Activation::GeluErf;
    NormOrder norms = NormOrder::AfterResidual;
    MlpKind mlp = MlpKind::Plain;
    bool causal = false;
    std::string prefix{}; // of every value name: "text."
};

enum class ProjectionBias { Needed, None };

/// `name`.weight [out, in] and, where needed, `name`.bias [out].
Projection readProjection(Weights& weights, const std::string& name, std::int64_t in,
                          std::int64_t out, ProjectionBias bias = ProjectionBias::Needed);
/// `name`.weight and .bias [width], which older files call .gamma and .beta.
EncoderNorm readNorm(Weights& weights, const std::string& name, std::int64_t width);
/// Rows of the two-dimensional tensor `name`: how many classes a classifier knows. Throws Error if
/// it is missing or has other than `columns` columns.
std::int64_t rowsOf(const Checkpoint& checkpoint, const std::string& name, std::int64_t columns);
/// The names in "id2label" of config.json; numbers where it is silent.
std::vector<std::string> readClasses(const Checkpoint& checkpoint, std::int64_t count);

/// The position of row 0, which is fixed in encoders: I32 [1].
Value constantPosition(Graph& graph, std::int32_t position);
Value normed(Value x, const EncoderNorm& norm, double epsilon);
/// All blocks, one after the other: x [n, width] → [n, width]. Names every value; x is
/// "blocks.0.residual.before".
Value addEncoderBlocks(Value x, const std::vector<EncoderBlock>& blocks, const EncoderRule& rule);
/// One row out of x [n, width] → [1, width].
Value rowOf(Value x, std::int64_t row);

} // namespace saccade
