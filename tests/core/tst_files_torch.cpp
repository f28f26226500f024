#include "core/files/torch_file.h"
#include "tests/core/torch_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <numeric>

namespace saccade
{

namespace
{

using namespace std::string_literals;

/// A checkpoint of before PyTorch 1.6: magic, version, system, object, keys, records.
std::string legacyFile(const std::string& object, int floats)
{
    FileBytes file;
    file.text("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19.\x80\x02M\xe9\x03."s);
    file.part(PickleBytes().code("}").word("little_endian").code("\x88s."));
    file.text(object).part(PickleBytes().code("]").word("0").code("a."));
    return file.number<std::int64_t>(floats).floats(floats);
}

std::string oneTensor(const char* ending = ".")
{
    return PickleBytes()
        .code("}")
        .word("w")
        .tensor("0", 6, 0, {2, 3}, {3, 1})
        .code("s")
        .code(ending);
}

bool isEqual(const Tensor& one, const Tensor& other)
{
    return one.dtype() == other.dtype() && one.shape() == other.shape() &&
           std::ranges::equal(one.bytes(), other.bytes());
}

} // namespace

class TorchTest : public QObject
{
    Q_OBJECT

private slots:
    void equalsTheSafetensorsOfTheSameModel_data();
    void equalsTheSafetensorsOfTheSameModel();
    void opensEveryFileOfTheAssets_data();
    void opensEveryFileOfTheAssets();
    void strideAndWrappersOfTheFixtures();
    void theOldFormatEqualsTheNew();
    void recordsAreViewedAndShared();
    void transposedViewsBecomeRowMajor();
    void plainValuesAreTheConfiguration();
    void unwrapsTheWeights_data();
    void unwrapsTheWeights();
    void opensShardsOfAFolder();
    void partsOfRecordsInOldFiles();
    void refusesTensorsOutsideTheirRecords_data();
    void refusesTensorsOutsideTheirRecords();
    void refusesBrokenArchives_data();
    void refusesBrokenArchives();

private:
    TorchFile read(const std::string& bytes)
    {
        return readTorchFile(writeFile(m_folder, "model.pt", bytes));
    }

    QTemporaryDir m_folder;
};

void TorchTest::equalsTheSafetensorsOfTheSameModel_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    for (const auto* name :
         {"bert",     "bloom",   "clip",  "dinov2",  "distilbert", "gemma2", "gpt2",
          "gpt_neox", "llama",   "mamba", "mistral", "mixtral",    "opt",    "phi3",
          "qwen2",    "roberta", "rwkv",  "t5",      "vit",        "whisper"}) {
        QTest::newRow(name) << name << "pytorch_model.bin";
    }
    QTest::newRow("gpt2, old format") << "gpt2"
                                      << "pytorch_model.legacy.bin";
}

void TorchTest::equalsTheSafetensorsOfTheSameModel()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    const auto folder = "oracles/hf_tiny/" + name.toStdString();
    REQUIRE_SHARED(folder);
    const auto whole = openCheckpoint(sharedPath(folder + "/model.safetensors"));
    const auto pickled = openCheckpoint(sharedPath(folder) / file.toStdString());
    QCOMPARE(pickled.format, std::string("Hugging Face"));
    QVERIFY(pickled.configuration == whole.configuration);
    for (const auto& [key, tensor] : whole.tensors) {
        QVERIFY2(pickled.contains(key) && isEqual(pickled.tensor(key), tensor), key.c_str());
    }
    // Tied tensors are stored once in safetensors; here they are names for the same bytes.
    for (const auto& entry : pickled.tensors) {
        const auto isSame = [&](const auto& other) {
            return other.first != entry.first &&
                   other.second.bytes().data() == entry.second.bytes().data();
        };
        QVERIFY2(whole.contains(entry.first) || std::ranges::any_of(pickled.tensors, isSame),
                 entry.first.c_str());
    }
}

void TorchTest::opensEveryFileOfTheAssets_data()
{
    QTest::addColumn<QString>("path");
    bool isEmpty = true;
    for (const auto* folder : {"assets", "oracles/var_small", "oracles/tslib"}) {
        const auto root = sharedPath(folder);
        if (!std::filesystem::exists(root)) {
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const auto extension = entry.path().extension();
            if (extension == ".pt" || extension == ".pth" || extension == ".ckpt") {
                QTest::newRow(entry.path().c_str()) << entry.path().c_str();
                isEmpty = false;
            }
        }
    }
    if (isEmpty) {
        QTest::newRow("none") << "";
    }
}

