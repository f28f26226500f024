#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "tests/core/file_bytes.h"

#include <QTest>

namespace saccade
{

namespace
{

// Numbers of the specification (gguf_metadata_value_type, ggml_type).
enum Value : std::uint32_t { u8, i8, u16, i16, u32, i32, f32, flag, text, array, u64, i64, f64 };
constexpr std::uint32_t ggmlF32 = 0;
constexpr std::uint32_t ggmlF16 = 1;
constexpr std::uint32_t ggmlQ8 = 8;

FileBytes start(std::uint64_t tensors, std::uint64_t values, std::uint32_t version = 3)
{
    return FileBytes().text("GGUF").number(version).number(tensors).number(values);
}

FileBytes key(const char* name, Value type)
{
    return FileBytes().string(name).number(static_cast<std::uint32_t>(type));
}

FileBytes tensor(const char* name, std::initializer_list<std::uint64_t> extents, std::uint32_t type,
                 std::uint64_t offset)
{
    FileBytes bytes;
    bytes.string(name).number(static_cast<std::uint32_t>(extents.size()));
    for (const auto extent : extents) {
        bytes.number(extent);
    }
    return bytes.number(type).number(offset);
}

/// Two tensors and a few values, whole and right.
std::string sample()
{
    return start(2, 3)
        .part(key("general.architecture", text).string("llama"))
        .part(key("scores", array).number<std::uint32_t>(f32).number<std::uint64_t>(2).floats(2))
        .part(key("general.alignment", u32).number<std::uint32_t>(64))
        .part(tensor("a.weight", {3, 2}, ggmlF32, 0))
        .part(tensor("b.weight", {32, 2}, ggmlQ8, 64))
        .padTo(64)
        .floats(6)
        .padTo(64)
        .zeros(68);
}

/// Part `number` of `count`, with one tensor.
std::string part(int number, int count, const char* name, std::int32_t tensors = 2)
{
    return start(1, 4)
        .part(key("general.architecture", text).string("part " + std::to_string(number)))
        .part(key("split.no", u16).number(static_cast<std::uint16_t>(number - 1)))
        .part(key("split.count", u16).number(static_cast<std::uint16_t>(count)))
        .part(key("split.tensors.count", i32).number(tensors))
        .part(tensor(name, {3, 2}, ggmlF32, 0))
        .padTo(32)
        .floats(6);
}

} // namespace

class GgufTest : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryTypeOfValue();
    void readsTensorsWithTheOutermostExtentFirst();
    void readsVersionTwoAndFilesWithoutTensors();
    void misalignedTensorsCanBeRead();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void anyPartOpensTheWholeModel();
    void refusesBrokenParts_data();
    void refusesBrokenParts();
    void refusesTruncationAtEveryByte();
    void aFlippedBitIsReadOrRefused();

private:
    Checkpoint open(const std::string& bytes)
    {
        return openCheckpoint(writeFile(m_folder, "model.gguf", bytes));
    }
    std::vector<std::filesystem::path> writeParts(const std::string& folder,
                                                  const std::vector<std::string>& parts,
                                                  std::size_t count = 2)
    {
        std::filesystem::remove_all(pathIn(m_folder, folder));
        std::vector<std::filesystem::path> paths;
        for (const auto& bytes : parts) {
            const auto name =
                substitute("%1/model-0000%2-of-0000%3.gguf",
                           {folder, std::to_string(paths.size() + 1), std::to_string(count)});
            paths.push_back(writeFile(m_folder, name, bytes));
        }
        return paths;
    }

    QTemporaryDir m_folder;
};

