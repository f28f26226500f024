#include "views/panels/attention_panel.h"

#include "views/displays/heads_view.h"
#include "views/displays/lines_view.h"
#include "views/displays/matrix_view.h"
#include "views/displays/patch_view.h"
#include "views/panels/attention_copy.h"
#include "views/panels/attention_explanation.h"
#include "views/panels/attention_toolbar.h"
#include "views/panels/empty_words.h"
#include "views/panels/head_facts.h"
#include "views/panels/head_words.h"
#include "views/panels/line_icon.h"
#include "views/panels/series_page.h"
#include "views/widgets/colour_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <limits>

namespace saccade
{

AttentionPanel::AttentionPanel(PanelContext& context, QWidget* parent) : Panel(context, parent)
{
    setObjectName(QStringLiteral("attentionPanel"));
    m_pages = new QStackedWidget(this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);

    m_pages->addWidget(buildEmpty());
    buildDisplays();
    connectDisplays();
    connect(&context.selection, &SelectionModel::selectionChanged, this,
            &AttentionPanel::showSelection);
    connect(&context.selection, &SelectionModel::hoverChanged, this, &AttentionPanel::showHover);
    setRun(nullptr);
}

QWidget* AttentionPanel::buildEmpty()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    m_empty = new QLabel(page);
    m_empty->setObjectName(QStringLiteral("attentionEmpty"));
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    m_empty->setWordWrap(true);
    m_empty->setProperty("empty", true);
    m_openModel = new QPushButton(tr("Open a model …"), page);
    m_openModel->setObjectName(QStringLiteral("openFromEmptyButton"));
    connect(m_openModel, &QPushButton::clicked, this, &Panel::openRequested);
    column->addStretch(1);
    column->addWidget(m_empty);
    column->addWidget(m_openModel, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return page;
}

void AttentionPanel::buildDisplays()
{
    auto* page = new QWidget(m_pages);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_toolbar = new AttentionToolbar(page);

    m_splitter = new QSplitter(Qt::Horizontal, page);
    m_splitter->setObjectName(QStringLiteral("attentionSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_heads = new HeadsView(m_splitter);
    m_heads->setObjectName(QStringLiteral("headsView"));
    m_heads->setMinimumWidth(120);
    auto* detail = new QWidget(m_splitter);
    auto* row = new QHBoxLayout(detail);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(8);
    m_views = new QStackedWidget(detail);
    m_map = new MatrixView(m_views);
    m_map->setObjectName(QStringLiteral("matrixView"));
    m_lines = new LinesView(m_views);
    m_lines->setObjectName(QStringLiteral("linesView"));
    m_patches = new PatchView(m_views);
    m_views->addWidget(m_map);
    m_views->addWidget(m_lines);
    m_views->addWidget(m_patches);
    m_colourBar = new ColourBar(detail);
    m_colourBar->setObjectName(QStringLiteral("colourBar"));
    row->addWidget(m_views, 1);
    row->addWidget(m_colourBar);
    m_splitter->addWidget(m_heads);
    m_splitter->addWidget(detail);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({240, 640});

    m_foot = new QLabel(page);
    m_foot->setObjectName(QStringLiteral("attentionFoot"));
    m_foot->setProperty("foot", true);
    m_foot->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_foot->setAccessibleName(tr("Value under the cursor"));
    m_foot->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);

    column->addWidget(m_toolbar);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_foot);
    m_pages->addWidget(page);
    m_series = new SeriesPage(m_pages);
    m_pages->addWidget(m_series);
    setTabOrder(m_toolbar, m_heads);
    setTabOrder(m_heads, m_map);
    setTabOrder(m_map, m_lines);
    setTabOrder(m_lines, m_patches);
}

void AttentionPanel::connectDisplays()
{
    connect(m_toolbar, &AttentionToolbar::choiceChanged, this, [this](const HeadChoice& choice) {
        Selection selection = m_context.selection.selected();
        selection.head = choice;
        m_context.selection.select(selection);
    });
    connect(m_series, &SeriesPage::channelChanged, this, &Panel::contentChanged);
    connect(m_toolbar, &AttentionToolbar::partChosen, this, [this](const std::string& part) {
        Selection selection = m_context.selection.selected();
        selection.part = part;
        m_context.selection.select(selection);
    });
    connect(m_heads, &HeadsView::headClicked, this, [this](const HeadChoice& choice) {
        Selection selection = m_context.selection.selected();
        selection.head = choice;
        m_context.selection.select(selection);
    });
    connect(m_toolbar, &AttentionToolbar::lookChanged, this, &AttentionPanel::showLook);
    connect(m_toolbar, &AttentionToolbar::fitRequested, m_map, &MatrixView::fitAll);
    connect(m_toolbar, &AttentionToolbar::viewChanged, this, &AttentionPanel::showView);
    connect(m_map, &MatrixView::cellHovered, this, &AttentionPanel::hover);
    connect(m_lines, &LinesView::cellHovered, this, &AttentionPanel::hover);
    connect(m_map, &MatrixView::colourScaleChanged, this, &AttentionPanel::showView);
    connect(m_patches, &PatchView::colourScaleChanged, this, &AttentionPanel::showView);
    connect(m_patches, &PatchView::positionHovered, this, [this](auto position) {
        hover(position ? std::optional(m_patches->query()) : std::nullopt, position);
    });
    connect(m_patches, &PatchView::positionClicked, this, &AttentionPanel::choosePatch);
    connect(m_map, &MatrixView::cellClicked, this, &AttentionPanel::select);
    connect(m_lines, &LinesView::tokenClicked, this, &AttentionPanel::select);
}

void AttentionPanel::setRun(std::shared_ptr<const RunDocument> run)
{
    m_run = std::move(run);
    if (hasAttention()) {
        m_toolbar->setRun(*m_run);
        m_heads->setNaming(m_run->headNaming());
        m_heads->setVisibility(m_run->keyVisibility());
        m_map->setVisibility(m_run->keyVisibility());
        m_heads->setSource(m_run->attention);
        m_map->setSource(m_run->attention, m_run->queryLabels, m_run->keyLabels);
        m_lines->setSource(m_run->attention, m_run->queryLabels, m_run->keyLabels);
        m_patches->setRun(m_run);
        showLook();
        showSelection();
        showView();
    }
    m_series->setRun(m_run.get());
    showEmpty();
    m_pages->setCurrentIndex(hasAttention() ? 1 : hasForecast() ? 2 : 0);
    emit contentChanged();
}

bool AttentionPanel::hasForecast() const
{
    return !hasAttention() && m_series->hasForecast();
}

void AttentionPanel::setModel(std::shared_ptr<const Model> model)
{
    m_model = std::move(model);
    showEmpty();
}

void AttentionPanel::showEmpty()
{
    m_empty->setText(m_run ? tr("This run holds no attention patterns.\nRun the model here, or "
                                "capture “pattern” when you make the trace.")
                           : emptyWords(m_model.get()));
    m_openModel->setVisible(!m_run && !m_model);
}

/// The chosen view, and the scale of what it shows.
void AttentionPanel::showView()
{
    const auto view = m_toolbar->view();
    m_views->setCurrentIndex(static_cast<int>(view));
    const bool isMap = view == AttentionToolbar::View::Map;
    m_colourBar->setVisible(view != AttentionToolbar::View::Lines); // lines have one colour
    m_colourBar->setVisibility(m_run && isMap ? m_run->keyVisibility() : KeyVisibility::All);
    m_colourBar->setScale(view == AttentionToolbar::View::Picture ? m_patches->colourScale()
                                                                  : m_map->colourScale());
    showFoot();
    emit contentChanged();
}

/// What another view points at is lit here too.
void AttentionPanel::showHover()
{
    const Selection& hovered = m_context.selection.hovered();
    m_map->setHoveredCell(hovered.query, hovered.key);
    m_lines->setHoveredCell(hovered.query, hovered.key);
    m_patches->setHoveredCell(hovered.query, hovered.key);
    showFoot();
}

/// A patch becomes the query where patches ask; where others look at them, the key.
void AttentionPanel::choosePatch(std::int64_t position)
{
    const bool isQuery = m_run->isSelfAttention();
    select(isQuery ? std::optional(position) : std::nullopt,
           isQuery ? std::nullopt : std::optional(position));
}

void AttentionPanel::showSelection()
{
    if (!hasAttention()) {
        return;
    }
    const Selection& selection = m_context.selection.selected();
    m_toolbar->setChoice(selection.head);
    m_heads->setChoice(selection.head);
    m_map->setChoice(selection.head);
    m_lines->setChoice(selection.head);
    m_patches->setChoice(selection.head);
    m_patches->setSelectedCell(selection.query, selection.key);
    m_map->setSelectedCell(selection.query, selection.key);
    m_lines->setSelectedCell(selection.query, selection.key);
    showFoot();
}

void AttentionPanel::showLook()
{
    const auto map = m_toolbar->colourMap();
    m_heads->setScale(m_toolbar->scale());
    m_heads->setColourMap(map);
    m_map->setScale(m_toolbar->scale());
    m_map->setColourMap(map);
    m_map->setPooling(m_toolbar->pooling());
    m_patches->setScale(m_toolbar->scale());
    m_patches->setColourMap(map);
    m_patches->setLook(m_toolbar->patchLook());
    m_colourBar->setColourMap(map);
    showView();
}

void AttentionPanel::showFoot()
{
    if (!hasAttention()) {
        return;
    }
    const Selection& hovered = m_context.selection.hovered();
    const Selection& selected = m_context.selection.selected();
    const bool isHovering = hovered.query && hovered.key;
    // A click may have changed the row that the patches show since the cursor came to rest.
    const bool showsPatches = m_toolbar->view() == AttentionToolbar::View::Picture;
    const auto query = showsPatches ? std::optional(m_patches->query())
                       : isHovering ? hovered.query
                                    : selected.query;
    const auto key = isHovering ? hovered.key : selected.key;
    const auto isInside = [this](std::int64_t q, std::int64_t k) {
        return q >= 0 && q < m_run->attention->queries() && k >= 0 && k < m_run->attention->keys();
    };
    if (!query || !key || !isInside(*query, *key) || !m_run->attention->has(selected.head)) {
        const QString hint = showsPatches ? tr("%1 · point at a patch to read its value")
                             : m_toolbar->view() == AttentionToolbar::View::Lines
                                 ? tr("%1 · point at a token to read its lines")
                                 : tr("%1 · point at a cell to read its value");
        m_foot->setText(hint.arg(headName(m_run->headNaming(), selected.head)));
        m_colourBar->setMark(std::numeric_limits<float>::quiet_NaN());
        return;
    }
    const RowFacts row = rowFacts(*m_run->attention, selected.head, *query);
    const float value = row.values[static_cast<std::size_t>(*key)];
    m_colourBar->setMark(value);
    const QString place =
        tr("query %1  →  key %2")
            .arg(tokenWords(m_run->queryLabels, *query), tokenWords(m_run->keyLabels, *key));
    const QString rank = *key < row.visible
                             ? tr("rank %1 of %2").arg(row.rank(*key)).arg(row.visible)
                             : tr("not visible to this query");
    m_foot->setText(QStringLiteral("%1     <b>%2</b>     %3")
                        .arg(place.toHtmlEscaped(), valueWords(value), rank)
                        .replace(QStringLiteral("  "), QStringLiteral("&nbsp; ")));
}

void AttentionPanel::select(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    Selection selection = m_context.selection.selected();
    selection.query = query ? query : selection.query;
    selection.key = key;
    m_context.selection.select(selection);
}

void AttentionPanel::hover(std::optional<std::int64_t> query, std::optional<std::int64_t> key)
{
    Selection hovered = m_context.selection.hovered();
    hovered.query = query;
    hovered.key = key;
    m_context.selection.hover(hovered);
}

std::string AttentionPanel::figureKind() const
{
    if (!hasAttention()) {
        return hasForecast() ? "forecast" : "";
    }
    switch (m_toolbar->view()) {
    case AttentionToolbar::View::Map:
        return "attention";
    case AttentionToolbar::View::Lines:
        return "lines";
    default:
        return "patches";
    }
}

FigureOptions AttentionPanel::figureOptions() const
{
    FigureOptions options;
    if (hasForecast()) {
        options.widthMillimetres = 120;
        options.query = m_series->channel();
        return options;
    }
    options.scale = m_toolbar->scale();
    options.colourMap = m_toolbar->colourMap();
    options.pooling = m_toolbar->pooling();
    options.head = m_context.selection.selected().head;
    options.part = m_run ? m_run->part.values : std::string();
    options.query = m_context.selection.selected().query.value_or(-1);
    options.patches = m_toolbar->patchLook();
    return options;
}

void AttentionPanel::copy() const
{
    if (hasForecast() ||
        (hasAttention() && m_run->attention->has(m_context.selection.selected().head))) {
        copyAttention(*m_run, figureKind(), figureOptions(), palette());
    }
}

QString AttentionPanel::explanation() const
{
    return hasForecast() ? m_series->explanation()
                         : attentionExplanation(m_run ? *m_run : RunDocument());
}

namespace
{

class AttentionPanelKind : public PanelKind
{
public:
    std::string_view identifier() const override { return "attention"; }
    QString title() const override { return AttentionPanel::tr("Attention"); }
    QIcon icon() const override { return lineIcon(QStringLiteral("attention")); }
    PanelPlace place() const override { return PanelPlace::Centre; }
    Panel* create(PanelContext& context, QWidget* parent) const override
    {
        return new AttentionPanel(context, parent);
    }
};

const Registry<PanelKind>::Entry entry{std::make_unique<AttentionPanelKind>()};

} // namespace

} // namespace saccade
