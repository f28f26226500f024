#include "core/files/safetensors.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QDir>
#include <QTest>
#include <array>
#include <csignal>
#include <initializer_list>
#include <numeric>
#include <sys/resource.h>
#include <sys/stat.h>

namespace saccade
{

namespace
{

using Tensors = std::map<std::string, Tensor, std::less<>>;

/// One tensor's entry of a header.
std::string entry(const char* name, const std::string& dtype, const std::string& shape,
                  const std::string& offsets)
{
    return substitute("'%1':{'dtype':'%2','shape':%3,'data_offsets':%4}",
                      {name, dtype, shape, offsets});
}

/// A header of these entries.
std::string table(std::initializer_list<std::string> entries)
{
    std::string text;
    for (const auto& part : entries) {
        text += text.empty() ? '{' : ',';
        text += part;
    }
    return text += '}';
}

std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets)
{
    return table({entry("w", dtype, shape, offsets)});
}

/// Two tensors, whole and right.
std::string sample()
{
    return safetensorsBytes(
        table({entry("a", "F32", "[2,2]", "[0,16]"), entry("b", "F16", "[4]", "[16,24]")}), 24);
}

std::string repeated(const std::string& part, int times)
{
    std::string text;
    for (int i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

} // namespace

class SafetensorsTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadBack();
    void readsEveryElementType_data();
    void readsEveryElementType();
    void theDataOfAnUnpaddedHeaderCanBeReadAsFloats();
    void zeroDimensionsAndScalarsAreTensors();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesTruncationAtEveryByte();
    void aFlippedBitIsReadOrRefused();
    void aFailedWriteLeavesNothingBehind();
    void aFullDiskLeavesTheOldFile();
    void refusesToWriteWhatTheFormatCannotHold();
    void readsTheReferenceImplementationsFiles_data();
    void readsTheReferenceImplementationsFiles();

private:
    QTemporaryDir m_folder;
};

void SafetensorsTest::whatIsWrittenIsReadBack()
{
    std::array<float, 6> values{0.0F, -1.5F, 3.25F, 1e-30F, 1e30F, -0.0F};
    std::array<std::int32_t, 3> integers{-7, 0, 2147483647};
    auto flags = Tensor::allocate(DType::Bool, {5});
    flags.mutableBytes()[4] = std::byte{1};
    const Tensors tensors{{"a flag", flags},
                          {"grösse", Tensor::of({2, 3}, std::span<const float>(values))},
                          {"tokens", Tensor::of({3}, std::span<const std::int32_t>(integers))},
                          {"wide", Tensor::allocate(DType::F64, {2, 1})}};
    const std::map<std::string, std::string, std::less<>> metadata{{"saccade", "{\"a\": \"ü\n\"}"}};
    const auto path = pathIn(m_folder, "round trip.safetensors");
    writeSafetensors(path, tensors, metadata);
    writeSafetensors(path, tensors, metadata); // over the old one
    const auto file = readSafetensors(path);

    QCOMPARE(file.tensors.size(), tensors.size());
    for (const auto& [name, tensor] : tensors) {
        const auto& read = file.tensors.at(name);
        QVERIFY2(read.dtype() == tensor.dtype(), name.c_str());
        QVERIFY2(read.shape() == tensor.shape(), name.c_str());
        QVERIFY2(std::ranges::equal(read.bytes(), tensor.bytes()), name.c_str());
        const auto address = reinterpret_cast<std::uintptr_t>(read.bytes().data());
        QCOMPARE(address % static_cast<std::uintptr_t>(layout(read.dtype()).blockBytes), 0U);
    }
    QVERIFY(file.metadata == metadata);
}

void SafetensorsTest::readsEveryElementType_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("bytes");
    QTest::newRow("F64") << "F64" << 8;
    QTest::newRow("F32") << "F32" << 4;
    QTest::newRow("F16") << "F16" << 2;
    QTest::newRow("BF16") << "BF16" << 2;
    QTest::newRow("I64") << "I64" << 8;
    QTest::newRow("I32") << "I32" << 4;
    QTest::newRow("I16") << "I16" << 2;
    QTest::newRow("I8") << "I8" << 1;
    QTest::newRow("U8") << "U8" << 1;
    QTest::newRow("BOOL") << "BOOL" << 1;
}

