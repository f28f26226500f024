// A forecast in the Attention panel: the channel, its chart, what is pointed at.
#pragma once

#include "views/displays/series_view.h"

class QComboBox;
class QLabel;

namespace saccade
{

class SeriesPage : public QWidget
{
    Q_OBJECT
public:
    explicit SeriesPage(QWidget* parent = nullptr);

    /// Null, or a run without a forecast: nothing to show.
    void setRun(const RunDocument* run);
    bool hasForecast() const { return m_view->series().has_value(); }
    std::int64_t channel() const { return m_view->channel(); }
    QString explanation() const;

signals:
    void channelChanged();

private:
    void showReadout();

    QWidget* m_bar;
    QComboBox* m_channels;
    SeriesView* m_view;
    QLabel* m_foot;
};

} // namespace saccade
