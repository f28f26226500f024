// Encoder–decoder transformers (Vaswani et al., arXiv:1706.03762): one way to build them all, from
// weights that each family takes out of its checkpoints.
#pragma once

#include "core/models/transformer_parts.h"

#include <optional>
#include <vector>

namespace saccade
{

/// Layer normalisation; without a bias RMS normalisation.
struct StackNorm {
    Tensor weight;
    std::optional<Tensor> bias;
};

struct AttentionWeights {
    StackNorm norm;
    Projection queries, keys, values, output;
    /// T5's bias by distance: [buckets, heads]. Layers without one use that of the layer before.
    std::optional<Tensor> distances;
};

struct MlpWeights {
    StackNorm norm;
    std::optional<Projection> gate; // then hidden = f(gate·x) · up·x, else f(up·x)
    Projection up, down;
};

struct StackLayer {
    AttentionWeights attention;
    std::optional<AttentionWeights> cross; // of a decoder
    MlpWeights mlp;
};

/// The encoder or the decoder.
struct Stack {
    Tensor embedding;                // [vocabulary, width]; none where sounds are read
    std::optional<Tensor> positions; // [positions, width]
    std::optional<StackNorm> embeddingNorm;
    std::vector<StackLayer> layers;
    std::optional<StackNorm> finalNorm;
    std::int64_t heads = 0;
    double embeddingScale = 1.0;
};

enum class NormPlace {
    Before, // x + f(norm(x))
    After   // norm(x + f(x)), as the paper has it
};

struct EncoderDecoderWeights {
    Stack encoder, decoder;
    Tensor output; // [vocabulary, width]
    std::optional<Tensor> outputBias;
    std::int64_t headWidth = 0;
    NormPlace normPlace = NormPlace::Before;
    double epsilon = 1e-5;
    Activation activation = Activation::Relu;
    double attentionScale = 1.0;
    double outputScale = 1.0;           // before the output layer
    std::int64_t maximumDistance = 128; // of T5's distances
};

/// Builds the graphs of all families. A family's constructor calls `takeWeights`.
class EncoderDecoder : public Model
{
public:
    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override;
    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override;

protected:
    EncoderDecoder(std::shared_ptr<const Checkpoint> checkpoint,
                   std::shared_ptr<const Tokenizer> tokenizer);
    /// Keeps the weights and says in the info what they make. `context`: positions of the decoder.
    void takeWeights(EncoderDecoderWeights weights, std::string family, std::int64_t context);
    /// What stands where the encoder's keys do: "source", or "frames" of sounds.
    virtual std::string sourceName() const { return "source"; }
    /// Declares the inputs and makes what enters the first block, positions not yet added: [source,
    /// width]. Throws as buildEncoder.
    virtual Value embedSource(EncoderGraph& encoder, const EncoderInput& input) const;
    /// What a position of the source stands for.
    virtual Sequence sourceSequence(std::int64_t length) const;

private:
    EncoderDecoderWeights m_weights;
};

} // namespace saccade
