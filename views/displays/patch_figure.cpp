#include "core/base/error.h"
#include "views/displays/figure_parts.h"
#include "views/displays/patch_picture.h"
#include "views/widgets/colour_bar.h"

#include <QCoreApplication>
#include <algorithm>

namespace saccade
{

namespace
{

/// One row of attention over the picture, with its scale.
class PatchFigure : public FigureKind
{
public:
    std::string_view identifier() const override { return "patches"; }
    QString title() const override
    {
        return QCoreApplication::translate("Figure", "Attention on the picture");
    }
    bool fits(const RunDocument& run) const override { return run.isOnPicture(); }
    double height(const RunDocument& run, const FigureOptions& options,
                  double width) const override;
    void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
               double width) const override;
};

constexpr double barSpace = 34; // of the colour bar with its numbers

struct Drawing {
    PatchContent content;
    PatchLayout layout;
    std::int64_t query = 0;
};

Drawing drawingOf(const RunDocument& run, const FigureOptions& options, double width)
{
    figureRange(run, options); // checks layer and head
    if (!run.isOnPicture()) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error",
            "This attention is not on a picture: choose another part, or another figure."));
    }
    Drawing drawing;
    drawing.query = std::max<std::int64_t>(options.query, 0);
    auto& content = drawing.content;
    content.picture = run.picture;
    content.shape = run.keys;
    content.values = attentionRow(*run.attention, options.head, drawing.query);
    content.scale = patchScale(content.values, content.shape, options.scale);
    content.colours = &ColourMap::named(options.colourMap, options.shade);
    content.look = options.patches;
    const double top = figureLayout::margin + titleHeight(options);
    const double wide = width - 2 * figureLayout::margin - barSpace;
    const QFont font = figureFont(figureLayout::captionSize);
    constexpr double high = 4000; // the width decides
    drawing.layout =
        layOutPatches(content, QRectF(figureLayout::margin, 0, wide, high), run.keyLabels, font);
    const double up = drawing.layout.picture.top() - top;
    drawing.layout.picture.translate(0, -up);
    drawing.layout.firstCell.ry() -= up;
    return drawing;
}

double PatchFigure::height(const RunDocument& run, const FigureOptions& options, double width) const
{
    return drawingOf(run, options, width).layout.picture.bottom() + figureLayout::margin;
}

void PatchFigure::paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                        double width) const
{
    const Theme& theme = Theme::of(options.shade);
    const Drawing drawing = drawingOf(run, options, width);
    const QRectF& picture = drawing.layout.picture;
    const QString query = run.queryLabels.value(static_cast<qsizetype>(drawing.query),
                                                QString::number(drawing.query));
    paintTitle(painter, run, options,
               QStringLiteral("%1 · %2").arg(headTitle(run, options.head), query), width);
    paintPatches(painter, drawing.layout, drawing.content, options.dotsPerInch / 72.0);
    paintLeading(painter, drawing.layout, drawing.content, run.keyLabels,
                 figureFont(figureLayout::captionSize), theme);
    if (run.isSelfAttention()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(drawing.layout.cell(drawing.query));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.secondaryText, figureLayout::hairline));
    painter.drawRect(picture);
    ColourBarStyle bar;
    bar.thickness = 6;
    bar.line = figureLayout::hairline;
    bar.font = figureFont(figureLayout::captionSize);
    bar.text = theme.text;
    bar.frame = theme.secondaryText;
    paintColourBar(painter,
                   QRectF(picture.right() + 7, picture.top(), 6, std::min(picture.height(), 140.0)),
                   drawing.content.scale, *drawing.content.colours, bar);
}

const Registry<FigureKind>::Entry entry(std::make_unique<PatchFigure>());

} // namespace

} // namespace saccade
