// The arrows between the layers: app → views → core, app → gpu → core, and nothing else.
#include <QtTest>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace
{

const std::map<std::string, std::set<std::string>> allowed{
    {"core", {"core"}},
    {"gpu", {"gpu", "core"}},
    {"views", {"views", "core"}},
    {"app", {"app", "views", "gpu", "core"}}};

std::vector<std::string> includes(const std::filesystem::path& file)
{
    static const std::regex line("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]");
    std::vector<std::string> result;
    std::ifstream stream(file);
    for (std::string text; std::getline(stream, text);) {
        if (std::smatch match; std::regex_search(text, match, line)) {
            result.push_back(match[1]);
        }
    }
    return result;
}

std::vector<std::filesystem::path> sources(const std::string& layer)
{
    std::vector<std::filesystem::path> result;
    const auto root = std::filesystem::path(SACCADE_SOURCE_FOLDER) / layer;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (extension == ".cpp" || extension == ".h") {
            result.push_back(entry.path());
        }
    }
    return result;
}

void addLayers()
{
    QTest::addColumn<QString>("layer");
    for (const auto& [layer, targets] : allowed) {
        QTest::newRow(layer.c_str()) << QString::fromStdString(layer);
    }
}

} // namespace

class LayersTest : public QObject
{
    Q_OBJECT
private slots:
    void includesFollowTheArrows_data() { addLayers(); }

    void includesFollowTheArrows()
    {
        QFETCH(QString, layer);
        const auto files = sources(layer.toStdString());
        QVERIFY(!files.empty());
        for (const auto& file : files) {
            for (const auto& included : includes(file)) {
                const auto folder = included.substr(0, included.find('/'));
                const bool isLayer = allowed.contains(folder) || folder == "tests";
                QVERIFY2(!isLayer || allowed.at(layer.toStdString()).contains(folder),
                         (file.string() + " includes " + included).c_str());
            }
        }
    }

    void coreKnowsNeitherWidgetsNorVulkan()
    {
        static const std::regex forbidden(
            "^(vulkan|volk)|^Q(Widget|Application|MainWindow|Dialog)|QtWidgets");
        for (const auto& file : sources("core")) {
            for (const auto& included : includes(file)) {
                QVERIFY2(!std::regex_search(included, forbidden),
                         (file.string() + " includes " + included).c_str());
            }
        }
    }

    void filesStayShort_data() { addLayers(); }

    void filesStayShort()
    {
        QFETCH(QString, layer);
        for (const auto& file : sources(layer.toStdString())) {
            std::ifstream stream(file);
            const auto lines = std::count(std::istreambuf_iterator<char>(stream), {}, '\n');
            QVERIFY2(lines <= 400,
                     (file.string() + " has " + std::to_string(lines) + " lines").c_str());
        }
    }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
