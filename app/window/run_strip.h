// Below the panels: what the model read and wrote, position by position, and its steps in time.
#pragma once

#include "views/run_document.h"
#include "views/selection.h"

#include <QWidget>

class QLabel;

namespace saccade
{

class Model;
class SpectrogramStrip;
class Timeline;
class TokenStrip;

/// Queries in one strip; where keys are something else (a source text, a sound), these in another
/// above it, lit by the attention of the query that is selected or pointed at.
class RunStrip : public QWidget
{
    Q_OBJECT
public:
    explicit RunStrip(SelectionModel& selection, QWidget* parent = nullptr);

    /// Whose steps the timeline waits for; null: no model is open.
    void setModel(const Model* model);
    void setRun(std::shared_ptr<const RunDocument> run);
    /// Tokens of a run that is still being computed: the prompt, then one after another.
    void begin(const QStringList& promptLabels);
    void append(const QString& label);
    /// Whether there is but one sentence to show.
    bool isEmpty() const;
    /// The run was dropped or failed: back to the one before. Without effect once a run is set.
    void settle();

signals:
    /// Strips have come or gone.
    void emptinessChanged();

private:
    void connectParts();
    QWidget* titled(const QString& title, QWidget* strip);
    void alignTitles();
    void showStrips();
    void showHint();
    void showSelection();
    void showWeights();
    void setWeights(std::vector<float> weights);
    void chooseQuery(std::int64_t query);
    void hoverQuery(std::optional<std::int64_t> query);
    void hoverKey(std::optional<std::int64_t> key);
    void chooseKey(std::int64_t key);
    void chooseStep(std::int64_t step);
    bool hasSource() const { return m_run && m_run->attention && !m_run->isSelfAttention(); }
    bool isOfTokens() const { return m_run && m_run->part.queries == "tokens"; }

    SelectionModel& m_selection;
    std::shared_ptr<const RunDocument> m_run;
    TokenStrip *m_tokens, *m_source;
    SpectrogramStrip* m_sound;
    QWidget *m_tokensRow, *m_sourceRow, *m_soundRow;
    QList<QLabel*> m_titles;
    QLabel* m_hint; // where the timeline has nothing to show
    Timeline* m_timeline;
    QStringList m_labels; // of what is being computed
    std::int64_t m_promptLength = 0;
    bool m_streaming = false;
    bool m_hasModel = false, m_generates = true;
};

} // namespace saccade
