// A model whose graph can be built: what is known about it, and its parts by name.
#pragma once

#include "core/graph/graph.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace saccade {

struct Checkpoint;
class Tokenizer;

struct ModelInfo {
    std::string family;       // "gpt2", "llama": the registered identifier
    std::string architecture; // as the checkpoint calls it: "GPT2LMHeadModel", "llama"
    std::string name;         // the checkpoint's own name, else the file's
    std::string format;
    std::string path;
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::int64_t keyValueHeads = 0;
    std::int64_t headWidth = 0;
    std::int64_t width = 0;
    std::int64_t vocabulary = 0;
    std::int64_t context = 0; // positions the model was made for
    std::int64_t parameters = 0;
    std::int64_t weightBytes = 0;
    std::vector<std::pair<std::string, std::int64_t>> dtypes; // type name, elements; most first
    std::optional<std::int32_t> beginToken;
    std::vector<std::int32_t> stopTokens;
};

/// The shape of one Program: how many positions a run computes, and how many the KV cache holds.
struct GraphShape {
    std::int64_t rows = 1;     // n: tokens of one run
    std::int64_t capacity = 1; // positions of the KV cache
    std::int64_t logitRows = 1; // logits of the last so many rows
};

/// A built graph with the values that drive it. All else is found by name (design, section 2).
struct ModelGraph {
    Graph graph;
    Value tokens; // Input I32 [rows]
    Value first;  // Input I32 [1]: position of the first row
    Value logits; // F32 [logitRows, vocabulary], named "logits"
};

class Model {
public:
    virtual ~Model() = default;
    const ModelInfo& info() const { return m_info; }
    const std::shared_ptr<const Tokenizer>& tokenizer() const { return m_tokenizer; }
    const std::shared_ptr<const Checkpoint>& checkpoint() const { return m_checkpoint; }
    /// Throws Error if the shape is not possible (rows beyond the capacity, capacity beyond learned
    /// positions).
    virtual std::unique_ptr<ModelGraph> build(const GraphShape& shape) const = 0;

protected:
    ModelInfo m_info;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

/// One architecture: a file in core/models, registered there.
class ModelFamily {
public:
    virtual ~ModelFamily() = default;
    virtual std::string_view identifier() const = 0;
    /// What architectureOf says of the checkpoints that this family loads.
    virtual std::vector<std::string> architectures() const = 0;
    /// Checks every tensor's presence, shape and type first: throws Error naming file, tensor and reason,
    /// and leaves nothing behind. `tokenizer` may be null.
    virtual std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                              std::shared_ptr<const Tokenizer> tokenizer) const = 0;
};

/// The kind of model as the checkpoint states it: config.json's "model_type" ("gpt2", "mistral" …), GGUF's
/// "general.architecture", or the format where that says it all ("llama2.c"); empty if nothing does.
std::string architectureOf(const Checkpoint& checkpoint);

/// Builds the model of an open checkpoint. Throws as openModel.
std::shared_ptr<const Model> loadModel(std::shared_ptr<const Checkpoint> checkpoint,
                                       std::shared_ptr<const Tokenizer> tokenizer);

/// Opens checkpoint and tokenizer and builds the model. Throws UsageError for a path that is no checkpoint,
/// Error for a broken one or an architecture that Saccade does not know (naming those it knows).
std::shared_ptr<const Model> openModel(const std::filesystem::path& path);

} // namespace saccade
