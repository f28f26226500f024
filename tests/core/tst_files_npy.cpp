#include "core/files/checkpoint.h"
#include "core/files/npy.h"
#include "tests/core/torch_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <cstring>

namespace saccade
{

namespace
{

/// An array of this header and data.
std::string npy(const std::string& header, const std::string& data, char version = 1)
{
    FileBytes file;
    file.text("\x93NUMPY").number(version).number('\0');
    if (version == 1) {
        file.number(static_cast<std::uint16_t>(header.size()));
    } else {
        file.number(static_cast<std::uint32_t>(header.size()));
    }
    return file.text(header).text(data);
}

std::string header(const std::string& type, const char* order, const std::string& shape)
{
    return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape +
           ", }  \n";
}

} // namespace

class NpyTest : public QObject
{
    Q_OBJECT

private slots:
    void readsTheFixtures();
    void readsEveryElementType_data();
    void readsEveryElementType();
    void fortranOrderBecomesRowMajor();
    void opensArchivesAsCheckpoints();
    void unpacksCompressedArchives();
    void readsTheOracles();
    void refusesBrokenArrays_data();
    void refusesBrokenArrays();
    void refusesTruncationAtEveryByte();

private:
    QTemporaryDir m_folder;
};

void NpyTest::readsTheFixtures()
{
    REQUIRE_SHARED("assets/format-fixtures/candle-tests");
    const auto folder = sharedPath("assets/format-fixtures/candle-tests");
    const auto array = readNpy(folder / "test.npy");
    QVERIFY(array.dtype() == DType::I64 && array.shape() == Shape({10}));
    const auto arrays = readNpz(folder / "test.npz");
    QCOMPARE(arrays.size(), 2U);
    QVERIFY(std::ranges::equal(arrays.at("x").bytes(), array.bytes()));
    std::int64_t last = 0;
    std::memcpy(&last, arrays.at("x_plus_one").bytes().data() + 72, sizeof(last));
    QCOMPARE(last, 10);
}

void NpyTest::readsEveryElementType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("bytes");
    QTest::newRow("half") << "<f2"
                          << "F16" << 2;
    QTest::newRow("float") << "<f4"
                           << "F32" << 4;
    QTest::newRow("double") << "<f8"
                            << "F64" << 8;
    QTest::newRow("int8") << "|i1"
                          << "I8" << 1;
    QTest::newRow("int16") << "<i2"
                           << "I16" << 2;
    QTest::newRow("int32") << "=i4"
                           << "I32" << 4;
    QTest::newRow("int64") << "<i8"
                           << "I64" << 8;
    QTest::newRow("byte") << "|u1"
                          << "U8" << 1;
    QTest::newRow("bool") << "|b1"
                          << "BOOL" << 1;
}

void NpyTest::readsEveryElementType()
{
    QFETCH(QString, type);
    QFETCH(QString, name);
    QFETCH(int, bytes);
    const std::string data(static_cast<std::size_t>(6 * bytes), '\1');
    for (const char version : {'\1', '\2', '\3'}) {
        const auto array = readNpy(writeFile(
            m_folder, "a.npy", npy(header(type.toStdString(), "False", "(2, 3)"), data, version)));
        QVERIFY(array.dtype() == dtypeNamed(name.toStdString()));
        QVERIFY(array.shape() == Shape({2, 3}));
        QCOMPARE(array.bytes().size(), data.size());
    }
}

void NpyTest::fortranOrderBecomesRowMajor()
{
    const auto array = readNpy(
        writeFile(m_folder, "f.npy", npy(header("<f4", "True", "(2, 3)"), FileBytes().floats(6))));
    const std::vector<float> expected{0, 2, 4, 1, 3, 5};
    QVERIFY(std::ranges::equal(array.floats(), expected));
    const auto scalar = readNpy(
        writeFile(m_folder, "s.npy", npy(header("<f4", "False", "()"), FileBytes().floats(1))));
    QCOMPARE(scalar.elements(), 1);
}

void NpyTest::opensArchivesAsCheckpoints()
{
    const auto path = writeFile(
        m_folder, "weights.npz",
        storedZip({{"layer.w.npy", npy(header("<f4", "False", "(6,)"), FileBytes().floats(6))},
                   {"notes.txt", "no array"}}));
    const auto checkpoint = openCheckpoint(path);
    QCOMPARE(checkpoint.format, std::string("NumPy"));
    QCOMPARE(checkpoint.tensors.size(), 1U);
    QCOMPARE(checkpoint.tensor("layer.w", {6}).floats()[5], 5.0F);
}

