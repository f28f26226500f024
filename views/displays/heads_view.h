// Overview of all layers × heads as small maps, to pick one from.
#pragma once

#include "core/trace/attention_source.h"
#include "views/attention_kind.h"
#include "views/colour_map.h"

#include <QWidget>
#include <memory>

namespace saccade
{

/// Layers from top to bottom, heads from left to right, each a thumbnail drawn in the background as
/// it comes into view; the chosen one framed. Click or arrow keys choose; margins choose "all heads
/// of a layer" and "this head over all layers", the corner chooses everything. Stays fluid with 48
/// × 48 heads.
class HeadsView : public QWidget
{
    Q_OBJECT
public:
    explicit HeadsView(QWidget* parent = nullptr);
    ~HeadsView() override;

    void setSource(std::shared_ptr<const AttentionSource> source);
    void setChoice(const HeadChoice& choice);
    void setScale(ScaleKind kind);
    void setColourMap(std::string_view identifier);
    void setVisibility(KeyVisibility visibility);
    /// Of layers that are recurrent channel by channel.
    void setNaming(HeadNaming naming);
    /// Thumbnails that are made so far.
    int finishedThumbnails() const;
    QSize sizeHint() const override;

signals:
    void headClicked(const saccade::HeadChoice& choice);
    void headHovered(const saccade::HeadChoice& choice);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace saccade
