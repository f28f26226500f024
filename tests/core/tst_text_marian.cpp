// Marian's tokenizers against Google's library and a vocabulary in another order.
#include "core/base/error.h"
#include "core/text/marian_vocabulary.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <nlohmann/json.hpp>
#include <sentencepiece_processor.h>

namespace saccade
{

class MarianTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void idsAreThoseOfTheList();
    void textComesBack();
    void aLanguageCodeIsAToken();
    void eachLanguageMayHaveItsList();
    void refusesBrokenLists();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }

    QTemporaryDir m_folder;
    sentencepiece::SentencePieceProcessor m_library;
    nlohmann::json m_list;
};

void MarianTest::initTestCase()
{
    const std::string model = "assets/tokenizers/sentencepiece-fixtures/test_sentencepiece.model";
    REQUIRE_SHARED(model);
    QVERIFY(m_library.Load(sharedPath(model).string()).ok());
    for (const auto* name : {"source.spm", "target.spm"}) {
        std::filesystem::copy_file(sharedPath(model), folder() / name);
    }
    // Backwards, without the piece for "a", with a language.
    const auto size = m_library.GetPieceSize();
    for (int id = 3; id < size; ++id) {
        m_list[m_library.IdToPiece(id)] = size - id;
    }
    m_list.erase("\u2581a");
    m_list["</s>"] = 0;
    m_list["<unk>"] = size;
    m_list["<pad>"] = size + 1;
    m_list[">>fra<<"] = size + 2;
    writeFile(m_folder, "vocab.json", m_list.dump());
}

void MarianTest::idsAreThoseOfTheList()
{
    const auto tokenizer = readMarianVocabulary(folder(), Side::Source);
    QVERIFY(tokenizer);
    const std::string text = "This is a test of translation.";
    std::vector<std::string> pieces;
    QVERIFY(m_library.Encode(text, &pieces).ok());
    std::vector<std::int32_t> expected;
    bool hasUnknown = false;
    for (const auto& piece : pieces) {
        const bool isKnown = m_list.contains(piece);
        hasUnknown = hasUnknown || !isKnown;
        expected.push_back(m_list.at(isKnown ? piece : "<unk>").get<std::int32_t>());
    }
    QVERIFY(hasUnknown);
    QCOMPARE(tokenizer->encode(text, SpecialTokens::Omit), expected);
    expected.push_back(0);
    QCOMPARE(tokenizer->encode(text), expected);
}

void MarianTest::textComesBack()
{
    const auto tokenizer = readMarianVocabulary(folder(), Side::Target);
    const std::string text = "This is the test of that.";
    QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
    const auto withEnd = tokenizer->decode(tokenizer->encode(text), SpecialTokens::Add);
    QCOMPARE(withEnd, text + "</s>");
}

void MarianTest::aLanguageCodeIsAToken()
{
    const auto tokenizer = readMarianVocabulary(folder(), Side::Source);
    const auto plain = tokenizer->encode("This is it");
    auto marked = tokenizer->encode(">>fra<<This is it");
    QCOMPARE(marked.front(), m_list.at(">>fra<<").get<std::int32_t>());
    marked.erase(marked.begin());
    QCOMPARE(marked, plain);
}

void MarianTest::eachLanguageMayHaveItsList()
{
    writeFile(m_folder, "target_vocab.json", R"({"<unk>": 0, "</s>": 1, "\u2581the": 2})");
    const auto target = readMarianVocabulary(folder(), Side::Target);
    QCOMPARE(target->size(), 3);
    QCOMPARE(target->encode("the"), (std::vector<std::int32_t>{2, 1}));
    QVERIFY(readMarianVocabulary(folder(), Side::Source)->size() > 900);
    std::filesystem::remove(folder() / "target_vocab.json");
    QVERIFY(!readMarianVocabulary(folder() / "nowhere", Side::Source));
}

void MarianTest::refusesBrokenLists()
{
    for (const auto* list : {"[]", "{\"a\": \"b\"}", "{\"a\": -1, \"<unk>\": 0}", "{\"a\": 1}",
                             "{\"a\": 99999999999, \"<unk>\": 0}", "{"}) {
        writeFile(m_folder, "target_vocab.json", list);
        QVERIFY2(!messageOf([&] { readMarianVocabulary(folder(), Side::Target); }).empty(), list);
    }
    std::filesystem::remove(folder() / "target_vocab.json");
    const QTemporaryDir other;
    writeFile(other, "source.spm", "no model");
    writeFile(other, "vocab.json", R"({"<unk>": 0})");
    const std::filesystem::path path = other.path().toStdString();
    QVERIFY(!messageOf([&] { readMarianVocabulary(path, Side::Source); }).empty());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::MarianTest)
#include "tst_text_marian.moc"