void SafetensorsTest::readsEveryElementType()
{
    QFETCH(QString, name);
    QFETCH(int, bytes);
    const auto header = one(name.toStdString(), "[3]", "[0," + std::to_string(3 * bytes) + "]");
    const auto size = static_cast<std::size_t>(3 * bytes);
    const auto path = writeFile(m_folder, "type.safetensors", safetensorsBytes(header, size));
    const auto file = readSafetensors(path);
    QCOMPARE(layout(file.tensors.at("w").dtype()).name, name.toStdString());
    QCOMPARE(file.tensors.at("w").bytes().size(), size);
}

void SafetensorsTest::theDataOfAnUnpaddedHeaderCanBeReadAsFloats()
{
    for (int padding = 0; padding < 8; ++padding) {
        const auto header =
            one("F32", "[4]", "[0,16]") + std::string(static_cast<std::size_t>(padding), ' ');
        const std::string bytes = FileBytes().string(json(header)).floats(4);
        const auto file = readSafetensors(writeFile(m_folder, "odd.safetensors", bytes));
        const auto values = file.tensors.at("w").floats();
        QCOMPARE(reinterpret_cast<std::uintptr_t>(values.data()) % sizeof(float), 0U);
        QCOMPARE(std::accumulate(values.begin(), values.end(), 0.0F), 6.0F);
    }
}

void SafetensorsTest::zeroDimensionsAndScalarsAreTensors()
{
    const auto header =
        table({entry("empty", "F32", "[0,7]", "[0,0]"), entry("scalar", "F32", "[]", "[0,4]")});
    const auto file = readSafetensors(
        writeFile(m_folder, "zero.safetensors", FileBytes().string(json(header)).number(2.5F)));
    QVERIFY(file.tensors.at("empty").isEmpty());
    QCOMPARE(file.tensors.at("empty").shape().text(), std::string("[0, 7]"));
    QCOMPARE(file.tensors.at("scalar").elements(), 1);
    QCOMPARE(file.tensors.at("scalar").floats()[0], 2.5F);
}

