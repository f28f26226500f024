// What of the attention is shown, and how: head, combination, scale, colours, pooling.
#pragma once

#include "core/trace/attention_source.h"
#include "views/colour_map.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace saccade
{

class AttentionToolbar : public QWidget
{
    Q_OBJECT
public:
    enum class View { Map, Lines };

    explicit AttentionToolbar(QWidget* parent = nullptr);

    void setExtent(int layers, int heads);
    void setChoice(const HeadChoice& choice);
    ScaleKind scale() const;
    std::string colourMap() const;
    Pooling pooling() const;
    View view() const;

signals:
    void choiceChanged(const saccade::HeadChoice& choice);
    void lookChanged();
    void viewChanged();
    void fitRequested();

private:
    void addHeadControls();
    void addLookControls();
    void addViewControls();
    QComboBox* addCombo(const QString& label, const char* objectName, const QString& explanation);
    QWidget* withLabel(const QString& label, QWidget* field);
    HeadChoice choice() const;
    void announceChoice();

    QSpinBox* m_layer;
    QSpinBox* m_head;
    QComboBox* m_combine;
    QWidget* m_combineField = nullptr;
    QComboBox* m_scale;
    QComboBox* m_colourMap;
    QComboBox* m_pooling;
    QButtonGroup* m_view;
};

} // namespace saccade
