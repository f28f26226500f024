// How a token's label is written: signs that stand for white space and bytes step back behind the
// text.
#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QStringList>

namespace saccade
{

struct LabelColours {
    QColor text;
    QColor muted; // of "·", "⏎", "⟨E6⟩" …
};

/// A label that is set beside other text: where it holds letters that run from right to left, it is
/// isolated (U+2068 … U+2069), so that it does not reorder its neighbours.
QString isolated(const QString& label);

/// `font` scaled, never below 8 pixels: axis labels and captions.
QFont smaller(const QFont& font, double factor = 0.88);

/// Writes from `baseline` on with the painter's transformation; one text run if both colours are
/// equal.
void paintTokenLabel(QPainter& painter, const QPointF& baseline, const QString& label,
                     const QFont& font, const LabelColours& colours);

/// The width that this share of the labels needs: a few long ones are rather elided than given all
/// the room. Long inputs are sampled.
double usualWidth(const QStringList& labels, const QFont& font, double share = 0.9);

/// One sentence in the middle of `area`, wrapped: what an empty view says.
void paintHint(QPainter& painter, const QRectF& area, const QString& sentence, const QFont& font,
               const QColor& colour);

/// A probability or weight as shown in cells and beside lines: "0.83", "0.004", "2e-5".
QString shortNumber(float value);

} // namespace saccade
