// What HeadsView is made of; private to it.
#pragma once

#include "views/displays/heads_grid.h"
#include "views/displays/heads_view.h"
#include "views/displays/thumbnails.h"

#include <QPainter>
#include <QScrollBar>
#include <cmath>
#include <optional>

namespace saccade
{

struct HeadsView::Parts {
    static constexpr double margin = 10;

    explicit Parts(HeadsView& owner)
        : view(owner), across(new QScrollBar(Qt::Horizontal, &owner)),
          down(new QScrollBar(Qt::Vertical, &owner)), thumbnails(&owner, [this] { view.update(); })
    {
    }

    void setStyle();
    void layOut();
    QPointF scrolled() const { return {margin - across->value(), margin - down->value()}; }
    void requestThumbnails();
    std::optional<HeadChoice> at(const QPointF& place) const;
    QRectF maps() const; // where thumbnails are seen; names stay beside it while it scrolls
    void choose(HeadChoice next);
    void hover(std::optional<HeadChoice> next);
    QString name(const HeadChoice& head) const;
    int pixels() const
    {
        return std::max(1, static_cast<int>(std::lround(grid.side * view.devicePixelRatioF())));
    }
    void paintThumbnails(QPainter& painter, const Theme& theme) const;
    void paintNames(QPainter& painter, const Theme& theme) const;
    void paintFrames(QPainter& painter, const Theme& theme) const;

    HeadsView& view;
    QScrollBar* across;
    QScrollBar* down;
    MapStyle style;
    std::string colourMap = "viridis";
    KeyVisibility visibility = KeyVisibility::All;
    HeadNaming naming = HeadNaming::Heads;
    HeadChoice choice;
    std::optional<HeadChoice> hovered;
    HeadsGrid grid;
    Thumbnails thumbnails; // last: its worker ends first
};

} // namespace saccade
