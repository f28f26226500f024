// A model whose graph can be built: what is known about it, and its parts by name.
#pragma once

#include "core/graph/graph.h"
#include "core/models/encoder_input.h"
#include "core/models/pixel_tokens.h"
#include "core/models/preprocessing.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace saccade
{

struct Checkpoint;
class Tokenizer;

/// What a user can give to a model.
enum class InputKind { Text, TextPair, Image, Audio, Series };

/// One place where a model attends. Its values are `values` + ".pattern" and so on, * standing for
/// the block: "blocks.*.attention", "encoder.blocks.*.attention",
/// "decoder.blocks.*.cross_attention", "blocks.*.ssm".
struct AttentionPart {
    std::string values = "blocks.*.attention";
    std::string queries = "tokens"; // names of Sequences: "tokens", "source", "patches", "frames"
    std::string keys = "tokens";
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    bool causal = true;
    bool implicit =
        false; // a matrix that the layer acts like, but never forms (state-space layers)

    bool operator==(const AttentionPart&) const = default;
};

/// What the last layer of a model says.
enum class HeadKind {
    LanguageModel,
    MaskedLanguageModel,
    Classification,
    Embedding,
    Similarity,
    Forecast
};

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
    std::int64_t sourceVocabulary = 0; // of an encoder's tokens, where it is another
    std::int64_t context = 0;          // positions the model was made for
    std::int64_t parameters = 0;
    std::int64_t weightBytes = 0;
    std::vector<std::pair<std::string, std::int64_t>> dtypes; // type name, elements; most first
    std::optional<std::int32_t> beginToken;
    std::vector<std::int32_t> stopTokens;
    std::vector<InputKind> inputs{InputKind::Text};
    HeadKind head = HeadKind::LanguageModel;
    bool generates = true; // writes token after token; else it reads its input whole, once
    bool encodes = false;  // has an encoder to run first (encoder–decoders), or is one
    std::vector<std::int32_t> decoderStart; // what an encoder–decoder's output begins with
    std::vector<std::string> classes;       // of a classification head, by number
    std::shared_ptr<const PixelTokens> pixels; // where what is written is a picture; else null
    /// Empty: one part with the defaults, and layers and heads from above.
    std::vector<AttentionPart> attention;
};

/// The parts, the default one made explicit.
std::vector<AttentionPart> attentionParts(const ModelInfo& info);

/// The shape of one Program: how many positions a run computes, and how many the KV cache holds.
struct GraphShape {
    std::int64_t rows = 1;      // n: tokens of one run
    std::int64_t capacity = 1;  // positions of the KV cache
    std::int64_t logitRows = 1; // logits of the last so many rows
    std::int64_t source = 0;    // positions of the encoder's output, for cross-attention
};

/// A built graph with the values that drive it. All else is found by name (design, section 2).
struct ModelGraph {
    Graph graph;
    Value tokens; // Input I32 [rows]
    Value first;  // Input I32 [1]: position of the first row
    Value logits; // F32 [logitRows, vocabulary], named "logits"
};

/// What an encoder's positions stand for. A grid of patches, row by row, follows `leading`
/// positions (class token, registers); frames have a duration.
struct Sequence {
    std::string name; // "tokens", "source", "patches", "frames", "time", "channels"
    std::int64_t length = 0;
    std::int64_t leading = 0;
    std::int64_t rows = 0, columns = 0; // of the grid; 0: no grid
    double secondsPerPosition = 0;      // of frames

    bool operator==(const Sequence&) const = default;
};

/// The graph that reads one input whole. Results have names: "logits" [tokens or 1, vocabulary or
/// classes], "pooled" [1, width]; CLIP: "image_embedding", "text_embedding" [1, width], "logits"
/// [images, texts]; forecasters: "forecast" [channels, horizon] in the series' own units.
struct EncoderGraph {
    Graph graph;
    std::map<std::string, Value, std::less<>> inputs; // by the names of encoderTensors
    std::vector<std::string> results;                 // value names, computed by every run
    std::vector<Value> writes; // states for the decoder, computed by every run
    std::vector<Sequence> sequences;
    std::int64_t source = 0; // positions that the decoder's cross-attention sees; 0: none
};

class Model
{
public:
    virtual ~Model() = default;
    const ModelInfo& info() const { return m_info; }
    const std::shared_ptr<const Tokenizer>& tokenizer() const { return m_tokenizer; }
    /// What the encoder's tokens mean; the tokenizer() unless the languages have their own.
    const std::shared_ptr<const Tokenizer>& sourceTokenizer() const
    {
        return m_sourceTokenizer ? m_sourceTokenizer : m_tokenizer;
    }
    const std::shared_ptr<const Checkpoint>& checkpoint() const { return m_checkpoint; }
    /// Throws Error if the shape is not possible (rows beyond the capacity, capacity beyond learned
    /// positions).
    /// Only where info().generates; the default throws Error.
    virtual std::unique_ptr<ModelGraph> build(const GraphShape& shape) const;
    /// The graph for inputs shaped like this one; only where info().encodes. Keys and values for
    /// cross-attention go to states by the decoder's names. Throws UsageError if the input lacks
    /// what the model reads or does not fit it (what was given, what is needed).
    virtual std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const;
    /// How this model wants its pictures, sounds and series. Only where info().inputs says so.
    virtual ImagePreprocessing imagePreprocessing() const;
    virtual AudioPreprocessing audioPreprocessing() const;
    virtual SeriesPreprocessing seriesPreprocessing() const;

protected:
    ModelInfo m_info;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::shared_ptr<const Tokenizer> m_sourceTokenizer; // null: as m_tokenizer
    std::shared_ptr<const Checkpoint> m_checkpoint;
};

/// One architecture: a file in core/models, registered there.
class ModelFamily
{
public:
    virtual ~ModelFamily() = default;
    virtual std::string_view identifier() const = 0;
    /// What architectureOf says of the checkpoints that this family loads.
    virtual std::vector<std::string> architectures() const = 0;
    /// Checks every tensor's presence, shape and type first: throws Error naming file, tensor and
    /// reason, and leaves nothing behind. `tokenizer` may be null.
    virtual std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                              std::shared_ptr<const Tokenizer> tokenizer) const = 0;
};

/// The kind of model as the checkpoint states it: config.json's "model_type" ("gpt2", "mistral" …),
/// GGUF's "general.architecture", or the format where that says it all ("llama2.c"); empty if
/// nothing does.
std::string architectureOf(const Checkpoint& checkpoint);

/// All that the registered families load, sorted.
std::vector<std::string> knownArchitectures();

/// Builds the model of an open checkpoint. Throws as openModel.
std::shared_ptr<const Model> loadModel(std::shared_ptr<const Checkpoint> checkpoint,
                                       std::shared_ptr<const Tokenizer> tokenizer);

/// Opens checkpoint and tokenizer and builds the model. Throws UsageError for a path that is no
/// checkpoint, Error for a broken one or an architecture that Saccade does not know (naming the
/// nearest that it knows).
std::shared_ptr<const Model> openModel(const std::filesystem::path& path);

} // namespace saccade
