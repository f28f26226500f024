#include "core/models/model.h"
#include "core/text/ctranslate2_vocabulary.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>

namespace saccade
{

namespace
{

void addName(FileBytes& bytes, const std::string& name)
{
    bytes.number(static_cast<std::uint16_t>(name.size() + 1)).text(name).zeros(1);
}

struct Variable {
    std::string name;
    std::vector<std::uint32_t> shape;
    std::uint8_t type = 0;    // a size in bytes before version 4
    std::uint32_t stated = 0; // elements before version 4, then bytes
    std::size_t bytes = 0;
};

void addVariable(FileBytes& bytes, const Variable& variable)
{
    addName(bytes, variable.name);
    bytes.number(static_cast<std::uint8_t>(variable.shape.size()));
    for (const auto extent : variable.shape) {
        bytes.number(extent);
    }
    bytes.number(variable.type).number(variable.stated).zeros(variable.bytes);
}

FileBytes head(std::uint32_t version, std::uint32_t variables)
{
    FileBytes bytes;
    bytes.number(version);
    if (version >= 2) {
        addName(bytes, "TransformerSpec");
        bytes.number(std::uint32_t{5});
    }
    bytes.number(variables);
    return bytes;
}

// Version 6: a matrix of bytes with its scales and another name for it.
std::string whole()
{
    auto bytes = head(6, 3);
    addVariable(bytes, {"encoder/embeddings/weight", {3, 4}, 1, 12, 12});
    addVariable(bytes, {"encoder/embeddings/weight_scale", {3}, 0, 12, 12});
    addVariable(bytes, {"encoder/num_heads", {}, 2, 2, 2});
    bytes.number(std::uint32_t{1});
    addName(bytes, "decoder/embeddings/weight");
    addName(bytes, "encoder/embeddings/weight");
    return bytes;
}

} // namespace

class Ctranslate2Test : public QObject
{
    Q_OBJECT

private slots:
    void readsVariablesAndTheirOtherNames();
    void readsAFolder();
    void refusesWhatIsBroken_data();
    void refusesWhatIsBroken();
    void refusesEveryTruncation();
    void aFlippedByteIsReadOrRefused();
    void refusesWhatItCannotCompute();
    void theRealFilesHoldOneModel();
    void vocabulariesSplitTextIntoCharactersOrWords();

private:
    Checkpoint open(const std::string& bytes)
    {
        return openCheckpoint(writeFile(m_folder, "model.bin", bytes));
    }
    QTemporaryDir m_folder;
};

void Ctranslate2Test::readsVariablesAndTheirOtherNames()
{
    const auto checkpoint = open(whole());
    QCOMPARE(checkpoint.format, std::string("CTranslate2"));
    QVERIFY(checkpoint.configuration.at("specification") == "TransformerSpec");
    QVERIFY(checkpoint.configuration.at("revision") == 5);
    QCOMPARE(checkpoint.tensors.size(), 5U);
    QCOMPARE(checkpoint.tensor("decoder/embeddings/weight", {3, 4}).dtype(), DType::I8);
    QCOMPARE(checkpoint.tensor("decoder/embeddings/weight_scale", {3}).dtype(), DType::F32);
    QCOMPARE(checkpoint.tensor("encoder/num_heads", {1}).dtype(), DType::I16);
}

void Ctranslate2Test::readsAFolder()
{
    const QTemporaryDir folder;
    writeFile(folder, "model.bin", whole());
    writeFile(folder, "config.json", R"({"add_source_eos": true})");
    const auto checkpoint = openCheckpoint(folder.path().toStdString());
    QCOMPARE(checkpoint.format, std::string("CTranslate2"));
    QVERIFY(checkpoint.configuration.at("settings").at("add_source_eos") == true);
}

void Ctranslate2Test::refusesWhatIsBroken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const std::string& bytes, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(message);
    };
    const auto one = [](const Variable& variable, std::uint32_t version = 6) {
        auto bytes = head(version, 1);
        addVariable(bytes, variable);
        return version >= 3 ? bytes.number(std::uint32_t{0}) : bytes;
    };
    const auto most = 0xFFFFFFFFU;
    row("more elements than bytes", one({"a", {3, 4}, 0, 44, 44}), "as many elements");
    row("a size that overflows", one({"a", {most, most, most, most}, 0, most, 0}), "");
    row("a large tensor in a small file", one({"a", {1U << 28}, 0, 1U << 30, 4}), "incomplete");
    row("too many axes", one({"a", {1, 1, 1, 1, 1}, 0, 4, 4}), "too many axes");
    row("no name", one({"", {1}, 0, 4, 4}), "no name");
    row("an unknown type", one({"a", {1}, 77, 4, 4}), "not known");
    row("an unknown size of elements", one({"a", {1}, 8, 1, 8}, 2), "not known");
    row("bytes behind the end", one({"a", {1}, 0, 4, 4}).zeros(3), "goes on");
    row("more variables than there are", head(6, most), "incomplete");
    auto twice = head(6, 2);
    addVariable(twice, {"a", {1}, 0, 4, 4});
    addVariable(twice, {"a", {1}, 0, 4, 4});
    row("a name twice", twice, "twice");
    auto alias = head(6, 0);
    alias.number(std::uint32_t{1});
    addName(alias, "b");
    addName(alias, "a");
    row("another name for nothing", alias, "which it has not");
}