void TorchTest::opensEveryFileOfTheAssets()
{
    QFETCH(QString, path);
    if (path.isEmpty()) {
        QSKIP(("no " + sharedPath("assets").string()).c_str());
    }
    const auto checkpoint = openCheckpoint(path.toStdString());
    QCOMPARE(checkpoint.format, std::string("PyTorch"));
    QVERIFY(!checkpoint.tensors.empty());
    QVERIFY(checkpoint.configuration.is_object());
    QVERIFY(readAll(checkpoint) > 0);
    for (const auto& [name, tensor] : checkpoint.tensors) {
        QVERIFY2(!name.starts_with("state_dict.") && !name.starts_with("optimizer"), name.c_str());
    }
}

void TorchTest::strideAndWrappersOfTheFixtures()
{
    REQUIRE_SHARED("assets/format-fixtures/candle-tests");
    const auto folder = sharedPath("assets/format-fixtures/candle-tests");
    const auto fortran = readTorchFile(folder / "fortran_tensor_3d.pth");
    // Strides 1, 2, 6 over the numbers of the record; what candle's own test expects as well.
    const auto& tensor = fortran.tensors.at("tensor_fortran");
    QVERIFY(tensor.shape() == Shape({2, 3, 4}));
    QVERIFY(tensor.dtype() == DType::I64);
    std::vector<std::int64_t> values(24);
    std::memcpy(values.data(), tensor.bytes().data(), tensor.bytes().size());
    std::vector<std::int64_t> inOrder(24);
    std::iota(inOrder.begin(), inOrder.end(), 1);
    QVERIFY(values == inOrder);
    QVERIFY(isEqual(readTorchFile(folder / "test.pt").tensors.at("test"),
                    readTorchFile(folder / "test_with_key.pt").tensors.at("test")));
}

void TorchTest::theOldFormatEqualsTheNew()
{
    const auto oldFile = read(legacyFile(oneTensor(), 6));
    const auto newFile = read(torchZip(oneTensor(), 6));
    QVERIFY(isEqual(oldFile.tensors.at("w"), newFile.tensors.at("w")));
    QCOMPARE(newFile.tensors.at("w").floats()[5], 5.0F);
    for (std::size_t size = legacyFile(oneTensor(), 6).size(); size-- > 0;) {
        const auto part = legacyFile(oneTensor(), 6).substr(0, size);
        QVERIFY2(!messageOf([&] { read(part); }).empty(), std::to_string(size).c_str());
    }
}

void TorchTest::recordsAreViewedAndShared()
{
    const std::string pickle = PickleBytes()
                                   .code("}(")
                                   .word("all")
                                   .tensor("0", 6, 0, {2, 3}, {3, 1})
                                   .word("row")
                                   .tensor("0", 6, 3, {3}, {1})
                                   .word("none")
                                   .tensor("0", 6, 6, {0, 7}, {7, 1})
                                   .word("one")
                                   .tensor("0", 6, 5, {}, {})
                                   .code("u.");
    const auto file = read(torchZip(pickle, 6));
    const auto& all = file.tensors.at("all");
    const auto& row = file.tensors.at("row");
    QVERIFY(row.bytes().data() == all.bytes().data() + 12);
    QVERIFY(row.owner() == all.owner());
    QCOMPARE(row.floats()[0], 3.0F);
    QVERIFY(file.tensors.at("none").shape() == Shape({0, 7}));
    QCOMPARE(file.tensors.at("one").floats()[0], 5.0F);
}

void TorchTest::transposedViewsBecomeRowMajor()
{
    const std::string pickle = PickleBytes()
                                   .code("}(")
                                   .word("transposed")
                                   .tensor("0", 6, 0, {3, 2}, {1, 3})
                                   .word("repeated")
                                   .tensor("0", 6, 1, {2, 3}, {0, 2})
                                   .code("u.");
    const auto file = read(torchZip(pickle, 6));
    const std::vector<float> transposed{0, 3, 1, 4, 2, 5};
    const std::vector<float> repeated{1, 3, 5, 1, 3, 5};
    QVERIFY(std::ranges::equal(file.tensors.at("transposed").floats(), transposed));
    QVERIFY(std::ranges::equal(file.tensors.at("repeated").floats(), repeated));
}

