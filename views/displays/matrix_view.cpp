#include "views/displays/matrix_view.h"

#include "views/displays/matrix_view_parts.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>

namespace saccade
{

MatrixView::MatrixView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("matrixView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(120, 120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Attention map"));
    setAccessibleDescription(
        tr("Queries down, keys across. Arrow keys move the selected cell, plus and minus zoom, "
           "0 shows all."));
}

MatrixView::~MatrixView() = default;

void MatrixView::setSource(std::shared_ptr<const AttentionSource> source,
                           const QStringList& queryLabels, const QStringList& keyLabels)
{
    auto& parts = *m_parts;
    const bool isSameSize = source && parts.style.source &&
                            source->queries() == parts.viewport.queries() &&
                            source->keys() == parts.viewport.keys();
    parts.zooming.stop();
    parts.style.source = std::move(source);
    parts.queryNames = queryLabels;
    parts.keyNames = keyLabels;
    if (!isSameSize) {
        parts.selectedQuery = parts.selectedKey = parts.hoveredQuery = parts.hoveredKey =
            std::nullopt;
        parts.viewport.setMap(parts.style.source ? parts.style.source->queries() : 0,
                              parts.style.source ? parts.style.source->keys() : 0);
    }
    parts.setStyle();
    parts.layOut();
}

void MatrixView::setChoice(const HeadChoice& choice)
{
    m_parts->style.choice = choice;
    m_parts->setStyle();
}

void MatrixView::setScale(ScaleKind kind)
{
    m_parts->style.scale = kind;
    m_parts->setStyle();
}

void MatrixView::setColourMap(std::string_view identifier)
{
    m_parts->colourMap = identifier;
    m_parts->setStyle();
}

void MatrixView::setPooling(Pooling pooling)
{
    m_parts->style.pooling = pooling;
    m_parts->setStyle();
}

void MatrixView::setVisibility(KeyVisibility visibility)
{
    m_parts->visibility = visibility;
    m_parts->setStyle();
}

void MatrixView::setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    const auto inside = [](Position position, std::int64_t count) {
        return position && *position >= 0 && *position < count ? position : std::nullopt;
    };
    m_parts->selectedQuery = inside(query, m_parts->viewport.queries());
    m_parts->selectedKey = inside(key, m_parts->viewport.keys());
    update();
}

void MatrixView::setHoveredCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    const auto inside = [](Position position, std::int64_t count) {
        return position && *position >= 0 && *position < count ? position : std::nullopt;
    };
    m_parts->hoveredQuery = inside(query, m_parts->viewport.queries());
    m_parts->hoveredKey = inside(key, m_parts->viewport.keys());
    update();
}

QRectF MatrixView::visibleCells() const
{
    return m_parts->viewport.visibleCells();
}

void MatrixView::zoomTo(const QRectF& cells)
{
    m_parts->zooming.stop();
    m_parts->viewport.show(cells);
    m_parts->viewChanged();
}

ColourScale MatrixView::colourScale() const
{
    return m_parts->reportedScale;
}

bool MatrixView::isPending() const
{
    return m_parts->tiles.isPending();
}

QSize MatrixView::sizeHint() const
{
    return {560, 560};
}

void MatrixView::zoomIn()
{
    m_parts->zoomBy(1.5, m_parts->viewport.plot().center());
}

void MatrixView::zoomOut()
{
    m_parts->zoomBy(1 / 1.5, m_parts->viewport.plot().center());
}

void MatrixView::fitAll()
{
    m_parts->zooming.stop();
    m_parts->viewport.fit();
    m_parts->viewChanged();
}

bool MatrixView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), m_parts->toolTipAt(help->pos()), this);
        return true;
    }
    case QEvent::NativeGesture: {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            m_parts->zoomBy(std::exp(gesture->value()), gesture->position());
            return true;
        }
        break;
    }
    case QEvent::PaletteChange:
    case QEvent::FontChange:
        m_parts->setStyle();
        m_parts->layOut();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void MatrixView::paintEvent(QPaintEvent*)
{
    m_parts->requestTiles();
    QPainter painter(this);
    m_parts->paint(painter);
}

void MatrixView::resizeEvent(QResizeEvent*)
{
    m_parts->layOut();
}

void MatrixView::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    m_parts->zoomBy(std::pow(1.25, notches), event->position());
    event->accept();
}

void MatrixView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_parts->pressed = m_parts->dragged = event->position();
        m_parts->isPanning = false;
    }
}

void MatrixView::mouseMoveEvent(QMouseEvent* event)
{
    auto& parts = *m_parts;
    if (!parts.pressed) {
        parts.hover(event->position());
        return;
    }
    const QPointF way = event->position() - *parts.pressed;
    if (!parts.isPanning && way.manhattanLength() >= QApplication::startDragDistance()) {
        parts.isPanning = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (parts.isPanning) {
        parts.zooming.stop();
        parts.viewport.panBy(event->position() - parts.dragged);
        parts.dragged = event->position();
        parts.viewChanged();
    }
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event)
{
    auto& parts = *m_parts;
    if (event->button() != Qt::LeftButton || !parts.pressed) {
        return;
    }
    parts.pressed.reset();
    unsetCursor();
    parts.hover(event->position());
    if (!parts.isPanning && parts.hoveredQuery && parts.hoveredKey) {
        parts.select(*parts.hoveredQuery, *parts.hoveredKey);
    }
    parts.isPanning = false;
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent*)
{
    fitAll();
}

void MatrixView::leaveEvent(QEvent*)
{
    m_parts->hover({-1, -1});
}

void MatrixView::keyPressEvent(QKeyEvent* event)
{
    auto& parts = *m_parts;
    const std::int64_t step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const auto page = std::max<std::int64_t>(1, parts.visible().queries() - 1);
    if (!parts.hasMap()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        parts.moveSelection(0, -step);
        break;
    case Qt::Key_Right:
        parts.moveSelection(0, step);
        break;
    case Qt::Key_Up:
        parts.moveSelection(-step, 0);
        break;
    case Qt::Key_Down:
        parts.moveSelection(step, 0);
        break;
    case Qt::Key_PageUp:
        parts.moveSelection(-page, 0);
        break;
    case Qt::Key_PageDown:
        parts.moveSelection(page, 0);
        break;
    case Qt::Key_Home:
        parts.moveSelection(0, -parts.viewport.keys());
        break;
    case Qt::Key_End:
        parts.moveSelection(0, parts.viewport.keys());
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_Minus:
        zoomOut();
        break;
    case Qt::Key_0:
        fitAll();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace saccade
