#include "app/window/run_strip.h"

#include "views/panels/head_facts.h"
#include "views/widgets/timeline.h"
#include "views/widgets/token_strip.h"

#include <QVBoxLayout>
#include <algorithm>

namespace saccade
{

RunStrip::RunStrip(SelectionModel& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    setObjectName(QStringLiteral("runStrip"));
    m_tokens = new TokenStrip(this);
    m_tokens->setObjectName(QStringLiteral("tokenStrip"));
    m_timeline = new Timeline(this);
    m_timeline->setObjectName(QStringLiteral("timeline"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(2);
    column->addWidget(m_tokens, 1);
    column->addWidget(m_timeline);
    connectParts();
    setRun(nullptr);
}

void RunStrip::connectParts()
{
    connect(m_tokens, &TokenStrip::tokenClicked, this, [this](std::int64_t position) {
        Selection selection = m_selection.selected();
        selection.query = position;
        selection.key.reset();
        m_selection.select(selection);
    });
    connect(m_tokens, &TokenStrip::tokenHovered, this,
            [this](std::optional<std::int64_t> position) {
                Selection hovered = m_selection.hovered();
                hovered.query = position;
                hovered.key.reset();
                m_selection.hover(hovered);
            });
    connect(m_timeline, &Timeline::stepChosen, this, &RunStrip::chooseStep);
    connect(&m_selection, &SelectionModel::selectionChanged, this, &RunStrip::showSelection);
    connect(&m_selection, &SelectionModel::hoverChanged, this, &RunStrip::showWeights);
}

void RunStrip::setRun(std::shared_ptr<const RunDocument> run)
{
    m_run = std::move(run);
    m_streaming = false;
    const auto steps = m_run ? m_run->trace->steps : std::vector<Step>();
    QStringList stepLabels;
    for (const auto& step : steps) {
        stepLabels << m_run->tokenLabels.value(static_cast<qsizetype>(step.position));
    }
    m_tokens->setTokens(m_run ? m_run->tokenLabels : QStringList(),
                        m_run ? m_run->trace->promptLength : 0);
    m_timeline->pause();
    m_timeline->setSteps(steps, stepLabels);
    m_timeline->setEnabled(!steps.empty());
    showSelection();
}

void RunStrip::begin(const QStringList& promptLabels)
{
    m_streaming = true;
    m_labels = promptLabels;
    m_promptLength = promptLabels.size();
    m_tokens->setWeights({});
    m_tokens->setSelected({}, {});
    m_tokens->setTokens(m_labels, m_promptLength);
    m_timeline->pause();
    m_timeline->setSteps({}, {});
}

void RunStrip::append(const QString& label)
{
    if (!m_streaming) {
        return; // the window was built anew meanwhile and waits for the whole run
    }
    m_labels << label;
    m_tokens->setTokens(m_labels, m_promptLength);
}

void RunStrip::settle()
{
    if (m_streaming) {
        setRun(m_run);
    }
}

void RunStrip::showSelection()
{
    if (m_streaming || !m_run) {
        return;
    }
    const Selection& selection = m_selection.selected();
    m_tokens->setSelected(selection.query, selection.key);
    const auto& steps = m_run->trace->steps;
    const auto step = std::ranges::find_if(steps, [&](const Step& candidate) {
        return selection.query && candidate.position == *selection.query + 1;
    });
    m_timeline->setCurrent(step == steps.end() ? std::nullopt
                                               : std::optional<std::int64_t>(step - steps.begin()));
    showWeights();
}

void RunStrip::showWeights()
{
    if (m_streaming || !m_run || !m_run->attention) {
        return;
    }
    const auto query =
        m_selection.hovered().query ? m_selection.hovered().query : m_selection.selected().query;
    if (!query || *query < 0 || *query >= m_run->attention->queries() ||
        !m_run->attention->has(m_selection.selected().head)) {
        m_tokens->setWeights({});
        return;
    }
    RowFacts row = rowFacts(*m_run->attention, m_selection.selected().head, *query);
    const float most = row.values[static_cast<std::size_t>(row.strongest)];
    if (most > 0) {
        std::ranges::for_each(row.values, [most](float& value) { value /= most; });
    }
    m_tokens->setWeights(std::move(row.values));
}

/// A step is decided by the row before the position that it fills.
void RunStrip::chooseStep(std::int64_t step)
{
    if (!m_run || step < 0 || step >= std::ssize(m_run->trace->steps)) {
        return;
    }
    Selection selection = m_selection.selected();
    selection.step = step;
    selection.query = m_run->trace->steps[static_cast<std::size_t>(step)].position - 1;
    selection.key.reset();
    m_selection.select(selection);
}

} // namespace saccade