void GgufTest::readsEveryTypeOfValue()
{
    const auto configuration =
        open(start(0, 15)
                 .part(key("u8", u8).number<std::uint8_t>(255))
                 .part(key("i8", i8).number<std::int8_t>(-128))
                 .part(key("u16", u16).number<std::uint16_t>(65535))
                 .part(key("i16", i16).number<std::int16_t>(-32768))
                 .part(key("u32", u32).number<std::uint32_t>(4294967295U))
                 .part(key("i32", i32).number<std::int32_t>(-2147483647))
                 .part(key("f32", f32).number(0.1F))
                 .part(key("true", flag).number<std::uint8_t>(1))
                 .part(key("false", flag).number<std::uint8_t>(0))
                 .part(key("text", text).string("\xff\x00 \xe4\xb8\xad"))
                 .part(key("u64", u64).number<std::uint64_t>(18446744073709551615ULL))
                 .part(key("i64", i64).number<std::int64_t>(-9007199254740993))
                 .part(key("f64", f64).number(1e300))
                 .part(key("words", array)
                           .number<std::uint32_t>(text)
                           .number<std::uint64_t>(2)
                           .string("")
                           .string("b"))
                 .part(key("nested", array)
                           .number<std::uint32_t>(array)
                           .number<std::uint64_t>(2)
                           .number<std::uint32_t>(u8)
                           .number<std::uint64_t>(2)
                           .text("\x01\x02")
                           .number<std::uint32_t>(u64)
                           .number<std::uint64_t>(0)))
            .configuration;
    QCOMPARE(configuration.size(), 15U);
    QVERIFY(configuration["u8"] == 255);
    QVERIFY(configuration["i8"] == -128);
    QVERIFY(configuration["u16"] == 65535);
    QVERIFY(configuration["i16"] == -32768);
    QVERIFY(configuration["u32"] == 4294967295U);
    QVERIFY(configuration["i32"] == -2147483647);
    QVERIFY(configuration["f32"].get<float>() == 0.1F);
    QVERIFY(configuration["true"] == true);
    QVERIFY(configuration["false"] == false);
    QVERIFY(configuration["text"].get<std::string>() == std::string("\xff"));
    QVERIFY(configuration["u64"] == 18446744073709551615ULL);
    QVERIFY(configuration["i64"] == -9007199254740993);
    QVERIFY(configuration["f64"] == 1e300);
    QVERIFY(configuration["words"] == nlohmann::json({"", "b"}));
    QVERIFY(configuration["nested"] == nlohmann::json({{1, 2}, nlohmann::json::array()}));
}

void GgufTest::readsTensorsWithTheOutermostExtentFirst()
{
    const auto checkpoint = open(sample());
    QCOMPARE(checkpoint.format, std::string("GGUF"));
    QVERIFY(checkpoint.configuration["general.architecture"] == "llama");
    QCOMPARE(checkpoint.tensors.size(), 2U);
    const auto& plain = checkpoint.tensor("a.weight", {2, 3}); // [out, in]
    QCOMPARE(plain.floats()[5], 5.0F);
    const auto& quantised = checkpoint.tensor("b.weight", {2, 32});
    QVERIFY(quantised.dtype() == DType::Q8_0);
    QCOMPARE(quantised.bytes().size(), 68U);
    QCOMPARE(checkpoint.parameterCount(), 70);
    QCOMPARE(checkpoint.tensorFiles.at("a.weight"), checkpoint.path.string());
}

void GgufTest::readsVersionTwoAndFilesWithoutTensors()
{
    QVERIFY(open(start(0, 0, 2)).tensors.empty());
    const auto checkpoint = open(start(2, 0, 2)
                                     .part(tensor("none", {0, 4}, ggmlF32, 0))
                                     .part(tensor("scalar", {}, ggmlF32, 0))
                                     .padTo(32)
                                     .number(1.5F));
    QVERIFY(checkpoint.tensor("none").isEmpty());
    QCOMPARE(checkpoint.tensor("scalar").floats()[0], 1.5F);
}

void GgufTest::misalignedTensorsCanBeRead()
{
    for (const auto* name : {"w", "ww", "www", "wwww"}) {
        const auto checkpoint =
            open(start(1, 1)
                     .part(key("general.alignment", u32).number<std::uint32_t>(1))
                     .part(tensor(name, {4}, ggmlF32, 0))
                     .floats(4));
        const auto values = checkpoint.tensor(name).floats();
        QCOMPARE(reinterpret_cast<std::uintptr_t>(values.data()) % sizeof(float), 0U);
        QCOMPARE(values[3], 3.0F);
    }
}

