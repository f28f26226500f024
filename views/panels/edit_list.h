// The edits in force, with undo: what is ablated, scaled or set when the model runs.
#pragma once

#include "core/graph/edits.h"
#include "core/trace/attention_source.h"

#include <QObject>
#include <QUndoStack>
#include <vector>

namespace saccade
{

class EditList : public QObject
{
    Q_OBJECT
public:
    explicit EditList(QObject* parent = nullptr);

    const std::vector<Edit>& edits() const { return m_edits; }
    bool contains(const Edit& edit) const;
    QUndoStack& undoStack() { return m_undoStack; }
    /// Whether there is a model that can run again with edits (not for a trace from a file).
    bool isUsable() const { return m_usable; }
    void setUsable(bool usable);

    /// Each is one step of undo; adding what is there or removing what is not does nothing.
    void add(const Edit& edit);
    void remove(const Edit& edit);
    void removeAll();
    /// The edits of the run that is shown; no step of undo.
    void adopt(const std::vector<Edit>& edits);
    /// Another model: nothing of the old one can be undone.
    void forgetHistory() { m_undoStack.clear(); }

signals:
    void editsChanged();
    void usableChanged(bool usable);

private:
    void push(std::vector<Edit> edits, const QString& name);
    void apply(const std::vector<Edit>& edits);

    std::vector<Edit> m_edits;
    QUndoStack m_undoStack;
    bool m_usable = false;
};

/// The edit that sets what the chosen heads (−1: all) of a part add to the residual stream to zero.
Edit ablation(const AttentionPart& part, const HeadChoice& choice);

} // namespace saccade
