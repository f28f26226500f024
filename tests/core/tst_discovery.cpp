// Models on disk, in trees laid out as other programs lay them out, and in hostile ones.
#include "core/files/discovery.h"
#include "core/files/hugging_face_cache.h"
#include "core/models/model.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <sys/stat.h>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

const std::string commit = "0123456789abcdef0123456789abcdef01234567";
const std::string otherCommit = "fedcba9876543210fedcba9876543210fedcba98";
const std::string digest(64, 'a');

std::string ggufBytes(const std::string& architecture, std::uint32_t fileType)
{
    constexpr std::uint32_t stringType = 8;
    constexpr std::uint32_t unsignedType = 4;
    return FileBytes()
        .text("GGUF")
        .number<std::uint32_t>(3)
        .number<std::uint64_t>(0)
        .number<std::uint64_t>(3)
        .string("general.architecture")
        .number(stringType)
        .string(architecture)
        .string("general.alignment")
        .number(unsignedType)
        .number<std::uint32_t>(32)
        .string("general.file_type")
        .number(unsignedType)
        .number(fileType);
}

std::string weights()
{
    return safetensorsBytes("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8);
}

/// A folder of the test's own, and what is found in it.
class Tree
{
public:
    Tree& write(const std::string& name, const std::string& bytes)
    {
        writeFile(m_folder, name, bytes);
        return *this;
    }
    /// A link as the cache makes them: relative, from `name` to `target`.
    Tree& link(const std::string& name, const std::string& target)
    {
        fs::create_directories(path(name).parent_path());
        fs::create_symlink(target, path(name));
        return *this;
    }
    fs::path path(const std::string& name = {}) const { return pathIn(m_folder, name); }

private:
    QTemporaryDir m_folder;
};

std::vector<FoundModel> found(const ModelPlaces& places)
{
    std::vector<FoundModel> models;
    findModels(places, [&](FoundModel model) { models.push_back(std::move(model)); });
    std::ranges::sort(models, {}, &FoundModel::name);
    return models;
}

std::vector<FoundModel> foundIn(const Tree& tree)
{
    return found({.folders = {tree.path()}});
}

/// "name | architecture | format | bytes | obstacle", one a line.
std::string listed(const std::vector<FoundModel>& models)
{
    std::string text;
    for (const auto& model : models) {
        text += model.name + " | " + model.architecture + " | " + model.format + " | " +
                std::to_string(model.bytes) + " | " +
                (model.obstacle ? std::string(model.obstacle->what()) : "opens") + "\n";
    }
    return text;
}

} // namespace

class DiscoveryTest : public QObject
{
    Q_OBJECT
private slots:
    void listsTheCacheOfHuggingFace();
    void cacheFolderIsOpenedAsItsSnapshot();
    void ollamaManifestsLeadToBlobs();
    void hostileManifestsAreObstacles_data();
    void hostileManifestsAreObstacles();
    void lmStudioListsPartsOnce();
    void userFoldersAreSearchedWhole();
    void whatIsNotSupportedSaysWhy_data();
    void whatIsNotSupportedSaysWhy();
    void loopsPipesAndDeepFoldersEnd();
    void stops();
    void placesComeFromTheEnvironment();
    void oracleFoldersAreFound();
};

void DiscoveryTest::listsTheCacheOfHuggingFace()
{
    Tree tree;
    const std::string repository = "hub/models--openai-community--gpt2";
    tree.write(repository + "/refs/main", commit)
        .write(repository + "/blobs/one", json("{'model_type':'gpt2'}"))
        .write(repository + "/blobs/two", weights())
        .link(repository + "/snapshots/" + commit + "/config.json", "../../blobs/one")
        .link(repository + "/snapshots/" + commit + "/model.safetensors", "../../blobs/two")
        .link(repository + "/snapshots/" + otherCommit + "/config.json", "../../blobs/one")
        .link(repository + "/snapshots/" + otherCommit + "/model.safetensors", "../../blobs/gone")
        .write("hub/models--some--quants/snapshots/" + commit + "/tiny.Q8_0.gguf",
               ggufBytes("llama", 7))
        .write("hub/datasets--some--set/snapshots/" + commit + "/data.npz", "PK")
        .write("hub/.locks/models--some--quants/lock", "");
    const auto models = found({.huggingFace = {tree.path("hub")}});
    const auto size = std::to_string(weights().size());
    QCOMPARE(listed(models),
             "openai-community/gpt2 | gpt2 | safetensors | " + size +
                 " | opens\n"
                 "openai-community/gpt2 @ fedcba9 | gpt2 |  | 0 | Only its configuration is here, "
                 "not its weights.\n"
                 "some/quants/tiny.Q8_0 | llama | GGUF Q8_0 | " +
                 std::to_string(ggufBytes("llama", 7).size()) + " | opens\n");
    QVERIFY(models[0].place == ModelPlace::HuggingFace);
    QCOMPARE(models[0].path.filename().string(), commit);
}