void GgufTest::refusesBrokenFiles_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << bytes << reason;
    };
    constexpr std::uint64_t huge = 1ULL << 63U;

    row("version 1", start(0, 0, 1), "version 1");
    row("version 4", start(0, 0, 4), "version 4");
    row("version 0", start(0, 0, 0), "version 0");
    row("big endian", start(0, 0, 0x03000000), "big-endian");
    row("2^63 tensors", start(huge, 0).zeros(100), "announces 9223372036854775808 entries");
    row("2^63 values", start(0, huge).zeros(100), "announces 9223372036854775808 entries");
    row("2^30 tensors", start(1U << 30U, 0).zeros(100), "announces 1073741824 entries");
    row("2^64 - 1 values", start(0, ~0ULL).zeros(100), "announces 18446744073709551615 entries");

    const auto value = [&](const char* name, const FileBytes& entry, const char* reason) {
        row(name, start(0, 1).part(entry).zeros(32), reason);
    };
    value("key past the end", FileBytes().number<std::uint64_t>(1000).text("key"),
          "go on for 1000");
    value("key of 2^64 - 1 bytes", FileBytes().number(~0ULL).text("key"),
          "go on for 18446744073709551615 bytes");
    value("text past the end", key("k", text).number<std::uint64_t>(1000), "go on for 1000 bytes");
    value("unknown type", key("k", static_cast<Value>(13)), "\"k\"");
    value("array of 2^63", key("k", array).number<std::uint32_t>(u8).number(huge), "announces");
    value("array of 2^61 doubles", key("k", array).number<std::uint32_t>(f64).number(huge >> 2U),
          "announces");
    value("array of 2^30 texts",
          key("k", array).number<std::uint32_t>(text).number<std::uint64_t>(1U << 30U),
          "announces");
    value("array of unknown type",
          key("k", array).number<std::uint32_t>(99).number<std::uint64_t>(1), "unknown type 99");
    FileBytes nested = key("k", array);
    for (int i = 0; i < 1000; ++i) {
        nested.number<std::uint32_t>(array).number<std::uint64_t>(1);
    }
    value("deeply nested arrays", nested, "nested too deep");
    row("17 million values",
        start(0, 1)
            .part(key("k", array).number<std::uint32_t>(u8).number<std::uint64_t>(17'000'000))
            .zeros(17'000'000),
        "too large");
    row("a key twice", start(0, 2).part(key("k", u8).zeros(1)).part(key("k", u8).zeros(1)),
        "the key \"k\" twice");
    for (const std::uint32_t bad : {0U, 3U, 48U, 1U << 31U, ~0U}) {
        value(qPrintable(QString("alignment %1").arg(bad)),
              key("general.alignment", u32).number(bad), "no power of two");
    }
    value("alignment that is text", key("general.alignment", text).string("32"), "no power of two");
    value("one part of two", key("split.count", u16).number<std::uint16_t>(2),
          "end with -00001-of-00002.gguf");

    const auto one = [&](const char* name, const FileBytes& info, const char* reason) {
        row(name, start(1, 0).part(info).padTo(32).zeros(64), reason);
    };
    one("name past the end", FileBytes().number<std::uint64_t>(500), "go on for 500 bytes");
    one("five dimensions", tensor("w", {1, 1, 1, 1, 1}, ggmlF32, 0), "5 dimensions");
    one("2^32 - 1 dimensions", FileBytes().string("w").number(~0U).zeros(64),
        "4294967295 dimensions");
    one("negative extent", tensor("w", {~0ULL}, ggmlF32, 0), "impossible shape");
    one("extents that overflow", tensor("w", {1ULL << 32U, 1ULL << 32U}, ggmlF32, 0),
        "impossible shape");
    one("bytes that overflow", tensor("w", {1ULL << 62U}, ggmlF32, 0), "cannot store");
    one("IQ2_XXS", tensor("w", {256}, 16, 0), "element type IQ2_XXS");
    one("IQ3_S", tensor("w", {256}, 21, 0), "element type IQ3_S");
    one("a withdrawn type", tensor("w", {32}, 4, 0), "element type 4,");
    one("unknown type 12345", tensor("w", {32}, 12345, 0), "element type 12345");
    one("row of half a block", tensor("w", {16, 2}, ggmlQ8, 0), "cannot store");
    one("unaligned offset", tensor("w", {4}, ggmlF32, 4), "no multiple of the alignment 32");
    one("offset past the end", tensor("w", {4}, ggmlF32, 128), "has only 64");
    one("offset of 2^63", tensor("w", {4}, ggmlF32, huge), "has only 64");
    one("data past the end", tensor("w", {32}, ggmlF32, 0), "has 128 bytes from byte 0");

    const auto two = [&](const char* name, const FileBytes& first, const FileBytes& second,
                         const char* reason) {
        row(name, start(2, 0).part(first).part(second).padTo(32).zeros(128), reason);
    };
    two("overlap", tensor("a", {16}, ggmlF32, 0), tensor("b", {16}, ggmlF16, 32), "overlap");
    two("the same bytes", tensor("a", {8}, ggmlF32, 0), tensor("b", {8}, ggmlF32, 0), "overlap");
    two("the same name", tensor("a", {8}, ggmlF32, 0), tensor("a", {8}, ggmlF32, 32),
        "the tensor \"a\" twice");
}

