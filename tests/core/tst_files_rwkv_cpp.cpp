#include "core/files/checkpoint.h"
#include "core/models/model.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <fstream>
#include <iterator>

namespace saccade
{

namespace
{

struct Header {
    std::uint32_t magic = 0x67676d66;
    std::uint32_t version = 101;
    std::uint32_t vocabulary = 256;
    std::uint32_t width = 32;
    std::uint32_t layers = 1;
    std::uint32_t type = 0;
};

FileBytes header(const Header& header)
{
    FileBytes bytes;
    for (const auto number : {header.magic, header.version, header.vocabulary, header.width,
                              header.layers, header.type}) {
        bytes.number(number);
    }
    return bytes;
}

struct Entry {
    std::vector<std::uint32_t> shape{32, 2}; // ggml's order
    std::string name = "emb.weight";
    std::uint32_t type = 0;
    std::size_t dataBytes = 256;
};

FileBytes entry(const Entry& entry)
{
    FileBytes bytes;
    bytes.number(static_cast<std::uint32_t>(entry.shape.size()))
        .number(static_cast<std::uint32_t>(entry.name.size()))
        .number(entry.type);
    for (const auto extent : entry.shape) {
        bytes.number(extent);
    }
    return bytes.text(entry.name).zeros(entry.dataBytes);
}

std::string file(const Header& start, const std::vector<Entry>& entries)
{
    FileBytes bytes = header(start);
    for (const auto& one : entries) {
        bytes.part(entry(one));
    }
    return bytes;
}

} // namespace

class RwkvCppTest : public QObject
{
    Q_OBJECT

private slots:
    void findsEveryTensorInItsPlace();
    void findsTheVersionByTheTensors_data();
    void findsTheVersionByTheTensors();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesTruncation();
    void aFlippedBitOfARealFileIsReadOrRefused();
    void modelsThatLackATensorAreRefusedByName();

private:
    Checkpoint open(const std::string& bytes)
    {
        return openCheckpoint(writeFile(m_folder, "model.bin", bytes));
    }
    QTemporaryDir m_folder;
};

void RwkvCppTest::findsEveryTensorInItsPlace()
{
    FileBytes bytes = header({});
    bytes.number(2U).number(3U).number(0U).number(3U).number(2U).text("a.b").floats(6);
    bytes.part(entry({.shape = {64, 2}, .name = "quantised", .type = 8, .dataBytes = 96}));
    bytes.part(entry({.shape = {5}, .name = "half", .type = 1, .dataBytes = 10}));
    const auto checkpoint = open(bytes);
    QCOMPARE(checkpoint.format, std::string("rwkv.cpp"));
    QVERIFY(checkpoint.configuration ==
            nlohmann::json(
                {{"model_type", "rwkv"}, {"n_vocab", 256}, {"n_embed", 32}, {"n_layer", 1}}));
    QCOMPARE(checkpoint.tensors.size(), 3U);
    const auto& floats = checkpoint.tensor("a.b", {2, 3});
    for (std::size_t i = 0; i < 6; ++i) {
        QCOMPARE(floats.floats()[i], static_cast<float>(i));
    }
    QVERIFY(checkpoint.tensor("quantised", {2, 64}).dtype() == DType::Q5_1);
    QVERIFY(checkpoint.tensor("half", {5}).dtype() == DType::F16);
}

void RwkvCppTest::findsTheVersionByTheTensors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("architecture");
    QTest::newRow("4") << "tiny-rwkv-4v0-660K-FP32.bin"
                       << "rwkv";
    QTest::newRow("5.1") << "tiny-rwkv-5v1-730K-Q5_1.bin"
                         << "rwkv5";
    QTest::newRow("5.2") << "tiny-rwkv-5v2-730K-FP32.bin"
                         << "rwkv5";
    QTest::newRow("6") << "tiny-rwkv-6v0-3m-Q5_1.bin"
                       << "rwkv6";
    QTest::newRow("7") << "tiny-rwkv-7v0-834K-FP32.bin"
                       << "rwkv7";
}

