// What a model says of its input: classes, or tokens for masks, with probabilities.
#pragma once

#include "views/run_document.h"

#include <QWidget>

class QTableWidget;

namespace saccade
{

/// Hidden where a run has no predictions.
class PredictionsBox : public QWidget
{
    Q_OBJECT
public:
    explicit PredictionsBox(QWidget* parent = nullptr);
    void setRun(const RunDocument* run);

signals:
    /// The position that a prediction is for was clicked.
    void positionChosen(std::int64_t position);

private:
    QTableWidget* m_table;
};

} // namespace saccade
