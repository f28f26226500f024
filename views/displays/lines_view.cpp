#include "views/displays/lines_view.h"

#include "core/jobs/worker.h"
#include "views/displays/attention_lines.h"
#include "views/error_text.h"
#include "views/theme.h"
#include "views/token_label.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double margin = 12;
constexpr double labelGap = 6;
constexpr int mostColumns = 4096;      // more keys are pooled
constexpr std::size_t mostLines = 900; // of the whole picture; a hovered token shows all of its own

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

} // namespace

struct LinesView::Parts {
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
    QString label(std::int64_t position) const
    {
        return labels.isEmpty() ? QString::number(position) : labels.value(position);
    }

    void paintLines(QPainter& painter, const Theme& theme,
                    const std::vector<AttentionLine>& focus) const;
    void paintColumn(QPainter& painter, const Theme& theme, Side side,
                     const std::vector<AttentionLine>& focus) const;
    void paintHeader(QPainter& painter, const Theme& theme) const;

    LinesView& view;
    QScrollBar* bar;
    std::shared_ptr<const AttentionSource> source;
    QStringList labels;
    double widest = 0;
    HeadChoice choice;
    Position query, key;
    std::optional<Place> hovered;
    Lines lines;
    TileRequest asked;
    QString error;
    Worker worker; // last: ends first
};

double LinesView::Parts::columnWidth() const
{
    return std::min(widest + 1, std::max(30.0, width() * 0.3 - margin));
}

double LinesView::Parts::columnEdge(Side side) const
{
    const double values = QFontMetricsF(smaller(view.font(), 0.8)).horizontalAdvance(QStringLiteral("0.000")) + 8;
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
    const QFontMetricsF metrics(view.font());
    const auto step = std::max<qsizetype>(1, labels.size() / 1000);
    widest = labels.isEmpty() ? metrics.horizontalAdvance(QString::number(count(Side::Key))) : 0;
    for (qsizetype i = 0; i < labels.size(); i += step) {
        widest = std::max(widest, metrics.horizontalAdvance(labels[i]));
    }
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
                    view.update();
                }
            },
            Qt::QueuedConnection);
    });
}

std::optional<Place> LinesView::Parts::at(const QPointF& place) const
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

void LinesView::Parts::paintLines(QPainter& painter, const Theme& theme,
                                  const std::vector<AttentionLine>& focus) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(QRectF(0, top() - 4, width(), view.height()));
    const double left = columnEdge(Side::Query);
    const double right = columnEdge(Side::Key);
    LineStyle style{theme.accent};
    const auto paint = [&](const AttentionLine& line) {
        paintAttentionLine(painter, {left, y(line.query)}, {right, y(line.key)}, line.value, style);
    };
    if (hovered) {
        std::ranges::for_each(focus, paint);
    } else {
        style.colour = focus.empty() ? theme.accent : theme.secondaryText;
        style.opacity = focus.empty() ? 1 : 0.35;
        std::ranges::for_each(lines.strongest, paint);
        style = LineStyle{theme.accent};
        std::ranges::for_each(focus, paint);
    }
    painter.restore();
}

void LinesView::Parts::paintColumn(QPainter& painter, const Theme& theme, Side side,
                                   const std::vector<AttentionLine>& focus) const
{
    const QFont small = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(view.font());
    const QFontMetricsF smallMetrics(small);
    const bool isQuery = side == Side::Query;
    const double edge = columnEdge(side) + (isQuery ? -labelGap : labelGap);
    const double room = columnWidth();
    const auto [first, last] = visible(side);
    const Position chosen = isQuery ? query : key;
    const bool showsValues = hovered ? hovered->side != side : !focus.empty() && !isQuery;
    painter.save();
    painter.setClipRect(QRectF(0, top() - 1, width(), view.height()));
    for (auto position = first; position < last; ++position) {
        const double middle = y(position);
        const bool isHovered = hovered && *hovered == Place{side, position};
        const bool isChosen = chosen == position;
        const QString text = metrics.elidedText(label(position), Qt::ElideRight, room);
        const double wide = metrics.horizontalAdvance(text);
        const QRectF box(isQuery ? edge - room - 4 : edge - 4, middle - rowHeight() / 2 + 1,
                         room + 8, rowHeight() - 2);
        if (isHovered) {
            painter.fillRect(box, theme.raised);
        }
        if (isChosen) {
            painter.fillRect(
                QRectF(isQuery ? box.right() - 2 : box.left(), box.top(), 2, box.height()),
                theme.accent);
        }
        const QColor colour = isChosen || isHovered ? theme.accent : theme.text;
        paintTokenLabel(
            painter,
            {isQuery ? edge - wide : edge, middle + (metrics.ascent() - metrics.descent()) / 2},
            text, view.font(),
            {colour, isChosen || isHovered ? theme.accent : theme.secondaryText});
        const auto found = std::ranges::find(focus, position,
                                             isQuery ? &AttentionLine::query : &AttentionLine::key);
        if (showsValues && found != focus.end()) {
            const QString number = shortNumber(found->value);
            const double numberEdge =
                isQuery ? edge - room - 10 - smallMetrics.horizontalAdvance(number)
                        : edge + room + 10;
            painter.setFont(small);
            painter.setPen(theme.secondaryText);
            painter.drawText(
                QPointF(numberEdge, middle + (smallMetrics.ascent() - smallMetrics.descent()) / 2),
                number);
        }
    }
    painter.restore();
}

