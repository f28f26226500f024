#include "views/displays/heads_view_parts.h"

#include "views/displays/axis_labels.h"
#include "views/token_label.h"

#include <QFontMetricsF>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr double smallestSide = 14, comfortableSide = 36, largestSide = 112;

} // namespace

void HeadsView::Parts::setStyle()
{
    const Theme& theme = Theme::of(view.palette());
    style.colours = &ColourMap::named(colourMap, theme.shade);
    style.mask =
        visibility == KeyVisibility::UpToQuery ? std::optional(figureMask(theme)) : std::nullopt;
    thumbnails.setStyle(style);
    view.update();
}

void HeadsView::Parts::layOut()
{
    const QFont font = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(font);
    grid.layers = style.source ? style.source->layers() : 0;
    grid.heads = style.source ? style.source->heads() : 0;
    grid.left =
        std::ceil(metrics.horizontalAdvance(u'L' + QString::number(std::max(0, grid.layers - 1)))) +
        7;
    grid.left = std::max(grid.left, std::ceil(metrics.horizontalAdvance(HeadsView::tr("all"))) + 7);
    grid.top = std::ceil(metrics.height()) + 5;
    const double bar = down->sizeHint().width();
    const auto side = [&](double width) {
        const double wide = (width - 2 * margin - grid.left) / std::max(1, grid.heads);
        const double high = (view.height() - 2 * margin - grid.top) / std::max(1, grid.layers);
        const double room = std::min(wide, std::max(high, comfortableSide));
        grid.gap = room >= 40 ? 6 : room >= 24 ? 4 : 2;
        return std::floor(std::clamp(room - grid.gap, smallestSide, largestSide));
    };
    grid.side = side(view.width());
    const bool scrollsDown = grid.size().height() + 2 * margin > view.height() + 1;
    if (scrollsDown) {
        grid.side = side(view.width() - bar);
    }
    const bool scrollsAcross =
        grid.size().width() + 2 * margin > view.width() - (scrollsDown ? bar : 0) + 1;
    const int width = view.width() - (scrollsDown ? static_cast<int>(bar) : 0);
    const int height = view.height() - (scrollsAcross ? static_cast<int>(bar) : 0);
    down->setVisible(scrollsDown);
    across->setVisible(scrollsAcross);
    down->setGeometry(width, 0, static_cast<int>(bar), height);
    across->setGeometry(0, height, width, static_cast<int>(bar));
    down->setRange(0,
                   scrollsDown ? static_cast<int>(grid.size().height() + 2 * margin) - height : 0);
    across->setRange(0, scrollsAcross ? static_cast<int>(grid.size().width() + 2 * margin) - width
                                      : 0);
    down->setPageStep(height);
    across->setPageStep(width);
    down->setSingleStep(static_cast<int>(grid.side));
    across->setSingleStep(static_cast<int>(grid.side));
    view.update();
}

void HeadsView::Parts::requestThumbnails()
{
    if (grid.layers == 0 || grid.heads == 0) {
        return;
    }
    std::vector<HeadChoice> visible;
    const QRectF shown = maps().translated(-scrolled());
    for (int layer = 0; layer < grid.layers; ++layer) {
        for (int head = 0; head < grid.heads; ++head) {
            if (grid.thumbnail(layer, head).intersects(shown)) {
                visible.push_back({layer, head, Combine::Mean});
            }
        }
    }
    thumbnails.want(visible, pixels());
}

QRectF HeadsView::Parts::maps() const
{
    const double right = view.width() - (down->maximum() > 0 ? down->width() : 0);
    const double bottom = view.height() - (across->maximum() > 0 ? across->height() : 0);
    return QRectF(QPointF(margin + grid.left - 3, margin + grid.top - 3), QPointF(right, bottom));
}

std::optional<HeadChoice> HeadsView::Parts::at(const QPointF& place) const
{
    auto found = grid.at(place - scrolled());
    const QRectF seen = maps();
    if (!found || place.x() < margin || place.y() < margin || place.x() > seen.right() ||
        place.y() > seen.bottom()) {
        return std::nullopt;
    }
    found->layer = place.y() < seen.top() ? -1 : std::max(0, found->layer);
    found->head = place.x() < seen.left() ? -1 : std::max(0, found->head);
    return found;
}

void HeadsView::Parts::choose(HeadChoice next)
{
    next.layer = std::clamp(next.layer, -1, grid.layers - 1);
    next.head = std::clamp(next.head, -1, grid.heads - 1);
    next.combine = choice.combine;
    if (next == choice) {
        return;
    }
    choice = next;
    const QRectF frame = grid.frame(choice);
    if (choice.layer >= 0) {
        down->setValue(std::clamp(down->value(),
                                  static_cast<int>(frame.bottom() + 2 * margin) - view.height(),
                                  static_cast<int>(frame.top() - grid.top)));
    }
    if (choice.head >= 0) {
        across->setValue(std::clamp(across->value(),
                                    static_cast<int>(frame.right() + 2 * margin) - view.width(),
                                    static_cast<int>(frame.left() - grid.left)));
    }
    view.update();
    emit view.headClicked(choice);
}

void HeadsView::Parts::hover(std::optional<HeadChoice> next)
{
    if (next == hovered) {
        return;
    }
    hovered = next;
    view.update();
    if (hovered) {
        emit view.headHovered(*hovered);
    }
}

