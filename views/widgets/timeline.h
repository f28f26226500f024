// Every step of a run on a line: scrub, play, step back.
#pragma once

#include "core/decoders/decoder.h"

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

namespace saccade
{

/// The prompt is a plain stretch, each step a mark whose height is the surprise −log p of its
/// token. Drag scrubs, arrow keys step, Space plays.
class Timeline : public QWidget
{
    Q_OBJECT
public:
    explicit Timeline(QWidget* parent = nullptr);
    ~Timeline() override;
    void setSteps(std::vector<Step> steps, const QStringList& stepLabels);
    void setCurrent(std::optional<std::int64_t> step);
    bool isPlaying() const;
    QSize sizeHint() const override;

public slots:
    void play();
    void pause();

signals:
    void stepChosen(std::int64_t step);
    void playingChanged(bool playing);

protected:
    bool event(QEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace saccade
