#include "views/displays/patch_view.h"

#include "views/displays/patch_picture.h"
#include "views/focus_frame.h"
#include "views/token_label.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

using Position = std::optional<std::int64_t>;

constexpr double margin = 14;

} // namespace

struct PatchView::Parts {
    explicit Parts(PatchView& owner) : view(owner) {}

    bool hasRow() const { return run && run->isOnPicture(); }
    bool hasQuery(std::int64_t position) const
    {
        return position >= 0 && hasRow() && position < run->attention->queries();
    }
    QStringList names() const { return run ? run->keyLabels : QStringList(); }
    void readRow();
    void layOut();
    void hover(Position position);
    void outline(QPainter& painter, std::int64_t position, const QColor& colour,
                 double width) const;
    QString describe(std::int64_t position) const;

    PatchView& view;
    std::shared_ptr<const RunDocument> run;
    HeadChoice choice;
    ScaleKind scale = ScaleKind::Linear;
    std::string colourMap = "viridis";
    Position query, key, hovered;
    PatchContent content;
    PatchLayout layout;
};

/// The row that is shown, with its scale.
void PatchView::Parts::readRow()
{
    content.values.clear();
    const auto shown = query.value_or(0);
    if (hasQuery(shown) && run->attention->has(choice)) {
        content.values = attentionRow(*run->attention, choice, shown);
    }
    const auto before = content.scale;
    content.scale = patchScale(content.values, content.shape, scale);
    content.colours = &ColourMap::named(colourMap, Theme::of(view.palette()).shade);
    if (!(before == content.scale)) {
        emit view.colourScaleChanged(content.scale);
    }
    view.update();
}

void PatchView::Parts::layOut()
{
    layout = layOutPatches(content, QRectF(view.rect()).adjusted(margin, margin, -margin, -margin),
                           names(), smaller(view.font()));
    view.update();
}

void PatchView::Parts::hover(Position position)
{
    if (position == hovered) {
        return;
    }
    hovered = position;
    view.update();
    emit view.positionHovered(position);
}

void PatchView::Parts::outline(QPainter& painter, std::int64_t position, const QColor& colour,
                               double width) const
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(layout.cell(position).adjusted(0.5, 0.5, -0.5, -0.5));
}

QString PatchView::Parts::describe(std::int64_t position) const
{
    const QString name = names().value(position, QString::number(position));
    if (position >= std::ssize(content.values)) {
        return name;
    }
    return PatchView::tr("%1: %2").arg(
        name, shortNumber(content.values[static_cast<std::size_t>(position)]));
}

PatchView::PatchView(QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    setObjectName(QStringLiteral("patchView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Attention on the picture"));
    setAccessibleDescription(
        tr("The row of the selected query over the patches. Arrow keys move the query."));
}

PatchView::~PatchView() = default;

void PatchView::setRun(std::shared_ptr<const RunDocument> run)
{
    auto& parts = *m_parts;
    parts.run = std::move(run);
    parts.content.picture = parts.run ? parts.run->picture : QImage();
    parts.content.shape = parts.hasRow() ? parts.run->keys : Sequence();
    parts.query = parts.key = parts.hovered = std::nullopt;
    parts.layOut();
    parts.readRow();
}

void PatchView::setChoice(const HeadChoice& choice)
{
    m_parts->choice = choice;
    m_parts->readRow();
}

void PatchView::setScale(ScaleKind kind)
{
    m_parts->scale = kind;
    m_parts->readRow();
}

void PatchView::setColourMap(std::string_view identifier)
{
    m_parts->colourMap = identifier;
    m_parts->readRow();
}

void PatchView::setLook(const PatchLook& look)
{
    m_parts->content.look = look;
    update();
}

void PatchView::setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    m_parts->query = query && m_parts->hasQuery(*query) ? query : std::nullopt;
    m_parts->key = key && *key >= 0 && *key < m_parts->content.shape.length ? key : std::nullopt;
    m_parts->readRow();
}

