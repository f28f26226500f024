#include "app/window/run_strip.h"

#include "core/models/model.h"
#include "views/panels/head_facts.h"
#include "views/widgets/spectrogram_strip.h"
#include "views/widgets/timeline.h"
#include "views/widgets/token_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace saccade
{

RunStrip::RunStrip(SelectionModel& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection)
{
    setObjectName(QStringLiteral("runStrip"));
    m_sound = new SpectrogramStrip(this);
    m_source = new TokenStrip(this);
    m_source->setObjectName(QStringLiteral("sourceStrip"));
    m_source->setAccessibleName(tr("Source"));
    m_tokens = new TokenStrip(this);
    m_tokens->setObjectName(QStringLiteral("tokenStrip"));
    m_timeline = new Timeline(this);
    m_timeline->setObjectName(QStringLiteral("timeline"));
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("timelineHint"));
    m_hint->setProperty("secondary", true);
    m_hint->setIndent(10);
    m_soundRow = titled(tr("Sound"), m_sound);
    m_sourceRow = titled(tr("Source"), m_source);
    m_tokensRow = titled(tr("Target"), m_tokens);
    alignTitles();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(2);
    column->addWidget(m_soundRow, 1);
    column->addWidget(m_sourceRow, 1);
    column->addWidget(m_tokensRow, 1);
    column->addWidget(m_timeline);
    column->addWidget(m_hint);
    connectParts();
    setRun(nullptr);
}

/// A strip with its name before it, which is shown where there are two.
QWidget* RunStrip::titled(const QString& title, QWidget* strip)
{
    auto* pair = new QWidget(this);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* name = new QLabel(title, pair);
    name->setObjectName(QStringLiteral("stripTitle"));
    name->setProperty("secondary", true);
    m_titles << name;
    name->setAlignment(Qt::AlignTop | Qt::AlignRight);
    name->setContentsMargins(0, 12, 4, 0);
    row->addWidget(name);
    row->addWidget(strip, 1);
    return pair;
}

/// The strips below each other share a left edge.
void RunStrip::alignTitles()
{
    int widest = 0;
    for (const auto* title : m_titles) {
        widest = std::max(widest, title->fontMetrics().horizontalAdvance(title->text()));
    }
    for (auto* title : m_titles) {
        title->setFixedWidth(widest + 20);
    }
}

void RunStrip::connectParts()
{
    connect(m_tokens, &TokenStrip::tokenClicked, this, &RunStrip::chooseQuery);
    connect(m_tokens, &TokenStrip::tokenHovered, this, &RunStrip::hoverQuery);
    connect(m_source, &TokenStrip::tokenClicked, this, &RunStrip::chooseKey);
    connect(m_source, &TokenStrip::tokenHovered, this, &RunStrip::hoverKey);
    connect(m_sound, &SpectrogramStrip::positionClicked, this, [this](std::int64_t position) {
        hasSource() ? chooseKey(position) : chooseQuery(position);
    });
    connect(m_sound, &SpectrogramStrip::positionHovered, this,
            [this](std::optional<std::int64_t> position) {
                hasSource() ? hoverKey(position) : hoverQuery(position);
            });
    connect(m_timeline, &Timeline::stepChosen, this, &RunStrip::chooseStep);
    connect(&m_selection, &SelectionModel::selectionChanged, this, &RunStrip::showSelection);
    connect(&m_selection, &SelectionModel::hoverChanged, this, &RunStrip::showWeights);
}

void RunStrip::chooseQuery(std::int64_t query)
{
    Selection selection = m_selection.selected();
    selection.query = query;
    selection.key.reset();
    m_selection.select(selection);
}

void RunStrip::hoverQuery(std::optional<std::int64_t> query)
{
    Selection hovered = m_selection.hovered();
    hovered.query = query;
    hovered.key.reset();
    m_selection.hover(hovered);
}

void RunStrip::hoverKey(std::optional<std::int64_t> key)
{
    Selection hovered = m_selection.hovered();
    hovered.query = key ? m_selection.selected().query : std::nullopt;
    hovered.key = key;
    m_selection.hover(hovered);
}

void RunStrip::chooseKey(std::int64_t key)
{
    Selection selection = m_selection.selected();
    selection.key = key;
    m_selection.select(selection);
}

void RunStrip::setModel(const Model* model)
{
    m_hasModel = model != nullptr;
    m_generates = model == nullptr || model->info().generates;
    showHint();
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
    m_timeline->pause();
    m_timeline->setSteps(steps, stepLabels);
    m_timeline->setEnabled(!steps.empty());
    showStrips();
    showHint();
    showSelection();
}

