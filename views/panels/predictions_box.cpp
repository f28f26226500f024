#include "views/panels/predictions_box.h"

#include "views/panels/fact_table.h"
#include "views/panels/head_words.h"

#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr int mostRows = 20;

/// Whether what is predicted is how alike a picture and a text are.
bool isOfSimilarity(const Trace& trace)
{
    return trace.predictions.size() == 1 && trace.predictions.front().position < 0 &&
           trace.predictions.front().label == "similarity";
}

} // namespace

PredictionsBox::PredictionsBox(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("predictionsBox"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Prediction"), this);
    title->setProperty("sectionTitle", true);
    title->setIndent(0);
    m_table = factTable({tr("Where"), tr("What"), tr("Probability")}, this);
    m_table->setObjectName(QStringLiteral("predictionsTable"));
    m_table->setAccessibleName(tr("Prediction"));
    column->addWidget(title);
    column->addWidget(m_table);
    const auto choose = [this](int row) {
        const auto position = m_table->item(row, 0)->data(Qt::UserRole).toLongLong();
        if (position >= 0) {
            emit positionChosen(position);
        }
    };
    connect(m_table, &QTableWidget::cellClicked, this, choose);
    connect(m_table, &QTableWidget::cellActivated, this, choose);
    hide();
}

void PredictionsBox::setRun(const RunDocument* run)
{
    const auto predictions = run != nullptr ? run->trace->predictions : std::vector<Prediction>();
    const bool isOfPositions =
        std::ranges::any_of(predictions, [](const auto& it) { return it.position >= 0; });
    m_table->setColumnHidden(0, !isOfPositions);
    const bool isSimilarity = run != nullptr && isOfSimilarity(*run->trace);
    m_table->horizontalHeaderItem(2)->setText(isSimilarity ? tr("Cosine") : tr("Probability"));
    m_table->horizontalHeaderItem(2)->setToolTip(
        isSimilarity ? tr("Cosine between the embeddings of the picture and of the text: −1 … 1")
                     : QString());
    QList<QStringList> rows;
    for (const auto& it : predictions) {
        if (rows.size() < mostRows) {
            rows << QStringList{tokenWords(run->tokenLabels, it.position),
                                isSimilarity       ? tr("Similarity")
                                : it.label.empty() ? QString::number(it.index)
                                                   : QString::fromStdString(it.label),
                                valueWords(static_cast<double>(it.probability))};
        }
    }
    setFacts(*m_table, rows);
    for (int row = 0; row < rows.size(); ++row) {
        m_table->item(row, 0)->setData(
            Qt::UserRole,
            QVariant::fromValue<qlonglong>(predictions[static_cast<std::size_t>(row)].position));
    }
    setVisible(!rows.isEmpty());
}

} // namespace saccade