void TorchTest::plainValuesAreTheConfiguration()
{
    const std::string pickle = PickleBytes()
                                   .code("}(")
                                   .word("epoch")
                                   .integer(3)
                                   .word("hyper_parameters")
                                   .global("argparse", "Namespace")
                                   .code(")\x81}(")
                                   .word("rate")
                                   .code("G?\xe0\0\0\0\0\0\0"s)
                                   .word("size")
                                   .global("torch", "Size")
                                   .integers({2, 3})
                                   .code("\x85R")
                                   .word("type")
                                   .global("torch", "float32")
                                   .word("big")
                                   .code("\x8a\x03\x00\x00\x80"s) // −2²³
                                   .word("scalar")
                                   .global("numpy.core.multiarray", "scalar")
                                   .global("numpy", "dtype")
                                   .word("f8")
                                   .code("\x89\x88\x87R(K\x03")
                                   .word("<")
                                   .code("NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"s)
                                   .global("_codecs", "encode")
                                   .word("\0\0\0\0\0\0\xc3\xb8?"s)
                                   .word("latin1")
                                   .code("\x86R\x86Rub")
                                   .word("state_dict")
                                   .code("}")
                                   .word("w")
                                   .tensor("0", 6, 0, {6}, {1})
                                   .code("su.");
    const auto file = read(torchZip(pickle, 6));
    QCOMPARE(file.tensors.size(), 1U);
    QVERIFY(file.tensors.contains("w"));
    const auto expected = nlohmann::json::parse(
        json("{'epoch':3,'hyper_parameters':{'rate':0.5,'size':[2,3],'type':'torch.float32',"
             "'big':-8388608,'scalar':1.5}}"));
    QVERIFY2(file.values == expected, file.values.dump().c_str());
}

void TorchTest::unwrapsTheWeights_data()
{
    QTest::addColumn<QStringList>("path"); // from the root to the tensor
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QStringList{"model.layers.0"} << "model.layers.0";
    QTest::newRow("wrapped") << QStringList{"model", "layers.0"} << "layers.0";
    QTest::newRow("parallel") << QStringList{"state_dict", "module.w"} << "w";
    QTest::newRow("compiled") << QStringList{"_orig_mod.w"} << "w";
    QTest::newRow("trainer") << QStringList{"trainer", "var_wo_ddp", "w"} << "trainer.var_wo_ddp.w";
}

void TorchTest::unwrapsTheWeights()
{
    QFETCH(QStringList, path);
    QFETCH(QString, name);
    PickleBytes pickle;
    for (const auto& key : path) {
        pickle.code("}").word(key.toStdString());
    }
    pickle.tensor("0", 6, 0, {6}, {1})
        .code(std::string(static_cast<std::size_t>(path.size()), 's'));
    const auto file = read(torchZip(pickle.code("."), 6));
    QCOMPARE(file.tensors.size(), 1U);
    QCOMPARE(QString::fromStdString(file.tensors.begin()->first), name);
}

void TorchTest::opensShardsOfAFolder()
{
    const auto index = json("{'weight_map':{'w':'pytorch_model-00001-of-00001.bin'}}");
    writeFile(m_folder, "shards/config.json", "{}");
    writeFile(m_folder, "shards/pytorch_model.bin.index.json", index);
    const auto shard =
        writeFile(m_folder, "shards/pytorch_model-00001-of-00001.bin", torchZip(oneTensor(), 6));
    for (const auto& path :
         {shard, shard.parent_path(), shard.parent_path() / "pytorch_model.bin.index.json"}) {
        const auto checkpoint = openCheckpoint(path);
        QCOMPARE(checkpoint.tensor("w", {2, 3}).floats()[5], 5.0F);
        QCOMPARE(checkpoint.tensorFiles.at("w"), shard.string());
    }
}

