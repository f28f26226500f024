#include "app/window/open_model_dialog.h"

#include "app/window/found_models_table.h"
#include "app/window/preferences.h"
#include "views/panels/line_icon.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace saccade
{

namespace
{

QToolButton* toolButton(const QString& text, const QString& icon, const char* objectName,
                        QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setText(text);
    button->setAccessibleName(text);
    button->setIcon(lineIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

OpenModelDialog::OpenModelDialog(ModelPlaces places, QWidget* parent)
    : QDialog(parent), m_places(std::move(places)), m_table(new FoundModelsTable(this)),
      m_shown(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("openModelDialog"));
    setWindowTitle(tr("Open a model"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(980, 560);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    column->addWidget(buildTop());
    column->addWidget(buildList(), 1);
    column->addWidget(buildBottom());
    connectList();
    m_field->setFocus();
    search();
}

QWidget* OpenModelDialog::buildTop()
{
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_field = new QLineEdit(top);
    m_field->setObjectName(QStringLiteral("modelSearchField"));
    m_field->setPlaceholderText(tr("Search by name, kind, format or place"));
    m_field->setAccessibleName(tr("Search"));
    m_field->setClearButtonEnabled(true);
    m_field->addAction(lineIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    auto* folders = toolButton(tr("Folders"), QStringLiteral("open"), "modelFoldersButton", top);
    folders->setToolTip(tr("Folders of your own in which models are looked for"));
    folders->setPopupMode(QToolButton::InstantPopup);
    m_folders = new QMenu(folders);
    m_folders->setObjectName(QStringLiteral("modelFoldersMenu"));
    folders->setMenu(m_folders);
    connect(m_folders, &QMenu::aboutToShow, this, &OpenModelDialog::fillFolders);
    m_again = toolButton(tr("Search again"), QStringLiteral("redo"), "searchAgainButton", top);
    row->addWidget(m_field, 1);
    row->addWidget(folders);
    row->addWidget(m_again);
    return top;
}

QWidget* OpenModelDialog::buildList()
{
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("modelPages"));
    m_list = new QTreeView(m_pages);
    m_shown->setSourceModel(m_table);
    m_shown->setSortRole(FoundModelsTable::sortRole);
    m_shown->setFilterRole(FoundModelsTable::searchRole);
    m_shown->setFilterKeyColumn(FoundModelsTable::Name);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    buildTree(*m_list);
    m_empty = new QLabel(m_pages);
    m_empty->setObjectName(QStringLiteral("modelsEmpty"));
    m_empty->setProperty("empty", true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_empty);
    return m_pages;
}

void OpenModelDialog::buildTree(QTreeView& tree)
{
    tree.setObjectName(QStringLiteral("modelList"));
    tree.setAccessibleName(tr("Models on this machine"));
    tree.setRootIsDecorated(false);
    tree.setUniformRowHeights(true);
    tree.setAllColumnsShowFocus(true);
    tree.setSortingEnabled(true);
    tree.setTextElideMode(Qt::ElideMiddle);
    tree.sortByColumn(FoundModelsTable::Name, Qt::AscendingOrder);
    auto* header = tree.header();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    const std::pair<int, int> widths[] = {{FoundModelsTable::Name, 300},
                                          {FoundModelsTable::Kind, 90},
                                          {FoundModelsTable::Size, 80},
                                          {FoundModelsTable::Format, 120},
                                          {FoundModelsTable::Where, 110}};
    for (const auto& [column, width] : widths) {
        header->resizeSection(column, width);
    }
}

QWidget* OpenModelDialog::buildBottom()
{
    auto* bottom = new QWidget(this);
    auto* column = new QVBoxLayout(bottom);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_details = new QLabel(bottom);
    m_details->setObjectName(QStringLiteral("modelDetails"));
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setWordWrap(true);
    m_details->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_details->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* row = new QHBoxLayout;
    m_state = new QLabel(bottom);
    m_state->setObjectName(QStringLiteral("modelSearchState"));
    m_state->setProperty("secondary", true);
    m_progress = new QProgressBar(bottom);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(90);
    m_progress->setAccessibleName(tr("Looking for models"));
    const auto button = [bottom](const QString& text, const char* objectName) {
        auto* made = new QPushButton(text, bottom);
        made->setObjectName(QString::fromLatin1(objectName));
        made->setAutoDefault(false);
        return made;
    };
    auto* file = button(tr("Browse for a &file …"), "browseFileButton");
    auto* folder = button(tr("Browse for a f&older …"), "browseFolderButton");
    auto* cancel = button(tr("Cancel"), "cancelButton");
    m_open = button(tr("Open"), "openModelButton");
    m_open->setProperty("primary", true);
    m_open->setDefault(true);
    connect(file, &QPushButton::clicked, this, &OpenModelDialog::browseFile);
    connect(folder, &QPushButton::clicked, this, &OpenModelDialog::browseFolder);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, &OpenModelDialog::openCurrent);
    row->addWidget(m_progress);
    row->addWidget(m_state, 1);
    for (auto* each : {file, folder, cancel, m_open}) {
        row->addWidget(each);
    }
    column->addWidget(m_details);
    column->addLayout(row);
    return bottom;
}

void OpenModelDialog::connectList()
{
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_shown->setFilterFixedString(text.trimmed());
        showState();
    });
    connect(m_list, &QTreeView::activated, this, &OpenModelDialog::openCurrent);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &OpenModelDialog::showChoice);
    connect(m_again, &QToolButton::clicked, this,
            [this] { isSearching() ? m_jobs.cancelAll() : search(); });
    connect(&m_jobs, &Jobs::runningChanged, this, &OpenModelDialog::showState);
    connect(&m_jobs, &Jobs::failed, this,
            [this](const Notice& notice) { m_details->setText(notice.text); });
}

ModelPlaces OpenModelDialog::allPlaces() const
{
    ModelPlaces places = m_places;
    for (const auto& folder : Preferences().modelFolders()) {
        places.folders.emplace_back(folder.toStdString());
    }
    return places;
}

void OpenModelDialog::search()
{
    m_table->clear();
    m_coverage = Coverage::Whole;
    m_jobs.post("search", {},
                [this, places = allPlaces()](const JobControl& control) -> Jobs::Finish {
                    const auto coverage = findModels(
                        places,
                        [this, deliver = control.deliver](FoundModel model) {
                            deliver([this, found = std::move(model)] {
                                m_table->add(found);
                                showState();
                            });
                        },
                        control.stop);
                    return [this, coverage] { searchEnded(coverage); };
                });
    showState();
}

void OpenModelDialog::searchEnded(Coverage coverage)
{
    m_coverage = coverage;
    showState();
}

void OpenModelDialog::showState()
{
    const bool searching = isSearching();
    const int shown = m_shown->rowCount();
    m_progress->setVisible(searching);
    m_again->setText(searching ? tr("Stop") : tr("Search again"));
    m_again->setAccessibleName(m_again->text());
    m_again->setIcon(lineIcon(searching ? QStringLiteral("stop") : QStringLiteral("redo")));
    QString state = tr("%n model(s)", nullptr, shown);
    if (m_coverage == Coverage::Part) {
        state += QStringLiteral(" · ") + tr("too many files: not all were looked at");
    }
    m_state->setText(state);
    m_empty->setText(emptyText());
    m_pages->setCurrentIndex(shown > 0 ? 0 : 1);
    if (shown > 0 && !m_list->currentIndex().isValid()) {
        m_list->setCurrentIndex(m_shown->index(0, 0));
    }
    showChoice();
}

QString OpenModelDialog::emptyText() const
{
    if (isSearching()) {
        return tr("Looking for models …");
    }
    if (m_table->rowCount() > 0) {
        return tr("No model fits “%1”.").arg(m_field->text().trimmed());
    }
    QStringList lines;
    const auto places = allPlaces();
    const std::pair<ModelPlace, const std::vector<std::filesystem::path>*> all[] = {
        {ModelPlace::HuggingFace, &places.huggingFace},
        {ModelPlace::Ollama, &places.ollama},
        {ModelPlace::LmStudio, &places.lmStudio},
        {ModelPlace::Folder, &places.folders}};
    for (const auto& [place, folders] : all) {
        for (const auto& folder : *folders) {
            lines << QStringLiteral("%1: %2").arg(placeName(place),
                                                  QString::fromStdString(folder.string()));
        }
    }
    return tr("No models were found. Saccade has looked here:") + QLatin1String("\n\n") +
           lines.join(QLatin1Char('\n')) + QLatin1String("\n\n") +
           tr("Add a folder of your own under “Folders”, or browse for a file.");
}

const FoundModel* OpenModelDialog::current() const
{
    const auto index = m_shown->mapToSource(m_list->currentIndex());
    return index.isValid() && m_shown->rowCount() > 0 ? &m_table->at(index.row()) : nullptr;
}

void OpenModelDialog::showChoice()
{
    const auto* model = current();
    m_open->setEnabled(model != nullptr && !model->obstacle);
    m_details->setText(
        model == nullptr ? QString()
                         : QStringLiteral("<b>%1</b><br>%2")
                               .arg(verdict(*model).toHtmlEscaped(),
                                    QString::fromStdString(model->path.string()).toHtmlEscaped()));
}

void OpenModelDialog::openCurrent()
{
    const auto* model = current();
    if (model != nullptr && !model->obstacle) {
        take(model->path, QString::fromStdString(model->name));
    }
}

void OpenModelDialog::take(const std::filesystem::path& path, const QString& name)
{
    emit openRequested(path, name);
    accept();
}

void OpenModelDialog::browseFile()
{
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a model"), Preferences().folder(),
        tr("Models (*.safetensors *.gguf *.bin *.pth *.pt *.npz *.json);;All files (*)"));
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        take(path.toStdString(), {});
    }
}

void OpenModelDialog::browseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open the folder of a model"),
                                                           Preferences().folder());
    if (!path.isEmpty()) {
        Preferences().setFolder(QFileInfo(path).absolutePath());
        take(path.toStdString(), {});
    }
}

void OpenModelDialog::fillFolders()
{
    m_folders->clear();
    m_folders->addAction(tr("&Add a folder …"), this, &OpenModelDialog::addFolder)
        ->setObjectName(QStringLiteral("addModelFolderAction"));
    const auto folders = Preferences().modelFolders();
    if (!folders.isEmpty()) {
        m_folders->addSection(tr("Look no longer in"));
    }
    for (const auto& folder : folders) {
        m_folders->addAction(lineIcon(QStringLiteral("close")), folder, this, [this, folder] {
            Preferences().removeModelFolder(folder);
            search();
        });
    }
}

void OpenModelDialog::addFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Look for models in"), Preferences().folder());
    if (!folder.isEmpty()) {
        Preferences().addModelFolder(folder);
        search();
    }
}

/// Arrow keys move through the list while the field keeps the letters.
bool OpenModelDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
            key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace saccade
