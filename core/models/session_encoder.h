// The encoder of a session: its graph for inputs of one shape, compiled when it is first run.
#pragma once

#include "core/graph/backend.h"
#include "core/graph/edits.h"
#include "core/models/model.h"

namespace saccade
{

class SessionEncoder
{
public:
    /// Builds the encoder's graph for inputs shaped like `input`. Throws what buildEncoder throws.
    SessionEncoder(std::shared_ptr<const Model> model, const EncoderInput& input);

    /// The same with programs and states of its own.
    std::unique_ptr<SessionEncoder> again() const;

    const Graph& graph() const { return m_encoder->graph; }
    const std::vector<Sequence>& sequences() const { return m_encoder->sequences; }
    /// Positions of the encoder's output.
    std::int64_t source() const { return m_encoder->source; }
    /// Before the first run. In values of the encoder an edit's slice counts along the outermost
    /// axis.
    void apply(const Edit& edit);
    void tap(const std::string& name);

    using Results = std::map<std::string, Tensor, std::less<>>;
    /// → results and tapped values by name. Throws UsageError if the shapes differ from those it
    /// was built for or tokens lie outside the vocabulary.
    Results run(const EncoderInput& input, Backend& backend,
                const std::shared_ptr<StateStore>& states, std::stop_token stop);
    const std::vector<std::string>& taps() const { return m_taps; }
    const std::vector<std::string>& results() const { return m_encoder->results; }
    std::int64_t bytes() const { return m_program ? m_program->bytes() : 0; }

private:
    void compile(Backend& backend, const std::shared_ptr<StateStore>& states);
    void set(const EncoderInput& input);

    std::shared_ptr<const Model> m_model;
    EncoderInput m_input; // of the shapes it is built for
    std::unique_ptr<EncoderGraph> m_encoder;
    std::vector<Edit> m_edits;
    std::vector<std::string> m_taps;
    std::unique_ptr<Program> m_program;
};

} // namespace saccade
