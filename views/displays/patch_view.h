// One row of attention on the picture that the model saw.
#pragma once

#include "views/colour_map.h"
#include "views/displays/patch_look.h"
#include "views/run_document.h"

#include <QWidget>
#include <memory>
#include <optional>

namespace saccade
{

/// The row of the selected query, coloured over the patches; class token and registers are little
/// cells beside the picture. Hover names a position, click or the arrow keys choose one.
class PatchView : public QWidget
{
    Q_OBJECT
public:
    explicit PatchView(QWidget* parent = nullptr);
    ~PatchView() override;

    /// Shows nothing where the keys are no patches; null: no run.
    void setRun(std::shared_ptr<const RunDocument> run);
    void setChoice(const HeadChoice& choice);
    void setScale(ScaleKind kind);
    void setColourMap(std::string_view identifier);
    void setLook(const PatchLook& look);
    /// The query whose row is shown (none: the first), and the key that is marked.
    void setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);

    /// What another view points at.
    void setHoveredCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);

    /// The query whose row is shown, and its values, one a position.
    std::int64_t query() const;
    const std::vector<float>& values() const;
    ColourScale colourScale() const;
    /// Where a position is drawn.
    QRectF cell(std::int64_t position) const;
    QSize sizeHint() const override;

signals:
    void positionHovered(std::optional<std::int64_t> position);
    void positionClicked(std::int64_t position);
    void colourScaleChanged(const saccade::ColourScale& scale);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The position that an arrow key leads to from another: within the grid, and between it and the
/// leading cells left of it.
std::int64_t patchBeside(const Sequence& shape, std::int64_t position, int key);

} // namespace saccade
