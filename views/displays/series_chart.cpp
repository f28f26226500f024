#include "views/displays/series_chart.h"

#include "views/colour_map.h"
#include "views/number_axis.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <tuple>

namespace saccade
{

namespace
{

QString words(const char* text)
{
    return QCoreApplication::translate("SeriesView", text);
}

using ValueAt = std::function<std::optional<float>(std::int64_t moment)>;

/// Lowest and highest finite value that is shown, with a little air.
std::pair<double, double> rangeOf(const SeriesRun& run, const SeriesLook& look, std::int64_t first,
                                  std::int64_t last)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const auto take = [&](std::optional<float> value) {
        if (value && std::isfinite(*value)) {
            low = std::min(low, static_cast<double>(*value));
            high = std::max(high, static_cast<double>(*value));
        }
    };
    for (auto moment = first; moment < last; ++moment) {
        take(run.measured(look.channel, moment));
        take(run.predicted(look.channel, moment));
    }
    if (!(low <= high)) {
        return {0.0, 1.0};
    }
    const double air = high > low ? 0.06 * (high - low) : std::max(1.0, std::abs(high)) * 0.1;
    return {low - air, high + air};
}

/// Draws one chart.
class Painter
{
public:
    Painter(QPainter& painter, const SeriesLayout& layout, const SeriesRun& run,
            const SeriesLook& look, const SeriesStyle& style, const Theme& theme)
        : m_painter(painter), m_layout(layout), m_run(run), m_look(look), m_style(style),
          m_theme(theme), m_metrics(style.font)
    {
    }

    void paint()
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setFont(m_style.font);
        paintValueAxis();
        paintMomentAxis();
        paintGates();
        m_painter.save();
        m_painter.setClipRect(m_layout.plot);
        const auto measured = [&](std::int64_t moment) {
            return m_run.measured(m_look.channel, moment);
        };
        const auto predicted = [&](std::int64_t moment) {
            return m_run.predicted(m_look.channel, moment);
        };
        paintLine(measured, QPen(m_theme.text, m_style.line));
        paintLine(predicted, QPen(m_theme.accent, 1.6 * m_style.line));
        m_painter.restore();
        paintLegend();
        if (m_look.moment) {
            paintMark(measured, predicted);
        }
    }

private:
    void paintValueAxis()
    {
        const auto& plot = m_layout.plot;
        const int wanted = std::max(2, static_cast<int>(plot.height() / (4 * m_metrics.height())));
        for (const auto& tick : linearTicks(m_layout.low, m_layout.high, wanted)) {
            const double y = plot.bottom() - tick.place * plot.height();
            m_painter.setPen(QPen(m_theme.line, m_style.hairline));
            m_painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
            m_painter.setPen(m_theme.secondaryText);
            const double width = m_metrics.horizontalAdvance(tick.label);
            m_painter.drawText(QPointF(plot.left() - width - 0.6 * m_metrics.averageCharWidth(),
                                       y + (m_metrics.ascent() - m_metrics.descent()) / 2),
                               tick.label);
        }
    }

