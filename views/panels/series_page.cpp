#include "views/panels/series_page.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace saccade
{

SeriesPage::SeriesPage(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("seriesPage"));
    m_bar = new QWidget(this);
    m_channels = new QComboBox(m_bar);
    m_channels->setObjectName(QStringLiteral("seriesChannel"));
    m_channels->setAccessibleName(tr("Channel"));
    m_channels->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(14, 8, 14, 0);
    auto* title = new QLabel(tr("&Channel"), m_bar);
    title->setBuddy(m_channels);
    row->addWidget(title);
    row->addWidget(m_channels);
    row->addStretch(1);
    m_view = new SeriesView(this);
    m_foot = new QLabel(this);
    m_foot->setObjectName(QStringLiteral("seriesFoot"));
    m_foot->setProperty("foot", true);
    m_foot->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_foot->setTextFormat(Qt::PlainText);
    m_foot->setAccessibleName(tr("Value under the cursor"));
    m_foot->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_foot);
    connect(m_channels, &QComboBox::currentIndexChanged, m_view,
            [this](int index) { m_view->setChannel(index); });
    connect(m_view, &SeriesView::channelChanged, this, [this](std::int64_t channel) {
        m_channels->setCurrentIndex(static_cast<int>(channel));
        emit channelChanged();
    });
    connect(m_view, &SeriesView::readoutChanged, this, &SeriesPage::showReadout);
    showReadout();
}

void SeriesPage::setRun(const RunDocument* run)
{
    m_view->setSeries(run == nullptr ? std::nullopt : SeriesRun::of(*run));
    const QSignalBlocker blocker(m_channels);
    m_channels->clear();
    if (hasForecast()) {
        m_channels->addItems(m_view->series()->channels);
        m_channels->setCurrentIndex(static_cast<int>(m_view->channel()));
    }
    m_bar->setVisible(m_channels->count() > 1);
}

void SeriesPage::showReadout()
{
    const QString readout = m_view->readout();
    m_foot->setText(readout.isEmpty()
                        ? tr("Point at a moment to read its values; the wheel shows more or less "
                             "of the history")
                        : readout);
}

QString SeriesPage::explanation() const
{
    return tr("<h3>Forecast</h3>"
              "<p>The model read the <b>measured</b> values of the channel and wrote the "
              "<b>forecast</b> in one go. Where the file goes on after the moment of the forecast, "
              "what was measured then is drawn too.</p>"
              "<p>TinyTimeMixer has no attention matrix. It cuts the series into patches and mixes "
              "them by small perceptrons; a gate then decides how much of each passes:</p>"
              "<p style='font-size:large'><i>y</i> = <i>x</i> · softmax( <i>W x</i> + <i>b</i> )"
              "</p>"
              "<p>The rows below the chart, one a layer, show how the gates over the patches share "
              "themselves out, as the mean over all features: the stronger the colour, the more of "
              "this patch passes. All shares of a row add up to 1. Where adaptive patching cuts a "
              "patch into pieces, their shares are added.</p>"
              "<p><small>V. Ekambaram et al., <i>Tiny Time Mixers (TTMs): Fast Pre-trained Models "
              "for Enhanced Zero/Few-Shot Forecasting of Multivariate Time Series</i>, 2024, "
              "arXiv:2401.03955.</small></p>");
}

} // namespace saccade
