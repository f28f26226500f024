// A figure for the paper: what a panel shows, drawn at a physical size into PNG, SVG or PDF.
#pragma once

#include "core/trace/attention_source.h"
#include "views/colour_map.h"
#include "views/displays/patch_look.h"
#include "views/run_document.h"
#include "views/theme.h"

#include <QPainter>
#include <filesystem>
#include <string>

namespace saccade
{

struct FigureOptions {
    double widthMillimetres = 85; // one column
    Shade shade = Shade::Light;
    ScaleKind scale = ScaleKind::Linear;
    std::string colourMap = "viridis";
    Pooling pooling = Pooling::Mean;
    std::string part; // as partNamed takes it; empty: the first captured one
    HeadChoice head;
    std::int64_t query = -1; // of figures of one row; −1: the class token, else the first; of
                             // forecasts the channel
    std::int64_t firstToken = 0, lastToken = -1; // both shown; −1: to the end
    int dotsPerInch = 300;                       // of PNG, and of pictures inside vector files
    bool title = true;
    PatchLook patches;
};

/// What a figure is drawn from, and what its numbers are.
enum class FigureSubject { Attention, Forecast };

/// One kind of figure that can be drawn from a run; registered like a plug-in ("attention",
/// "lines", "heads", "patches", "forecast").
class FigureKind
{
public:
    virtual ~FigureKind() = default;
    virtual std::string_view identifier() const = 0;
    virtual QString title() const = 0;
    virtual FigureSubject subject() const { return FigureSubject::Attention; }
    /// Whether there is anything for it to draw in the part of the run that is looked at.
    virtual bool fits(const RunDocument& run) const;
    /// Height of the figure for a width, both in points (1/72 inch).
    virtual double height(const RunDocument& run, const FigureOptions& options,
                          double width) const = 0;
    /// Draws into 0, 0, width, height in points. Text is drawn as text.
    virtual void paint(QPainter& painter, const RunDocument& run, const FigureOptions& options,
                       double width) const = 0;
};

/// By the extension: .png, .svg, .pdf. The file carries the trace's recipe and these options in its
/// metadata (PNG text, SVG desc, PDF document information), so that `saccade figure --recipe` can
/// draw it again. Throws UsageError for an unknown extension or an impossible choice, Error if the
/// file cannot be written.
void exportFigure(const FigureKind& kind, const RunDocument& run, const FigureOptions& options,
                  const std::filesystem::path& path);

nlohmann::json toJson(const FigureOptions& options);
/// Absent members keep their defaults. Throws UsageError for a member of a wrong type or value.
FigureOptions figureOptions(const nlohmann::json& json);

/// What a figure file carries: {"figure": identifier, "options": …, "run": the trace's recipe}.
/// Throws Error for a file that cannot be read or is no figure of Saccade.
nlohmann::json figureRecipe(const std::filesystem::path& path);

} // namespace saccade
