#include "views/displays/patch_picture.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr int pixelPicture = 96; // a picture this small is shown pixel by pixel
constexpr int mostPixels = 1200; // of blended colours, along the longer side

double aspect(const PatchContent& content)
{
    if (!content.picture.isNull()) {
        return static_cast<double>(content.picture.width()) / content.picture.height();
    }
    return static_cast<double>(std::max<std::int64_t>(1, content.shape.columns)) /
           static_cast<double>(std::max<std::int64_t>(1, content.shape.rows));
}

float patchValue(const PatchContent& content, std::int64_t row, std::int64_t column)
{
    const auto& shape = content.shape;
    const auto inside = [](std::int64_t index, std::int64_t count) {
        return std::clamp<std::int64_t>(index, 0, count - 1);
    };
    const auto position =
        shape.leading + inside(row, shape.rows) * shape.columns + inside(column, shape.columns);
    return content.values[static_cast<std::size_t>(position)];
}

/// Between the four nearest centres; `x` and `y` in patches, 0 … columns and 0 … rows.
float blendedValue(const PatchContent& content, double x, double y)
{
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const auto across = static_cast<float>(x - 0.5 - left);
    const auto down = static_cast<float>(y - 0.5 - top);
    const auto column = static_cast<std::int64_t>(left);
    const auto row = static_cast<std::int64_t>(top);
    const float above = (1 - across) * patchValue(content, row, column) +
                        across * patchValue(content, row, column + 1);
    const float below = (1 - across) * patchValue(content, row + 1, column) +
                        across * patchValue(content, row + 1, column + 1);
    return (1 - down) * above + down * below;
}

void paintGridLines(QPainter& painter, const PatchLayout& layout)
{
    const auto& shape = layout.shape;
    const auto line = [&](const QPointF& from, const QPointF& to) { painter.drawLine(from, to); };
    // Light on a picture, dark or bright; lines that stand close step back.
    constexpr double closest = 6;
    constexpr double apart = 30;
    const double cell = layout.picture.width() / static_cast<double>(shape.columns);
    const double strength = std::clamp((cell - closest) / (apart - closest), 0.0, 1.0);
    painter.setPen(QPen(QColor(255, 255, 255, static_cast<int>(90 * strength)), 0));
    for (std::int64_t row = 1; row < shape.rows; ++row) {
        const double y = layout.cell(shape.leading + row * shape.columns).top();
        line({layout.picture.left(), y}, {layout.picture.right(), y});
    }
    for (std::int64_t column = 1; column < shape.columns; ++column) {
        const double x = layout.cell(shape.leading + column).left();
        line({x, layout.picture.top()}, {x, layout.picture.bottom()});
    }
}

} // namespace

QRectF PatchLayout::cell(std::int64_t position) const
{
    if (position < shape.leading) {
        return {firstCell.x(), firstCell.y() + static_cast<double>(position) * pitch, side, side};
    }
    const auto index = position - shape.leading;
    const double wide = picture.width() / static_cast<double>(shape.columns);
    const double high = picture.height() / static_cast<double>(shape.rows);
    return {picture.left() + static_cast<double>(index % shape.columns) * wide,
            picture.top() + static_cast<double>(index / shape.columns) * high, wide, high};
}

std::optional<std::int64_t> PatchLayout::at(const QPointF& place) const
{
    for (std::int64_t position = 0; position < shape.leading; ++position) {
        if (cell(position).adjusted(-labels, -1, 1, 1).contains(place)) {
            return position;
        }
    }
    if (shape.rows < 1 || shape.columns < 1 || !picture.contains(place)) {
        return std::nullopt;
    }
    const auto index = [](double offset, double length, std::int64_t count) {
        return std::clamp<std::int64_t>(
            static_cast<std::int64_t>(offset / length * static_cast<double>(count)), 0, count - 1);
    };
    const auto column = index(place.x() - picture.left(), picture.width(), shape.columns);
    const auto row = index(place.y() - picture.top(), picture.height(), shape.rows);
    return shape.leading + row * shape.columns + column;
}

