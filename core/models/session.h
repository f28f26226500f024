// A model at work on one backend: its compiled programs, its KV cache, edits and taps.
#pragma once

#include "core/base/progress.h"
#include "core/graph/backend.h"
#include "core/graph/edits.h"
#include "core/models/model.h"

#include <functional>

namespace saccade
{

struct SessionOptions {
    std::int64_t capacity = 0; // positions in all: prompt plus steps; 0: the model's context
    /// In values of [n, width] an edit's slice counts positions of the whole sequence, else heads.
    std::vector<Edit> edits{};
    std::vector<std::string>
        taps{};               // value names; * stands for one part ("blocks.*.attention.pattern")
    std::int64_t batch = 512; // prompt tokens computed in one run
    EncoderInput input{};     // for models that encode: the shapes of what encode() will be given
};

enum class LogitRows { Last, All };

/// Rows of a tapped value as they are computed. `rows` belongs to positions first … first + n − 1;
/// patterns and scores are [heads, n, capacity] with zeros (−∞) beyond what is visible.
using TapSink =
    std::function<void(const std::string& name, std::int64_t first, const Tensor& rows)>;

/// Not thread-safe: lives on the worker that owns the backend.
class Session
{
public:
    /// Throws UsageError if an edit or a tap names nothing in the model, or the capacity is larger
    /// than the model allows; Error with the numbers if it does not fit the device.
    Session(std::shared_ptr<const Model> model, std::shared_ptr<Backend> backend,
            SessionOptions options);
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    /// Computes `tokens` after those before, in batches. → logits F32 [tokens or 1, vocabulary].
    /// Throws UsageError for ids outside the vocabulary or no room in the cache; Cancelled; Error
    /// naming the first weight that is not finite where the logits are not.
    Tensor advance(std::span<const std::int32_t> tokens, LogitRows rows = LogitRows::Last,
                   std::stop_token stop = {}, const Progress& progress = {});
    /// Computes the encoder over the whole input, and puts the decoder, where there is one, to
    /// position 0 with this input to attend to. Tapped values go to the sink, from position 0 on. →
    /// the results of EncoderGraph by name. Throws UsageError if the shapes differ from those of
    /// the options; Cancelled; Error as advance.
    std::map<std::string, Tensor, std::less<>> encode(const EncoderInput& input,
                                                      std::stop_token stop = {});
    /// What the encoder's positions stand for; empty without one.
    const std::vector<Sequence>& sequences() const;
    void setTapSink(TapSink sink);

    std::int64_t position() const; // tokens computed so far
    std::int64_t capacity() const;
    const Model& model() const;
    /// A branch: the same model, edits and taps, a copy of the KV cache, no tap sink. Its programs
    /// are compiled when they are needed.
    Session fork() const;
    /// Back to position 0; an encoder–decoder must encode again.
    void restart();
    /// Device bytes of programs and cache.
    std::int64_t bytes() const;

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace saccade