void DiscoveryTest::cacheFolderIsOpenedAsItsSnapshot()
{
    Tree tree;
    tree.write("models--a--b/refs/main", commit + "\n")
        .write("models--a--b/snapshots/" + commit + "/config.json", json("{'model_type':'x'}"))
        .write("models--a--b/snapshots/" + commit + "/model.safetensors", weights())
        .write("models--a--b/snapshots/" + otherCommit + "/config.json", "{}")
        .write("models--c--d--e/refs/main", "../../../somewhere")
        .write("models--c--d--e/snapshots/" + commit + "/model.gguf", ggufBytes("llama", 1));
    const auto snapshot = tree.path("models--a--b/snapshots") / commit;
    QCOMPARE(snapshotOf(tree.path("models--a--b")), snapshot);
    QCOMPARE(snapshotOf(tree.path("models--a--b/")), snapshot);
    QCOMPARE(snapshotOf(snapshot), snapshot);
    QCOMPARE(hubName(snapshot), std::string("a/b"));
    QCOMPARE(snapshotOf(tree.path("models--c--d--e")).filename().string(), "model.gguf");
    QCOMPARE(hubName(tree.path("models--c--d--e")), std::string("c/d--e"));
    QCOMPARE(openCheckpoint(tree.path("models--a--b")).path, snapshot);
}

void DiscoveryTest::ollamaManifestsLeadToBlobs()
{
    const auto manifest =
        json(substitute("{'schemaVersion':2,'config':{'digest':'sha256:%1'},'layers':["
                        "{'mediaType':'application/vnd.ollama.image.template','digest':'x'},"
                        "{'mediaType':'application/vnd.ollama.image.model','digest':'sha256:%1'}]}",
                        {digest}));
    Tree tree;
    tree.write("manifests/registry.ollama.ai/library/llama3.2/1b", manifest)
        .write("manifests/registry.ollama.ai/someone/tuned/latest", manifest)
        .write("manifests/hf.co/org/model-GGUF/Q4_K_M", manifest)
        .write("blobs/sha256-" + digest, ggufBytes("llama", 15));
    const auto models = found({.ollama = {tree.path()}});
    const auto rest =
        " | llama | GGUF Q4_K_M | " + std::to_string(ggufBytes("llama", 15).size()) + " | opens\n";
    QCOMPARE(listed(models), "hf.co/org/model-GGUF:Q4_K_M" + rest + "llama3.2:1b" + rest +
                                 "someone/tuned:latest" + rest);
    QCOMPARE(models[1].path, tree.path("blobs/sha256-" + digest));
    QVERIFY(models[1].place == ModelPlace::Ollama);
    QCOMPARE(foundIn(tree).size(), 3UL); // also when the user names the folder
}

void DiscoveryTest::hostileManifestsAreObstacles_data()
{
    QTest::addColumn<QString>("manifest");
    QTest::addColumn<QString>("part");
    const auto layer = [](const char* digest) {
        return QStringLiteral("{'layers':[{'mediaType':'application/vnd.ollama.image.model',"
                              "'digest':'%1'}]}")
            .arg(QLatin1String(digest));
    };
    QTest::newRow("no JSON") << "{{{"
                             << "llama3.2/1b";
    QTest::newRow("no object") << "[1,2]"
                               << "names no GGUF file";
    QTest::newRow("layers of another kind") << "{'layers':{'a':1}}"
                                            << "names no GGUF file";
    QTest::newRow("layer is a number") << "{'layers':[7]}"
                                       << "names no GGUF file";
    QTest::newRow("path outside") << layer("sha256:../../../../etc/passwd") << "names no GGUF file";
    QTest::newRow("other hash") << layer("md5:abc") << "names no GGUF file";
    QTest::newRow("missing blob") << layer(std::string("sha256:" + std::string(64, 'b')).c_str())
                                  << "is missing: pull the model again";
}

