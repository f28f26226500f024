#include "views/displays/heads_view.h"

#include "views/displays/axis_labels.h"
#include "views/displays/heads_grid.h"
#include "views/displays/thumbnails.h"
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

constexpr double margin = 10;
constexpr double smallestSide = 14, comfortableSide = 36, largestSide = 112;

} // namespace

struct HeadsView::Parts {
    explicit Parts(HeadsView& owner)
        : view(owner), across(new QScrollBar(Qt::Horizontal, &owner)),
          down(new QScrollBar(Qt::Vertical, &owner)), thumbnails(&owner, [this] { view.update(); })
    {
    }

    void setStyle();
    void layOut();
    QPointF scrolled() const { return {margin - across->value(), margin - down->value()}; }
    void requestThumbnails();
    std::optional<HeadChoice> at(const QPointF& place) const { return grid.at(place - scrolled()); }
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
    HeadChoice choice;
    std::optional<HeadChoice> hovered;
    HeadsGrid grid;
    Thumbnails thumbnails; // last: its worker ends first
};

void HeadsView::Parts::setStyle()
{
    style.colours = &ColourMap::named(colourMap, Theme::of(view.palette()).shade);
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
    const QRectF shown = QRectF(view.rect()).translated(-scrolled());
    for (int layer = 0; layer < grid.layers; ++layer) {
        for (int head = 0; head < grid.heads; ++head) {
            if (grid.thumbnail(layer, head).intersects(shown)) {
                visible.push_back({layer, head, Combine::Mean});
            }
        }
    }
    thumbnails.want(visible, pixels());
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
    if (head.layer < 0) {
        return head.head < 0 ? HeadsView::tr("All heads of all layers")
                             : HeadsView::tr("Head %1 over all layers").arg(head.head);
    }
    return head.head < 0 ? HeadsView::tr("All heads of layer %1").arg(head.layer)
                         : HeadsView::tr("Layer %1, head %2").arg(head.layer).arg(head.head);
}

void HeadsView::Parts::paintThumbnails(QPainter& painter, const Theme& theme) const
{
    const double ratio = view.devicePixelRatioF();
    const QPointF origin = scrolled();
    const QRectF shown(view.rect());
    const QColor empty = theme.raised;
    painter.save();
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

void HeadsView::Parts::paintNames(QPainter& painter, const Theme& theme) const
{
    const QFont font = smaller(view.font(), 0.8);
    const QFontMetricsF metrics(font);
    const QPointF origin = scrolled();
    const double rise = (metrics.ascent() - metrics.descent()) / 2;
    painter.setFont(font);
    const auto colour = [&](bool isChosen, bool isHovered) {
        return isChosen ? theme.accent : isHovered ? theme.text : theme.secondaryText;
    };
    const double each = grid.side + grid.gap;
    const auto columnStride =
        niceStride((metrics.horizontalAdvance(u'H' + QString::number(grid.heads)) + 6) / each);
    const auto rowStride = niceStride(metrics.height() / each);
    for (int head = 0; head < grid.heads; ++head) {
        const bool isHovered = hovered && hovered->head == head;
        if (head % columnStride == 0 && (choice.head != head || columnStride == 1)) {
            const QString text = u'H' + QString::number(head);
            painter.setPen(colour(choice.head == head, isHovered));
            const QRectF box = grid.thumbnail(0, head).translated(origin);
            painter.drawText(QPointF(box.center().x() - metrics.horizontalAdvance(text) / 2,
                                     origin.y() + metrics.ascent()),
                             text);
        }
    }
    for (int layer = 0; layer < grid.layers; ++layer) {
        const bool isHovered = hovered && hovered->layer == layer;
        if (layer % rowStride == 0) {
            const QString text = u'L' + QString::number(layer);
            painter.setPen(colour(choice.layer == layer, isHovered));
            const QRectF box = grid.thumbnail(layer, 0).translated(origin);
            painter.drawText(QPointF(origin.x() + grid.left - 7 - metrics.horizontalAdvance(text),
                                     box.center().y() + rise),
                             text);
        }
    }
    const bool isAll = choice.layer < 0 && choice.head < 0;
    const QString all = HeadsView::tr("all");
    painter.setPen(colour(isAll, hovered && hovered->layer < 0 && hovered->head < 0));
    painter.drawText(QPointF(origin.x() + grid.left - 7 - metrics.horizontalAdvance(all),
                             origin.y() + metrics.ascent()),
                     all);
}

void HeadsView::Parts::paintFrames(QPainter& painter, const Theme& theme) const
{
    painter.setBrush(Qt::NoBrush);
    const QPointF origin = scrolled();
    if (hovered && !(*hovered == choice)) {
        painter.setPen(QPen(theme.secondaryText, 1, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(grid.frame(*hovered).translated(origin).adjusted(-0.5, -0.5, 0.5, 0.5));
    }
    const double width = grid.gap >= 4 ? 2 : 1.5;
    const double out = grid.gap >= 4 ? 1 + width / 2 : width / 2;
    painter.setPen(QPen(theme.accent, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(grid.frame(choice).translated(origin).adjusted(-out, -out, out, out));
}

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
