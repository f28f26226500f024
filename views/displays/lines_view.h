// Token-to-token lines of one head, as BertViz made popular: queries left, keys right.
#pragma once

#include "core/trace/attention_source.h"
#include "views/colour_map.h"

#include <QStringList>
#include <QWidget>
#include <memory>
#include <optional>

namespace saccade
{

/// Line strength is attention. Hovering a token keeps its lines alone and writes the values beside
/// the tokens at the other end; scrolls when there are more tokens than fit.
class LinesView : public QWidget
{
    Q_OBJECT
public:
    explicit LinesView(QWidget* parent = nullptr);
    ~LinesView() override;

    /// Without labels, positions are shown.
    void setSource(std::shared_ptr<const AttentionSource> source, const QStringList& queryLabels,
                   const QStringList& keyLabels);
    void setSource(std::shared_ptr<const AttentionSource> source, const QStringList& labels)
    {
        setSource(std::move(source), labels, labels);
    }
    void setChoice(const HeadChoice& choice);
    void setSelectedCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    /// What another view points at: a query before a key.
    void setHoveredCell(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    QSize sizeHint() const override;

signals:
    void cellHovered(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    void tokenClicked(std::optional<std::int64_t> query, std::optional<std::int64_t> key);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
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