void SafetensorsTest::refusesBrokenFiles_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << bytes << reason;
    };
    const auto header = [&](const char* name, const std::string& text, const char* reason,
                            std::size_t data = 8) {
        row(name, safetensorsBytes(text, data), reason);
    };

    row("empty", "", "is empty");
    row("seven bytes", std::string(7, '\0'), "ends after 7 bytes");
    row("no header", std::string(8, '\0'), "JSON");
    row("header longer than the file", FileBytes().number<std::uint64_t>(100).text("{}"),
        "should be 100 bytes long, in a file of 10 bytes");
    row("header of 2^64 - 1 bytes", FileBytes().number<std::uint64_t>(~0ULL).text("{}"),
        "should be 18446744073709551615 bytes long");
    row("header of 2^63 bytes", FileBytes().number<std::uint64_t>(1ULL << 63U).text("{}"),
        "should be 9223372036854775808 bytes long");
    row("Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "Git LFS pointer");
    row("web page", "<!DOCTYPE html><html><body>404</body></html>", "web page");

    header("no JSON", "{\"w\":", "broken at byte 14");
    header("bytes after the JSON", "{} x", "broken at byte");
    header("invalid UTF-8", "{\"\xff\xfe\":1}", "broken at byte");
    header("NaN", "{'w':NaN}", "broken at byte");
    header("number out of range", "{'w':1e999}", "out of range");
    header("deep nesting", repeated("[", 100000), "nested deeper");
    header("deep objects", repeated("{\"a\":", 100000), "nested deeper");
    header("an array", "[]", "no table of tensors");
    header("a name twice",
           table({entry("w", "F32", "[1]", "[0,4]"), entry("w", "F32", "[1]", "[4,8]")}),
           "the key \"w\" twice");
    header("a field twice", "{'w':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
           "the key \"dtype\" twice");
    header("no description", "{'w':7}", "does not describe the tensor \"w\"");
    header("metadata that is no table", "{'__metadata__':[]}", "is not text");
    header("metadata that is no text", "{'__metadata__':{'format':1}}", "\"format\"");

    header("no type", "{'w':{'shape':[2],'data_offsets':[0,8]}}", "element type \"\"");
    header("unknown type", one("F31", "[2]", "[0,8]"), "element type \"F31\"");
    for (const auto* type : {"F8_E4M3", "F8_E5M2", "U16", "U32", "U64", "Q4_K"}) {
        header(type, one(type, "[2]", "[0,8]"), "does not read: convert it");
    }
    header("type that is no text", "{'w':{'dtype':[1],'shape':[2],'data_offsets':[0,8]}}",
           "element type");

    for (const auto* shape : {"[-2]", "[2.0]", "[\"2\"]", "2", "null", "[9223372036854775808]"}) {
        header(qPrintable(QString("shape ") + shape), one("F32", shape, "[0,8]"), "no valid shape");
    }
    header("rank of 10000", one("F32", repeated("[1,", 1) + repeated("1,", 10000) + "2]", "[0,8]"),
           "no valid shape");
    header("shape that overflows", one("F32", "[4294967296,4294967296]", "[0,8]"), "impossible");
    header("bytes that overflow", one("F32", "[4611686018427387905]", "[0,8]"), "do not fit");
    header("shape too small", one("F32", "[1]", "[0,8]"), "has 8 bytes, which do not fit");
    header("wrong type", one("F64", "[2]", "[0,8]"), "of type F64");

    for (const auto* offsets :
         {"[8,0]", "[0]", "[0,8,8]", "[-8,0]", "[0.0,8.0]", "\"0,8\"", "[0,1e3]"}) {
        header(qPrintable(QString("offsets ") + offsets), one("F32", "[2]", offsets),
               "no valid data offsets");
    }
    header("data beyond the end", one("F32", "[4]", "[0,16]"), "has only 8 bytes");
    header("data far beyond the end", one("U8", "[7]", "[9223372036854775800,9223372036854775807]"),
           "has only 8 bytes");
    header("overlap", table({entry("a", "F32", "[1]", "[0,4]"), entry("b", "F32", "[1]", "[2,6]")}),
           "\"b\" in");
    header("the same bytes twice",
           table({entry("a", "F32", "[2]", "[0,8]"), entry("b", "F32", "[2]", "[0,8]")}),
           "overlaps");
    header("a hole at the start", one("F32", "[1]", "[4,8]"), "4 bytes that belong to no tensor");
    header("a hole between",
           table({entry("a", "F32", "[1]", "[0,4]"), entry("b", "I8", "[2]", "[6,8]")}),
           "2 bytes that belong to no tensor");
    header("trailing bytes", one("F32", "[1]", "[0,4]"), "4 bytes after its last tensor");
    header("data without tensors", "{}", "8 bytes after its last tensor");
}