void DiscoveryTest::hostileManifestsAreObstacles()
{
    QFETCH(QString, manifest);
    QFETCH(QString, part);
    Tree tree;
    tree.write("manifests/registry.ollama.ai/library/llama3.2/1b", json(manifest.toStdString()))
        .write("blobs/sha256-" + digest, ggufBytes("llama", 15));
    const auto models = found({.ollama = {tree.path()}});
    QCOMPARE(models.size(), 1UL);
    QCOMPARE(models[0].name, std::string("llama3.2:1b"));
    QVERIFY(models[0].obstacle);
    const auto sentence = QString::fromUtf8(models[0].obstacle->what());
    QVERIFY2(sentence.contains(part), qPrintable(sentence));
}

void DiscoveryTest::lmStudioListsPartsOnce()
{
    Tree tree;
    const auto part = ggufBytes("llama", 15);
    tree.write("pub/big-GGUF/big-00001-of-00002.gguf", part)
        .write("pub/big-GGUF/big-00002-of-00002.gguf", std::string(100, 'x'))
        .write("pub/cut-GGUF/cut-00001-of-00003.gguf", part)
        .write("pub/cut-GGUF/cut-00003-of-00003.gguf", part)
        .write("pub/eye-GGUF/mmproj-model.gguf", ggufBytes("clip", 1));
    const auto models = found({.lmStudio = {tree.path()}});
    QCOMPARE(models.size(), 3UL);
    QCOMPARE(models[0].name, std::string("pub/big-GGUF/big"));
    QCOMPARE(models[0].bytes, static_cast<std::int64_t>(part.size() + 100));
    QCOMPARE(models[0].path.filename().string(), std::string("big-00001-of-00002.gguf"));
    QVERIFY(!models[0].obstacle);
    QVERIFY(models[0].place == ModelPlace::LmStudio);
    QCOMPARE(models[1].obstacle->what(), "Part 2 of its 3 files is missing: download it again.");
    QVERIFY(std::string(models[2].obstacle->what()).find("projector") != std::string::npos);
}

