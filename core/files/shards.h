// The tensors of a Hugging Face checkpoint: one file of safetensors or PyTorch, or several with an
// index.
#pragma once

#include "core/files/checkpoint.h"

namespace saccade
{

/// Adds the tensors of one file. Throws Error if a name is there already, from another file.
void addTensors(Checkpoint& checkpoint, const std::filesystem::path& file);

/// The files named by the weight_map of a model.safetensors.index.json or
/// pytorch_model.bin.index.json: plain names of files of weights in the index's own folder (which
/// may be links, as in Hugging Face's cache). Throws Error otherwise.
std::vector<std::string> shardNames(const std::filesystem::path& index);

/// Adds the tensors of all shards. Throws Error for missing or broken shards, for tensors listed
/// but missing in their shard, and for tensors found twice.
void addShards(Checkpoint& checkpoint, const std::filesystem::path& index);

} // namespace saccade