void PatchView::setHoveredCell(std::optional<std::int64_t>, std::optional<std::int64_t> key)
{
    m_parts->hovered =
        key && *key >= 0 && *key < m_parts->content.shape.length ? key : std::nullopt;
    update();
}

std::int64_t PatchView::query() const
{
    return m_parts->query.value_or(0);
}

const std::vector<float>& PatchView::values() const
{
    return m_parts->content.values;
}

ColourScale PatchView::colourScale() const
{
    return m_parts->content.scale;
}

QRectF PatchView::cell(std::int64_t position) const
{
    return m_parts->layout.cell(position);
}

QSize PatchView::sizeHint() const
{
    return {560, 560};
}

bool PatchView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto position = m_parts->layout.at(help->pos());
        QToolTip::showText(help->globalPos(), position ? m_parts->describe(*position) : QString(),
                           this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_parts->layOut();
        m_parts->readRow();
    }
    return QWidget::event(event);
}

void PatchView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    const auto& parts = *m_parts;
    if (!parts.hasRow()) {
        paintHint(painter, rect(), tr("No attention on a picture to show yet."), font(),
                  theme.secondaryText);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintPatches(painter, parts.layout, parts.content, devicePixelRatioF());
    paintLeading(painter, parts.layout, parts.content, parts.names(), smaller(font()), theme);
    if (parts.hovered) {
        parts.outline(painter, *parts.hovered, theme.surface, 3);
        parts.outline(painter, *parts.hovered, theme.text, 1);
    }
    if (parts.key) {
        parts.outline(painter, *parts.key, theme.text, 1);
    }
    if (parts.run->isSelfAttention()) {
        parts.outline(painter, query(), theme.surface, 4);
        parts.outline(painter, query(), theme.accent, 2);
    }
    paintFocusFrame(painter, *this, theme);
}

void PatchView::resizeEvent(QResizeEvent*)
{
    m_parts->layOut();
}

void PatchView::mousePressEvent(QMouseEvent* event)
{
    const auto position = m_parts->layout.at(event->position());
    if (event->button() == Qt::LeftButton && position && m_parts->hasRow()) {
        emit positionClicked(*position);
    }
}

void PatchView::mouseMoveEvent(QMouseEvent* event)
{
    m_parts->hover(m_parts->hasRow() ? m_parts->layout.at(event->position()) : std::nullopt);
}

void PatchView::leaveEvent(QEvent*)
{
    m_parts->hover(std::nullopt);
}

void PatchView::keyPressEvent(QKeyEvent* event)
{
    static constexpr int keys[] = {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,
                                   Qt::Key_Down, Qt::Key_Home,  Qt::Key_End};
    const auto& parts = *m_parts;
    if (!parts.hasRow() || std::ranges::count(keys, event->key()) == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    // Where queries are no patches, the keys walk over what is looked at.
    const auto from = parts.run->isSelfAttention() ? query() : parts.key.value_or(0);
    emit positionClicked(patchBeside(parts.content.shape, from, event->key()));
}

std::int64_t patchBeside(const Sequence& shape, std::int64_t position, int key)
{
    const auto last = shape.length - 1;
    const auto index = position - shape.leading;
    const bool isLeading = index < 0;
    switch (key) {
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return last;
    case Qt::Key_Up:
        return isLeading               ? std::max<std::int64_t>(0, position - 1)
               : index < shape.columns ? position
                                       : position - shape.columns;
    case Qt::Key_Down:
        return isLeading                         ? std::min(position + 1, shape.leading - 1)
               : position + shape.columns > last ? position
                                                 : position + shape.columns;
    case Qt::Key_Left:
        return isLeading                   ? position
               : index % shape.columns > 0 ? position - 1
               : shape.leading > 0         ? std::min(shape.leading - 1, index / shape.columns)
                                           : position;
    case Qt::Key_Right:
        return isLeading                          ? shape.leading
               : (index + 1) % shape.columns == 0 ? position
                                                  : position + 1;
    default:
        return position;
    }
}

} // namespace saccade
