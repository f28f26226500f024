#include "views/widgets/spectrogram_strip.h"

#include "views/colour_map.h"
#include "views/displays/axis_labels.h"
#include "views/focus_frame.h"
#include "views/token_label.h"

#include <QFontMetricsF>
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

constexpr double margin = 10;
constexpr double band = 7;           // of the weights above the picture
constexpr std::int64_t most = 65536; // bins and frames that are drawn

bool isSound(const Tensor& features)
{
    return !features.isEmpty() && features.dtype() == DType::F32 && features.shape().rank() == 2 &&
           features.shape()[0] <= most && features.shape()[1] <= most;
}

/// Frames up to the last that is louder than the silence which pads the sound.
std::int64_t soundingFrames(const Tensor& features)
{
    const auto bins = features.shape()[0];
    const auto frames = features.shape()[1];
    const auto values = features.floats();
    const auto value = [&](std::int64_t bin, std::int64_t frame) {
        return values[static_cast<std::size_t>(bin * frames + frame)];
    };
    for (auto frame = frames - 1; frame > 0; --frame) {
        for (std::int64_t bin = 0; bin < bins; ++bin) {
            if (std::fabs(value(bin, frame) - value(bin, frames - 1)) > 1e-3F) {
                return frame + 1;
            }
        }
    }
    return frames; // one sound throughout
}

} // namespace

SpectrogramStrip::SpectrogramStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("spectrogramStrip"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(56);
    setAccessibleName(tr("Sound"));
    setAccessibleDescription(
        tr("The sound over time, low pitches below. Arrow keys move the selected moment."));
}

void SpectrogramStrip::setSound(const Tensor& features, std::int64_t positions, double seconds)
{
    m_features = isSound(features) ? features : Tensor();
    m_positions = positions;
    m_seconds = seconds;
    m_weights.clear();
    m_selected = m_hovered = std::nullopt;
    m_shown = positions;
    if (!m_features.isEmpty()) {
        const auto frames = m_features.shape()[1];
        const auto sounding = soundingFrames(m_features);
        m_shown = std::clamp<std::int64_t>((sounding * positions + frames - 1) / frames, 1,
                                           std::max<std::int64_t>(1, positions));
    }
    draw();
}

void SpectrogramStrip::draw()
{
    m_picture = QImage();
    if (!m_features.isEmpty()) {
        const auto bins = m_features.shape()[0];
        const auto frames = m_features.shape()[1];
        const auto [least, greatest] = std::ranges::minmax(m_features.floats());
        ColourScale scale;
        scale.minimum = least;
        scale.maximum = greatest;
        m_picture = coloured(m_features.floats(), static_cast<int>(bins), static_cast<int>(frames),
                             scale, ColourMap::named("greys"))
                        .mirrored(false, true);
        if (Theme::of(palette()).shade == Shade::Dark) {
            m_picture.invertPixels(); // silence is as dark as the panel
        }
    }
    update();
}

void SpectrogramStrip::setWeights(std::vector<float> unitWeights)
{
    m_weights = std::move(unitWeights);
    update();
}

void SpectrogramStrip::setSelected(std::optional<std::int64_t> position)
{
    m_selected = position && *position >= 0 && *position < m_shown ? position : std::nullopt;
    update();
}

QSize SpectrogramStrip::sizeHint() const
{
    return {640, 84};
}

QRectF SpectrogramStrip::plot() const
{
    const double axis = QFontMetricsF(smaller(font(), 0.8)).height() + 4;
    return {margin, 4 + band + 2, std::max(1.0, width() - 2 * margin),
            std::max(1.0, height() - 6 - band - axis)};
}

double SpectrogramStrip::x(double position) const
{
    const QRectF area = plot();
    return area.left() + area.width() * position / static_cast<double>(m_shown);
}

std::optional<std::int64_t> SpectrogramStrip::at(const QPointF& place) const
{
    const QRectF area = plot();
    if (m_picture.isNull() || place.x() < area.left() || place.x() >= area.right()) {
        return std::nullopt;
    }
    const double share = (place.x() - area.left()) / area.width();
    return std::min(static_cast<std::int64_t>(share * static_cast<double>(m_shown)), m_shown - 1);
}

