#include "app/window/workspace_tree.h"

#include "app/window/given_file.h"
#include "app/window/model_words.h"
#include "app/window/workspace.h"
#include "views/panels/line_icon.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QStandardItemModel>

namespace saccade
{

namespace
{

constexpr int kindRole = Qt::UserRole;
constexpr int valueRole = Qt::UserRole + 1; // index of a model or an input, number of a run

QStandardItem* item(const QString& text, const QString& icon, int kind, const QVariant& value)
{
    auto* made = new QStandardItem(lineIcon(icon), text);
    made->setEditable(false);
    made->setData(kind, kindRole);
    made->setData(value, valueRole);
    return made;
}

void setCurrent(QStandardItem& item, bool isCurrent)
{
    QFont font = item.font();
    font.setBold(isCurrent);
    item.setFont(font);
}

} // namespace

WorkspaceTree::WorkspaceTree(Workspace& workspace, QWidget* parent)
    : QTreeView(parent), m_workspace(workspace), m_items(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("workspaceTree"));
    setAccessibleName(tr("Workspace"));
    setModel(m_items);
    setHeaderHidden(true);
    setIndentation(14);
    setMinimumWidth(160);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QTreeView::clicked, this, &WorkspaceTree::choose);
    connect(&m_workspace, &Workspace::changed, this, &WorkspaceTree::rebuild);
    rebuild();
}

void WorkspaceTree::rebuild()
{
    m_items->clear();
    addModels();
    addInputs();
    addRuns();
    expandAll();
}

QStandardItem* WorkspaceTree::addSection(const QString& title)
{
    auto* section = new QStandardItem(title);
    section->setFlags(Qt::ItemIsEnabled);
    section->setData(static_cast<int>(Kind::Section), kindRole);
    QFont small = font();
    small.setBold(true);
    small.setPointSizeF(small.pointSizeF() * 0.9);
    section->setFont(small);
    section->setForeground(palette().color(QPalette::PlaceholderText));
    m_items->appendRow(section);
    return section;
}

void WorkspaceTree::addModels()
{
    auto* section = addSection(tr("Models"));
    for (std::size_t i = 0; i < m_workspace.models().size(); ++i) {
        const auto& model = m_workspace.models()[i];
        const auto& info = model->info();
        auto* entry = item(m_workspace.nameOf(*model), QStringLiteral("model"),
                           static_cast<int>(Kind::Model), QVariant::fromValue<qulonglong>(i));
        entry->setToolTip(tr("%1 · %2\n%3, %4, %5 parameters\n%6")
                              .arg(QString::fromStdString(info.architecture),
                                   QString::fromStdString(info.format), layersInWords(info),
                                   headsInWords(info),
                                   QLocale().toString(static_cast<qlonglong>(info.parameters)),
                                   QString::fromStdString(info.path)));
        setCurrent(*entry, model == m_workspace.model());
        section->appendRow(entry);
    }
}

void WorkspaceTree::addInputs()
{
    auto* section = addSection(tr("Inputs"));
    for (qsizetype i = 0; i < m_workspace.inputs().size(); ++i) {
        const auto& input = m_workspace.inputs()[i];
        const bool isText = input.kind == InputKind::Text;
        const QString title = isText ? input.value.simplified() : mediaName(input.value);
        const QString icon = isText                            ? QStringLiteral("input")
                             : input.kind == InputKind::Image  ? QStringLiteral("picture")
                             : input.kind == InputKind::Series ? QStringLiteral("series")
                                                               : QStringLiteral("sound");
        auto* entry =
            item(title, icon, static_cast<int>(Kind::Input), QVariant::fromValue<qlonglong>(i));
        entry->setToolTip(input.value);
        section->appendRow(entry);
    }
}

void WorkspaceTree::addRuns()
{
    auto* section = addSection(tr("Runs"));
    const auto* shown = m_workspace.run();
    for (auto run = m_workspace.runs().rbegin(); run != m_workspace.runs().rend(); ++run) {
        const QString title = QStringLiteral("%1  %2").arg(run->number).arg(run->document->title);
        auto* entry =
            item(title, QStringLiteral("trace"), static_cast<int>(Kind::Run), run->number);
        entry->setToolTip(
            tr("%1\n%n token(s)", nullptr, static_cast<int>(run->document->trace->tokens.size()))
                .arg(run->document->title));
        setCurrent(*entry, shown == &*run);
        section->appendRow(entry);
    }
}

WorkspaceTree::Kind WorkspaceTree::kindOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Kind>(index.data(kindRole).toInt()) : Kind::Section;
}

void WorkspaceTree::choose(const QModelIndex& index)
{
    const QVariant value = index.data(valueRole); // the index does not survive what follows
    switch (kindOf(index)) {
    case Kind::Section:
        break;
    case Kind::Model:
        m_workspace.open(m_workspace.models().at(value.toULongLong()));
        break;
    case Kind::Input:
        emit inputChosen(GivenInput(m_workspace.inputs().at(value.toLongLong())));
        break;
    case Kind::Run:
        m_workspace.show(value.toInt());
        break;
    }
}

void WorkspaceTree::remove(const QModelIndex& index)
{
    const QVariant value = index.data(valueRole);
    if (kindOf(index) == Kind::Model) {
        m_workspace.close(m_workspace.models().at(value.toULongLong()));
    } else if (kindOf(index) == Kind::Run) {
        m_workspace.remove(value.toInt());
    }
}

/// The titles of the sections carry a colour.
void WorkspaceTree::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        rebuild();
    }
}

void WorkspaceTree::contextMenuEvent(QContextMenuEvent* event)
{
    const QPersistentModelIndex index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const Kind kind = kindOf(index);
    if (kind == Kind::Section) {
        return;
    }
    QMenu menu(this);
    menu.addAction(kind == Kind::Input ? tr("Put in the prompt") : tr("Show"), this,
                   [this, index] { choose(index); });
    if (kind == Kind::Run) {
        menu.addAction(lineIcon(QStringLiteral("save")), tr("Save trace …"), this,
                       [this, index] { emit saveRequested(index.data(valueRole).toInt()); });
    }
    if (kind != Kind::Input) {
        menu.addAction(lineIcon(QStringLiteral("close")), tr("Close"), this,
                       [this, index] { remove(index); });
    }
    const QPoint place = event->reason() == QContextMenuEvent::Keyboard
                             ? viewport()->mapToGlobal(visualRect(index).bottomLeft())
                             : event->globalPos();
    menu.exec(place);
}

void WorkspaceTree::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentIndex());
    } else if (event->key() == Qt::Key_Delete) {
        remove(currentIndex());
    } else {
        QTreeView::keyPressEvent(event);
    }
}

} // namespace saccade
