#include "views/displays/lines_view_parts.h"

#include "views/error_text.h"

#include <algorithm>

namespace saccade
{

namespace
{

constexpr int mostColumns = 4096;      // more keys are pooled
constexpr std::size_t mostLines = 900; // of the whole picture; a hovered token shows all of its own

} // namespace

double LinesView::Parts::columnWidth() const
{
    return std::min(widest + 1, std::max(30.0, width() * 0.3 - margin));
}

double LinesView::Parts::columnEdge(Side side) const
{
    const double values =
        QFontMetricsF(smaller(view.font(), 0.8)).horizontalAdvance(QStringLiteral("0.000")) + 8;
    const double spread = std::min(width(), 2 * (columnWidth() + values + margin) + 340);
    const double left = (width() - spread) / 2 + margin + values + columnWidth() + labelGap;
    return side == Side::Query ? left : width() - left;
}

std::pair<std::int64_t, std::int64_t> LinesView::Parts::visible(Side side) const
{
    const auto first = static_cast<std::int64_t>(std::floor(bar->value() / rowHeight()));
    const auto last =
        static_cast<std::int64_t>(std::ceil((bar->value() + view.height() - top()) / rowHeight()));
    return {std::clamp<std::int64_t>(first, 0, count(side)),
            std::clamp<std::int64_t>(last, 0, count(side))};
}

void LinesView::Parts::layOut()
{
    const QStringList labels = queryNames + keyNames;
    widest = labels.isEmpty()
                 ? QFontMetricsF(view.font()).horizontalAdvance(QString::number(count(Side::Key)))
                 : usualWidth(labels, view.font(), 1.0);
    const double height =
        top() + static_cast<double>(std::max(count(Side::Query), count(Side::Key))) * rowHeight() +
        margin;
    const int wide = bar->sizeHint().width();
    bar->setVisible(height > view.height());
    bar->setGeometry(view.width() - wide, 0, wide, view.height());
    bar->setRange(0, std::max(0, static_cast<int>(std::ceil(height)) - view.height()));
    bar->setPageStep(view.height());
    bar->setSingleStep(static_cast<int>(rowHeight()));
    view.update();
}

void LinesView::Parts::request()
{
    const auto [first, last] = visible(Side::Query);
    if (!source || last <= first) {
        return;
    }
    TileRequest wanted;
    wanted.choice = choice;
    const std::int64_t extra = last - first;
    wanted.firstQuery = std::max<std::int64_t>(0, first - extra);
    wanted.lastQuery = std::min(count(Side::Query), last + extra);
    wanted.lastKey = count(Side::Key);
    wanted.rows = static_cast<int>(wanted.lastQuery - wanted.firstQuery);
    wanted.columns = static_cast<int>(std::min<std::int64_t>(mostColumns, wanted.lastKey));
    wanted.pooling = Pooling::Maximum;
    const bool isServed = asked.choice == choice && asked.lastKey == wanted.lastKey &&
                          asked.rows > 0 && asked.firstQuery <= first && asked.lastQuery >= last;
    if (isServed) {
        return;
    }
    asked = wanted;
    worker.post("lines", [this, wanted, from = source](std::stop_token stop) {
        Lines result{wanted, {}, {}};
        QString message;
        try {
            result.tile = from->tile(wanted);
            result.strongest = strongestLines(result.tile, wanted, mostLines);
        } catch (const std::exception& problem) {
            message = errorText(problem);
        }
        if (stop.stop_requested()) {
            return;
        }
        QMetaObject::invokeMethod(
            &view,
            [this, from, message, result = std::move(result)]() mutable {
                if (from == source && result.request == asked) {
                    error = message;
                    lines = std::move(result);
                    ++version;
                    view.update();
                }
            },
            Qt::QueuedConnection);
    });
}

std::optional<LinesView::Parts::Place> LinesView::Parts::at(const QPointF& place) const
{
    const auto position =
        static_cast<std::int64_t>(std::floor((place.y() - top() + bar->value()) / rowHeight()));
    const Side side = place.x() < width() / 2 ? Side::Query : Side::Key;
    const bool isOnLines = place.x() > columnEdge(Side::Query) + labelGap &&
                           place.x() < columnEdge(Side::Key) - labelGap;
    if (isOnLines || place.y() < top() || position < 0 || position >= count(side) ||
        place.x() > width()) {
        return std::nullopt;
    }
    return Place{side, position};
}

void LinesView::Parts::hover(std::optional<Place> place)
{
    if (place == hovered) {
        return;
    }
    hovered = place;
    view.update();
    const auto on = [&](Side side) {
        return hovered && hovered->side == side ? Position(hovered->position) : std::nullopt;
    };
    emit view.cellHovered(on(Side::Query), on(Side::Key));
}

void LinesView::Parts::click(Place place)
{
    (place.side == Side::Query ? query : key) = place.position;
    view.update();
    emit view.tokenClicked(place.side == Side::Query ? Position(place.position) : std::nullopt,
                           place.side == Side::Key ? Position(place.position) : std::nullopt);
}

void LinesView::Parts::reveal(std::int64_t position)
{
    const double above = static_cast<double>(position) * rowHeight();
    const double room = view.height() - top() - margin;
    if (above < bar->value()) {
        bar->setValue(static_cast<int>(above));
    } else if (above + rowHeight() > bar->value() + room) {
        bar->setValue(static_cast<int>(std::ceil(above + rowHeight() - room)));
    }
}

std::vector<AttentionLine> LinesView::Parts::linesOf(const Place& place) const
{
    std::vector<AttentionLine> own;
    const auto& tile = lines.tile;
    const double keysPerColumn =
        static_cast<double>(lines.request.lastKey) / std::max(1, tile.columns);
    for (std::size_t i = 0; i < tile.cells.size(); ++i) {
        const auto row = lines.request.firstQuery +
                         static_cast<std::int64_t>(i / static_cast<std::size_t>(tile.columns));
        const auto column = static_cast<std::int64_t>(
            (static_cast<double>(i % static_cast<std::size_t>(tile.columns)) + 0.5) *
            keysPerColumn);
        const bool isOwn =
            place.side == Side::Query ? row == place.position : column == place.position;
        if (isOwn && tile.cells[i] > 0.0005F) {
            own.push_back({row, column, tile.cells[i]});
        }
    }
    std::ranges::sort(own, {}, &AttentionLine::value);
    return own;
}

} // namespace saccade