    void paintMomentAxis()
    {
        const auto& plot = m_layout.plot;
        const double bottom = m_layout.gates.isEmpty() ? plot.bottom() : m_layout.gates.bottom();
        const double base = bottom + 0.3 * m_metrics.height() + m_metrics.ascent();
        const double begin = (m_layout.x(-1) + m_layout.x(0)) / 2;
        m_painter.setPen(QPen(m_theme.secondaryText, m_style.hairline, Qt::DashLine));
        m_painter.drawLine(QPointF(begin, plot.top()), QPointF(begin, bottom));
        const double room = plot.width() / (14 * m_metrics.averageCharWidth());
        double free = -std::numeric_limits<double>::infinity();
        for (const auto& tick : linearTicks(static_cast<double>(m_layout.first),
                                            static_cast<double>(m_layout.last - 1),
                                            std::clamp(static_cast<int>(room), 2, 12))) {
            const double x = plot.left() + tick.place * plot.width();
            const auto moment = m_layout.at(x);
            const QString label = m_run.momentName(moment == 0 ? -1 : moment);
            const double width = m_metrics.horizontalAdvance(label);
            const double left = std::min(x - width / 2, plot.right() - width);
            if (left < free) {
                continue;
            }
            free = left + width + m_metrics.averageCharWidth();
            m_painter.setPen(QPen(m_theme.line, m_style.hairline));
            m_painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 0.2 * m_metrics.height()));
            m_painter.setPen(moment > 0 ? m_theme.accent : m_theme.secondaryText);
            m_painter.drawText(QPointF(left, base), label);
        }
    }

    void paintLine(const ValueAt& valueAt, QPen pen)
    {
        QPainterPath path;
        bool isBroken = true;
        for (auto moment = m_layout.first; moment < m_layout.last; ++moment) {
            const auto value = valueAt(moment);
            if (!value || !std::isfinite(*value)) {
                isBroken = true;
                continue;
            }
            const QPointF point(m_layout.x(moment), m_layout.y(static_cast<double>(*value)));
            isBroken ? path.moveTo(point) : path.lineTo(point);
            isBroken = false;
        }
        pen.setJoinStyle(Qt::RoundJoin);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(pen);
        m_painter.drawPath(path);
    }

    // The strongest share of any layer has the strongest colour.
    void paintGates()
    {
        if (m_layout.gates.isEmpty()) {
            return;
        }
        const auto& colours = ColourMap::named("saccade", m_theme.shade);
        const auto patches = m_run.gates.front().shape()[1];
        const auto place = static_cast<std::size_t>(m_look.channel * patches);
        const auto share = [&](std::size_t layer, std::int64_t patch) {
            return m_run.gates[layer].floats()[place + static_cast<std::size_t>(patch)];
        };
        float most = 0.0F;
        for (std::size_t layer = 0; layer < m_run.gates.size(); ++layer) {
            for (std::int64_t patch = 0; patch < patches; ++patch) {
                most = std::max(most, share(layer, patch));
            }
        }
        m_painter.save();
        m_painter.setClipRect(m_layout.gates);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        const double height = m_layout.gates.height() / static_cast<double>(m_run.gates.size());
        for (std::size_t layer = 0; layer < m_run.gates.size(); ++layer) {
            const double top = m_layout.gates.top() + static_cast<double>(layer) * height;
            for (std::int64_t patch = 0; patch < patches; ++patch) {
                const double left = m_layout.x(patch * m_run.time() / patches - m_run.time());
                const double right =
                    m_layout.x((patch + 1) * m_run.time() / patches - m_run.time());
                const float unit = most > 0.0F ? share(layer, patch) / most : 0.0F;
                m_painter.fillRect(QRectF(left, top, right - left, height - 0.15 * height),
                                   QColor(colours.colour(unit)));
            }
        }
        m_painter.restore();
        m_painter.setPen(m_theme.secondaryText);
        const QString title = words(QT_TRANSLATE_NOOP("SeriesView", "gates"));
        m_painter.drawText(
            QPointF(m_layout.plot.left() - m_metrics.horizontalAdvance(title) -
                        0.6 * m_metrics.averageCharWidth(),
                    m_layout.gates.center().y() + (m_metrics.ascent() - m_metrics.descent()) / 2),
            title);
    }

    void paintLegend()
    {
        double x = m_layout.plot.left();
        const double y = m_layout.plot.top() - 0.5 * m_metrics.height();
        const double dash = 2.0 * m_metrics.averageCharWidth();
        const auto item = [&](const QString& text, const QColor& colour, double width) {
            m_painter.setPen(QPen(colour, width));
            m_painter.drawLine(QPointF(x, y), QPointF(x + dash, y));
            m_painter.setPen(m_theme.secondaryText);
            x += dash + m_metrics.averageCharWidth();
            m_painter.drawText(QPointF(x, y + (m_metrics.ascent() - m_metrics.descent()) / 2),
                               text);
            x += m_metrics.horizontalAdvance(text) + 2 * dash;
        };
        item(words(QT_TRANSLATE_NOOP("SeriesView", "measured")), m_theme.text, m_style.line);
        item(words(QT_TRANSLATE_NOOP("SeriesView", "forecast")), m_theme.accent,
             1.6 * m_style.line);
    }

    void paintMark(const ValueAt& measured, const ValueAt& predicted)
    {
        const auto moment = *m_look.moment;
        if (moment < m_layout.first || moment >= m_layout.last) {
            return;
        }
        const double x = m_layout.x(moment);
        m_painter.setPen(QPen(m_theme.secondaryText, m_style.hairline));
        m_painter.drawLine(QPointF(x, m_layout.plot.top()), QPointF(x, m_layout.plot.bottom()));
        m_painter.setPen(QPen(m_theme.surface, 1.5));
        const auto dot = [&](std::optional<float> value, const QColor& colour) {
            if (value && std::isfinite(*value)) {
                m_painter.setBrush(colour);
                m_painter.drawEllipse(QPointF(x, m_layout.y(static_cast<double>(*value))), 4, 4);
            }
        };
        dot(measured(moment), m_theme.text);
        dot(predicted(moment), m_theme.accent);
    }

    QPainter& m_painter;
    const SeriesLayout& m_layout;
    const SeriesRun& m_run;
    const SeriesLook& m_look;
    const SeriesStyle& m_style;
    const Theme& m_theme;
    QFontMetricsF m_metrics;
};

} // namespace

