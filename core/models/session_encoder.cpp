#include "core/models/session_encoder.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

void requireVocabulary(const std::vector<std::int32_t>& tokens, const ModelInfo& info)
{
    const auto vocabulary = info.sourceVocabulary > 0 ? info.sourceVocabulary : info.vocabulary;
    const auto outside = std::ranges::find_if(
        tokens, [vocabulary](std::int32_t token) { return token < 0 || token >= vocabulary; });
    if (outside != tokens.end()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(*outside), std::to_string(vocabulary)});
    }
}

} // namespace

SessionEncoder::SessionEncoder(std::shared_ptr<const Model> model, const EncoderInput& input)
    : m_model(std::move(model)), m_input(input), m_encoder(m_model->buildEncoder(input))
{
}

std::unique_ptr<SessionEncoder> SessionEncoder::again() const
{
    auto copy = std::make_unique<SessionEncoder>(m_model, m_input);
    std::ranges::for_each(m_edits, [&](const Edit& edit) { copy->apply(edit); });
    copy->m_taps = m_taps;
    return copy;
}

void SessionEncoder::apply(const Edit& edit)
{
    applyEdit(m_encoder->graph, edit);
    m_edits.push_back(edit);
}

void SessionEncoder::tap(const std::string& name)
{
    if (std::ranges::find(m_taps, name) == m_taps.end()) {
        m_taps.push_back(name);
    }
}

// An edit moves a value's name to what replaces it: values are looked up when all edits are in.
void SessionEncoder::compile(Backend& backend, const std::shared_ptr<StateStore>& states)
{
    auto& graph = m_encoder->graph;
    std::vector<Value> outputs = m_encoder->writes;
    for (const auto* names : {&m_encoder->results, &m_taps}) {
        for (const auto& name : *names) {
            outputs.push_back(*graph.find(name));
        }
    }
    m_program = backend.compile(graph, outputs, states);
}

void SessionEncoder::set(const EncoderInput& input)
{
    const auto tensors = encoderTensors(input);
    for (const auto& [name, value] : m_encoder->inputs) {
        const auto found = tensors.find(name);
        if (found == tensors.end() || found->second.shape() != value.shape()) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "The model was made ready for “%1” of the shape %2, but "
                                           "is given %3."),
                {name, value.shape().text(),
                 found == tensors.end() ? "none" : found->second.shape().text()});
        }
        m_program->set(value, found->second);
    }
}

SessionEncoder::Results SessionEncoder::run(const EncoderInput& input, Backend& backend,
                                            const std::shared_ptr<StateStore>& states,
                                            std::stop_token stop)
{
    requireVocabulary(input.tokens, m_model->info());
    if (!m_program) {
        compile(backend, states);
    }
    set(input);
    m_program->run(stop);
    Results values;
    for (const auto* names : {&m_encoder->results, &m_taps}) {
        for (const auto& name : *names) {
            if (!values.contains(name)) {
                values.emplace(name, m_program->get(*m_encoder->graph.find(name)));
            }
        }
    }
    return values;
}

} // namespace saccade
