#include "app/window/workspace.h"

#include <algorithm>

namespace saccade
{

namespace
{

constexpr qsizetype mostInputs = 20;

std::int64_t bytesOf(const RunEntry& run)
{
    std::int64_t bytes = 0;
    for (const auto& [name, tensor] : run.document->trace->tensors) {
        bytes += static_cast<std::int64_t>(tensor.bytes().size());
    }
    return bytes;
}

} // namespace

QString Workspace::nameOf(const Model& model) const
{
    const auto found = m_names.find(model.info().path);
    return found != m_names.end() ? found->second : QString::fromStdString(model.info().name);
}

const RunEntry* Workspace::run() const
{
    const auto found = std::ranges::find(m_runs, m_shown, &RunEntry::number);
    return found == m_runs.end() ? nullptr : &*found;
}

const RunEntry* Workspace::find(const Model* model, const Prompt& prompt,
                                const std::vector<Edit>& edits) const
{
    const auto found = std::ranges::find_if(m_runs, [&](const RunEntry& run) {
        return run.model.get() == model && run.prompt == prompt && run.edits == edits;
    });
    return found == m_runs.end() ? nullptr : &*found;
}

void Workspace::open(std::shared_ptr<const Model> model)
{
    if (model == m_model) {
        return;
    }
    const auto same = std::ranges::find_if(
        m_models, [&](const auto& other) { return other->info().path == model->info().path; });
    if (same == m_models.end()) {
        m_models.push_back(model);
    } else {
        *same = model; // opened again: the file may have changed
    }
    m_model = std::move(model);
    m_shown = 0;
    emit changed();
    emit modelChanged();
    emit runChanged();
}

void Workspace::close(const std::shared_ptr<const Model>& model)
{
    const auto closed = model; // the caller may refer to an element
    std::erase(m_models, closed);
    std::erase_if(m_runs, [&](const RunEntry& run) { return run.model == closed; });
    if (m_model == closed) {
        m_model = m_models.empty() ? nullptr : m_models.back();
        emit modelChanged();
    }
    emit changed();
    emit runChanged();
}

void Workspace::add(RunEntry run)
{
    const auto isItsModel = [&](const auto& model) {
        return model->info().path == run.model->info().path;
    };
    if (run.model && std::ranges::none_of(m_models, isItsModel)) {
        return; // closed meanwhile
    }
    run.number = ++m_lastNumber;
    if (run.model) {
        remember(InputKind::Text, run.prompt.text);
        remember(InputKind::Image, run.prompt.picture);
        remember(InputKind::Audio, run.prompt.sound);
        remember(InputKind::Series, run.prompt.series);
    }
    m_runs.push_back(std::move(run));
    forgetOldRuns();
    show(m_lastNumber);
}

void Workspace::remember(InputKind kind, const QString& value)
{
    if (value.isEmpty()) {
        return;
    }
    const GivenInput input{kind, value};
    m_inputs.removeAll(input);
    m_inputs.prepend(input);
    m_inputs = m_inputs.mid(0, mostInputs);
}

void Workspace::show(int number)
{
    if (number == m_shown) {
        return;
    }
    m_shown = number;
    const auto* shown = run();
    const bool isOtherModel = shown != nullptr && shown->model && shown->model != m_model;
    if (isOtherModel) {
        m_model = shown->model;
    }
    emit changed();
    if (isOtherModel) {
        emit modelChanged();
    }
    emit runChanged();
}

void Workspace::remove(int number)
{
    std::erase_if(m_runs, [&](const RunEntry& run) { return run.number == number; });
    if (m_shown == number) {
        m_shown = 0;
        if (!m_runs.empty()) {
            show(m_runs.back().number);
            return; // has told
        }
        emit runChanged();
    }
    emit changed();
}

void Workspace::forgetOldRuns()
{
    std::int64_t bytes = 0;
    for (const auto& run : m_runs) {
        bytes += bytesOf(run);
    }
    while (m_runs.size() > 1 && bytes > mostBytes) {
        bytes -= bytesOf(m_runs.front());
        m_runs.erase(m_runs.begin());
    }
}

} // namespace saccade