void Ctranslate2Test::refusesWhatIsBroken()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, message);
    const auto said = QString::fromStdString(messageOf([&] { open(bytes.toStdString()); }));
    QVERIFY(!said.isEmpty());
    QVERIFY2(said.contains(message), qPrintable(said));
}

void Ctranslate2Test::refusesEveryTruncation()
{
    const auto bytes = whole();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        QVERIFY2(!messageOf([&] { open(bytes.substr(0, length)); }).empty(),
                 std::to_string(length).c_str());
    }
}

void Ctranslate2Test::aFlippedByteIsReadOrRefused()
{
    const auto bytes = whole();
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        for (const char flip : {'\x01', '\x80', '\xFF'}) {
            auto broken = bytes;
            broken[place] = static_cast<char>(broken[place] ^ flip);
            messageOf([&] { readAll(open(broken)); });
        }
    }
}

void Ctranslate2Test::refusesWhatItCannotCompute()
{
    auto bytes = head(6, 1);
    addVariable(bytes,
                {"encoder/layer_0/self_attention/relative_attention_bias", {4, 4}, 0, 64, 64});
    bytes.number(std::uint32_t{0});
    const auto path = writeFile(m_folder, "model.bin", bytes);
    const auto said = messageOf([&] { openModel(path); });
    QVERIFY2(said.find("relative_attention_bias") != std::string::npos, said.c_str());
    const auto empty = messageOf([&] {
        const std::string nothing = head(6, 0).number(std::uint32_t{0});
        openModel(writeFile(m_folder, "model.bin", nothing));
    });
    QVERIFY2(empty.find("model.bin holds no tensors") != std::string::npos, empty.c_str());
}

void Ctranslate2Test::theRealFilesHoldOneModel()
{
    const std::string folder = "assets/encdec/aren-transliteration/";
    REQUIRE_SHARED(folder);
    const auto parameters = [&](const char* file) {
        return openModel(sharedPath(folder + file))->info().parameters;
    };
    const auto first = parameters("v1-model.bin");
    QVERIFY(first > 100000);
    for (const auto* file :
         {"v1-i16-model.bin", "v2-model.bin", "v2-i16-model.bin", "v2-i8-model.bin"}) {
        QCOMPARE(parameters(file), first);
    }
    const auto info = openModel(sharedPath(folder + "v2-model.bin"))->info();
    QCOMPARE(info.layers, 6);
    QCOMPARE(info.heads, 8);
    QCOMPARE(info.headWidth, 4);
    QCOMPARE(info.vocabulary, 43);
    QCOMPARE(info.sourceVocabulary, 51);
}

void Ctranslate2Test::vocabulariesSplitTextIntoCharactersOrWords()
{
    const QTemporaryDir folder;
    writeFile(folder, "source_vocabulary.txt", "<blank>\n<s>\n</s>\nx\nö\n");
    writeFile(folder, "target_vocabulary.json", R"(["<unk>", "<s>", "</s>", "one", "two"])");
    const std::filesystem::path path = folder.path().toStdString();
    const nlohmann::json settings{{"add_source_bos", true}, {"add_source_eos", true}};
    const auto source = readCtranslate2Vocabulary(path, Side::Source, settings);
    QCOMPARE(source->size(), 6);
    QCOMPARE(source->encode("xöy"), (std::vector<std::int32_t>{1, 3, 4, 5, 2}));
    const std::vector<std::int32_t> ids{4, 3};
    QCOMPARE(source->decode(ids), std::string("öx"));
    const auto words = readCtranslate2Vocabulary(path, Side::Target, settings);
    QCOMPARE(words->encode("two  one three"), (std::vector<std::int32_t>{4, 3, 0}));
    QVERIFY(words->beginToken() == 1);
    QVERIFY(!readCtranslate2Vocabulary(path / "nowhere", Side::Source, settings));
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::Ctranslate2Test)
#include "tst_files_ctranslate2.moc"
