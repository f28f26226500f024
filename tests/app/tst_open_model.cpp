// The list of models on this machine, as a user chooses from it.
#include "app/commands/demo_model.h"
#include "app/window/found_models_table.h"
#include "app/window/open_model_dialog.h"
#include "app/window/preferences.h"
#include "tests/app/window_fixture.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

using namespace saccade;

class TestOpenModel : public QObject
{
    Q_OBJECT
private slots:
    void listShowsWhatSaccadeCanDoWithEach();
    void whatIsBrokenSaysSo();
    void typingSearchesAndReturnOpens();
    void doubleClickOpens();
    void whatIsNotSupportedCannotBeChosen();
    void emptyListSaysWhereItLooked();
    void foldersOfTheUserAreRememberedAndSearched();
    void foundModelRunsInTheWindow();
    void emptyWindowOffersTheList();
};

namespace
{

/// A folder with the demo model, one of an unknown architecture, and a broken file.
class ModelFolder
{
public:
    ModelFolder()
    {
        namespace fs = std::filesystem;
        fs::create_directories(path() / "publisher");
        fs::create_directory_symlink(demoModelFolder(), path() / "publisher" / "demo");
        fs::create_directories(path() / "quasar");
        std::ofstream(path() / "quasar" / "config.json") << R"({"model_type": "quasar"})";
        std::ofstream(path() / "quasar" / "model.safetensors") << std::string(2000, 'x');
    }
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

struct Dialog {
    OwnSettings settings;
    ModelFolder folder;
    OpenModelDialog* dialog; // deletes itself when it is closed
    QSignalSpy opened;

    explicit Dialog(ModelPlaces places)
        : dialog(new OpenModelDialog(std::move(places), nullptr)),
          opened(dialog, &OpenModelDialog::openRequested)
    {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
    }
    Dialog() : Dialog(ModelPlaces())
    {
        Preferences().addModelFolder(QString::fromStdString(folder.path().string()));
        dialog->search();
    }
    ~Dialog() { delete dialog; }

    template <typename Widget>
    Widget& find(const char* name) const
    {
        auto* widget = dialog->findChild<Widget*>(QString::fromLatin1(name));
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return *widget;
    }
    QAbstractItemModel& rows() const { return *find<QTreeView>("modelList").model(); }
    /// "name | kind | format | where | verdict"
    QString row(int index) const
    {
        QStringList cells;
        for (const int column :
             {FoundModelsTable::Name, FoundModelsTable::Kind, FoundModelsTable::Format,
              FoundModelsTable::Where, FoundModelsTable::Verdict}) {
            cells << rows().index(index, column).data().toString();
        }
        return cells.join(QStringLiteral(" | "));
    }
    std::filesystem::path openedPath() const
    {
        return opened.first().first().value<std::filesystem::path>();
    }
};

} // namespace

#define WAIT_FOR_LIST(it) QTRY_VERIFY_WITH_TIMEOUT(!it.dialog->isSearching(), saccade::patience)

void TestOpenModel::listShowsWhatSaccadeCanDoWithEach()
{
    Dialog it;
    WAIT_FOR_LIST(it);
    QCOMPARE(it.rows().rowCount(), 2);
    QCOMPARE(it.row(0), QStringLiteral("publisher/demo | gpt2 | safetensors | Folder | Opens"));
    QCOMPARE(it.row(1), QStringLiteral("quasar | quasar | safetensors | Folder | Saccade does not "
                                       "know the architecture “quasar”."));
    QVERIFY(it.find<QLabel>("modelSearchState").text().startsWith(QLatin1String("2 model")));
    const QString size = it.rows().index(1, FoundModelsTable::Size).data().toString();
    QVERIFY2(size.contains(QLatin1String("2.0 kB")), qPrintable(size));
}

void TestOpenModel::whatIsBrokenSaysSo()
{
    Dialog it;
    namespace fs = std::filesystem;
    const auto cut = it.folder.path() / "a-cut-off";
    fs::create_directories(cut);
    fs::copy_file(demoModelFolder() / "config.json", cut / "config.json");
    fs::copy_file(demoModelFolder() / "model.safetensors", cut / "model.safetensors");
    fs::resize_file(cut / "model.safetensors", 5000);
    std::ofstream(it.folder.path() / "an.onnx", std::ios::binary) << "\x08\x07\x12\x07pytorch";
    it.dialog->search();
    WAIT_FOR_LIST(it);
    QCOMPARE(it.rows().rowCount(), 4);
    QVERIFY2(it.row(0).startsWith(QLatin1String("a-cut-off | gpt2 | safetensors | Folder | ")) &&
                 !it.row(0).endsWith(QLatin1String("Opens")),
             qPrintable(it.row(0)));
    // The reason comes first, not the path.
    const QString reason = it.rows().index(1, FoundModelsTable::Verdict).data().toString();
    QVERIFY2(reason.startsWith(QLatin1String("an.onnx is an ONNX model")), qPrintable(reason));
    const QString tip =
        it.rows().index(1, FoundModelsTable::Verdict).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(reason) &&
            tip.contains(QString::fromStdString(it.folder.path().string())));
}