/// What the queries are, and beside it what they look at where that is something else.
void RunStrip::showStrips()
{
    const bool hasSource = this->hasSource();
    const bool isSound = m_run && m_run->isOnSound();
    m_soundRow->setVisible(isSound);
    m_sourceRow->setVisible(hasSource && !isSound);
    // Of an encoder of sounds the sound says it; patches lie on the picture.
    const bool isOfPatches = m_run && m_run->attention && m_run->queries.rows > 0;
    const bool isOfSeries = m_run && !m_run->attention && m_run->tokenLabels.isEmpty();
    m_tokensRow->setVisible((!isSound || hasSource) && !isOfPatches && !isOfSeries);
    for (auto* title : m_titles) {
        title->setVisible(hasSource);
    }
    if (isSound) {
        const auto* features = m_run->trace->find("input.features");
        m_sound->setSound(features == nullptr ? Tensor() : *features, m_run->attention->keys(),
                          m_run->keys.secondsPerPosition);
    }
    m_source->setTokens(hasSource && !isSound ? m_run->keyLabels : QStringList(),
                        hasSource ? m_run->keyLabels.size() : 0);
    const bool isWritten = isOfTokens();
    const QStringList labels = !m_run              ? QStringList()
                               : !m_run->attention ? m_run->tokenLabels
                                                   : m_run->queryLabels;
    m_tokens->setTokens(labels,
                        m_run && isWritten ? m_run->trace->promptLength : std::ssize(labels));
}

/// The timeline holds the steps of what was written; a sentence says where there are none.
void RunStrip::showHint()
{
    const bool hasSteps = m_streaming || (m_run && !m_run->trace->steps.empty());
    const bool neverWrites = m_run ? !hasSteps && !writesTokens(*m_run->trace) : !m_generates;
    m_timeline->setVisible(hasSteps || (m_run && !neverWrites));
    m_hint->setVisible(!m_timeline->isVisibleTo(this));
    m_hint->setText(!m_hasModel   ? tr("Open a model: its steps appear here.")
                    : neverWrites ? tr("This model reads its input whole: there are no steps.")
                                  : tr("Run the model: each step that it makes appears here."));
    emit emptinessChanged();
}

bool RunStrip::isEmpty() const
{
    return std::ranges::none_of(
        std::initializer_list<const QWidget*>{m_soundRow, m_sourceRow, m_tokensRow, m_timeline},
        [this](const QWidget* part) { return part->isVisibleTo(this); });
}

void RunStrip::begin(const QStringList& promptLabels)
{
    m_streaming = true;
    m_labels = promptLabels;
    m_promptLength = promptLabels.size();
    m_soundRow->hide();
    m_sourceRow->hide();
    m_tokensRow->show();
    m_tokens->setWeights({});
    m_tokens->setSelected({}, {});
    m_tokens->setTokens(m_labels, m_promptLength);
    m_timeline->pause();
    m_timeline->setSteps({}, {});
    showHint();
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
    if (hasSource()) {
        m_tokens->setSelected(selection.query, {});
        m_source->setSelected({}, selection.key);
    } else {
        m_tokens->setSelected(selection.query, selection.key);
    }
    m_sound->setSelected(hasSource() ? selection.key : selection.query);
    const auto& steps = m_run->trace->steps;
    const auto step = std::ranges::find_if(steps, [&](const Step& candidate) {
        return isOfTokens() && selection.query && candidate.position == *selection.query + 1;
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
        setWeights({});
        return;
    }
    RowFacts row = rowFacts(*m_run->attention, m_selection.selected().head, *query);
    const float most = std::abs(row.values[static_cast<std::size_t>(row.strongest)]);
    if (most > 0) {
        std::ranges::for_each(row.values, [most](float& value) { value /= most; });
    }
    setWeights(std::move(row.values));
}

/// One value a key.
void RunStrip::setWeights(std::vector<float> weights)
{
    if (m_run->isOnSound()) {
        m_sound->setWeights(weights);
    }
    (hasSource() ? m_source : m_tokens)->setWeights(std::move(weights));
}

/// A step is decided by the row before the position that it fills.
void RunStrip::chooseStep(std::int64_t step)
{
    if (!m_run || step < 0 || step >= std::ssize(m_run->trace->steps)) {
        return;
    }
    Selection selection = m_selection.selected();
    selection.step = step;
    if (isOfTokens()) {
        selection.query = m_run->trace->steps[static_cast<std::size_t>(step)].position - 1;
        selection.key.reset();
    }
    m_selection.select(selection);
}

} // namespace saccade
