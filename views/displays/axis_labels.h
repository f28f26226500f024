// Token labels along the rows and columns of a map: thinned, elided, turned, never overlapping.
#pragma once

#include "views/theme.h"

#include <QFont>
#include <QPainter>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

namespace saccade
{

/// Where the cells lie along one axis, in the painter's units.
struct AxisSpan {
    std::int64_t first = 0, last = 0; // visible cells, half-open
    double origin = 0;                // edge of cell 0
    double cell = 0;                  // size of a cell

    double centre(std::int64_t index) const
    {
        return origin + (static_cast<double>(index) + 0.5) * cell;
    }
};

/// Which labels stand out; they are always shown, and others make room.
struct AxisMarks {
    std::optional<std::int64_t> selected;
    std::optional<std::int64_t> hovered;
};

enum class LabelDirection { Horizontal, Turned };

/// Whether signs for white space step back; plain labels are one run of text, as a figure's should
/// be.
enum class LabelInk { MutedSigns, Plain };

class AxisLabels
{
public:
    AxisLabels() = default;
    /// Without labels, positions are shown.
    AxisLabels(QStringList labels, std::int64_t count, const QFont& font)
        : AxisLabels(std::move(labels), count, 0, font)
    {
    }
    /// `first` is the position of label 0 (for a part of a text).
    AxisLabels(QStringList labels, std::int64_t count, std::int64_t first, const QFont& font);

    void setInk(LabelInk ink) { m_ink = ink; }
    const QFont& font() const { return m_font; }
    /// Width that nine labels of ten need, position number included where `numbered`, but not more
    /// than `limit`.
    double extent(double limit, bool numbered) const;
    double lineHeight() const { return m_lineHeight; }
    /// Every so many labels are shown where cells have this size: 1, 2, 5, 10, 20, 50 …
    std::int64_t stride(double cell) const;
    /// Horizontal if nearly every label fits over its own column.
    LabelDirection columnDirection(double cell) const;

    /// Right-aligned against the right edge of `gutter`.
    void paintRows(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                   const AxisMarks& marks, const Theme& theme) const;
    /// Standing on the lower edge of `gutter`.
    void paintColumns(QPainter& painter, const QRectF& gutter, const AxisSpan& span,
                      const AxisMarks& marks, const Theme& theme) const;
    bool hasNumbersOnly() const { return m_labels.isEmpty(); }
    /// What stands at a position, whole (for tooltips).
    QString label(std::int64_t index) const;
    bool isElided(std::int64_t index, double limit) const;

private:
    struct Item {
        std::int64_t index = 0;
        bool strong = false;
    };
    std::vector<Item> items(const AxisSpan& span, const AxisMarks& marks, std::int64_t stride,
                            double spacing) const;
    struct ItemPlace {
        double edge = 0;  // right edge of horizontal text, start of turned text
        double limit = 0; // room for text
        double baseline = 0;
        bool numbered = false;
        LabelDirection direction = LabelDirection::Horizontal;
    };
    void paintItem(QPainter& painter, const Item& item, const ItemPlace& place,
                   const Theme& theme) const;
    double gap() const;

    QStringList m_labels;
    std::int64_t m_first = 0, m_count = 0;
    QFont m_font;
    LabelInk m_ink = LabelInk::MutedSigns;
    double m_lineHeight = 0;
    double m_usual = 0; // width of nine labels of ten
    double m_widest = 0;
    double m_numberWidth = 0;
};

/// 1, 2, 5, 10 … : the smallest that is at least `wanted`.
std::int64_t niceStride(double wanted);

} // namespace saccade