QString HeadsView::Parts::name(const HeadChoice& head) const
{
    const bool isHead = naming == HeadNaming::Heads;
    if (head.layer < 0 && head.head < 0) {
        return isHead ? HeadsView::tr("All heads of all layers")
                      : HeadsView::tr("All channels of all layers");
    }
    if (head.layer < 0) {
        return (isHead ? HeadsView::tr("Head %1 over all layers")
                       : HeadsView::tr("Channel %1 over all layers"))
            .arg(head.head);
    }
    if (head.head < 0) {
        return (isHead ? HeadsView::tr("All heads of layer %1")
                       : HeadsView::tr("All channels of layer %1"))
            .arg(head.layer);
    }
    return (isHead ? HeadsView::tr("Layer %1, head %2") : HeadsView::tr("Layer %1, channel %2"))
        .arg(head.layer)
        .arg(head.head);
}

void HeadsView::Parts::paintThumbnails(QPainter& painter, const Theme& theme) const
{
    const double ratio = view.devicePixelRatioF();
    const QPointF origin = scrolled();
    const QRectF shown = maps();
    const QColor empty = theme.raised;
    painter.save();
    painter.setClipRect(shown);
    painter.scale(1 / ratio, 1 / ratio);
    const int wanted = pixels();
    for (int layer = 0; layer < grid.layers; ++layer) {
        for (int head = 0; head < grid.heads; ++head) {
            const QRectF box = grid.thumbnail(layer, head).translated(origin);
            if (!box.intersects(shown)) {
                continue;
            }
            const QPoint corner = (box.topLeft() * ratio).toPoint();
            const QRect place(corner, QSize(wanted, wanted));
            const QImage* image = thumbnails.find(layer, head);
            if (image == nullptr) {
                painter.fillRect(place, empty);
            } else if (image->width() == wanted) {
                painter.drawImage(corner, *image);
            } else {
                painter.drawImage(place, *image);
            }
        }
    }
    painter.restore();
}

/// Names of rows and columns: the chosen one always, others where there is room.
void HeadsView::Parts::paintNames(QPainter& painter, const Theme& theme) const
{
    const QFont font = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(font);
    const QPointF origin = scrolled();
    const QRectF seen = maps();
    const double each = grid.side + grid.gap;
    painter.setFont(font);
    const auto name = [&](int index, int chosen, int under, const QString& text,
                          const QPointF& place) {
        painter.setPen(index == chosen  ? theme.accent
                       : index == under ? theme.text
                                        : theme.secondaryText);
        painter.drawText(place, text);
    };
    const auto isShown = [&](int index, int chosen, double spacing) {
        const auto stride = niceStride(spacing / each);
        return index == chosen ||
               (index % stride == 0 && (chosen < 0 || std::abs(index - chosen) * each >= spacing));
    };
    const double base = margin + metrics.ascent();
    const QChar letter = naming == HeadNaming::Heads ? u'H' : u'C';
    const double wide = metrics.horizontalAdvance(letter + QString::number(grid.heads - 1)) + 5;
    painter.save();
    painter.setClipRect(QRectF(seen.left() - 2, 0, seen.width() + 2, seen.top()));
    for (int head = 0; head < grid.heads; ++head) {
        const QString text = letter + QString::number(head);
        const double centre = grid.thumbnail(0, head).translated(origin).center().x();
        if (isShown(head, choice.head, wide) && centre >= seen.left() && centre <= seen.right()) {
            name(head, choice.head, hovered ? hovered->head : -1, text,
                 {centre - metrics.horizontalAdvance(text) / 2, base});
        }
    }
    painter.setClipRect(QRectF(0, seen.top() - 2, seen.left(), seen.height() + 2));
    for (int layer = 0; layer < grid.layers; ++layer) {
        const QString text = u'L' + QString::number(layer);
        const double centre = grid.thumbnail(layer, 0).translated(origin).center().y();
        if (isShown(layer, choice.layer, metrics.height()) && centre >= seen.top() &&
            centre <= seen.bottom()) {
            name(layer, choice.layer, hovered ? hovered->layer : -1, text,
                 {margin + grid.left - 7 - metrics.horizontalAdvance(text),
                  centre + (metrics.ascent() - metrics.descent()) / 2});
        }
    }
    painter.restore();
    const QString all = HeadsView::tr("all");
    const bool isAll = choice.layer < 0 && choice.head < 0;
    const bool isUnder = hovered && hovered->layer < 0 && hovered->head < 0;
    painter.setPen(isAll ? theme.accent : isUnder ? theme.text : theme.secondaryText);
    painter.drawText(QPointF(margin + grid.left - 7 - metrics.horizontalAdvance(all), base), all);
}

void HeadsView::Parts::paintFrames(QPainter& painter, const Theme& theme) const
{
    painter.save();
    painter.setClipRect(maps());
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const HeadChoice& head, double out, double width, const QColor& colour) {
        const double middle = out - width / 2;
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(
            grid.frame(head).translated(scrolled()).adjusted(-middle, -middle, middle, middle));
    };
    if (hovered && !(*hovered == choice)) {
        frame(*hovered, 1, 1, theme.secondaryText);
    }
    // the accent fills the gap; a line of the ground keeps it apart from the picture
    const double out = grid.gap >= 4 ? 3 : 2;
    frame(choice, out - 2, 1, theme.surface);
    frame(choice, out, 2, theme.accent);
    painter.restore();
}

} // namespace saccade
