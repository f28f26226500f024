#include "views/panels/inspector_panel.h"

#include "views/panels/edits_box.h"
#include "views/panels/head_words.h"
#include "views/panels/key_table.h"
#include "views/panels/line_icon.h"
#include "views/panels/model_box.h"
#include "views/panels/predictions_box.h"
#include "views/panels/recipe_words.h"
#include "views/panels/routing_box.h"
#include "views/widgets/elided_label.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace saccade
{

namespace
{

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("sectionTitle", true);
    label->setIndent(0);
    return label;
}

QToolButton* copyButton(const QString& name, const char* objectName, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setIcon(lineIcon(QStringLiteral("copy")));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QHBoxLayout* titleRow(QWidget* title, QWidget* button)
{
    auto* row = new QHBoxLayout;
    row->addWidget(title, 1);
    row->addWidget(button);
    return row;
}

} // namespace

InspectorPanel::InspectorPanel(PanelContext& context, QWidget* parent) : Panel(context, parent)
{
    setObjectName(QStringLiteral("inspectorPanel"));
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(area);
    content->setProperty("surface", true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    m_predictions = new PredictionsBox(content);
    column->addWidget(m_predictions);
    connect(m_predictions, &PredictionsBox::positionChosen, this, [this](std::int64_t position) {
        Selection selection = m_context.selection.selected();
        selection.query = position;
        selection.key.reset();
        m_context.selection.select(selection);
    });
    addHead(*column);
    addRow(*column);
    m_routing = new RoutingBox(content);
    column->addWidget(m_routing);
    column->addWidget(sectionTitle(tr("Edits"), content));
    m_edits = new EditsBox(context.edits, content);
    column->addWidget(m_edits);
    addRecipe(*column);
    m_model = new ModelBox(context.worker, content);
    column->addWidget(m_model);
    column->addStretch(1);
    area->setWidget(content);
    setMinimumWidth(fontMetrics().averageCharWidth() * 36); // so that no value is cut
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
    connect(&context.selection, &SelectionModel::selectionChanged, this,
            &InspectorPanel::showSelection);
    setRun(nullptr);
}

void InspectorPanel::addHead(QVBoxLayout& column)
{
    m_head = new QLabel(this);
    m_head->setObjectName(QStringLiteral("inspectorHead"));
    m_head->setProperty("panelTitle", true);
    m_head->setWordWrap(true);
    m_tensor = new ElidedLabel(this);
    m_tensor->setObjectName(QStringLiteral("inspectorTensor"));
    m_tensor->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_tensor->setProperty("secondary", true);
    m_tensor->setExplanation(tr("Name of this tensor in the trace file"));
    column.addWidget(m_head);
    column.addWidget(m_tensor);
}

void InspectorPanel::addRow(QVBoxLayout& column)
{
    m_rowSection = new QWidget(this);
    auto* inside = new QVBoxLayout(m_rowSection);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    m_query = sectionTitle({}, m_rowSection);
    m_query->setObjectName(QStringLiteral("inspectorQuery"));
    auto* copyTable = copyButton(tr("Copy the table"), "copyTableButton", m_rowSection);
    inside->addLayout(titleRow(m_query, copyTable));

    auto* form = m_facts = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(3);
    m_entropy = addFact(
        *form, tr("Entropy"), "inspectorEntropy",
        tr("−Σ p ln p of the row in nats, and e to that power: over how many keys it spreads"));
    m_strongest = addFact(*form, tr("Strongest key"), "inspectorStrongest",
                          tr("The key with the largest value"));
    m_first =
        addFact(*form, tr("On the first token"), "inspectorFirst", tr("Attention to position 0"));
    m_previous = addFact(*form, tr("On the one before"), "inspectorPrevious",
                         tr("Attention to the token before"));
    m_itself = addFact(*form, tr("On itself"), "inspectorItself",
                       tr("Attention to the query's own position"));
    inside->addLayout(form);
    m_table = new KeyTable(m_rowSection);
    inside->addWidget(m_table);
    connect(copyTable, &QToolButton::clicked, m_table, &KeyTable::copy);
    connect(m_table, &KeyTable::keyChosen, this, [this](std::int64_t key) {
        Selection selection = m_context.selection.selected();
        selection.key = key;
        m_context.selection.select(selection);
    });
    column.addWidget(m_rowSection);
}

QLabel* InspectorPanel::addFact(QFormLayout& form, const QString& name, const char* objectName,
                                const QString& explanation)
{
    auto* title = new QLabel(name, this);
    title->setProperty("secondary", true);
    title->setToolTip(explanation);
    auto* value = new QLabel(this);
    value->setObjectName(QString::fromLatin1(objectName));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setToolTip(explanation);
    value->setAccessibleName(name);
    value->setWordWrap(true);
    value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    form.addRow(title, value);
    return value;
}

void InspectorPanel::addRecipe(QVBoxLayout& column)
{
    m_recipeSection = new QWidget(this);
    auto* inside = new QVBoxLayout(m_recipeSection);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(4);
    auto* copyRecipe =
        copyButton(tr("Copy the recipe (JSON)"), "copyRecipeButton", m_recipeSection);
    inside->addLayout(titleRow(sectionTitle(tr("Recipe"), m_recipeSection), copyRecipe));
    m_recipe = new QLabel(m_recipeSection);
    m_recipe->setObjectName(QStringLiteral("inspectorRecipe"));
    m_recipe->setTextFormat(Qt::RichText);
    m_recipe->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_recipe->setWordWrap(true);
    m_recipe->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    inside->addWidget(m_recipe);
    connect(copyRecipe, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromStdString(m_run->trace->recipe.dump(2)));
    });
    column.addWidget(m_recipeSection);
}

