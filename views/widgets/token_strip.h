// The text of the run, token by token, coloured by what is shown.
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

namespace saccade
{

/// Wraps over lines, scrolls where the text is long. Colours: one value a token, 0 … 1, or −1 … 1
/// where some are negative (attention of the selected query, say). Hover and click name the token;
/// arrow keys move the selection.
class TokenStrip : public QWidget
{
    Q_OBJECT
public:
    explicit TokenStrip(QWidget* parent = nullptr);
    ~TokenStrip() override;

    void setTokens(const QStringList& labels, std::int64_t promptLength);
    void setWeights(std::vector<float> unitWeights); // empty: no colouring
    void setSelected(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    QSize sizeHint() const override;

signals:
    void tokenHovered(std::optional<std::int64_t> position);
    void tokenClicked(std::int64_t position);

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
