#include "views/displays/heads_grid.h"

namespace saccade
{

QRectF HeadsGrid::thumbnail(int layer, int head) const
{
    return {left + head * (side + gap), top + layer * (side + gap), side, side};
}

QRectF HeadsGrid::frame(const HeadChoice& choice) const
{
    const int firstLayer = choice.layer < 0 ? 0 : choice.layer;
    const int lastLayer = choice.layer < 0 ? layers - 1 : choice.layer;
    const int firstHead = choice.head < 0 ? 0 : choice.head;
    const int lastHead = choice.head < 0 ? heads - 1 : choice.head;
    return thumbnail(firstLayer, firstHead) | thumbnail(lastLayer, lastHead);
}

QSizeF HeadsGrid::size() const
{
    return {left + heads * (side + gap) - gap, top + layers * (side + gap) - gap};
}

std::optional<HeadChoice> HeadsGrid::at(const QPointF& place) const
{
    const QSizeF whole = size();
    if (layers == 0 || heads == 0 || place.x() < 0 || place.y() < 0 ||
        place.x() >= whole.width() + gap || place.y() >= whole.height() + gap) {
        return std::nullopt;
    }
    HeadChoice choice{-1, -1, Combine::Mean};
    if (place.y() >= top) {
        choice.layer = std::min(layers - 1, static_cast<int>((place.y() - top) / (side + gap)));
    }
    if (place.x() >= left) {
        choice.head = std::min(heads - 1, static_cast<int>((place.x() - left) / (side + gap)));
    }
    return choice;
}

} // namespace saccade
