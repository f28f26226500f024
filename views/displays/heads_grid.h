// Where the thumbnails of an overview stand; pure numbers, shared by screen and figure.
#pragma once

#include "core/trace/attention_source.h"

#include <QRectF>
#include <QSizeF>
#include <optional>

namespace saccade
{

struct HeadsGrid {
    int layers = 0, heads = 0;
    double left = 0, top = 0; // room for the layers' and the heads' names
    double side = 0, gap = 0; // of a thumbnail, and between two

    QRectF thumbnail(int layer, int head) const;
    /// −1 stands for the whole row or column.
    QRectF frame(const HeadChoice& choice) const;
    QSizeF size() const;
    /// The head at a place of the document; −1 in the margins; nothing in between or outside.
    std::optional<HeadChoice> at(const QPointF& place) const;
};

} // namespace saccade
