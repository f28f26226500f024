// Numbers to colours: colour-blind-safe maps and the scales that feed them.
#pragma once

#include "views/theme.h"

#include <QImage>
#include <QString>
#include <span>
#include <string_view>
#include <vector>

namespace saccade
{

/// A table of 256 colours, by name: "viridis", "cividis", "magma", "greys", "saccade" (the theme's
/// own, starting at the surface colour), "balance" (diverging).
class ColourMap
{
public:
    static const std::vector<ColourMap>& all();
    /// The map of this identifier; the first one for an unknown identifier.
    static const ColourMap& named(std::string_view identifier);
    /// As `named`, but "saccade" starts at the surface colour of this shade.
    static const ColourMap& named(std::string_view identifier, Shade shade);

    std::string_view identifier() const { return m_identifier; }
    QString title() const; // translated
    /// Whether its middle stands for zero.
    bool isDiverging() const { return m_identifier == "balance"; }
    QRgb colour(float unit) const; // unit: 0 … 1, clamped; NaN is transparent

    ColourMap(std::string_view identifier, std::vector<QRgb> table);

private:
    std::string_view m_identifier;
    std::vector<QRgb> m_table; // [256]
};

enum class ScaleKind { Linear, Logarithmic, PerRow };

/// How values become 0 … 1. Logarithmic spans `decades` below the maximum; PerRow divides each row
/// by its own maximum.
struct ColourScale {
    ScaleKind kind = ScaleKind::Linear;
    float minimum = 0.0F;
    float maximum = 1.0F;
    float decades = 4.0F;

    bool operator==(const ColourScale&) const = default;
    /// values: [rows, columns] → 0 … 1, same shape.
    std::vector<float> units(std::span<const float> values, int rows, int columns) const;
    float unit(float value) const; // Linear and Logarithmic
};

/// [rows, columns] → an image of one pixel a cell.
QImage coloured(std::span<const float> values, int rows, int columns, const ColourScale& scale,
                const ColourMap& map);

} // namespace saccade
