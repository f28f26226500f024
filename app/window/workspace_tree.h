// Models, inputs and runs as a tree: click shows, the context menu does the rest.
#pragma once

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace saccade
{

class Workspace;
struct GivenInput;

class WorkspaceTree : public QTreeView
{
    Q_OBJECT
public:
    explicit WorkspaceTree(Workspace& workspace, QWidget* parent = nullptr);

signals:
    void inputChosen(const saccade::GivenInput& input);
    void saveRequested(int run);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Kind { Section, Model, Input, Run };

    void rebuild();
    QStandardItem* addSection(const QString& title);
    void addModels();
    void addInputs();
    void addRuns();
    void choose(const QModelIndex& index);
    void remove(const QModelIndex& index);
    Kind kindOf(const QModelIndex& index) const;

    Workspace& m_workspace;
    QStandardItemModel* m_items;
};

} // namespace saccade
