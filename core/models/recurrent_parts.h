// What state-space and recurrent models have in common, as pieces of a Graph with the names of
// design.md, section 2.
#pragma once

#include "core/graph/ops/ops.h"
#include "core/models/transformer_parts.h"
#include "core/models/weights.h"

#include <functional>
#include <string>

namespace saccade
{

/// A state has no length: the positions that a recurrent model may be run for where its checkpoint
/// does not say.
constexpr std::int64_t recurrentContext = 1 << 20;

/// `extent` numbers as F32 [extent], whatever axes of length 1 they are stored with. Throws as
/// Weights.
Tensor flat(Weights& weights, const Checkpoint& checkpoint, const std::string& name,
            std::int64_t extent);
/// Each number through `function`, as F32.
Tensor mapped(const Tensor& tensor, const std::function<float(float)>& function);
/// Each number `times` times in a row: what heads share, for every channel of theirs.
Tensor repeated(const Tensor& tensor, std::int64_t times);
/// F32 [extent], all the same.
Tensor filled(std::int64_t extent, float value);

struct RecurrentNorm {
    Tensor weight, bias;
};

/// What works head by head needs: see RecurrentBlock.
struct HeadParts {
    std::int64_t heads = 0;
    Tensor ones, zeros; // [width / heads]
    Tensor members;     // [heads, width]: 1 where a channel is of the head
};
HeadParts headParts(std::int64_t width, std::int64_t heads);

/// x·current + (the row before)·previous, channel by channel: how RWKV looks one token back.
struct Mix {
    Tensor current, previous;
};
/// `share` of the row itself and the rest of the one before (RWKV 4 and 5), or the other way round.
enum class MixShare { OfCurrent, OfPrevious };
Mix mixOf(const Tensor& share, MixShare kind);

/// The layer that a model is building.
class RecurrentBlock
{
public:
    RecurrentBlock(ModelGraph& model, const GraphShape& shape, std::int64_t layer)
        : m_model(model), m_shape(shape), m_layer(layer)
    {
    }

    std::int64_t layer() const { return m_layer; }
    std::int64_t rows() const { return m_shape.rows; }
    Value constant(const Tensor& tensor) const { return m_model.graph.constant(tensor); }
    /// Names the value "blocks.{l}.{part}".
    Value name(Value value, std::string_view part) const;
    /// What another layer has named so.
    Value find(std::int64_t layer, std::string_view part) const;
    /// "blocks.{l}.state.{part}", F32.
    Value state(std::string_view part, Shape shape) const;
    /// [1, capacity, width]: the rows x [n, width] of all positions so far, which cost nothing
    /// where nobody looks at what is made of them.
    Value kept(Value x, std::string_view part) const;

    Value norm(Value x, const RecurrentNorm& weights, double epsilon) const;
    /// layerNorm of each head, then weights of the whole width.
    Value headNorm(Value x, const HeadParts& parts, const RecurrentNorm& weights,
                   double epsilon) const;
    /// [n, heads] → [n, width]: to every channel what its head has.
    Value spread(Value x, const HeadParts& parts) const;
    /// [n, width] → [n, heads]: the sum over the channels of each head.
    Value sums(Value x, const HeadParts& parts) const;
    /// The rows before; `part` names the state.
    Value shifted(Value x, std::string_view part) const;
    Value mix(Value x, Value previous, const Mix& shares) const;

    /// Names "ssm.pattern" and "ssm.mean_pattern", made by `matrix`.
    using MatrixOf = std::function<Value(const MatrixPlace&)>;
    void addPatterns(const MatrixOf& matrix) const;
    /// Names "ssm.unified_pattern" and "ssm.mean_unified_pattern"; the pattern of `parts` is set
    /// here.
    void addUnified(UnifiedParts parts) const;

private:
    MatrixPlace place(MatrixForm form) const;

    ModelGraph& m_model;
    const GraphShape& m_shape;
    std::int64_t m_layer;
};

/// The patterns of a Mamba layer whose residual stream is x. `unified` comes without pattern and
/// norms, and with the convolution's output for the activations, which are SiLU: x·σ(x), the factor
/// σ(x) taken as given.
void addSelectiveMatrices(const RecurrentBlock& block, Value x, double epsilon,
                          const SelectiveScan& scan, UnifiedParts unified);

/// The channel mixing of RWKV: (ReLU(x_k·K))²·V, times σ(x_r·R) before version 7.
struct ChannelMixing {
    Mix keyMix;
    Projection key, value;
    struct Gate {
        Mix mix;
        Projection receptance;
    };
    std::optional<Gate> gate;
};
Value addChannelMixing(const RecurrentBlock& block, Value x, const ChannelMixing& weights,
                       double scale);

/// The implicit attention of a model whose blocks are recurrent: see ModelInfo::attention.
AttentionPart recurrentPart(std::int64_t layers, std::int64_t heads);

} // namespace saccade
