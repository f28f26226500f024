#include "views/displays/lines_view.h"

#include "views/displays/lines_view_parts.h"
#include "views/focus_frame.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>

namespace saccade
{

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

void LinesView::setSource(std::shared_ptr<const AttentionSource> source,
                          const QStringList& queryLabels, const QStringList& keyLabels)
{
    auto& parts = *m_parts;
    parts.worker.cancelAll();
    parts.source = std::move(source);
    parts.queryNames = queryLabels;
    parts.keyNames = keyLabels;
    parts.query = parts.key = std::nullopt;
    parts.hovered.reset();
    parts.lines = {};
    ++parts.version;
    parts.asked = {};
    parts.error.clear();
    parts.layOut();
}

void LinesView::setChoice(const HeadChoice& choice)
{
    if (choice == m_parts->choice) {
        return;
    }
    m_parts->choice = choice;
    m_parts->error.clear();
    update();
}

void LinesView::setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    const auto inside = [](Parts::Position position, std::int64_t count) {
        return position && *position >= 0 && *position < count ? position : std::nullopt;
    };
    m_parts->query = inside(query, m_parts->count(Parts::Side::Query));
    m_parts->key = inside(key, m_parts->count(Parts::Side::Key));
    update();
}

void LinesView::setHoveredCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    using Side = Parts::Side;
    std::optional<Parts::Place> place;
    if (query && *query >= 0 && *query < m_parts->count(Side::Query)) {
        place = Parts::Place{Side::Query, *query};
    } else if (key && *key >= 0 && *key < m_parts->count(Side::Key)) {
        place = Parts::Place{Side::Key, *key};
    }
    if (place != m_parts->hovered) {
        m_parts->hovered = place;
        update();
    }
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
                ? tr("%1 at position %2").arg(isolated(m_parts->label(*place))).arg(place->position)
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
        focus = parts.linesOf({Parts::Side::Query, *parts.query});
    }
    parts.paintLines(painter, theme, focus);
    parts.paintColumn(painter, theme, Parts::Side::Query, focus);
    parts.paintColumn(painter, theme, Parts::Side::Key, focus);
    parts.paintHeader(painter, theme);
    paintFocusFrame(painter, *this, theme);
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
    const Parts::Side side =
        event->modifiers() & Qt::ShiftModifier ? Parts::Side::Key : Parts::Side::Query;
    const auto last = parts.count(side) - 1;
    const auto current = (side == Parts::Side::Query ? parts.query : parts.key).value_or(-1);
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
        const Parts::Place place{side, std::clamp<std::int64_t>(next, 0, last)};
        parts.reveal(place.position);
        parts.click(place);
    }
}

} // namespace saccade
