#include "views/panels/edits_box.h"

#include "views/panels/line_icon.h"
#include "views/widgets/elided_label.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace saccade
{

EditsBox::EditsBox(EditList& edits, QWidget* parent) : QWidget(parent), m_edits(edits)
{
    setObjectName(QStringLiteral("editsBox"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_ablate = new QPushButton(this);
    m_ablate->setObjectName(QStringLiteral("ablateButton"));
    m_hint = new QLabel(tr("No edits: the model runs as it was trained."), this);
    m_hint->setObjectName(QStringLiteral("editsHint"));
    m_hint->setProperty("secondary", true);
    m_hint->setWordWrap(true);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(2);
    column->addWidget(m_ablate);
    column->addLayout(m_rows);
    column->addWidget(m_hint);
    connect(m_ablate, &QPushButton::clicked, this, [this] {
        const Edit edit = ablation(m_part, m_choice);
        m_edits.contains(edit) ? m_edits.remove(edit) : m_edits.add(edit);
    });
    connect(&m_edits, &EditList::editsChanged, this, &EditsBox::showEdits);
    connect(&m_edits, &EditList::usableChanged, this, &EditsBox::showButton);
    showEdits();
}

void EditsBox::setChoice(const AttentionPart& part, const HeadChoice& choice)
{
    m_part = part;
    m_choice = choice;
    showButton();
}

void EditsBox::setHeads(Heads heads)
{
    m_ablate->setVisible(heads == Heads::Some);
}

void EditsBox::showButton()
{
    const bool isAblated = m_edits.contains(ablation(m_part, m_choice));
    const bool isOneHead = m_choice.layer >= 0 && m_choice.head >= 0;
    m_ablate->setEnabled(m_edits.isUsable() && !m_part.implicit &&
                         (m_choice.layer >= 0 || m_choice.head >= 0));
    if (isAblated) {
        m_ablate->setText(isOneHead ? tr("&Restore this head") : tr("&Restore these heads"));
    } else {
        m_ablate->setText(isOneHead ? tr("&Ablate this head") : tr("&Ablate these heads"));
    }
    m_ablate->setToolTip(
        m_part.implicit ? tr("This layer has no attention heads that could be taken out")
        : m_edits.isUsable()
            ? tr("Sets what the head adds to the residual stream to zero and runs again")
            : tr("Open the model of this run to edit it"));
}

void EditsBox::showEdits()
{
    while (auto* item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const auto& edit : m_edits.edits()) {
        m_rows->addWidget(row(edit));
    }
    m_hint->setVisible(m_edits.edits().empty());
    showButton();
}

QWidget* EditsBox::row(const Edit& edit)
{
    auto* widget = new QWidget(this);
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    const QString words = QString::fromStdString(text(edit));
    auto* label = new ElidedLabel(widget);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setWhole(words);
    auto* remove = new QToolButton(widget);
    remove->setObjectName(QStringLiteral("removeEditButton"));
    remove->setIcon(lineIcon(QStringLiteral("close")));
    remove->setToolTip(tr("Remove this edit"));
    remove->setAccessibleName(tr("Remove %1").arg(words));
    remove->setFocusPolicy(Qt::TabFocus);
    connect(remove, &QToolButton::clicked, this, [this, edit] { m_edits.remove(edit); });
    line->addWidget(label, 1);
    line->addWidget(remove);
    return widget;
}

} // namespace saccade
