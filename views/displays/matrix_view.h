// Heat map of one attention head that pans and zooms like a map.
#pragma once

#include "core/trace/attention_source.h"
#include "views/attention_kind.h"
#include "views/colour_map.h"

#include <QStringList>
#include <QWidget>
#include <memory>
#include <optional>

namespace saccade
{

/// Draws what an AttentionSource gives for the part on screen, with token labels on both axes
/// (queries down the left, keys along the top), the cell under the cursor framed and its value
/// shown. Wheel zooms about the cursor, drag pans, double click or 0 fits all, arrow keys move the
/// selected cell, + and − zoom.
class MatrixView : public QWidget
{
    Q_OBJECT
public:
    explicit MatrixView(QWidget* parent = nullptr);
    ~MatrixView() override;

    /// Without labels, positions are shown.
    void setSource(std::shared_ptr<const AttentionSource> source, const QStringList& queryLabels,
                   const QStringList& keyLabels);
    void setSource(std::shared_ptr<const AttentionSource> source, const QStringList& labels)
    {
        setSource(std::move(source), labels, labels);
    }
    void setChoice(const HeadChoice& choice);
    void setScale(ScaleKind kind);
    void setColourMap(std::string_view identifier);
    void setPooling(Pooling pooling);
    /// Whether keys after their query are hatched as what it cannot see.
    void setVisibility(KeyVisibility visibility);
    void setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    void setHoveredCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);

    /// The part of the map on screen, in positions.
    QRectF visibleCells() const;
    void zoomTo(const QRectF& cells);

    /// The scale in use: its maximum is the largest value of the whole map.
    ColourScale colourScale() const;
    /// Whether pictures of what is set are still being made.
    bool isPending() const;

    QSize sizeHint() const override;

public slots:
    void zoomIn();
    void zoomOut();
    void fitAll();

signals:
    void cellHovered(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    void cellClicked(std::int64_t query, std::int64_t key);
    void visibleCellsChanged(const QRectF& cells);
    void colourScaleChanged(const saccade::ColourScale& scale);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace saccade
