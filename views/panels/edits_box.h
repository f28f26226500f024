// The edits in force, each with a button that removes it, and the button that ablates the chosen
// head.
#pragma once

#include "views/panels/edit_list.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace saccade
{

class EditsBox : public QWidget
{
    Q_OBJECT
public:
    explicit EditsBox(EditList& edits, QWidget* parent = nullptr);
    /// Whether the run has heads that could be ablated at all.
    enum class Heads { Some, None };
    void setHeads(Heads heads);
    void setChoice(const AttentionPart& part, const HeadChoice& choice);

private:
    void showEdits();
    void showButton();
    QWidget* row(const Edit& edit);

    EditList& m_edits;
    AttentionPart m_part;
    HeadChoice m_choice;
    QPushButton* m_ablate;
    QLabel* m_hint;
    QVBoxLayout* m_rows;
};

} // namespace saccade