double SeriesLayout::x(std::int64_t moment) const
{
    const auto steps = static_cast<double>(std::max<std::int64_t>(last - 1 - first, 1));
    return plot.left() + static_cast<double>(moment - first) / steps * plot.width();
}

double SeriesLayout::y(double value) const
{
    return plot.bottom() - (value - low) / (high - low) * plot.height();
}

std::int64_t SeriesLayout::at(double abscissa) const
{
    const auto steps = static_cast<double>(last - 1 - first);
    const double share =
        plot.width() > 0 ? std::clamp((abscissa - plot.left()) / plot.width(), 0.0, 1.0) : 0.0;
    return first + std::llround(share * steps);
}

std::int64_t usualHistory(const SeriesRun& run)
{
    return std::min(run.time(), 4 * run.horizon());
}

SeriesLayout layOutSeries(const QRectF& area, const SeriesRun& run, const SeriesLook& look,
                          const SeriesStyle& style)
{
    const QFontMetricsF metrics(style.font);
    SeriesLayout layout;
    layout.first = -std::clamp<std::int64_t>(look.shown, 1, run.time());
    layout.last = run.horizon();
    std::tie(layout.low, layout.high) = rangeOf(run, look, layout.first, layout.last);
    double gutter = metrics.horizontalAdvance(words(QT_TRANSLATE_NOOP("SeriesView", "gates")));
    for (const auto& tick : linearTicks(layout.low, layout.high, 6)) {
        gutter = std::max(gutter, metrics.horizontalAdvance(tick.label));
    }
    const double gates = style.gateHeight * static_cast<double>(run.gates.size());
    const double gap = run.gates.empty() ? 0 : 0.6 * metrics.height();
    layout.plot = area.adjusted(gutter + metrics.averageCharWidth(), 1.2 * metrics.height(), -1,
                                -1.6 * metrics.height() - gates - gap);
    if (!run.gates.empty()) {
        layout.gates =
            QRectF(layout.plot.left(), layout.plot.bottom() + gap, layout.plot.width(), gates);
    }
    return layout;
}

void paintSeries(QPainter& painter, const SeriesLayout& layout, const SeriesRun& run,
                 const SeriesLook& look, const SeriesStyle& style, const Theme& theme)
{
    Painter(painter, layout, run, look, style, theme).paint();
}

} // namespace saccade
