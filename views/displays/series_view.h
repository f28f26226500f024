// A series with its forecast, one channel at a time.
#pragma once

#include "views/displays/series_chart.h"

#include <QWidget>

namespace saccade
{

/// Hover or the left and right keys point at a moment, up and down choose the channel, the wheel
/// shows more or less of the history.
class SeriesView : public QWidget
{
    Q_OBJECT
public:
    explicit SeriesView(QWidget* parent = nullptr);

    /// None: a hint instead.
    void setSeries(std::optional<SeriesRun> series);
    const std::optional<SeriesRun>& series() const { return m_series; }
    void setChannel(std::int64_t channel);
    std::int64_t channel() const { return m_look.channel; }
    std::int64_t shownHistory() const { return m_look.shown; }
    std::optional<std::int64_t> moment() const { return m_look.moment; }
    /// What is known of the moment that is pointed at, in words; empty: none is.
    QString readout() const;
    QSize sizeHint() const override { return {720, 420}; }

signals:
    void channelChanged(std::int64_t channel);
    void readoutChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    SeriesStyle style() const;
    SeriesLayout layout() const;
    void point(std::optional<std::int64_t> moment);
    void describe();

    std::optional<SeriesRun> m_series;
    SeriesLook m_look;
};

} // namespace saccade
