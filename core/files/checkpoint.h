// A model on disk, whatever its format: named tensors and what the files say about them.
#pragma once

#include "core/graph/tensor.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade {

/// Everything read from a checkpoint. The tensors are views of mapped files: opening costs no memory, and
/// copies share the mapping. Names and layouts are those of the file; families in core/models know them.
struct Checkpoint {
    std::filesystem::path path; // what the user opened: a file or a folder
    std::string format;         // "Hugging Face", "GGUF", "llama2.c", "safetensors"
    /// Hugging Face: config.json. GGUF: the metadata, keys as in the file ("general.architecture"), arrays
    /// included; its strings need not be valid UTF-8, so dump it with error_handler_t::replace.
    /// llama2.c: the header's fields by the names of llama2.c ("dim", "n_layers" …).
    nlohmann::json configuration;
    std::map<std::string, Tensor, std::less<>> tensors;
    std::map<std::string, std::string, std::less<>> tensorFiles; // which file a tensor came from

    /// Throws Error naming file and tensor if it is missing or, where `shape` is not empty, has another
    /// shape.
    const Tensor& tensor(std::string_view name, const Shape& shape = {}) const;
    bool contains(std::string_view name) const { return tensors.contains(name); }
    std::int64_t parameterCount() const;
    /// The file of `path`'s folder with this name (tokenizer.json …), or an empty path.
    std::filesystem::path besides(std::string_view fileName) const;
};

/// One way of storing a checkpoint; one file each in core/files, registered there.
class CheckpointFormat {
public:
    virtual ~CheckpointFormat() = default;
    virtual std::string_view identifier() const = 0;
    /// Whether this path is of this format at all ("not mine" is no error). `head`: the first bytes of a
    /// file (up to 64), empty for a folder.
    virtual bool matches(const std::filesystem::path& path, std::span<const std::byte> head) const = 0;
    /// Throws Error with file, offset or tensor, and reason, if the file is broken or hostile.
    virtual Checkpoint open(const std::filesystem::path& path) const = 0;
};

/// Finds the format and opens. Throws UsageError if the path does not exist or no format knows it (saying
/// which are known and, for ONNX, pickles and the like, what to use instead).
Checkpoint openCheckpoint(const std::filesystem::path& path);

} // namespace saccade
