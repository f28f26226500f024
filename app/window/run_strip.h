// Below the panels: the text of the run token by token, and its steps in time.
#pragma once

#include "views/run_document.h"
#include "views/selection.h"

#include <QWidget>

namespace saccade
{

class Timeline;
class TokenStrip;

class RunStrip : public QWidget
{
    Q_OBJECT
public:
    explicit RunStrip(SelectionModel& selection, QWidget* parent = nullptr);

    void setRun(std::shared_ptr<const RunDocument> run);
    /// Tokens of a run that is still being computed: the prompt, then one after another.
    void begin(const QStringList& promptLabels);
    void append(const QString& label);
    /// The run was dropped or failed: back to the one before. Without effect once a run is set.
    void settle();

private:
    void connectParts();
    void showSelection();
    void showWeights();
    void chooseStep(std::int64_t step);

    SelectionModel& m_selection;
    std::shared_ptr<const RunDocument> m_run;
    TokenStrip* m_tokens;
    Timeline* m_timeline;
    QStringList m_labels; // of what is being computed
    std::int64_t m_promptLength = 0;
    bool m_streaming = false;
};

} // namespace saccade
