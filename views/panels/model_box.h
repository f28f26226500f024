// The card of the open model: what it is and what it costs.
#pragma once

#include <QWidget>
#include <memory>

class QLabel;

namespace saccade
{

class Model;

/// Hidden where no model is open.
class ModelBox : public QWidget
{
    Q_OBJECT
public:
    explicit ModelBox(QWidget* parent = nullptr);
    void setModel(std::shared_ptr<const Model> model);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showCard();

    std::shared_ptr<const Model> m_model;
    QLabel* m_card;
};

} // namespace saccade
