// A way of predicting: which positions a model commits to, step by step.
#pragma once

#include "core/base/citation.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/models/session.h"

namespace saccade {

struct Candidate {
    std::int32_t token = 0;
    float probability = 0; // softmax of the raw logits
    bool kept = true;      // survived top-k, top-p, min-p
};

/// One move of a Decoder.
struct Step {
    std::int64_t position = 0; // of the token that was predicted
    std::int32_t token = 0;
    float probability = 0;     // of the token, softmax of the raw logits
    float entropy = 0;         // nats, of the raw distribution
    std::vector<Candidate> candidates; // the ten most probable
    int forwardPasses = 0;
    double seconds = 0;
};

/// Called after each step; → false ends the decoding.
using StepSink = std::function<bool(const Step&)>;

struct DecodeRequest {
    std::vector<std::int32_t> prompt{};
    std::int64_t steps = 0; // at most; 0 computes the prompt alone
    LogitRows promptLogits = LogitRows::Last;
    std::uint64_t seed = 0;
    Settings settings{}; // resolved from the decoder's parameters
};

class Decoder {
public:
    virtual ~Decoder() = default;
    virtual std::string_view identifier() const = 0;
    virtual const char* name() const = 0; // QT_TRANSLATE_NOOP("Decoder", "…")
    virtual Citation citation() const = 0;
    virtual std::vector<Parameter> parameters() const = 0;
    /// Decodes from the session's position on; ends after request.steps, at a stop token of the model, or
    /// when the sink says so.
    virtual void decode(Session& session, const DecodeRequest& request, const StepSink& sink,
                        std::stop_token stop, const Progress& progress = {}) const = 0;
};

} // namespace saccade