void TorchTest::partsOfRecordsInOldFiles()
{
    const auto file = [](std::int32_t first) -> std::string {
        return PickleBytes()
            .code("}")
            .word("w")
            .global("torch._utils", "_rebuild_tensor")
            .code("((")
            .word("storage")
            .global("torch", "FloatStorage")
            .word("0")
            .word("cpu")
            .integer(6)
            .code("(")
            .word("part")
            .integer(first)
            .integer(3)
            .code("ttQ")
            .integer(1)
            .integers({2})
            .integers({1})
            .code("tRs.");
    };
    const auto whole = read(legacyFile(file(3), 6));
    QCOMPARE(whole.tensors.at("w").floats()[0], 4.0F);
    QVERIFY(!messageOf([&] { read(legacyFile(file(4), 6)); }).empty());
    QVERIFY(!messageOf([&] { read(legacyFile(file(-1), 6)); }).empty());
    QVERIFY(!messageOf([&] { read(legacyFile(file(7), 6)); }).empty());
}

void TorchTest::refusesTensorsOutsideTheirRecords_data()
{
    using Numbers = std::vector<std::int32_t>;
    QTest::addColumn<std::string>("pickle");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, std::int32_t elements, std::int32_t offset,
                        const Numbers& extents, const Numbers& strides, const char* reason) {
        QTest::newRow(name) << std::string(PickleBytes()
                                               .code("}")
                                               .word("w")
                                               .tensor("0", elements, offset, extents, strides)
                                               .code("s."))
                            << reason;
    };
    constexpr std::int32_t most = 2147483647;
    row("too many elements", 6, 0, {7}, {1}, "reaches beyond its record of 6 elements");
    row("offset", 6, 1, {6}, {1}, "reaches beyond");
    row("negative offset", 6, -1, {3}, {1}, "reaches beyond");
    row("negative extent", 6, 0, {-1}, {1}, "reaches beyond");
    row("negative stride", 6, 5, {6}, {-1}, "reaches beyond");
    row("stride", 6, 0, {2, 2}, {5, 1}, "reaches beyond");
    row("overflow", 6, 0, {most, most, most}, {1, 1, 1}, "reaches beyond");
    row("overflow of strides", 6, 0, {most, most}, {most, most}, "reaches beyond");
    row("repetition without end", 6, 0, {most, 1}, {0, 1}, "far larger than the record");
    row("fewer strides", 6, 0, {2, 3}, {1}, "arguments that it does not take");
    row("larger record", 7, 0, {2, 3}, {3, 1}, "has 24 bytes, but its tensors need 28");
    row("smaller record", 5, 0, {2}, {1}, "has 24 bytes, but its tensors need 20");
    row("negative record", -1, 0, {2}, {1}, "damaged");
    QTest::newRow("two sizes") << std::string(PickleBytes()
                                                  .code("}(")
                                                  .word("a")
                                                  .tensor("0", 6, 0, {6}, {1})
                                                  .word("b")
                                                  .tensor("0", 7, 0, {7}, {1})
                                                  .code("u."))
                               << "another type or size";
    QTest::newRow("no record")
        << std::string(PickleBytes().code("}").word("w").tensor("1", 6, 0, {6}, {1}).code("s."))
        << "lacks any/data/1";
}

void TorchTest::refusesTensorsOutsideTheirRecords()
{
    QFETCH(std::string, pickle);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { read(torchZip(pickle, 6)); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains("model.pt"), qPrintable(message));
}

void TorchTest::refusesBrokenArchives_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no object") << storedZip({{"a/data/0", "1234"}}) << "has no data.pkl";
    QTest::newRow("big-endian") << storedZip({{"a/byteorder", "big"}, {"a/data.pkl", oneTensor()}})
                                << "big-endian";
    QTest::newRow("program") << storedZip({{"a/constants.pkl", ""}, {"a/data.pkl", oneTensor()}})
                             << "TorchScript";
    auto moved = torchZip(oneTensor(), 6);
    moved[moved.size() - 6] = '\x7f'; // where the directory starts
    QTest::newRow("directory elsewhere") << moved << "is damaged at byte";
    auto many = torchZip(oneTensor(), 6);
    many[many.size() - 11] = '\x7f'; // the count of entries
    QTest::newRow("entries without end") << many << "is damaged at byte";
    QTest::newRow("cut") << torchZip(oneTensor(), 6).substr(0, 300) << "has no directory";
}

void TorchTest::refusesBrokenArchives()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { read(bytes); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TorchTest)
#include "tst_files_torch.moc"
