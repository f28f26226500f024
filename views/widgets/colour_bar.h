// The legend of a colour scale.
#pragma once

#include "views/attention_kind.h"
#include "views/displays/map_picture.h"

#include <QWidget>

namespace saccade
{

/// Stands upright, or lies where it is wider than high; ticks at round values.
class ColourBar : public QWidget
{
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);
    void setScale(const ColourScale& scale);
    void setColourMap(std::string_view identifier);
    /// Adds what a masked cell looks like, where there are such.
    void setVisibility(KeyVisibility visibility);
    /// Marks one value (the cell under the cursor); NaN: none.
    void setMark(float value);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourScale m_scale;
    std::string m_mapIdentifier = "viridis";
    KeyVisibility m_visibility = KeyVisibility::All;
    float m_mark;
};

/// The legend drawn into `area`: bar, hairline frame, ticks, labels below (lying) or right
/// (standing).
struct ColourBarStyle {
    Qt::Orientation orientation = Qt::Vertical;
    double thickness = 10;
    double line = 1; // width of hairlines
    QFont font;
    QColor text, frame;
    std::optional<MapMask> mask{}; // shown below a standing bar
};
/// The part of `area` that the bar itself takes.
QRectF colourBarArea(const QRectF& area, const ColourBarStyle& style);
void paintColourBar(QPainter& painter, const QRectF& area, const ColourScale& scale,
                    const ColourMap& map, const ColourBarStyle& style);

} // namespace saccade
