#include "views/panels/edit_list.h"

#include <QUndoCommand>
#include <algorithm>

namespace saccade
{

namespace
{

class ReplaceEdits : public QUndoCommand
{
public:
    using Apply = std::function<void(const std::vector<Edit>&)>;

    ReplaceEdits(std::vector<Edit> before, std::vector<Edit> after, Apply apply,
                 const QString& name)
        : QUndoCommand(name), m_before(std::move(before)), m_after(std::move(after)),
          m_apply(std::move(apply))
    {
    }
    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }

private:
    std::vector<Edit> m_before, m_after;
    Apply m_apply;
};

} // namespace

EditList::EditList(QObject* parent) : QObject(parent) {}

bool EditList::contains(const Edit& edit) const
{
    return std::ranges::find(m_edits, edit) != m_edits.end();
}

void EditList::add(const Edit& edit)
{
    if (contains(edit)) {
        return;
    }
    auto edits = m_edits;
    edits.push_back(edit);
    push(std::move(edits), tr("Add %1").arg(QString::fromStdString(text(edit))));
}

void EditList::remove(const Edit& edit)
{
    if (!contains(edit)) {
        return;
    }
    auto edits = m_edits;
    std::erase(edits, edit);
    push(std::move(edits), tr("Remove %1").arg(QString::fromStdString(text(edit))));
}

void EditList::removeAll()
{
    if (!m_edits.empty()) {
        push({}, tr("Remove all edits"));
    }
}

void EditList::adopt(const std::vector<Edit>& edits)
{
    if (edits != m_edits) {
        apply(edits);
    }
}

void EditList::setUsable(bool usable)
{
    if (usable != m_usable) {
        m_usable = usable;
        emit usableChanged(usable);
    }
}

void EditList::push(std::vector<Edit> edits, const QString& name)
{
    m_undoStack.push(new ReplaceEdits(
        m_edits, std::move(edits), [this](const std::vector<Edit>& list) { apply(list); }, name));
}

void EditList::apply(const std::vector<Edit>& edits)
{
    m_edits = edits;
    emit editsChanged();
}

Edit ablation(const AttentionPart& part, const HeadChoice& choice)
{
    Edit edit{.name = part.values + ".heads"};
    if (const auto star = edit.name.find('*'); star != std::string::npos && choice.layer >= 0) {
        edit.name =
            edit.name.substr(0, star) + std::to_string(choice.layer) + edit.name.substr(star + 1);
    }
    if (choice.head >= 0) {
        edit.first = choice.head;
        edit.count = 1;
    }
    return edit;
}

} // namespace saccade