void TestOpenModel::typingSearchesAndReturnOpens()
{
    Dialog it;
    WAIT_FOR_LIST(it);
    auto& field = it.find<QLineEdit>("modelSearchField");
    QTest::keyClicks(&field, QStringLiteral("QUAS"));
    QCOMPARE(it.rows().rowCount(), 1);
    field.clear();
    QCOMPARE(it.rows().rowCount(), 2);
    QTest::keyClicks(&field, QStringLiteral("nothing like it"));
    QCOMPARE(it.rows().rowCount(), 0);
    QVERIFY(it.find<QLabel>("modelsEmpty").isVisible());
    QVERIFY(it.find<QLabel>("modelsEmpty").text().contains(QLatin1String("nothing like it")));
    field.clear();
    auto& list = it.find<QTreeView>("modelList");
    list.setCurrentIndex(it.rows().index(1, 0));
    QTest::keyClick(&field, Qt::Key_Up);
    QCOMPARE(list.currentIndex().row(), 0);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(it.opened.count(), 1);
    QCOMPARE(it.openedPath().filename().string(), std::string("demo"));
    QCOMPARE(it.opened.first().at(1).toString(), QStringLiteral("publisher/demo"));
    QVERIFY(!it.dialog->isVisible());
}

void TestOpenModel::doubleClickOpens()
{
    Dialog it;
    WAIT_FOR_LIST(it);
    auto& list = it.find<QTreeView>("modelList");
    const QPoint place = list.visualRect(it.rows().index(0, 0)).center();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(it.opened.count(), 1);
}

void TestOpenModel::whatIsNotSupportedCannotBeChosen()
{
    Dialog it;
    WAIT_FOR_LIST(it);
    it.find<QTreeView>("modelList").setCurrentIndex(it.rows().index(1, 0));
    QVERIFY(!it.find<QPushButton>("openModelButton").isEnabled());
    QVERIFY(it.find<QLabel>("modelDetails").text().contains(QStringLiteral("“quasar”")));
    QTest::keyClick(&it.find<QTreeView>("modelList"), Qt::Key_Return);
    QCOMPARE(it.opened.count(), 0);
    it.find<QTreeView>("modelList").setCurrentIndex(it.rows().index(0, 0));
    QVERIFY(it.find<QPushButton>("openModelButton").isEnabled());
}

void TestOpenModel::emptyListSaysWhereItLooked()
{
    Dialog it({.huggingFace = {"/nowhere/hub"}, .ollama = {"/nowhere/ollama"}});
    WAIT_FOR_LIST(it);
    const QString text = it.find<QLabel>("modelsEmpty").text();
    QVERIFY(it.find<QLabel>("modelsEmpty").isVisible());
    QVERIFY2(text.contains(QLatin1String("Hugging Face: /nowhere/hub")), qPrintable(text));
    QVERIFY(text.contains(QLatin1String("Ollama: /nowhere/ollama")));
    QVERIFY(text.contains(QLatin1String("Folders")));
    QVERIFY(!it.find<QPushButton>("openModelButton").isEnabled());
}

void TestOpenModel::foldersOfTheUserAreRememberedAndSearched()
{
    Dialog it{ModelPlaces()};
    WAIT_FOR_LIST(it);
    QCOMPARE(it.rows().rowCount(), 0);
    const QString folder = QString::fromStdString(it.folder.path().string());
    Preferences().addModelFolder(folder);
    Preferences().addModelFolder(folder); // twice is once
    QCOMPARE(Preferences().modelFolders(), QStringList{folder});
    it.dialog->search();
    WAIT_FOR_LIST(it);
    QCOMPARE(it.rows().rowCount(), 2);
    Preferences().removeModelFolder(folder);
    it.dialog->search();
    WAIT_FOR_LIST(it);
    QCOMPARE(it.rows().rowCount(), 0);
}

void TestOpenModel::foundModelRunsInTheWindow()
{
    WindowFixture it;
    const ModelFolder folder;
    Preferences().addModelFolder(QString::fromStdString(folder.path().string()));
    it.find<QAction>("openModelAction").trigger();
    auto& dialog = it.find<OpenModelDialog>("openModelDialog");
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.isSearching(), patience);
    auto* field = dialog.findChild<QLineEdit*>(QStringLiteral("modelSearchField"));
    QTest::keyClicks(field, QStringLiteral("publisher"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(it.workbench.workspace().model() != nullptr, patience);
    // A model is open and nothing ran: the window says what comes next.
    QVERIFY(it.find<QLabel>("attentionEmpty").text().contains(QLatin1String("Type a prompt")));
    QVERIFY(!it.find<QPushButton>("openFromEmptyButton").isVisible());
    QVERIFY(it.find<QLabel>("timelineHint").text().contains(QLatin1String("Run the model")));
    QVERIFY(it.find<QLabel>("modelCard").text().contains(QLatin1String("Parameters")));
}

void TestOpenModel::emptyWindowOffersTheList()
{
    WindowFixture it;
    auto& button = it.find<QPushButton>("openFromEmptyButton");
    QVERIFY(button.isVisible());
    QVERIFY(it.find<QLabel>("timelineHint").text().contains(QLatin1String("Open a model")));
    QTest::mouseClick(&button, Qt::LeftButton);
    QVERIFY(it.find<OpenModelDialog>("openModelDialog").isVisible());
}

QTEST_MAIN(TestOpenModel)

#include "tst_open_model.moc"