void SafetensorsTest::refusesBrokenFiles()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto path = writeFile(m_folder, "broken.safetensors", bytes);
    const auto message = QString::fromStdString(messageOf([&] { readSafetensors(path); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains("broken.safetensors"), qPrintable(message));
    QVERIFY2(message.size() < 600, qPrintable(message));
}

void SafetensorsTest::refusesTruncationAtEveryByte()
{
    const auto whole = sample();
    QVERIFY(
        messageOf([&] { readSafetensors(writeFile(m_folder, "t.safetensors", whole)); }).empty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto path = writeFile(m_folder, "t.safetensors", whole.substr(0, size));
        QVERIFY2(!messageOf([&] { readSafetensors(path); }).empty(), std::to_string(size).c_str());
    }
}

void SafetensorsTest::aFlippedBitIsReadOrRefused()
{
    const auto whole = sample();
    int refused = 0;
    for (std::size_t bit = 0; bit < (whole.size() - 24) * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        Checkpoint checkpoint;
        const auto path = writeFile(m_folder, "t.safetensors", bytes);
        refused +=
            messageOf([&] { checkpoint.tensors = readSafetensors(path).tensors; }).empty() ? 0 : 1;
        readAll(checkpoint);
    }
    QVERIFY(refused > 0);
}

void SafetensorsTest::aFailedWriteLeavesNothingBehind()
{
    const Tensors tensors{{"w", Tensor::allocate(DType::F32, {4})}};
    const auto missing = pathIn(m_folder, "no such folder/out.safetensors");
    QVERIFY(!messageOf([&] { writeSafetensors(missing, tensors, {}); }).empty());
    QVERIFY(!std::filesystem::exists(missing));

    QTemporaryDir folder;
    const auto taken = pathIn(folder, "taken.safetensors");
    std::filesystem::create_directory(taken);
    QVERIFY(!messageOf([&] { writeSafetensors(taken, tensors, {}); }).empty());
    const auto left = QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QCOMPARE(left, QStringList("taken.safetensors"));

    // A file that is no regular one is not replaced.
    const auto pipe = pathIn(folder, "pipe");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(!messageOf([&] { writeSafetensors(pipe, tensors, {}); }).empty());
    QVERIFY(std::filesystem::is_fifo(pipe));
}

void SafetensorsTest::aFullDiskLeavesTheOldFile()
{
    QTemporaryDir folder;
    const auto path = pathIn(folder, "old.safetensors");
    writeSafetensors(path, {{"old", Tensor::allocate(DType::F32, {4})}}, {});

    // A limit on the size of files fails like a full disk: in the middle of writing.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    auto small = before;
    small.rlim_cur = 100'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto message = messageOf([&] {
        writeSafetensors(path, {{"new", Tensor::allocate(DType::F32, {1 << 20})}}, {});
    });
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

    QVERIFY2(message.find("old.safetensors cannot be written") != std::string::npos,
             message.c_str());
    QVERIFY(readSafetensors(path).tensors.contains("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("old.safetensors"));
}

void SafetensorsTest::refusesToWriteWhatTheFormatCannotHold()
{
    const auto path = pathIn(m_folder, "refused.safetensors");
    const auto write = [&](const std::string& name, DType type, const std::string& metadata) {
        return messageOf([&] {
            writeSafetensors(path, {{name, Tensor::allocate(type, {256})}}, {{"m", metadata}});
        });
    };
    QVERIFY(write("w", DType::Q4_K, "").find("Q4_K") != std::string::npos);
    QVERIFY(!write("__metadata__", DType::F32, "").empty());
    QVERIFY(!write("\xff", DType::F32, "").empty());
    QVERIFY(!write("w", DType::F32, "\xc3").empty());
    QVERIFY(!std::filesystem::exists(path));
    QVERIFY(write("w", DType::F32, "").empty());
}

void SafetensorsTest::readsTheReferenceImplementationsFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("tensors");
    // Counted with Python's json module.
    QTest::newRow("F32") << "oracles/hf_tiny/gpt2/model.safetensors" << 40;
    QTest::newRow("F16") << "oracles/hf_tiny/gpt2/model.fp16.safetensors" << 40;
    QTest::newRow("BF16") << "oracles/hf_tiny/gpt2/model.bf16.safetensors" << 40;
    QTest::newRow("llama") << "assets/derived/stories260k-hf-llama/model.safetensors" << 47;
    QTest::newRow("demo") << "demo/language-model/model.safetensors" << 52;
}

void SafetensorsTest::readsTheReferenceImplementationsFiles()
{
    QFETCH(QString, path);
    QFETCH(int, tensors);
    REQUIRE_SHARED(path.toStdString());
    Checkpoint checkpoint;
    checkpoint.tensors = readSafetensors(sharedPath(path.toStdString())).tensors;
    QCOMPARE(static_cast<int>(checkpoint.tensors.size()), tensors);
    QVERIFY(readAll(checkpoint) > 0);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::SafetensorsTest)
#include "tst_files_safetensors.moc"