void DiscoveryTest::userFoldersAreSearchedWhole()
{
    Tree tree;
    tree.write("a/gpt/config.json", json("{'model_type':'gpt2'}"))
        .write("a/gpt/model.safetensors", weights())
        .write("a/gpt/onnx/model.onnx", "\x08\x07\x12")
        .write("a/gpt/copy.gguf", ggufBytes("gpt2", 7))
        .write("a/only-config/config.json", json("{'model_type':'gpt2'}"))
        .write("notes.txt", "not a model")
        .write("tokens.bin", "whatever")
        .write(".git/model.gguf", ggufBytes("llama", 7))
        .write("run.safetensors",
               safetensorsBytes("{'__metadata__':{'saccade':'{}'},"
                                "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                                8));
    QCOMPARE(listed(foundIn(tree)), "a/gpt | gpt2 | safetensors | " +
                                        std::to_string(weights().size()) +
                                        " | opens\na/gpt/copy | gpt2 | GGUF Q8_0 | " +
                                        std::to_string(ggufBytes("gpt2", 7).size()) + " | opens\n");
}

void DiscoveryTest::whatIsNotSupportedSaysWhy_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("bytes");
    QTest::addColumn<QString>("weightsName");
    QTest::addColumn<QString>("sentence");
    const char* config = "m/config.json";
    QTest::newRow("another architecture") << config << "{'model_type':'quasar'}"
                                          << "m/model.safetensors"
                                          << "Saccade does not know the architecture “quasar”.";
    QTest::newRow("no architecture") << config << "{}"
                                     << "m/model.safetensors"
                                     << "It does not say of which architecture it is.";
    QTest::newRow("broken JSON") << config << "{'a':"
                                 << "m/model.safetensors"
                                 << "config.json";
    QTest::newRow("quantised") << config
                               << "{'model_type':'gpt2','quantization_config':"
                                  "{'quant_method':'awq'}}"
                               << "m/model.safetensors"
                               << "quantised with awq";
    QTest::newRow("ONNX alone") << config << "{'model_type':'gpt2'}"
                                << "m/model.onnx"
                                << "only for ONNX";
    QTest::newRow("TensorFlow alone") << config << "{'model_type':'gpt2'}"
                                      << "m/tf_model.h5"
                                      << "only for TensorFlow";
    QTest::newRow("pipeline") << "m/model_index.json"
                              << "{}"
                              << "m/unet/model.safetensors"
                              << "pipeline of several models";
    QTest::newRow("ONNX file") << "m/readme.md"
                               << ""
                               << "m/model.onnx"
                               << "ONNX";
}

void DiscoveryTest::whatIsNotSupportedSaysWhy()
{
    QFETCH(QString, file);
    QFETCH(QString, bytes);
    QFETCH(QString, weightsName);
    QFETCH(QString, sentence);
    Tree tree;
    tree.write(file.toStdString(), json(bytes.toStdString()))
        .write(weightsName.toStdString(),
               weightsName.endsWith(QLatin1String("onnx")) ? "\x08\x07\x12\x07pytorch" : weights());
    const auto models = foundIn(tree);
    QVERIFY(!models.empty());
    QVERIFY(models[0].obstacle);
    const auto said = QString::fromUtf8(models[0].obstacle->what());
    QVERIFY2(said.contains(sentence), qPrintable(said));
}

void DiscoveryTest::loopsPipesAndDeepFoldersEnd()
{
    Tree tree;
    tree.write("a/model.gguf", ggufBytes("llama", 7))
        .link("a/loop", "..")
        .link("a/itself", "itself")
        .link("b", "a")
        .link("a/broken.gguf", "nowhere.gguf")
        .write("a/short.gguf", "GGUF")
        .write("a/lies.gguf", FileBytes()
                                  .text("GGUF")
                                  .number<std::uint32_t>(3)
                                  .number<std::uint64_t>(1)
                                  .number<std::uint64_t>(~0ULL)
                                  .number<std::uint64_t>(~0ULL));
    QCOMPARE(mkfifo(tree.path("a/pipe.gguf").c_str(), 0600), 0);
    std::string deep = "a";
    for (int i = 0; i < 40; ++i) {
        deep += "/d";
    }
    tree.write(deep + "/model.gguf", ggufBytes("llama", 7));
    const auto models = foundIn(tree);
    QCOMPARE(models.size(), 3UL);
    QVERIFY(models[0].obstacle);
    QCOMPARE(models[1].name, std::string("a/model"));
    QVERIFY(models[2].obstacle);
}

void DiscoveryTest::stops()
{
    Tree tree;
    tree.write("a/model.gguf", ggufBytes("llama", 7)).write("b/model.gguf", ggufBytes("llama", 7));
    std::stop_source source;
    int count = 0;
    const auto search = [&] {
        findModels(
            {.folders = {tree.path()}},
            [&](const FoundModel&) {
                ++count;
                source.request_stop();
            },
            source.get_token());
    };
    QVERIFY_EXCEPTION_THROWN(search(), Cancelled);
    QCOMPARE(count, 1);
}

void DiscoveryTest::placesComeFromTheEnvironment()
{
    for (const char* name :
         {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "OLLAMA_MODELS"}) {
        qunsetenv(name);
    }
    qputenv("HOME", "/home/somebody");
    auto places = usualModelPlaces();
    QCOMPARE(places.huggingFace.front().string(),
             std::string("/home/somebody/.cache/huggingface/hub"));
    QCOMPARE(places.ollama.front().string(), std::string("/home/somebody/.ollama/models"));
    QCOMPARE(places.lmStudio.size(), 2UL);
    qputenv("HF_HOME", "/data/hf");
    qputenv("OLLAMA_MODELS", "/data/ollama");
    places = usualModelPlaces();
    QCOMPARE(places.huggingFace.front().string(), std::string("/data/hf/hub"));
    QCOMPARE(places.ollama, std::vector<fs::path>{"/data/ollama"});
    qputenv("HF_HUB_CACHE", "/data/hub");
    QCOMPARE(usualModelPlaces().huggingFace, std::vector<fs::path>{"/data/hub"});
}

void DiscoveryTest::oracleFoldersAreFound()
{
    REQUIRE_SHARED("oracles/hf_tiny");
    const auto models = found({.folders = {sharedPath("oracles/hf_tiny")}});
    const auto llama = std::ranges::find(models, std::string("llama"), &FoundModel::name);
    QVERIFY(llama != models.end());
    QVERIFY(!llama->obstacle);
    QVERIFY(openModel(llama->path) != nullptr);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::DiscoveryTest)

#include "tst_discovery.moc"
