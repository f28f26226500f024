#include "views/displays/heads_view.h"

#include "views/displays/heads_view_parts.h"
#include "views/focus_frame.h"
#include "views/token_label.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>

namespace saccade
{

HeadsView::HeadsView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("headsView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(96, 80);
    setAccessibleName(tr("Layers and heads"));
    setAccessibleDescription(
        tr("Layers down, heads across. Arrow keys choose; beyond the first head or layer is the "
           "average of all."));
    for (auto* bar : {m_parts->across, m_parts->down}) {
        bar->hide();
        connect(bar, &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    }
}

HeadsView::~HeadsView() = default;

void HeadsView::setSource(std::shared_ptr<const AttentionSource> source)
{
    m_parts->style.source = std::move(source);
    m_parts->hovered.reset();
    m_parts->setStyle();
    m_parts->layOut();
}

void HeadsView::setChoice(const HeadChoice& choice)
{
    m_parts->choice = choice;
    update();
}

void HeadsView::setScale(ScaleKind kind)
{
    m_parts->style.scale = kind;
    m_parts->setStyle();
}

void HeadsView::setColourMap(std::string_view identifier)
{
    m_parts->colourMap = identifier;
    m_parts->setStyle();
}

void HeadsView::setVisibility(KeyVisibility visibility)
{
    m_parts->visibility = visibility;
    m_parts->setStyle();
}

void HeadsView::setNaming(HeadNaming naming)
{
    m_parts->naming = naming;
    update();
}

int HeadsView::finishedThumbnails() const
{
    return m_parts->thumbnails.finished(m_parts->pixels());
}

QSize HeadsView::sizeHint() const
{
    return {260, 300};
}

bool HeadsView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto head = m_parts->at(help->pos());
        QToolTip::showText(help->globalPos(), head ? m_parts->name(*head) : QString(), this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_parts->setStyle();
        m_parts->layOut();
    }
    return QWidget::event(event);
}

void HeadsView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (m_parts->grid.layers == 0 || m_parts->grid.heads == 0) {
        paintHint(painter, rect(), tr("No heads yet."), font(), theme.secondaryText);
        return;
    }
    m_parts->requestThumbnails();
    m_parts->paintThumbnails(painter, theme);
    m_parts->paintNames(painter, theme);
    m_parts->paintFrames(painter, theme);
    paintFocusFrame(painter, *this, theme);
}

void HeadsView::resizeEvent(QResizeEvent*)
{
    m_parts->layOut();
}

void HeadsView::mousePressEvent(QMouseEvent* event)
{
    const auto head = m_parts->at(event->position());
    if (event->button() == Qt::LeftButton && head) {
        m_parts->choose(*head);
    }
}

void HeadsView::mouseMoveEvent(QMouseEvent* event)
{
    m_parts->hover(m_parts->at(event->position()));
}

void HeadsView::leaveEvent(QEvent*)
{
    m_parts->hover(std::nullopt);
}

void HeadsView::wheelEvent(QWheelEvent* event)
{
    const QPoint pixels = event->pixelDelta().isNull()
                              ? event->angleDelta() * std::max(24.0, m_parts->grid.side) / 60
                              : event->pixelDelta();
    m_parts->down->setValue(m_parts->down->value() - pixels.y());
    m_parts->across->setValue(m_parts->across->value() - pixels.x());
    event->setAccepted(m_parts->down->maximum() > 0 || m_parts->across->maximum() > 0);
}

void HeadsView::keyPressEvent(QKeyEvent* event)
{
    HeadChoice next = m_parts->choice;
    switch (event->key()) {
    case Qt::Key_Left:
        --next.head;
        break;
    case Qt::Key_Right:
        ++next.head;
        break;
    case Qt::Key_Up:
        --next.layer;
        break;
    case Qt::Key_Down:
        ++next.layer;
        break;
    case Qt::Key_Home:
        next.head = 0;
        break;
    case Qt::Key_End:
        next.head = m_parts->grid.heads - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_parts->grid.layers > 0) {
        m_parts->choose(next);
    }
}

} // namespace saccade
