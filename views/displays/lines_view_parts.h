// What LinesView is made of; private to it.
#pragma once

#include "core/jobs/worker.h"
#include "views/displays/attention_lines.h"
#include "views/displays/lines_view.h"
#include "views/theme.h"
#include "views/token_label.h"

#include <QFontMetricsF>
#include <QPixmap>
#include <QScrollBar>
#include <cmath>

namespace saccade
{

struct LinesView::Parts {
    using Position = std::optional<std::int64_t>;
    enum class Side { Query, Key };
    struct Place {
        Side side = Side::Query;
        std::int64_t position = 0;
        bool operator==(const Place&) const = default;
    };
    /// What the worker hands over.
    struct Lines {
        TileRequest request;
        Tile tile;
        std::vector<AttentionLine> strongest;
    };
    /// All lines of a stretch of the columns, drawn once; scrolling moves it.
    struct Drawn {
        QPixmap pixmap;
        int first = 0, last = 0; // values of the scroll bar that it covers, and the height beyond
        int version = 0;         // of the lines
        double left = 0, right = 0;
        QColor colour;
    };
    static constexpr double margin = 12;
    static constexpr double labelGap = 6;

    explicit Parts(LinesView& owner) : view(owner), bar(new QScrollBar(Qt::Vertical, &owner)) {}

    std::int64_t count(Side side) const
    {
        return !source ? 0 : side == Side::Query ? source->queries() : source->keys();
    }
    double rowHeight() const { return std::ceil(QFontMetricsF(view.font()).height()) + 5; }
    double top() const { return margin + QFontMetricsF(smaller(view.font(), 0.8)).height() + 6; }
    double y(std::int64_t position) const
    {
        return top() + (static_cast<double>(position) + 0.5) * rowHeight() - bar->value();
    }
    double width() const { return view.width() - (bar->isVisibleTo(&view) ? bar->width() : 0); }
    double columnWidth() const;
    double columnEdge(Side side) const; // where the lines begin and end
    std::pair<std::int64_t, std::int64_t> visible(Side side) const;

    void layOut();
    void request();
    void hover(std::optional<Place> place);
    void click(Place place);
    std::optional<Place> at(const QPointF& place) const;
    void reveal(std::int64_t position);
    std::vector<AttentionLine> linesOf(const Place& place) const;
    QString label(const Place& place) const
    {
        const auto& names = place.side == Side::Query ? queryNames : keyNames;
        return names.isEmpty() ? QString::number(place.position) : names.value(place.position);
    }

    void paintLines(QPainter& painter, const Theme& theme, const std::vector<AttentionLine>& focus);
    void paintAll(QPainter& painter, const LineStyle& style);
    void drawAll(const LineStyle& style);
    void paintColumn(QPainter& painter, const Theme& theme, Side side,
                     const std::vector<AttentionLine>& focus) const;
    void paintHeader(QPainter& painter, const Theme& theme) const;

    LinesView& view;
    QScrollBar* bar;
    std::shared_ptr<const AttentionSource> source;
    QStringList queryNames, keyNames;
    double widest = 0;
    HeadChoice choice;
    Position query, key;
    std::optional<Place> hovered;
    Lines lines;
    int version = 0; // of `lines`
    Drawn drawn;
    TileRequest asked;
    QString error;
    Worker worker; // last: ends first
};

} // namespace saccade
