// A file of torch.save, whatever its wrapping.
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

struct TorchFile {
    /// By their keys, dots between levels ("encoder.layers.0.weight"); without the wrapping of
    /// training programs ("state_dict", "model" …) and without "module." where all have it.
    std::map<std::string, Tensor, std::less<>> tensors;
    /// The plain values beside them (hyper-parameters, epoch …), as an object; its strings need not
    /// be valid UTF-8.
    nlohmann::json values;
};

/// Whether these first bytes (64 are enough) are those of torch.save: a zip archive, or the
/// pickles of before PyTorch 1.6.
bool isTorchFile(std::span<const std::byte> head);

/// Tensors are views of the mapped file where the file allows it. Nothing in the file is run:
/// whatever is no tensor and no plain value is refused by name. Throws Error with file, byte or
/// tensor, and reason.
TorchFile readTorchFile(const std::filesystem::path& path);

} // namespace saccade
