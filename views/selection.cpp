#include "views/selection.h"

namespace saccade
{

void SelectionModel::select(const Selection& selection)
{
    if (selection == m_selected) {
        return;
    }
    m_selected = selection;
    emit selectionChanged(m_selected);
}

void SelectionModel::hover(const Selection& selection)
{
    if (selection == m_hovered) {
        return;
    }
    m_hovered = selection;
    emit hoverChanged(m_hovered);
}

} // namespace saccade
