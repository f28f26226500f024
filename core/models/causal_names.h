// What the tensors of a causal transformer are called.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace saccade
{

struct Checkpoint;

/// Names without ".weight" and ".bias"; those of a block's parts follow the layer's number. An
/// empty name: the model has no such part.
struct CausalNames {
    std::string embedding, embeddingProjection, positions, embeddingNorm;
    std::string finalNorm, outputProjection, output;
    std::string block; // before the layer's number

    std::string attentionNorm;
    std::string queries, keys, values;
    std::string fusedHeads;         // all three in one, where it is not empty
    std::string queryNorm, keyNorm; // with *: a tensor for each head
    std::string attentionOutput, attentionOutputNorm, middleNorm;
    std::string mlpNorm, gate, up, down;
    std::string fusedGateUp; // gate, then up
    std::string mlpOutputNorm, endNorm;

    // With *: a tensor for each expert, * standing for its number; without: one for all of them.
    std::string router, expertGate, expertUp, expertDown;
    std::string sharedGate, sharedUp, sharedDown, sharedRouter;
};

/// Those of LlamaForCausalLM, whose decoder's begin with `prefix`.
CausalNames llamaNames(const std::string& prefix);
/// The same where the checkpoint may be stored without the head, and so without the prefix.
CausalNames llamaNames(const Checkpoint& checkpoint);

/// Those that llama.cpp gives to a Llama, which other architectures add to.
CausalNames ggufNames();

/// The first of the prefixes with which the checkpoint has the tensor `probe`; else the first.
std::string prefixOf(const Checkpoint& checkpoint, std::span<const std::string_view> prefixes,
                     std::string_view probe);
/// One of two: without a prefix where the checkpoint was stored without its head.
std::string prefixOf(const Checkpoint& checkpoint, std::string_view prefix, std::string_view probe);
/// Whether any layer of a GGUF file has this part of a block.
bool hasGgufPart(const Checkpoint& checkpoint, std::string_view part);

/// Replaces the * of a name by a number.
std::string numbered(const std::string& name, std::int64_t number);

} // namespace saccade
