// The legend of a colour scale.
#pragma once

#include "views/colour_map.h"

#include <QWidget>

namespace saccade {

class ColourBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);
    void setScale(const ColourScale& scale);
    void setColourMap(std::string_view identifier);
    /// Marks one value (the cell under the cursor); NaN: none.
    void setMark(float value);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourScale m_scale;
    const ColourMap* m_map;
    float m_mark;
};

} // namespace saccade