void RwkvCppTest::findsTheVersionByTheTensors()
{
    REQUIRE_SHARED("assets/lm/rwkv-tiny");
    QFETCH(QString, path);
    QFETCH(QString, architecture);
    const auto model = openModel(sharedPath("assets/lm/rwkv-tiny/" + path.toStdString()));
    QCOMPARE(QString::fromStdString(architectureOf(*model->checkpoint())), architecture);
    QCOMPARE(model->info().vocabulary, 256);
    QVERIFY(model->tokenizer() != nullptr);
}

void RwkvCppTest::refusesBrokenFiles_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const Header& start, const Entry& entry,
                        const char* reason) {
        QTest::newRow(name) << file(start, {entry}) << reason;
    };
    row("version 99", {.version = 99}, {}, "version 99");
    row("no vocabulary", {.vocabulary = 0}, {}, "states 0 tokens");
    row("no width", {.width = 0}, {}, "0 channels");
    row("huge width", {.width = 0xffffffffU}, {}, "4294967295 channels");
    row("no layers", {.layers = 0}, {}, "0 layers");
    row("no axes", {}, {.shape = {}}, "0 axes");
    row("five axes", {}, {.shape = {1, 1, 1, 1, 1}}, "5 axes");
    row("no name", {}, {.name = ""}, "a name of 0 bytes");
    row("long name", {}, {.name = std::string(2000, 'x')}, "a name of 2000 bytes");
    row("unused type", {}, {.type = 4}, "the element type 4");
    row("unknown type", {}, {.type = 10}, "the element type 10");
    row("huge type", {}, {.type = 0xffffffffU}, "the element type 4294967295");
    row("outdated blocks", {.version = 100}, {.type = 8, .dataBytes = 48}, "of version 100");
    row("empty axis", {}, {.shape = {32, 0}}, "impossible shape");
    row("no whole blocks", {}, {.shape = {33, 2}, .type = 8}, "impossible shape");
    row("overflowing shape", {}, {.shape = {0xffffffffU, 0xffffffffU, 0xffffffffU}},
        "impossible shape");
    row("more elements than memory", {}, {.shape = {0xffffffffU, 0xffffU}}, "should go on for");
    QTest::newRow("twice") << file({}, {Entry{}, Entry{}}) << "has the tensor \"emb.weight\" twice";
}

void RwkvCppTest::refusesBrokenFiles()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { open(bytes); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains("model.bin"), qPrintable(message));
}

void RwkvCppTest::refusesTruncation()
{
    const auto whole =
        file({}, {Entry{}, {.shape = {32}, .name = "b", .type = 9, .dataBytes = 34}});
    const auto first = file({}, {Entry{}});
    for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 7) {
        // Cut between two tensors, the file is whole: which are missing, the model says.
        const bool isWhole = size == first.size() || size == std::string(header({})).size();
        QVERIFY2(isWhole || !messageOf([&] { open(whole.substr(0, size)); }).empty(),
                 std::to_string(size).c_str());
    }
}

void RwkvCppTest::aFlippedBitOfARealFileIsReadOrRefused()
{
    REQUIRE_SHARED("assets/lm/rwkv-tiny");
    std::ifstream stream(sharedPath("assets/lm/rwkv-tiny/tiny-rwkv-5v2-730K-Q5_1.bin"),
                         std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(stream)), {});
    for (std::size_t bit = 0; bit < 8 * 60; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        // Either is fine; what must not happen is a crash or another kind of exception.
        messageOf([&] { readAll(open(bytes)); });
    }
    for (const auto share : {0.1, 0.25, 0.5, 0.75, 0.99, 0.9999}) {
        const auto size = static_cast<std::size_t>(share * static_cast<double>(whole.size()));
        QVERIFY(!messageOf([&] { open(whole.substr(0, size)); }).empty());
    }
}

void RwkvCppTest::modelsThatLackATensorAreRefusedByName()
{
    const auto path = writeFile(m_folder, "model.bin", file({}, {Entry{}}));
    const auto message = messageOf([&] { openModel(path); });
    QVERIFY2(message.find("emb.weight") != std::string::npos, message.c_str());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::RwkvCppTest)
#include "tst_files_rwkv_cpp.moc"
