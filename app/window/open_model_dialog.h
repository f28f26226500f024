// The models on this machine, to choose one from.
#pragma once

#include "app/window/jobs.h"
#include "core/files/discovery.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace saccade
{

class FoundModelsTable;

/// Looks for models in a job of its own, so that neither the window nor a run waits for it.
class OpenModelDialog : public QDialog
{
    Q_OBJECT
public:
    /// `places`: where to look besides the folders that the user has added.
    OpenModelDialog(ModelPlaces places, QWidget* parent);

    const FoundModelsTable& models() const { return *m_table; }
    bool isSearching() const { return m_jobs.isRunning("search"); }
    /// Looks everywhere again.
    void search();

signals:
    /// `name`: as the list calls it; empty for what was browsed for.
    void openRequested(const std::filesystem::path& path, const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildTop();
    QWidget* buildList();
    QWidget* buildBottom();
    void buildTree(QTreeView& tree);
    void connectList();
    void fillFolders();
    void addFolder();
    void browseFile();
    void browseFolder();
    void openCurrent();
    void take(const std::filesystem::path& path, const QString& name);
    void searchEnded(Coverage coverage);
    void showState();
    void showChoice();
    QString emptyText() const;
    const FoundModel* current() const;
    ModelPlaces allPlaces() const;

    ModelPlaces m_places;
    FoundModelsTable* m_table;
    QSortFilterProxyModel* m_shown;
    QLineEdit* m_field;
    QMenu* m_folders;
    QStackedWidget* m_pages; // the list, or what an empty one says
    QTreeView* m_list;
    QLabel *m_empty, *m_details, *m_state;
    QProgressBar* m_progress;
    QToolButton* m_again; // stops while it searches
    QPushButton* m_open;
    Coverage m_coverage = Coverage::Whole;
    Jobs m_jobs; // last: it ends before what it delivers to is gone
};

} // namespace saccade
