#include "views/displays/series_view.h"

#include "core/display/number_text.h"
#include "views/focus_frame.h"
#include "views/token_label.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double margin = 14;

QString text(float value)
{
    return QString::fromStdString(numberText(value));
}

} // namespace

SeriesView::SeriesView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("seriesView"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, 160);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Series and forecast"));
    describe();
}

void SeriesView::setSeries(std::optional<SeriesRun> series)
{
    const auto old =
        m_series ? m_series->channels.value(static_cast<qsizetype>(m_look.channel)) : QString();
    m_series = std::move(series);
    m_look = {};
    if (m_series) {
        m_look.channel = std::max<qsizetype>(0, m_series->channels.indexOf(old));
        m_look.shown = usualHistory(*m_series);
    }
    describe();
    update();
    emit readoutChanged();
}

void SeriesView::setChannel(std::int64_t channel)
{
    if (!m_series || channel == m_look.channel || channel < 0 || channel >= m_series->count()) {
        return;
    }
    m_look.channel = channel;
    describe();
    update();
    emit channelChanged(channel);
    emit readoutChanged();
}

QString SeriesView::readout() const
{
    if (!m_series || !m_look.moment) {
        return {};
    }
    const auto measured = m_series->measured(m_look.channel, *m_look.moment);
    const auto predicted = m_series->predicted(m_look.channel, *m_look.moment);
    QStringList parts{m_series->channels[static_cast<qsizetype>(m_look.channel)],
                      m_series->momentName(*m_look.moment)};
    if (predicted) {
        parts << tr("forecast %1").arg(text(*predicted));
    }
    if (measured) {
        parts << tr("measured %1").arg(text(*measured));
    }
    if (predicted && measured) {
        parts << tr("difference %1").arg(text(*predicted - *measured));
    }
    return parts.join(QStringLiteral("  ·  "));
}

/// For those who hear the window instead of seeing it.
void SeriesView::describe()
{
    if (!m_series) {
        setAccessibleDescription(tr("No forecast to show yet."));
        return;
    }
    const auto last = m_series->measured(m_look.channel, -1).value_or(0.0F);
    const auto end = m_series->predicted(m_look.channel, m_series->horizon() - 1).value_or(0.0F);
    setAccessibleDescription(
        tr("%1: the last value is %2, the forecast ends after %3 steps at %4. Left and right point "
           "at a moment, up and down choose the channel.")
            .arg(m_series->channels[static_cast<qsizetype>(m_look.channel)], text(last))
            .arg(m_series->horizon())
            .arg(text(end)));
}

SeriesStyle SeriesView::style() const
{
    return {.font = font()};
}

SeriesLayout SeriesView::layout() const
{
    return layOutSeries(QRectF(rect()).adjusted(margin, margin, -margin, -margin), *m_series,
                        m_look, style());
}

void SeriesView::point(std::optional<std::int64_t> moment)
{
    if (moment == m_look.moment) {
        return;
    }
    m_look.moment = moment;
    update();
    emit readoutChanged();
}

bool SeriesView::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        update();
    }
    return QWidget::event(event);
}

void SeriesView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(palette());
    painter.fillRect(rect(), theme.surface);
    if (!m_series) {
        paintHint(painter, rect(), tr("No forecast to show yet."), font(), theme.secondaryText);
        return;
    }
    paintSeries(painter, layout(), *m_series, m_look, style(), theme);
    paintFocusFrame(painter, *this, theme);
}

void SeriesView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_series) {
        return;
    }
    const auto place = layout();
    const auto x = event->position().x();
    const bool isInside = x >= place.plot.left() - margin && x <= place.plot.right() + margin;
    point(isInside ? std::optional(place.at(x)) : std::nullopt);
}

void SeriesView::leaveEvent(QEvent*)
{
    point(std::nullopt);
}

void SeriesView::keyPressEvent(QKeyEvent* event)
{
    if (!m_series) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto from = m_look.moment.value_or(-1);
    const auto move = [&](std::int64_t moment) {
        point(std::clamp(moment, -m_look.shown, m_series->horizon() - 1));
    };
    switch (event->key()) {
    case Qt::Key_Left:
        move(from - 1);
        break;
    case Qt::Key_Right:
        move(from + 1);
        break;
    case Qt::Key_Home:
        move(-m_look.shown);
        break;
    case Qt::Key_End:
        move(m_series->horizon() - 1);
        break;
    case Qt::Key_Up:
        setChannel(m_look.channel - 1);
        break;
    case Qt::Key_Down:
        setChannel(m_look.channel + 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SeriesView::wheelEvent(QWheelEvent* event)
{
    const int turn = event->angleDelta().y();
    if (!m_series || turn == 0) {
        QWidget::wheelEvent(event);
        return;
    }
    const double factor = std::pow(0.8, turn / 120.0);
    const auto least = std::min<std::int64_t>(8, m_series->time());
    m_look.shown =
        std::clamp(std::llround(static_cast<double>(m_look.shown) * factor),
                   static_cast<long long>(least), static_cast<long long>(m_series->time()));
    update();
    event->accept();
}

} // namespace saccade
