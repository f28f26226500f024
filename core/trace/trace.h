// The record of one run: inputs, steps, tapped tensors. What a panel shows comes from here.
#pragma once

#include "core/decoders/decoder.h"
#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

/// A Sequence with what it stood for in this run.
struct TraceSequence {
    Sequence shape;
    std::vector<std::string>
        labels; // one a position: token texts, "CLS", "3, 5" (row, column), "0.42 s"
    std::vector<std::int32_t> tokens; // of text

    bool operator==(const TraceSequence&) const = default;
};

/// What a head that does not generate says.
struct Prediction {
    std::int64_t position = -1; // of the masked token; −1: of the whole input
    std::int32_t index = 0;     // class or token
    std::string label;
    float probability = 0; // of a similarity: the cosine between both embeddings

    bool operator==(const Prediction&) const = default;
};

/// The tensors beside those of section 2: "source.tokens" I32 [m] (encoder–decoders),
/// "input.picture" F32 [3, height, width] in 0 … 1 (where a picture is written: what is there of
/// it, as in "image"), "input.features" F32 [bins, frames], "pooled" and the embeddings of
/// EncoderGraph; of forecasters "series" F32 [channels, time], "forecast" F32 [channels, horizon]
/// and, where it is known, "series.followed" F32 [channels, at most horizon]. Names, dtypes and
/// shapes of the tensors as in design.md,
/// section 6.
struct Trace {
    nlohmann::json
        recipe; // checkpoint, input, decoder, settings, seed, edits, device: to run it again
    nlohmann::json modelInfo; // toJson(ModelInfo)
    std::vector<std::int32_t> tokens;
    std::vector<std::string> tokenLabels; // what a strip or an axis shows, one a token
    std::int64_t promptLength = 0;
    std::string text; // of the generated tokens
    /// What queries and keys of each AttentionPart stand for, "tokens" among them where there are
    /// any.
    std::vector<TraceSequence> sequences;
    /// Of a classification head or of masked tokens, most probable first.
    std::vector<Prediction> predictions;
    std::vector<Step> steps;
    double promptSeconds = 0; // until the first step was decided (or the prompt computed)
    double seconds = 0;       // of the whole decoding, model and programs being ready
    std::map<std::string, Tensor, std::less<>> tensors; // all but `tokens`

    const Tensor* find(std::string_view name) const;
    /// The sequence of this name; null if the run has none.
    const TraceSequence* sequence(std::string_view name) const;
};

/// Writes and reads the trace file. Throws Error (file, tensor, reason) on a file that is no trace,
/// or whose tensors do not fit each other (untrusted: shapes are checked against the token count).
void saveTrace(const Trace& trace, const std::filesystem::path& path);
std::shared_ptr<const Trace> loadTrace(const std::filesystem::path& path);

nlohmann::json toJson(const ModelInfo& info);
nlohmann::json toJson(const Step& step);
nlohmann::json toJson(const Prediction& prediction);

} // namespace saccade
