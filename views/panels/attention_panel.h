// The attention of a run: overview of all heads, one of them as a map or as lines, the value under
// the cursor.
#pragma once

#include "views/panels/panel.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace saccade
{

class AttentionToolbar;
class ColourBar;
class HeadsView;
class LinesView;
class MatrixView;

class AttentionPanel : public Panel
{
    Q_OBJECT
public:
    explicit AttentionPanel(PanelContext& context, QWidget* parent = nullptr);

    void setRun(std::shared_ptr<const RunDocument> run) override;
    std::string figureKind() const override;
    FigureOptions figureOptions() const override;
    void copy() const override;
    QString explanation() const override;

private:
    void buildDisplays();
    void connectDisplays();
    void showSelection();
    void showLook();
    void showFoot();
    void select(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    void hover(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    bool hasAttention() const { return m_run && m_run->attention; }

    std::shared_ptr<const RunDocument> m_run;
    QStackedWidget* m_pages; // what to do, or the displays
    QLabel* m_empty;
    AttentionToolbar* m_toolbar;
    QSplitter* m_splitter;
    HeadsView* m_heads;
    QStackedWidget* m_views; // map, lines
    MatrixView* m_map;
    LinesView* m_lines;
    ColourBar* m_colourBar;
    QLabel* m_foot;
};

} // namespace saccade
