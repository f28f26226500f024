#include "core/files/checkpoint.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>

namespace saccade
{

namespace
{

constexpr auto config = "{'model_type': 'gpt2', 'eps': 1e-5}";

/// A safetensors file with one tensor of two floats.
std::string shard(const char* tensor)
{
    return FileBytes()
        .string(
            json(substitute("{'%1':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", {tensor})))
        .floats(2);
}

/// A folder as Hugging Face lays it out, to be broken by a test.
class ModelFolder
{
public:
    ModelFolder& write(const std::string& name, const std::string& bytes)
    {
        writeFile(m_folder, name, bytes);
        return *this;
    }
    ModelFolder& writeConfig() { return write("config.json", json(config)); }
    ModelFolder& writeShards()
    {
        return writeConfig()
            .write("model.safetensors.index.json",
                   json("{'weight_map': {'a': 'one.safetensors', 'b': 'two.safetensors'}}"))
            .write("one.safetensors", shard("a"))
            .write("two.safetensors", shard("b"));
    }
    ModelFolder& writeIndex(const std::string& text)
    {
        return writeShards().write("model.safetensors.index.json", json(text));
    }
    std::filesystem::path path(const std::string& name = {}) const
    {
        return pathIn(m_folder, name);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

class HuggingFaceTest : public QObject
{
    Q_OBJECT

private slots:
    void opensAFolderAndEveryFileThatStandsForIt_data();
    void opensAFolderAndEveryFileThatStandsForIt();
    void shardsMayBeLinksAsInTheCache();
    void theShardedCheckpointEqualsTheWholeOne();
    void findsOtherFilesOfTheFolder();
    void opensRelativePaths();
    void refusesBrokenIndexes_data();
    void refusesBrokenIndexes();
    void refusesBrokenFolders_data();
    void refusesBrokenFolders();
    void refusesTruncatedFiles_data();
    void refusesTruncatedFiles();
    void aLinkToItselfIsRefused();
    void aMissingOrMisshapenTensorIsNamed();
};

void HuggingFaceTest::opensAFolderAndEveryFileThatStandsForIt_data()
{
    QTest::addColumn<bool>("isSharded");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("tensors");
    QTest::newRow("folder") << false << "" << 1;
    QTest::newRow("configuration") << false << "config.json" << 1;
    QTest::newRow("weights") << false << "model.safetensors" << 1;
    QTest::newRow("sharded folder") << true << "" << 2;
    QTest::newRow("configuration of shards") << true << "config.json" << 2;
    QTest::newRow("index") << true << "model.safetensors.index.json" << 2;
    QTest::newRow("one shard stands for all") << true << "two.safetensors" << 2;
}

void HuggingFaceTest::opensAFolderAndEveryFileThatStandsForIt()
{
    QFETCH(bool, isSharded);
    QFETCH(QString, name);
    QFETCH(int, tensors);
    ModelFolder folder;
    if (isSharded) {
        folder.writeShards();
    } else {
        folder.writeConfig().write("model.safetensors", shard("a"));
    }
    const auto path = folder.path(name.toStdString());
    const auto checkpoint = openCheckpoint(path);
    QCOMPARE(checkpoint.format, std::string("Hugging Face"));
    QVERIFY(checkpoint.path == path);
    QVERIFY(checkpoint.configuration["model_type"] == "gpt2");
    QCOMPARE(static_cast<int>(checkpoint.tensors.size()), tensors);
    QCOMPARE(checkpoint.tensor("a", {2}).floats()[1], 1.0F);
    QCOMPARE(checkpoint.tensorFiles.at("a"),
             folder.path(isSharded ? "one.safetensors" : "model.safetensors").string());
}

void HuggingFaceTest::shardsMayBeLinksAsInTheCache()
{
    const ModelFolder blobs = std::move(ModelFolder().write("0a1b", shard("a")));
    ModelFolder folder;
    folder.writeConfig();
    std::filesystem::create_symlink(blobs.path("0a1b"), folder.path("model.safetensors"));
    QVERIFY(openCheckpoint(folder.path()).contains("a"));
    QVERIFY(openCheckpoint(folder.path("model.safetensors")).contains("a"));
}

void HuggingFaceTest::theShardedCheckpointEqualsTheWholeOne()
{
    REQUIRE_SHARED("oracles/hf_tiny/gpt2/sharded");
    const auto whole = openCheckpoint(sharedPath("oracles/hf_tiny/gpt2"));
    const auto sharded = openCheckpoint(sharedPath("oracles/hf_tiny/gpt2/sharded"));
    QCOMPARE(sharded.tensors.size(), whole.tensors.size());
    for (const auto& [name, tensor] : whole.tensors) {
        const auto& other = sharded.tensor(name, tensor.shape());
        QVERIFY2(std::ranges::equal(tensor.bytes(), other.bytes()), name.c_str());
    }
}

void HuggingFaceTest::findsOtherFilesOfTheFolder()
{
    ModelFolder folder;
    folder.writeConfig().write("model.safetensors", shard("a")).write("tokenizer.json", "{}");
    for (const auto* name : {"", "model.safetensors"}) {
        const auto checkpoint = openCheckpoint(folder.path(name));
        QVERIFY(std::filesystem::equivalent(checkpoint.besides("tokenizer.json"),
                                            folder.path("tokenizer.json")));
        QVERIFY(checkpoint.besides("vocab.json").empty());
        QVERIFY(checkpoint.besides("").empty());
    }
}

void HuggingFaceTest::opensRelativePaths()
{
    ModelFolder folder;
    folder.writeConfig().write("weights.safetensors", shard("a"));
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    std::string messages;
    for (const auto* name : {".", "config.json", "weights.safetensors", "./weights.safetensors"}) {
        messages += messageOf([&] {
            const auto checkpoint = openCheckpoint(name);
            messages += checkpoint.besides("config.json").empty() ? "no config.json" : "";
        });
    }
    std::filesystem::current_path(before);
    QCOMPARE(messages, std::string());
}

void HuggingFaceTest::refusesBrokenIndexes_data()
{
    QTest::addColumn<std::string>("index");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& index, const char* reason) {
        QTest::newRow(name) << index << reason;
    };
    const auto shardNamed = [&](const char* name) {
        row(name, substitute("{'weight_map': {'a': '%1'}}", {name}),
            "is not the name of a file of weights in the same folder");
    };
    shardNamed("../one.safetensors");
    shardNamed("/etc/one.safetensors");
    shardNamed("sub/one.safetensors");
    shardNamed("..\\\\one.safetensors");
    shardNamed("..");
    shardNamed("");
    shardNamed("one.txt");
    shardNamed("config.json");
    shardNamed("model.safetensors.index.json");
    shardNamed("one\\u0000.safetensors");
    row("shard that is a number", "{'weight_map': {'a': 1}}", "is not the name of a file of weights");
    row("no JSON", "weight_map", "broken at byte 1");
    row("cut off", "{'weight_map': {'a': 'one.saf", "broken at byte");
    row("no table", "[]", "lists no tensors");
    row("no weight_map", "{'metadata': {}}", "lists no tensors");
    row("empty weight_map", "{'weight_map': {}}", "lists no tensors");
    row("weight_map that is no table", "{'weight_map': ['one.safetensors']}", "lists no tensors");
    row("a tensor twice", "{'weight_map': {'a': 'one.safetensors', 'a': 'two.safetensors'}}",
        "the key \"a\" twice");
    row("missing shard", "{'weight_map': {'a': 'one.safetensors', 'c': 'three.safetensors'}}",
        "three.safetensors, which");
    row("missing tensor", "{'weight_map': {'a': 'one.safetensors', 'c': 'two.safetensors'}}",
        "The tensor \"c\"");
    row("tensor in the other shard",
        "{'weight_map': {'a': 'two.safetensors', 'b': 'one.safetensors'}}", "The tensor \"a\"");
    row("tensor in two shards",
        "{'weight_map': {'a': 'one.safetensors', 'b': 'again.safetensors'}}", "is in two files");
    row("shard that is a folder", "{'weight_map': {'a': 'folder.safetensors'}}", "is not a file");
    row("shard that is no safetensors", "{'weight_map': {'a': 'text.safetensors'}}", "safetensors");
    row("shard that is a Git LFS pointer", "{'weight_map': {'a': 'pointer.safetensors'}}",
        "Git LFS");
}

void HuggingFaceTest::refusesBrokenIndexes()
{
    QFETCH(std::string, index);
    QFETCH(QString, reason);
    ModelFolder folder;
    folder.writeIndex(index)
        .write("again.safetensors", shard("a"))
        .write("folder.safetensors/inside", "")
        .write("text.safetensors", "a text and no more")
        .write("pointer.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n");
    for (const auto* name : {"", "model.safetensors.index.json", "one.safetensors"}) {
        const auto path = folder.path(name);
        const auto message = QString::fromStdString(messageOf([&] { openCheckpoint(path); }));
        // A file that a usable index does not list is opened alone.
        const bool isAlone = message.isEmpty() && path.filename() == "one.safetensors";
        QVERIFY2(message.contains(reason) || isAlone, qPrintable("the message: " + message));
    }
}

void HuggingFaceTest::refusesBrokenFolders_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* file, const std::string& bytes,
                        const char* reason) { QTest::newRow(name) << file << bytes << reason; };
    row("no weights", "notes.txt", "x", "model.safetensors is missing");
    row("only a pickle", "pytorch_model.bin", "PK", "ends after 2 bytes");
    row("only an index of pickles", "pytorch_model.bin.index.json", "{}", "lists no tensors");
    row("empty weights", "model.safetensors", "", "is empty");
    row("empty configuration", "config.json", "", "is empty");
    row("configuration that is no JSON", "config.json", "{model", "broken at byte 2");
    row("configuration that is no table", "config.json", "[1]", "does not describe a model");
    row("NaN in the configuration", "config.json", json("{'a': NaN}"), "broken at byte");
    row("invalid UTF-8", "config.json", json("{'a': '\xff'}"), "broken at byte");
    row("deeply nested configuration", "config.json", std::string(1'000'000, '['), "nested deeper");
    row("pointer instead of configuration", "config.json",
        "version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer");
    row("web page instead of configuration", "config.json", "\n<html>", "web page");
}

void HuggingFaceTest::refusesBrokenFolders()
{
    QFETCH(QString, file);
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    ModelFolder folder;
    folder.writeConfig();
    if (file == "config.json") {
        folder.write("model.safetensors", shard("a"));
    }
    folder.write(file.toStdString(), bytes);
    const auto message = QString::fromStdString(messageOf([&] { openCheckpoint(folder.path()); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains(QString::fromStdString(folder.path().string())), qPrintable(message));
}

void HuggingFaceTest::refusesTruncatedFiles_data()
{
    QTest::addColumn<QString>("name");
    for (const auto* name :
         {"config.json", "model.safetensors.index.json", "one.safetensors", "two.safetensors"}) {
        QTest::newRow(name) << name;
    }
}

void HuggingFaceTest::refusesTruncatedFiles()
{
    QFETCH(QString, name);
    ModelFolder folder;
    folder.writeShards();
    const auto path = folder.path(name.toStdString());
    const auto size = std::filesystem::file_size(path);
    QVERIFY(openCheckpoint(folder.path()).tensors.size() == 2);
    for (auto left = size; left-- > 0;) {
        std::filesystem::resize_file(path, left);
        QVERIFY2(!messageOf([&] { openCheckpoint(folder.path()); }).empty(),
                 std::to_string(left).c_str());
    }
}

void HuggingFaceTest::aLinkToItselfIsRefused()
{
    ModelFolder folder;
    folder.writeIndex("{'weight_map': {'a': 'loop.safetensors'}}");
    std::filesystem::create_symlink("loop.safetensors", folder.path("loop.safetensors"));
    const auto message = messageOf([&] { openCheckpoint(folder.path()); });
    QVERIFY2(message.find("loop.safetensors") != std::string::npos, message.c_str());
}

void HuggingFaceTest::aMissingOrMisshapenTensorIsNamed()
{
    ModelFolder folder;
    const auto checkpoint = openCheckpoint(folder.writeShards().path());
    const auto missing = messageOf([&] { checkpoint.tensor("c"); });
    QVERIFY2(missing.find("has no tensor \"c\"") != std::string::npos, missing.c_str());
    QVERIFY2(missing.find(folder.path().string()) != std::string::npos, missing.c_str());
    const auto misshapen = messageOf([&] { checkpoint.tensor("b", {3}); });
    QVERIFY2(misshapen.find("\"b\"") != std::string::npos, misshapen.c_str());
    QVERIFY2(misshapen.find("two.safetensors") != std::string::npos, misshapen.c_str());
    QVERIFY2(misshapen.find("[2]") != std::string::npos, misshapen.c_str());
    QVERIFY2(misshapen.find("[3]") != std::string::npos, misshapen.c_str());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::HuggingFaceTest)
#include "tst_files_hugging_face.moc"
