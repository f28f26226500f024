// What is selected, in exact numbers: the head, one of its rows, the recipe; and the edits.
#pragma once

#include "views/panels/panel.h"

class QFormLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace saccade
{

class EditsBox;
class ElidedLabel;
class KeyTable;
class ModelBox;
class PredictionsBox;
class RoutingBox;

class InspectorPanel : public Panel
{
    Q_OBJECT
public:
    explicit InspectorPanel(PanelContext& context, QWidget* parent = nullptr);

    void setRun(std::shared_ptr<const RunDocument> run) override;
    void setModel(std::shared_ptr<const Model> model) override;
    void copy() const override;
    QString explanation() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void addHead(QVBoxLayout& column);
    void addRow(QVBoxLayout& column);
    void addRecipe(QVBoxLayout& column);
    QLabel* addFact(QFormLayout& form, const QString& name, const char* objectName,
                    const QString& explanation);
    void showSelection();
    void showRow();
    void showRecipe();

    std::shared_ptr<const RunDocument> m_run;
    QLabel* m_head;
    ElidedLabel* m_tensor;
    QWidget* m_rowSection;
    QLabel* m_query;
    QLabel *m_entropy, *m_strongest, *m_first, *m_previous, *m_itself;
    KeyTable* m_table;
    PredictionsBox* m_predictions;
    RoutingBox* m_routing;
    ModelBox* m_model;
    QFormLayout* m_facts;
    EditsBox* m_edits;
    QWidget* m_recipeSection;
    QLabel* m_recipe;
};

} // namespace saccade
