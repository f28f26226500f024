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
constexpr double band = 7;            // of the weights above the picture
constexpr double paddingShare = 0.14; // of the width, for the silence after the sound
constexpr std::int64_t most = 65536;  // bins and frames that are drawn

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
    m_sounding = positions;
    if (!m_features.isEmpty()) {
        const auto frames = m_features.shape()[1];
        const auto sounding = soundingFrames(m_features);
        m_sounding = std::clamp<std::int64_t>((sounding * positions + frames - 1) / frames, 1,
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
    m_selected = position && *position >= 0 && *position < m_positions ? position : std::nullopt;
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

double SpectrogramStrip::soundingWidth() const
{
    const double width = plot().width();
    return m_sounding < m_positions ? width * (1 - paddingShare) : width;
}

double SpectrogramStrip::x(double position) const
{
    const QRectF area = plot();
    const double sounding = static_cast<double>(m_sounding);
    if (position <= sounding) {
        return area.left() + soundingWidth() * position / sounding;
    }
    const double share = (position - sounding) / static_cast<double>(m_positions - m_sounding);
    return area.left() + soundingWidth() + (area.width() - soundingWidth()) * share;
}

std::optional<std::int64_t> SpectrogramStrip::at(const QPointF& place) const
{
    const QRectF area = plot();
    if (m_picture.isNull() || place.x() < area.left() || place.x() >= area.right()) {
        return std::nullopt;
    }
    const double along = place.x() - area.left();
    if (along < soundingWidth()) {
        const double share = along / soundingWidth();
        return std::min(static_cast<std::int64_t>(share * static_cast<double>(m_sounding)),
                        m_sounding - 1);
    }
    const double share = (along - soundingWidth()) / (area.width() - soundingWidth());
    return std::min(m_sounding + static_cast<std::int64_t>(
                                     share * static_cast<double>(m_positions - m_sounding)),
                    m_positions - 1);
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
        const QString moment =
            position ? tr("%1 s").arg(static_cast<double>(*position) * m_seconds, 0, 'f', 2)
                     : QString();
        const bool isPadding = position && *position >= m_sounding;
        QToolTip::showText(
            help->globalPos(),
            isPadding ? tr("%1, padding: silence after the sound").arg(moment) : moment, this);
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
    const double frames = static_cast<double>(m_picture.width()) * static_cast<double>(m_sounding) /
                          static_cast<double>(m_positions);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QRectF sounding = plot();
    sounding.setWidth(soundingWidth());
    painter.drawImage(sounding, m_picture, QRectF(0, 0, frames, m_picture.height()));
    paintPadding(painter);
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

/// What the model hears after the sound: silence, hatched.
void SpectrogramStrip::paintPadding(QPainter& painter) const
{
    QRectF area = plot();
    area.setLeft(area.left() + soundingWidth());
    if (area.width() < 1) {
        return;
    }
    const Theme& theme = Theme::of(palette());
    painter.fillRect(area, theme.window);
    painter.fillRect(area, QBrush(theme.line, Qt::BDiagPattern));
    painter.fillRect(QRectF(area.left(), area.top(), 1, area.height()), theme.secondaryText);
    const QFont small = smaller(font(), 0.8);
    const QFontMetricsF metrics(small);
    const QString words =
        tr("padding to %1 s").arg(static_cast<double>(m_positions) * m_seconds, 0, 'f', 0);
    painter.setFont(small);
    painter.setPen(theme.secondaryText);
    painter.drawText(QPointF(area.left(), area.bottom() + 3 + metrics.ascent()),
                     metrics.elidedText(words, Qt::ElideRight, area.width()));
}

/// A band above the picture, and the picture tinted below it.
void SpectrogramStrip::paintWeights(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QRectF area = plot();
    painter.fillRect(QRectF(area.left(), 4, area.width(), band), theme.raised);
    const auto count = std::min<std::int64_t>(m_positions, std::ssize(m_weights));
    const auto weight = [&](std::int64_t i) {
        return std::clamp(std::fabs(m_weights[static_cast<std::size_t>(i)]), 0.0F, 1.0F);
    };
    // Positions that share a pixel, as those of the padding do, show their largest.
    for (std::int64_t i = 0; i < count;) {
        const double left = x(static_cast<double>(i));
        float largest = weight(i);
        for (++i; i < count && x(static_cast<double>(i)) < left + 1; ++i) {
            largest = std::max(largest, weight(i));
        }
        const double wide = x(static_cast<double>(i)) - left;
        QColor light = theme.accent;
        light.setAlphaF(largest);
        painter.fillRect(QRectF(left, 4, wide, band), light);
        light.setAlphaF(largest * 0.55F);
        painter.fillRect(QRectF(left, area.top(), wide, area.height()), light);
    }
}

void SpectrogramStrip::paintAxis(QPainter& painter) const
{
    const Theme& theme = Theme::of(palette());
    const QFont small = smaller(font(), 0.8);
    const QFontMetricsF metrics(small);
    const QRectF area = plot();
    const double duration = static_cast<double>(m_sounding) * m_seconds;
    if (!(duration > 0)) {
        return;
    }
    // A tenth of a second at the finest.
    const double room =
        soundingWidth() / (metrics.horizontalAdvance(QStringLiteral("00.0 s")) + 24);
    const auto tenths = niceStride(std::max(1.0, duration * 10 / std::max(1.0, room)));
    painter.setFont(small);
    painter.setPen(theme.secondaryText);
    for (std::int64_t tick = 0; static_cast<double>(tick) / 10 <= duration; tick += tenths) {
        const double second = static_cast<double>(tick) / 10;
        const double left = area.left() + soundingWidth() * second / duration;
        const QString text = tr("%1 s").arg(second, 0, 'f', tenths < 10 ? 1 : 0);
        if (left + metrics.horizontalAdvance(text) + 6 > area.left() + soundingWidth()) {
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
    emit positionClicked(
        std::clamp<std::int64_t>(m_selected.value_or(-1) + step, 0, m_positions - 1));
}

} // namespace saccade
