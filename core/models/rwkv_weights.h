// The tensors of RWKV models of any version, by the names that their author gives them
// ("emb.weight", "blocks.3.att.key.weight"), whatever the format calls them.
#pragma once

#include "core/models/recurrent_parts.h"

namespace saccade
{

/// What all versions state.
struct RwkvSizes {
    std::int64_t width = 0;
    std::int64_t layers = 0;
    std::int64_t vocabulary = 0;
    std::int64_t context = 0;
    std::int64_t headWidth = 0;    // 0: to be found from the tensors
    std::int64_t rescaleEvery = 0; // layers after which the residual stream is halved; 0: never
    bool isDivided = false;        // whether the weights are stored as the halving needs them
    double epsilon = 1e-5;
};

/// What stands before and behind the blocks.
struct RwkvFrame {
    Tensor embedding, head;
    RecurrentNorm embeddingNorm, finalNorm;
};

class RwkvWeights
{
public:
    /// Throws Error if the checkpoint does not state its sizes, or states impossible ones.
    explicit RwkvWeights(const Checkpoint& checkpoint);

    const RwkvSizes& sizes() const { return m_sizes; }
    bool isRwkvCpp() const { return m_format == Format::RwkvCpp; }
    bool contains(const std::string& name) const;
    /// Of one axis of a tensor. Throws Error if there is no such tensor or axis.
    std::int64_t extent(const std::string& name, std::ptrdiff_t axis) const;
    Tensor flat(const std::string& name, std::int64_t count);
    Projection projection(const std::string& name, std::int64_t in, std::int64_t out);
    RecurrentNorm norm(const std::string& name);
    Mix mix(const std::string& name, MixShare kind);
    RwkvFrame frame();
    /// What is common to all versions, and what has been taken.
    void describe(ModelInfo& info) const;
    /// The heads of `width` channels each. Throws Error if they do not divide the width.
    std::int64_t requireHeads(std::int64_t heads) const;

private:
    enum class Format { RwkvCpp, HuggingFace, Gguf };
    std::string stored(const std::string& name) const;

    const Checkpoint& m_checkpoint;
    Format m_format;
    Weights m_weights;
    RwkvSizes m_sizes;
};

/// "blocks.3.att." for layer 3, before the names of its parts.
std::string rwkvBlock(std::int64_t layer);

/// By how much a layer's outputs are scaled where the residual stream is halved now and then.
double rwkvScale(const RwkvSizes& sizes, std::int64_t layer);
/// The end of a layer: x, named "residual.after", halved where it is due.
Value endRwkvBlock(const RecurrentBlock& block, Value x, const RwkvSizes& sizes);

/// Embedding and its norm; then `addBlock` for each layer; then the logits.
using AddRwkvBlock = std::function<Value(const RecurrentBlock& block, Value x)>;
std::unique_ptr<ModelGraph> buildRwkv(const RwkvSizes& sizes, const RwkvFrame& frame,
                                      const GraphShape& shape, const AddRwkvBlock& addBlock);

} // namespace saccade