PatchLayout layOutPatches(const PatchContent& content, const QRectF& area,
                          const QStringList& labels, const QFont& font)
{
    const auto& shape = content.shape;
    const QFontMetricsF metrics(font);
    PatchLayout layout;
    layout.shape = shape;
    double gutter = 0;
    if (shape.leading > 0) {
        const double fitting = area.height() / static_cast<double>(shape.leading);
        layout.side = std::min(metrics.height() * 1.5, fitting * 0.85);
        layout.pitch = std::min(layout.side * 1.25, fitting);
        for (std::int64_t i = 0; i < shape.leading; ++i) {
            layout.labels = std::max(layout.labels, metrics.horizontalAdvance(labels.value(i)));
        }
        layout.labels = std::min(layout.labels, area.width() / 5) + metrics.height() * 0.4;
        gutter = layout.labels + layout.side + metrics.height() * 0.8;
    }
    const double room = std::max(1.0, area.width() - gutter);
    const double wide = std::min(room, area.height() * aspect(content));
    const double high = wide / aspect(content);
    const double left = area.left() + (area.width() - gutter - wide) / 2;
    layout.picture = QRectF(left + gutter, area.top() + (area.height() - high) / 2, wide, high);
    layout.firstCell = {left + layout.labels, layout.picture.top()};
    return layout;
}

std::vector<float> attentionRow(const AttentionSource& source, const HeadChoice& choice,
                                std::int64_t query)
{
    return source
        .tile({.choice = choice,
               .firstQuery = query,
               .lastQuery = query + 1,
               .firstKey = 0,
               .lastKey = source.keys(),
               .rows = 1,
               .columns = static_cast<int>(source.keys())})
        .cells;
}

ColourScale patchScale(const std::vector<float>& values, const Sequence& shape, ScaleKind kind)
{
    ColourScale scale;
    scale.kind = kind == ScaleKind::Logarithmic ? kind : ScaleKind::Linear;
    const auto first = values.begin() + std::min<std::ptrdiff_t>(shape.leading, std::ssize(values));
    const float most = first == values.end() ? 0.0F : *std::max_element(first, values.end());
    scale.maximum = most > 0.0F ? most : 1.0F;
    return scale;
}

QImage patchColours(const PatchContent& content, const QSize& size)
{
    const auto& shape = content.shape;
    const bool isBlended = content.look.filter == PatchFilter::Bilinear;
    const QSize cells(static_cast<int>(shape.columns), static_cast<int>(shape.rows));
    QImage image(isBlended ? size.boundedTo({mostPixels, mostPixels}).expandedTo(cells) : cells,
                 QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const float value =
                isBlended ? blendedValue(content, (x + 0.5) / image.width() * cells.width(),
                                         (y + 0.5) / image.height() * cells.height())
                          : patchValue(content, y, x);
            image.setPixel(x, y, content.colours->colour(content.scale.unit(value)));
        }
    }
    return image;
}

void paintPatches(QPainter& painter, const PatchLayout& layout, const PatchContent& content,
                  double pixelsPerUnit)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto& picture = content.picture;
    const bool isSmall = std::max(picture.width(), picture.height()) <= pixelPicture;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !isSmall);
    if (!picture.isNull()) {
        painter.drawImage(layout.picture, picture);
    }
    if (!content.values.empty()) {
        const auto colours =
            patchColours(content, (layout.picture.size() * pixelsPerUnit).toSize());
        painter.setOpacity(picture.isNull() ? 1 : content.look.opacity);
        if (content.look.filter == PatchFilter::Bilinear) {
            painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
            painter.drawImage(layout.picture, colours);
        } else {
            for (auto i = layout.shape.leading; i < layout.shape.length; ++i) {
                const auto index = static_cast<int>(i - layout.shape.leading);
                painter.fillRect(layout.cell(i), QColor(colours.pixel(index % colours.width(),
                                                                      index / colours.width())));
            }
        }
        painter.setOpacity(1);
    }
    if (content.look.grid == PatchGrid::Shown) {
        paintGridLines(painter, layout);
    }
    painter.restore();
}

void paintLeading(QPainter& painter, const PatchLayout& layout, const PatchContent& content,
                  const QStringList& labels, const QFont& font, const Theme& theme)
{
    const QFontMetricsF metrics(font);
    painter.save();
    painter.setFont(font);
    for (std::int64_t i = 0; i < layout.shape.leading; ++i) {
        const QRectF cell = layout.cell(i);
        if (!content.values.empty()) {
            painter.fillRect(cell, QColor(content.colours->colour(content.scale.unit(
                                       content.values[static_cast<std::size_t>(i)]))));
        }
        painter.setPen(QPen(theme.line, 0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cell);
        const double gap = metrics.height() * 0.3;
        const QString text =
            metrics.elidedText(labels.value(i), Qt::ElideRight, layout.labels - gap);
        painter.setPen(theme.secondaryText);
        painter.drawText(QPointF(cell.left() - gap - metrics.horizontalAdvance(text),
                                 cell.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                         text);
    }
    painter.restore();
}

} // namespace saccade