void LinesView::Parts::paintHeader(QPainter& painter, const Theme& theme) const
{
    const QFont small = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(small);
    painter.setFont(small);
    painter.setPen(theme.secondaryText);
    const double base = margin + metrics.ascent();
    const QString queries = LinesView::tr("query");
    painter.drawText(
        QPointF(columnEdge(Side::Query) - labelGap - metrics.horizontalAdvance(queries), base),
        queries);
    painter.drawText(QPointF(columnEdge(Side::Key) + labelGap, base), LinesView::tr("key"));
}

LinesView::LinesView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("linesView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 100);
    setAccessibleName(tr("Attention lines"));
    setAccessibleDescription(tr("Queries left, keys right. Up and down move the selected query, "
                                "with Shift the selected key."));
    m_parts->bar->hide();
    connect(m_parts->bar, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
}

LinesView::~LinesView() = default;

void LinesView::setSource(std::shared_ptr<const AttentionSource> source, const QStringList& labels)
{
    auto& parts = *m_parts;
    parts.worker.cancelAll();
    parts.source = std::move(source);
    parts.labels = labels;
    parts.query = parts.key = std::nullopt;
    parts.hovered.reset();
    parts.lines = {};
    parts.asked = {};
    parts.error.clear();
    parts.layOut();
}

void LinesView::setChoice(const HeadChoice& choice)
{
    m_parts->choice = choice;
    update();
}

void LinesView::setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    const auto inside = [](Position position, std::int64_t count) {
        return position && *position >= 0 && *position < count ? position : std::nullopt;
    };
    m_parts->query = inside(query, m_parts->count(Side::Query));
    m_parts->key = inside(key, m_parts->count(Side::Key));
    update();
}

QSize LinesView::sizeHint() const
{
    return {420, 480};
}

bool LinesView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto place = m_parts->at(help->pos());
        QToolTip::showText(
            help->globalPos(),
            place
                ? tr("%1 at position %2").arg(m_parts->label(place->position)).arg(place->position)
                : QString(),
            this);
        return true;
    }
    if (event->type() == QEvent::FontChange) {
        m_parts->layOut();
    }
    return QWidget::event(event);
}

void LinesView::resizeEvent(QResizeEvent*)
{
    m_parts->layOut();
}

void LinesView::paintEvent(QPaintEvent*)
{
    auto& parts = *m_parts;
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (!parts.source || !parts.error.isEmpty()) {
        paintHint(painter, rect(),
                  parts.error.isEmpty() ? tr("No attention to show yet.") : parts.error, font(),
                  parts.error.isEmpty() ? theme.secondaryText : theme.warning);
        return;
    }
    parts.request();
    std::vector<AttentionLine> focus;
    if (parts.hovered) {
        focus = parts.linesOf(*parts.hovered);
    } else if (parts.query) {
        focus = parts.linesOf({Side::Query, *parts.query});
    }
    parts.paintLines(painter, theme, focus);
    parts.paintColumn(painter, theme, Side::Query, focus);
    parts.paintColumn(painter, theme, Side::Key, focus);
    parts.paintHeader(painter, theme);
}

void LinesView::mousePressEvent(QMouseEvent* event)
{
    const auto place = m_parts->at(event->position());
    if (event->button() == Qt::LeftButton && place) {
        m_parts->click(*place);
    }
}

void LinesView::mouseMoveEvent(QMouseEvent* event)
{
    m_parts->hover(m_parts->at(event->position()));
}

void LinesView::leaveEvent(QEvent*)
{
    m_parts->hover(std::nullopt);
}

void LinesView::wheelEvent(QWheelEvent* event)
{
    const int pixels = event->pixelDelta().isNull()
                           ? event->angleDelta().y() * m_parts->bar->singleStep() / 40
                           : event->pixelDelta().y();
    m_parts->bar->setValue(m_parts->bar->value() - pixels);
    event->setAccepted(m_parts->bar->maximum() > 0);
}

void LinesView::keyPressEvent(QKeyEvent* event)
{
    auto& parts = *m_parts;
    const Side side = event->modifiers() & Qt::ShiftModifier ? Side::Key : Side::Query;
    const auto last = parts.count(side) - 1;
    const auto current = (side == Side::Query ? parts.query : parts.key).value_or(-1);
    const auto page =
        std::max<std::int64_t>(1, parts.visible(side).second - parts.visible(side).first - 1);
    std::int64_t next = current;
    switch (event->key()) {
    case Qt::Key_Up:
        next = current - 1;
        break;
    case Qt::Key_Down:
        next = current + 1;
        break;
    case Qt::Key_PageUp:
        next = current - page;
        break;
    case Qt::Key_PageDown:
        next = current + page;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (last >= 0) {
        const Place place{side, std::clamp<std::int64_t>(next, 0, last)};
        parts.reveal(place.position);
        parts.click(place);
    }
}

} // namespace saccade
