// Attention laid over the picture that the model saw: the same on screen and in figures.
#pragma once

#include "core/trace/attention_source.h"
#include "views/colour_map.h"
#include "views/displays/patch_look.h"
#include "views/theme.h"

#include <QFont>
#include <QImage>
#include <QPainter>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

namespace saccade
{

/// One row of attention: a value for each position, class token and registers first, then the
/// patches row by row.
struct PatchContent {
    QImage picture; // null: the cells alone
    Sequence shape;
    std::vector<float> values; // empty: nothing lies over the picture
    ColourScale scale;
    const ColourMap* colours = nullptr;
    PatchLook look;
};

/// Where everything lies, in the painter's units: the leading positions as little cells in a column
/// beside the picture.
struct PatchLayout {
    Sequence shape;
    QRectF picture;
    double side = 0;   // of a leading cell
    QPointF firstCell; // its upper left corner
    double pitch = 0;  // from one leading cell to the next
    double labels = 0; // room for their names, left of them

    QRectF cell(std::int64_t position) const;
    std::optional<std::int64_t> at(const QPointF& place) const;
};

/// As large as fits `area`, in the middle of it, with the aspect of the picture (of the grid where
/// there is none).
PatchLayout layOutPatches(const PatchContent& content, const QRectF& area,
                          const QStringList& labels, const QFont& font);

/// The values of one query's row, one a key. Throws Error if the query lies outside the map.
std::vector<float> attentionRow(const AttentionSource& source, const HeadChoice& choice,
                                std::int64_t query);

/// The scale of one row: up to its largest patch, so that a class token that looks at itself does
/// not darken all else.
ColourScale patchScale(const std::vector<float>& values, const Sequence& shape, ScaleKind kind);

/// The patches' colours, one pixel a patch, or blended between their centres at `size`.
QImage patchColours(const PatchContent& content, const QSize& size);

/// `pixelsPerUnit`: the resolution at which blended colours are made.
void paintPatches(QPainter& painter, const PatchLayout& layout, const PatchContent& content,
                  double pixelsPerUnit);
/// The leading cells with their names.
void paintLeading(QPainter& painter, const PatchLayout& layout, const PatchContent& content,
                  const QStringList& labels, const QFont& font, const Theme& theme);

} // namespace saccade
