// The attention of a run: overview of all heads, one of them as a map or as lines, the value under
// the cursor.
#pragma once

#include "views/panels/panel.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace saccade
{

class AttentionToolbar;
class ColourBar;
class HeadsView;
class LinesView;
class MatrixView;
class PatchView;
class SeriesPage;

class AttentionPanel : public Panel
{
    Q_OBJECT
public:
    explicit AttentionPanel(PanelContext& context, QWidget* parent = nullptr);

    void setRun(std::shared_ptr<const RunDocument> run) override;
    void setModel(std::shared_ptr<const Model> model) override;
    std::string figureKind() const override;
    FigureOptions figureOptions() const override;
    void copy() const override;
    QString explanation() const override;

private:
    QWidget* buildEmpty();
    void buildDisplays();
    void connectDisplays();
    void showSelection();
    void showLook();
    void showFoot();
    void showEmpty();
    void showView();
    void showHover();
    void choosePatch(std::int64_t position);
    void select(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    void hover(std::optional<std::int64_t> query, std::optional<std::int64_t> key);
    bool hasAttention() const { return m_run && m_run->attention; }
    bool hasForecast() const;

    std::shared_ptr<const RunDocument> m_run;
    std::shared_ptr<const Model> m_model;
    QStackedWidget* m_pages; // what to do, the displays of attention, a forecast
    SeriesPage* m_series;
    QLabel* m_empty;
    QPushButton* m_openModel;
    AttentionToolbar* m_toolbar;
    QSplitter* m_splitter;
    HeadsView* m_heads;
    QStackedWidget* m_views; // map, lines
    MatrixView* m_map;
    LinesView* m_lines;
    PatchView* m_patches;
    ColourBar* m_colourBar;
    QLabel* m_foot;
};

} // namespace saccade
