// Small transformers of courses and experiments: their checkpoints are plain state_dicts without a
// configuration, so that families say here what the numbers do not.
#pragma once

#include "core/models/causal_transformer.h"
#include "core/models/weights.h"

namespace saccade
{

/// Parts that are absent are skipped.
struct SmallBlock {
    std::optional<Norm> attentionNorm;
    Projection queries, keys, values, attentionOutput;
    std::optional<Norm> mlpNorm;
    std::optional<Projection> hidden, mlpOutput; // both or none: attention alone
};

enum class SmallDirection { Causal, Bidirectional };

/// Of which positions an encoder's logits are.
enum class SmallRows { All, Last };

struct SmallTransformer {
    std::string family;
    std::int64_t heads = 1;
    Tensor embedding; // [vocabulary, width]
    Tensor positions; // [context, width]
    std::vector<SmallBlock> blocks;
    std::optional<Norm> finalNorm;
    Projection output; // → outputs
    Activation activation = Activation::Relu;
    SmallDirection direction = SmallDirection::Causal;
    ResidualSource attentionResidual = ResidualSource::Rows; // what the attention is added to
    HeadKind head = HeadKind::LanguageModel;
    SmallRows rows = SmallRows::All; // of other heads than language models'
    std::vector<std::string> classes{};
    std::optional<std::int32_t> beginToken{};
    std::shared_ptr<const PixelTokens> pixels{}; // of a language of pictures
};

/// A language model generates; any other reads its input whole, with the result "logits" [tokens
/// or 1, outputs].
std::shared_ptr<const Model> makeSmallTransformer(std::shared_ptr<const Checkpoint> checkpoint,
                                                  std::shared_ptr<const Tokenizer> tokenizer,
                                                  const Weights& weights, SmallTransformer parts);

/// `name`.weight and .bias [width] of a layer norm with PyTorch's epsilon.
Norm smallNorm(Weights& weights, const std::string& name, std::int64_t width);
/// `name`.weight [out, in] and .bias [out].
Projection smallProjection(Weights& weights, const std::string& name, std::int64_t in,
                           std::int64_t out);
/// Queries, keys, values and output of a torch.nn.MultiheadAttention called `name`.
void readTorchAttention(Weights& weights, const std::string& name, std::int64_t width,
                        SmallBlock& block);
/// How many of the names that `name` gives for 0, 1, 2 … the checkpoint has, in a row.
std::int64_t countLayers(const Checkpoint& checkpoint, const LayerName& name);

} // namespace saccade
