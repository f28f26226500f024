// The sound that a model heard, as log-mel features over time, lit where it is attended to.
#pragma once

#include "core/graph/tensor.h"

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

namespace saccade
{

/// Low frequencies below, seconds along the axis. Positions are stretches of equal length; hover
/// and click name one, arrow keys move the selected one.
class SpectrogramStrip : public QWidget
{
    Q_OBJECT
public:
    explicit SpectrogramStrip(QWidget* parent = nullptr);

    /// features: F32 [bins, frames]; anything else shows nothing. `seconds`: of one of the
    /// `positions`.
    void setSound(const Tensor& features, std::int64_t positions, double seconds);
    /// One value 0 … 1 a position; empty: none is lit.
    void setWeights(std::vector<float> unitWeights);
    void setSelected(std::optional<std::int64_t> position);
    /// Positions of the sound itself; those after it are silence that fills the model's window, and
    /// stand close together in a hatched stretch of their own.
    std::int64_t soundingPositions() const { return m_sounding; }
    QSize sizeHint() const override;

signals:
    void positionHovered(std::optional<std::int64_t> position);
    void positionClicked(std::int64_t position);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF plot() const;
    double soundingWidth() const;
    double x(double position) const;
    std::optional<std::int64_t> at(const QPointF& place) const;
    void hover(std::optional<std::int64_t> position);
    void draw();
    void paintPadding(QPainter& painter) const;
    void paintWeights(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;

    Tensor m_features;
    QImage m_picture; // one pixel a bin and frame, in the colours of the theme
    std::int64_t m_positions = 0, m_sounding = 0;
    double m_seconds = 0;
    std::vector<float> m_weights;
    std::optional<std::int64_t> m_selected, m_hovered;
};

} // namespace saccade
