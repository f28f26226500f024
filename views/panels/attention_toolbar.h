// What of the attention is shown, and how: head, combination, scale, colours, pooling.
#pragma once

#include "views/colour_map.h"
#include "views/displays/patch_look.h"
#include "views/run_document.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace saccade
{

class AttentionToolbar : public QWidget
{
    Q_OBJECT
public:
    enum class View { Map, Lines, Picture };

    explicit AttentionToolbar(QWidget* parent = nullptr);

    /// What there is to choose from: parts, layers, heads, views.
    void setRun(const RunDocument& run);
    void setChoice(const HeadChoice& choice);
    ScaleKind scale() const;
    std::string colourMap() const;
    Pooling pooling() const;
    View view() const;
    PatchLook patchLook() const;

signals:
    void partChosen(const std::string& values);
    void choiceChanged(const saccade::HeadChoice& choice);
    void lookChanged();
    void viewChanged();
    void fitRequested();

private:
    void addHeadControls();
    void addLookControls();
    void addViewControls();
    void addPartControls();
    void addPictureControls();
    void showView();
    void showParts(const RunDocument& run);
    enum class Signs { Positive, Both };
    void showSigns(Signs signs);
    void showNaming(HeadNaming naming);
    QComboBox* addCombo(const QString& label, const char* objectName, const QString& explanation);
    QWidget* withLabel(const QString& label, QWidget* field);
    HeadChoice choice() const;
    void announceChoice();

    QComboBox* m_part;
    QWidget* m_partField = nullptr;
    QLabel* m_implicit;
    QToolButton* m_fit;
    QSpinBox* m_layer;
    QSpinBox* m_head;
    QLabel* m_headName = nullptr;
    QComboBox* m_combine;
    QWidget* m_combineField = nullptr;
    QComboBox* m_scale;
    QComboBox* m_colourMap;
    QString m_coloursBefore; // of the implicit attention
    QComboBox* m_pooling;
    QWidget* m_poolingField = nullptr;
    QButtonGroup* m_view;
    QWidget* m_pictureControls;
    QSlider* m_opacity;
    QToolButton *m_grid, *m_smooth;
};

} // namespace saccade