void NpyTest::unpacksCompressedArchives()
{
    // Made with Python's zipfile (ZIP_DEFLATED): 400 floats, all 1.5.
    const auto bytes = QByteArray::fromBase64(
        "UEsDBBQAAAAIAIZWeF1zbfCWVgAAAMAGAAAFAAAAeC5ucHmb7BfqGxDJyFDGUK2eklqcXKRupaBu"
        "k2airqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RomBgY6mjoKtQpkAy4GhgP2o3gUj+JR"
        "PIpHMakYAFBLAQIUAxQAAAAIAIZWeF1zbfCWVgAAAMAGAAAFAAAAAAAAAAAAAACAAQAAAAB4Lm5w"
        "eVBLBQYAAAAAAQABADMAAAB5AAAAAAA=");
    const std::string whole(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const auto array = readNpz(writeFile(m_folder, "packed.npz", whole)).at("x");
    QVERIFY(array.shape() == Shape({400}));
    QVERIFY(std::ranges::all_of(array.floats(), [](float value) { return value == 1.5F; }));
    constexpr std::size_t insideTheData = 60;
    auto damaged = whole;
    damaged[insideTheData] = static_cast<char>(damaged[insideTheData] ^ 0x55);
    const auto path = writeFile(m_folder, "damaged.npz", damaged);
    QVERIFY(!messageOf([&] { readNpz(path); }).empty());
}

void NpyTest::readsTheOracles()
{
    REQUIRE_SHARED("oracles/attention/lln.npz");
    const auto arrays = readNpz(sharedPath("oracles/attention/lln.npz"));
    QVERIFY(arrays.contains("q") && arrays.at("q").dtype() == DType::F32);
}

void NpyTest::refusesBrokenArrays_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& text, const char* reason,
                        std::size_t data = 8) {
        QTest::newRow(name) << npy(text, std::string(data, '\0')) << reason;
    };
    row("objects", header("|O", "False", "(1,)"), "element type \"|O\"");
    row("big-endian", header(">f4", "False", "(2,)"), "element type \">f4\"");
    row("unsigned", header("<u4", "False", "(2,)"), "element type \"<u4\"");
    row("text", header("<U8", "False", "(2,)"), "element type");
    row("structure", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
        "a header that numpy does not write");
    row("too short", header("<f4", "False", "(3,)"), "takes 12 bytes, but the file has 8");
    row("too long", header("<f4", "False", "(1,)"), "takes 4 bytes, but the file has 8");
    row("negative", header("<f4", "False", "(-2,)"), "does not write");
    row("overflow", header("<f4", "False", "(4294967296, 4294967296)"), "does not write");
    row("hidden overflow", header("<f4", "False", "(0, 4294967296, 4294967296)"), "does not write");
    row("many bytes", header("<f8", "False", "(4611686018427387904,)"), "which no file can hold");
    row("a call", "{'descr': '<f4', 'fortran_order': False, 'shape': eval('(2,)')}",
        "does not write");
    row("no shape", "{'descr': '<f4', 'fortran_order': False}", "does not write");
    row("shape twice", "{'descr': '<f4', 'shape': (2,), 'shape': (2,)}", "does not write");
    row("more", header("<f4", "False", "(2,)") + "x", "does not write");
    row("nothing", "", "does not write");
    QTest::newRow("version") << npy(header("<f4", "False", "(2,)"), "", 4) << "no array of numpy";
    QTest::newRow("other") << std::string("Dear diary, this is no array") << "no array of numpy";
}

void NpyTest::refusesBrokenArrays()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto path = writeFile(m_folder, "broken.npy", bytes);
    const auto message = QString::fromStdString(messageOf([&] { readNpy(path); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
}

void NpyTest::refusesTruncationAtEveryByte()
{
    const auto whole = npy(header("<f4", "False", "(6,)"), FileBytes().floats(6));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto path = writeFile(m_folder, "cut.npy", whole.substr(0, size));
        QVERIFY2(!messageOf([&] { readNpy(path); }).empty(), std::to_string(size).c_str());
    }
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::NpyTest)
#include "tst_files_npy.moc"
