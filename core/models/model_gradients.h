// Gradients of what a model says, with respect to what it computed on the way: attention patterns,
// heads, embeddings, pixels. What integrated gradients, head importance, Grad-CAM and their kin
// read.
#pragma once

#include "core/graph/backend.h"
#include "core/graph/edits.h"
#include "core/models/model.h"

namespace saccade
{

/// The one number whose gradients are taken; always the mean over the targets.
struct Objective {
    enum class Kind {
        Logit,           // logits[row, token]; of a classification: row 0, token the class
        LogitDifference, // logits[row, token] − logits[row, other]
        LogProbability,  // ln softmax(logits[row])[token]
        CrossEntropy,    // −ln softmax(logits[row])[token]
        Direction        // Σ direction · output, for outputs that are no logits; without targets
    };
    struct Target {
        std::int64_t row = -1; // of the output; −1: its last
        std::int32_t token = 0;
        std::int32_t other = 0; // of a LogitDifference
    };

    Kind kind = Kind::CrossEntropy;
    std::vector<Target> targets{};
    std::string output = "logits"; // or another result: "pooled", "image_embedding" …
    Tensor direction{};            // F32 of the output's shape
};

/// The loss of a language model over its own input: −ln p(token i + 1) in each row i but the last.
Objective nextTokenLoss(std::span<const std::int32_t> tokens);
/// The logit of a token or class in a row (−1: the last).
Objective logitOf(std::int32_t token, std::int64_t row = -1);

struct GradientRequest {
    /// Of a model that generates, from position 0 on; of an encoder–decoder, what its decoder
    /// reads.
    std::vector<std::int32_t> tokens{};
    EncoderInput input{}; // of a model that encodes
    /// As in SessionOptions. Names then mean the edited values.
    std::vector<Edit> edits{};
    Objective objective{};
    /// Value names, * standing for one part: "embedding", "blocks.*.attention.pattern", "pixels".
    std::vector<std::string> wanted{};
    /// Further values to give back without a gradient.
    std::vector<std::string> taps{};
    /// Values that are given to each run instead of being computed (at the same place in `wanted`
    /// they have gradients): the path of integrated gradients, activations patched in from
    /// elsewhere. Names without *.
    std::vector<std::string> replaced{};
};

struct ModelGradients {
    double objective = 0.0;
    /// What the objective looked at, F32. Of a model that generates: the rows of its last
    /// positions, from the first that a target names on.
    Tensor output;
    std::map<std::string, Tensor, std::less<>> gradients; // of the wanted values, F32
    std::map<std::string, Tensor, std::less<>> values;    // wanted, tapped; what they were, F32
};

/// A model compiled with its backward for inputs of one shape, to be run again and again. Causal
/// models see all their tokens in one run from empty states.
class GradientSession
{
public:
    /// Throws UsageError if a name names nothing, the input does not fit the model or a target lies
    /// outside the output; Error naming an op that has no gradient or no kernel.
    GradientSession(std::shared_ptr<const Model> model, std::shared_ptr<Backend> backend,
                    GradientRequest request);
    ~GradientSession();
    GradientSession(GradientSession&&) noexcept;
    GradientSession& operator=(GradientSession&&) noexcept;

    using Tensors = std::map<std::string, Tensor, std::less<>>;
    /// `replacements`: F32 for every name in `replaced`, of its shape. Throws UsageError where one
    /// is missing or has another shape; Cancelled.
    ModelGradients run(const Tensors& replacements = {}, std::stop_token stop = {});
    /// Shapes of wanted, tapped and replaced values.
    Shape shape(std::string_view name) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// One run of a GradientSession that replaces nothing.
ModelGradients computeGradients(std::shared_ptr<const Model> model,
                                std::shared_ptr<Backend> backend, GradientRequest request,
                                std::stop_token stop = {});

} // namespace saccade
