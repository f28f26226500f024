// The card of the open model: what it is, what its parts hold and what a token costs.
#pragma once

#include "core/models/model_card.h"
#include "views/panels/deliver.h"

#include <QWidget>
#include <optional>

class QLabel;

namespace saccade
{

class Worker;

/// Hidden where no model is open. What has to be counted on the model's graphs is counted by the
/// worker.
class ModelBox : public QWidget
{
    Q_OBJECT
public:
    explicit ModelBox(Worker& worker, QWidget* parent = nullptr);
    void setModel(std::shared_ptr<const Model> model);

protected:
    void changeEvent(QEvent* event) override;

private:
    void count();
    void showCard();

    Worker& m_worker;
    Purpose m_purpose;
    std::shared_ptr<const Model> m_model;
    std::optional<ModelCard> m_counted;
    QString m_problem; // why it could not be counted
    QLabel* m_card;
};

} // namespace saccade