void SpectrogramStrip::hover(std::optional<std::int64_t> position)
{
    if (position != m_hovered) {
        m_hovered = position;
        update();
        emit positionHovered(position);
    }
}

bool SpectrogramStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto position = at(help->pos());
        QToolTip::showText(
            help->globalPos(),
            position ? tr("%1 s").arg(static_cast<double>(*position) * m_seconds, 0, 'f', 2)
                     : QString(),
            this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange) {
        draw();
    }
    return QWidget::event(event);
}

void SpectrogramStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (m_picture.isNull()) {
        paintHint(painter, rect(), tr("The sound of a run appears here."), font(),
                  theme.secondaryText);
        return;
    }
    const double frames = static_cast<double>(m_picture.width()) * static_cast<double>(m_shown) /
                          static_cast<double>(m_positions);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(plot(), m_picture, QRectF(0, 0, frames, m_picture.height()));
    paintWeights(painter);
    const auto mark = [&](std::int64_t position, const QColor& colour) {
        const QRectF area = plot();
        const double left = x(static_cast<double>(position));
        painter.fillRect(QRectF(left, area.top(),
                                std::max(1.5, x(static_cast<double>(position + 1)) - left),
                                area.height()),
                         colour);
    };
    if (m_selected) {
        mark(*m_selected, theme.accent);
    }
    if (m_hovered) {
        mark(*m_hovered, theme.secondaryText);
    }
    paintAxis(painter);
    paintFocusFrame(painter, *this, theme);
}

/// A band above the picture, and the picture tinted below it.
void SpectrogramStrip::paintWeights(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QRectF area = plot();
    painter.fillRect(QRectF(area.left(), 4, area.width(), band), theme.raised);
    const auto count = std::min<std::int64_t>(m_shown, std::ssize(m_weights));
    for (std::int64_t i = 0; i < count; ++i) {
        const float weight = std::clamp(m_weights[static_cast<std::size_t>(i)], 0.0F, 1.0F);
        const double left = x(static_cast<double>(i));
        const double wide = x(static_cast<double>(i + 1)) - left;
        QColor light = theme.accent;
        light.setAlphaF(weight);
        painter.fillRect(QRectF(left, 4, wide, band), light);
        light.setAlphaF(weight * 0.55F);
        painter.fillRect(QRectF(left, area.top(), wide, area.height()), light);
    }
}

void SpectrogramStrip::paintAxis(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QFont small = smaller(font(), 0.8);
    const QFontMetricsF metrics(small);
    const QRectF area = plot();
    const double duration = static_cast<double>(m_shown) * m_seconds;
    if (!(duration > 0)) {
        return;
    }
    // A tenth of a second at the finest.
    const double room = area.width() / (metrics.horizontalAdvance(QStringLiteral("00.0 s")) + 24);
    const auto tenths = niceStride(std::max(1.0, duration * 10 / std::max(1.0, room)));
    painter.setFont(small);
    painter.setPen(theme.secondaryText);
    for (std::int64_t tick = 0; static_cast<double>(tick) / 10 <= duration; tick += tenths) {
        const double second = static_cast<double>(tick) / 10;
        const double left = area.left() + area.width() * second / duration;
        const QString text = tr("%1 s").arg(second, 0, 'f', tenths < 10 ? 1 : 0);
        if (left + metrics.horizontalAdvance(text) > area.right()) {
            break;
        }
        painter.fillRect(QRectF(left, area.bottom(), 1, 3), theme.line);
        painter.drawText(QPointF(left, area.bottom() + 3 + metrics.ascent()), text);
    }
}

void SpectrogramStrip::mousePressEvent(QMouseEvent* event)
{
    const auto position = at(event->position());
    if (event->button() == Qt::LeftButton && position) {
        emit positionClicked(*position);
    }
}

void SpectrogramStrip::mouseMoveEvent(QMouseEvent* event)
{
    hover(at(event->position()));
}

void SpectrogramStrip::leaveEvent(QEvent*)
{
    hover(std::nullopt);
}

void SpectrogramStrip::keyPressEvent(QKeyEvent* event)
{
    const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!isArrow || m_picture.isNull()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const std::int64_t step = event->key() == Qt::Key_Left ? -1 : 1;
    emit positionClicked(std::clamp<std::int64_t>(m_selected.value_or(-1) + step, 0, m_shown - 1));
}

} // namespace saccade
