#include "views/panels/attention_panel.h"

#include "views/displays/heads_view.h"
#include "views/displays/lines_view.h"
#include "views/displays/matrix_view.h"
#include "views/panels/attention_copy.h"
#include "views/panels/attention_toolbar.h"
#include "views/panels/head_facts.h"
#include "views/panels/head_words.h"
#include "views/panels/line_icon.h"
#include "views/widgets/colour_bar.h"

#include <QLabel>
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

    m_empty = new QLabel(m_pages);
    m_empty->setObjectName(QStringLiteral("attentionEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("empty", true);
    m_pages->addWidget(m_empty);

    buildDisplays();
    connectDisplays();
    connect(&context.selection, &SelectionModel::selectionChanged, this,
            &AttentionPanel::showSelection);
    connect(&context.selection, &SelectionModel::hoverChanged, this, &AttentionPanel::showFoot);
    setRun(nullptr);
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
    m_views->addWidget(m_map);
    m_views->addWidget(m_lines);
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
    setTabOrder(m_toolbar, m_heads);
    setTabOrder(m_heads, m_map);
    setTabOrder(m_map, m_lines);
}

void AttentionPanel::connectDisplays()
{
    connect(m_toolbar, &AttentionToolbar::choiceChanged, this, [this](const HeadChoice& choice) {
        Selection selection = m_context.selection.selected();
        selection.head = choice;
        m_context.selection.select(selection);
    });
    connect(m_heads, &HeadsView::headClicked, this, [this](const HeadChoice& choice) {
        Selection selection = m_context.selection.selected();
        selection.head = choice;
        m_context.selection.select(selection);
    });
    connect(m_toolbar, &AttentionToolbar::lookChanged, this, &AttentionPanel::showLook);
    connect(m_toolbar, &AttentionToolbar::fitRequested, m_map, &MatrixView::fitAll);
    connect(m_toolbar, &AttentionToolbar::viewChanged, this, [this] {
        m_views->setCurrentIndex(m_toolbar->view() == AttentionToolbar::View::Map ? 0 : 1);
        emit contentChanged();
    });
    connect(m_map, &MatrixView::cellHovered, this, &AttentionPanel::hover);
    connect(m_lines, &LinesView::cellHovered, this, &AttentionPanel::hover);
    connect(m_map, &MatrixView::colourScaleChanged, m_colourBar, &ColourBar::setScale);
    connect(m_map, &MatrixView::cellClicked, this, &AttentionPanel::select);
    connect(m_lines, &LinesView::tokenClicked, this, &AttentionPanel::select);
}

void AttentionPanel::setRun(std::shared_ptr<const RunDocument> run)
{
    m_run = std::move(run);
    if (hasAttention()) {
        m_toolbar->setExtent(m_run->attention->layers(), m_run->attention->heads());
        m_heads->setSource(m_run->attention);
        m_map->setSource(m_run->attention, m_run->tokenLabels);
        m_lines->setSource(m_run->attention, m_run->tokenLabels);
        showLook();
        showSelection();
    } else {
        m_empty->setText(
            m_run ? tr("This run holds no attention patterns.\nRun the model here, or capture "
                       "“pattern” when you make the trace.")
                  : tr("No run yet.\nOpen a checkpoint or a trace (Ctrl+O, or drop it here), type "
                       "a prompt and press Ctrl+Enter."));
    }
    m_pages->setCurrentIndex(hasAttention() ? 1 : 0);
    emit contentChanged();
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
    m_colourBar->setScale(m_map->colourScale());
    m_colourBar->setColourMap(map);
    emit contentChanged();
}

void AttentionPanel::showFoot()
{
    if (!hasAttention()) {
        return;
    }
    const Selection& hovered = m_context.selection.hovered();
    const Selection& selected = m_context.selection.selected();
    const bool isHovering = hovered.query && hovered.key;
    const auto query = isHovering ? hovered.query : selected.query;
    const auto key = isHovering ? hovered.key : selected.key;
    const auto isInside = [this](std::int64_t q, std::int64_t k) {
        return q >= 0 && q < m_run->attention->queries() && k >= 0 && k < m_run->attention->keys();
    };
    if (!query || !key || !isInside(*query, *key) || !m_run->attention->has(selected.head)) {
        m_foot->setText(tr("%1 · point at a cell to read its value").arg(headName(selected.head)));
        m_colourBar->setMark(std::numeric_limits<float>::quiet_NaN());
        return;
    }
    const RowFacts row = rowFacts(*m_run->attention, selected.head, *query);
    const float value = row.values[static_cast<std::size_t>(*key)];
    m_colourBar->setMark(value);
    const QString place =
        tr("query %1  →  key %2")
            .arg(tokenWords(m_run->tokenLabels, *query), tokenWords(m_run->tokenLabels, *key));
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
        return {};
    }
    return m_toolbar->view() == AttentionToolbar::View::Map ? "attention" : "lines";
}

FigureOptions AttentionPanel::figureOptions() const
{
    FigureOptions options;
    options.scale = m_toolbar->scale();
    options.colourMap = m_toolbar->colourMap();
    options.pooling = m_toolbar->pooling();
    options.head = m_context.selection.selected().head;
    return options;
}

void AttentionPanel::copy() const
{
    if (hasAttention() && m_run->attention->has(m_context.selection.selected().head)) {
        copyAttention(*m_run, figureKind(), figureOptions(), palette());
    }
}

QString AttentionPanel::explanation() const
{
    return tr(
        "<h3>Attention</h3>"
        "<p>For every token (a <b>query</b>, one row) the map shows how strongly it reads from "
        "each token (a "
        "<b>key</b>, one column). In a model that writes from left to right no query sees later "
        "keys, so the "
        "upper right stays empty. Every row adds up to 1.</p>"
        "<p style='font-size:large'><i>A</i> = softmax( <i>Q K</i><sup>T</sup> / √<i>d</i> + mask "
        ")</p>"
        "<p><i>Q</i> and <i>K</i> are the queries and keys of one head, <i>d</i> is the width of "
        "the head. The "
        "head then adds <i>A V W</i><sub>O</sub> to the residual stream.</p>"
        "<p>Look for: a bright first column (the head rests), the diagonal (it looks at itself), a "
        "line just "
        "below it (at the token before), stripes parallel to it (an induction head: it finds the "
        "earlier "
        "occurrence of the token and reads what came after).</p>"
        "<p>A large weight shows where a head reads, not by itself what the output owes to it: "
        "ablate the head "
        "in the Inspector to see.</p>"
        "<p><small>A. Vaswani et al., <i>Attention Is All You Need</i>, 2017, arXiv:1706.03762. "
        "Lines: J. Vig, <i>A Multiscale Visualization of Attention in the Transformer Model</i>, "
        "2019, "
        "arXiv:1906.05714. Induction heads: C. Olsson et al., <i>In-context Learning and Induction "
        "Heads</i>, "
        "2022, arXiv:2209.11895.</small></p>");
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
