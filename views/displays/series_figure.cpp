#include "core/base/error.h"
#include "views/displays/figure_parts.h"
#include "views/displays/series_chart.h"

#include <QCoreApplication>
#include <algorithm>

namespace saccade
{

namespace
{

/// One channel of a forecaster's run; the options' query is the channel.
class SeriesFigure : public FigureKind
{
public:
    std::string_view identifier() const override { return "forecast"; }
    QString title() const override { return QCoreApplication::translate("Figure", "Forecast"); }
    FigureSubject subject() const override { return FigureSubject::Forecast; }
    double height(const RunDocument& run, const FigureOptions& options,
                  double width) const override;
    void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
               double width) const override;
};

struct Drawing {
    SeriesRun run;
    SeriesLook look;
    SeriesStyle style;
};

Drawing drawingOf(const RunDocument& document, const FigureOptions& options)
{
    auto run = SeriesRun::of(document);
    if (!run) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The run holds no forecast."));
    }
    if (options.query >= run->count()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is no channel %1; channels are 0 to %2."),
            {std::to_string(options.query), std::to_string(run->count() - 1)});
    }
    Drawing drawing{*std::move(run),
                    {},
                    {.font = figureFont(figureLayout::captionSize),
                     .line = 0.7,
                     .hairline = figureLayout::hairline,
                     .gateHeight = 4}};
    drawing.look.channel = std::max<std::int64_t>(options.query, 0);
    drawing.look.shown = usualHistory(drawing.run);
    return drawing;
}

double SeriesFigure::height(const RunDocument& run, const FigureOptions& options,
                            double width) const
{
    const auto drawing = drawingOf(run, options);
    return titleHeight(options) + 0.5 * width +
           drawing.style.gateHeight * static_cast<double>(drawing.run.gates.size());
}

void SeriesFigure::paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                         double width) const
{
    const auto drawing = drawingOf(run, options);
    paintTitle(painter, run, options,
               drawing.run.channels[static_cast<qsizetype>(drawing.look.channel)], width);
    const double top = titleHeight(options) + figureLayout::margin;
    const QRectF area(figureLayout::margin, top, width - 2 * figureLayout::margin,
                      height(run, options, width) - top - figureLayout::margin);
    paintSeries(painter, layOutSeries(area, drawing.run, drawing.look, drawing.style), drawing.run,
                drawing.look, drawing.style, Theme::of(options.shade));
}

const Registry<FigureKind>::Entry entry(std::make_unique<SeriesFigure>());

} // namespace

} // namespace saccade