void InspectorPanel::setRun(std::shared_ptr<const RunDocument> run)
{
    m_run = std::move(run);
    m_predictions->setRun(m_run.get());
    showRecipe();
    showSelection();
}

void InspectorPanel::setModel(std::shared_ptr<const Model> model)
{
    m_model->setModel(std::move(model));
}

void InspectorPanel::showSelection()
{
    const HeadChoice& head = m_context.selection.selected().head;
    const bool hasAttention = m_run && m_run->attention;
    m_head->setText(hasAttention ? headName(m_run->headNaming(), head) : tr("Nothing selected"));
    m_tensor->setVisible(hasAttention);
    const AttentionPart part = m_run ? m_run->part : AttentionPart();
    m_tensor->setWhole(tensorName(part, head));
    m_edits->setHeads(hasAttention ? EditsBox::Heads::Some : EditsBox::Heads::None);
    m_edits->setChoice(part, head);
    m_routing->setRow(m_run.get(), head.layer, m_context.selection.selected().query);
    showRow();
}

void InspectorPanel::showRow()
{
    const Selection& selection = m_context.selection.selected();
    const bool hasRow = m_run && m_run->attention && selection.query && *selection.query >= 0 &&
                        *selection.query < m_run->attention->queries() &&
                        m_run->attention->has(selection.head);
    m_rowSection->setVisible(hasRow);
    if (!hasRow) {
        return;
    }
    const auto query = *selection.query;
    const RowFacts row = rowFacts(*m_run->attention, selection.head, query);
    const auto value = [&row](std::int64_t key) {
        return key >= 0 && key < std::ssize(row.values)
                   ? valueWords(static_cast<double>(row.values[static_cast<std::size_t>(key)]))
                   : tr("none");
    };
    m_query->setText(tr("Query %1").arg(tokenWords(m_run->queryLabels, query)));
    m_entropy->setText(
        tr("%1 nats (%2 keys)")
            .arg(valueWords(row.entropy), QString::number(std::exp(row.entropy), 'f', 1)));
    m_strongest->setText(tokenWords(m_run->keyLabels, row.strongest));
    for (auto* fact : {m_first, m_previous, m_itself}) { // of other positions they say nothing
        const bool isShown = m_run->isSelfAttention() && !m_run->isOnPicture();
        fact->setVisible(isShown);
        m_facts->labelForField(fact)->setVisible(isShown);
    }
    m_first->setText(value(0));
    m_previous->setText(value(query - 1));
    m_itself->setText(value(query));
    m_table->setRow(row, m_run->keyLabels);
}

void InspectorPanel::showRecipe()
{
    m_recipeSection->setVisible(m_run != nullptr);
    m_recipe->setText(m_run ? recipeWords(*m_run->trace, palette()) : QString());
}

/// The recipe's table carries a colour.
void InspectorPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        showRecipe();
    }
    Panel::changeEvent(event);
}

void InspectorPanel::copy() const
{
    m_table->copy();
}

QString InspectorPanel::explanation() const
{
    return tr("<h3>Inspector</h3>"
              "<p>Exact numbers of the head and of the row (query) that is selected in any panel. "
              "<b>Entropy</b> says how widely the row spreads:</p>"
              "<p style='font-size:large'><i>H</i> = −Σ<sub>j</sub> <i>p</i><sub>j</sub> ln "
              "<i>p</i><sub>j</sub>"
              "</p>"
              "<p>0 means that all attention rests on one key, ln <i>n</i> that <i>n</i> keys "
              "share it evenly; "
              "e<sup><i>H</i></sup> is the number of keys that it amounts to.</p>"
              "<p><b>Ablating</b> a head sets what it adds to the residual stream to zero and runs "
              "the model "
              "again: what changes downstream depended on it.</p>"
              "<p><small>P. Michel, O. Levy, G. Neubig, <i>Are Sixteen Heads Really Better than "
              "One?</i>, 2019, "
              "arXiv:1905.10650.</small></p>");
}

namespace
{

class InspectorPanelKind : public PanelKind
{
public:
    std::string_view identifier() const override { return "inspector"; }
    QString title() const override { return InspectorPanel::tr("Inspector"); }
    QIcon icon() const override { return lineIcon(QStringLiteral("inspector")); }
    PanelPlace place() const override { return PanelPlace::Right; }
    Panel* create(PanelContext& context, QWidget* parent) const override
    {
        return new InspectorPanel(context, parent);
    }
};

const Registry<PanelKind>::Entry entry{std::make_unique<InspectorPanelKind>()};

} // namespace

} // namespace saccade