void GgufTest::refusesBrokenFiles()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { open(bytes); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains("model.gguf"), qPrintable(message));
    QVERIFY2(message.size() < 600, qPrintable(message));
}

void GgufTest::anyPartOpensTheWholeModel()
{
    const auto paths = writeParts("parts", {part(1, 2, "a.weight"), part(2, 2, "b.weight")});
    for (const auto& path : paths) {
        const auto checkpoint = openCheckpoint(path);
        QVERIFY(checkpoint.path == path);
        QVERIFY(checkpoint.configuration["general.architecture"] == "part 1");
        QCOMPARE(checkpoint.tensors.size(), 2U);
        QCOMPARE(checkpoint.tensor("b.weight", {2, 3}).floats()[5], 5.0F);
        QCOMPARE(checkpoint.tensorFiles.at("a.weight"), paths[0].string());
        QCOMPARE(checkpoint.tensorFiles.at("b.weight"), paths[1].string());
    }
}

void GgufTest::refusesBrokenParts_data()
{
    QTest::addColumn<std::vector<std::string>>("parts");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::vector<std::string>& parts,
                        const char* reason) { QTest::newRow(name) << parts << reason; };
    row("a part is missing", {part(1, 3, "a"), part(2, 3, "b")}, "-00003-of-00003.gguf is missing");
    row("parts changed places", {part(2, 2, "b"), part(1, 2, "a")},
        "that it is part 2 of 2, but its name says 1 of 2");
    row("a part of another model", {part(1, 2, "a"), part(2, 3, "b")}, "part 2 of 3");
    row("a tensor in two parts", {part(1, 2, "a"), part(2, 2, "a")}, "is in two files");
    row("too few tensors", {part(1, 2, "a", 3), part(2, 2, "b")},
        "have 2 tensors together; they should have 3");
    row("a part is cut", {part(1, 2, "a"), part(2, 2, "b").substr(0, 100)}, "incomplete");
}

void GgufTest::refusesBrokenParts()
{
    QFETCH(std::vector<std::string>, parts);
    QFETCH(QString, reason);
    const auto count = reason.contains("00003") ? std::size_t{3} : parts.size();
    const auto paths = writeParts("broken", parts, count);
    const auto message = QString::fromStdString(messageOf([&] { openCheckpoint(paths[0]); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
}

void GgufTest::refusesTruncationAtEveryByte()
{
    const auto whole = sample();
    QVERIFY(messageOf([&] { open(whole); }).empty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY2(!messageOf([&] { open(whole.substr(0, size)); }).empty(),
                 std::to_string(size).c_str());
    }
}

void GgufTest::aFlippedBitIsReadOrRefused()
{
    const auto whole = sample();
    int refused = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        refused += messageOf([&] { readAll(open(bytes)); }).empty() ? 0 : 1;
    }
    QVERIFY(refused > 1000);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::GgufTest)
#include "tst_files_gguf.moc"
