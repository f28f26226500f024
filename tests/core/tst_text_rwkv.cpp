// Tokenizers that take the longest entry: bytes, and the vocabulary of RWKV World.
#include "core/base/error.h"
#include "core/text/longest_match.h"
#include "core/text/rwkv_vocabulary.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>

namespace saccade
{

class TestTextRwkv : public QObject
{
    Q_OBJECT

private slots:
    void bytesAreTheirOwnTokens();
    void theLongestEntryIsTaken();
    void textThatHasNoEntryIsRefused();
    void everyLineOfTheWorldVocabularyIsRead();
    void brokenLinesAreRefused_data();
    void brokenLinesAreRefused();
    void ggufKeepsTheSameVocabulary();
};

void TestTextRwkv::bytesAreTheirOwnTokens()
{
    const auto tokenizer = byteTokenizer();
    QCOMPARE(tokenizer->size(), 256);
    const std::string text("\"in\xc3\xa4\0\xff", 7);
    const auto ids = tokenizer->encode(text);
    QCOMPARE(ids.size(), text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        QCOMPARE(ids[i], static_cast<std::int32_t>(static_cast<unsigned char>(text[i])));
    }
    QVERIFY(tokenizer->decode(ids) == text);
    QVERIFY(!tokenizer->endToken());
    QVERIFY(!messageOf([&] { tokenizer->decode(std::vector<std::int32_t>{256}); }).empty());
}

void TestTextRwkv::theLongestEntryIsTaken()
{
    const LongestMatchTokenizer tokenizer("test", {"", "a", "ab", "abcd", "c"}, 0);
    QVERIFY((tokenizer.encode("abcabcda", SpecialTokens::Add) ==
             std::vector<std::int32_t>{2, 4, 3, 1}));
    QVERIFY(tokenizer.find("abcd") == 3);
    QVERIFY(!tokenizer.find("b"));
    QVERIFY(tokenizer.endToken() == 0);
}

void TestTextRwkv::textThatHasNoEntryIsRefused()
{
    const LongestMatchTokenizer tokenizer("test", {"", "a"});
    const auto message = messageOf([&] { tokenizer.encode("aab", SpecialTokens::Add); });
    QVERIFY2(message.find("byte 2") != std::string::npos, message.c_str());
}

void TestTextRwkv::everyLineOfTheWorldVocabularyIsRead()
{
    const auto* path = "assets/tokenizers/gpt-neox-20b/rwkv_vocab_v20230424.txt";
    REQUIRE_SHARED(path);
    const auto tokenizer = openTokenizerFile(sharedPath(path));
    QCOMPARE(tokenizer->size(), 65530);
    QCOMPARE(tokenizer->kind(), std::string("RWKV World"));
    const std::string text = "Hello, world!\n\n你好,世界。 été \xf0\x9f\x98\x80\t\"'\\ \x01";
    const auto ids = tokenizer->encode(text);
    QVERIFY(ids.size() < text.size());
    QVERIFY(tokenizer->decode(ids) == text);
    // As line 33155 of the file says.
    QVERIFY((tokenizer->encode("Hello") == std::vector<std::int32_t>{33155}));
    for (std::int32_t byte = 0; byte < 256; ++byte) {
        QCOMPARE(tokenizer->entry(byte + 1), std::string(1, static_cast<char>(byte)));
    }
}

void TestTextRwkv::brokenLinesAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("no string") << "1 2";
    QTest::newRow("no length") << "1 'a'";
    QTest::newRow("wrong length") << "1 'a' 2";
    QTest::newRow("no number") << "x 'a' 1";
    QTest::newRow("open string") << "1 'a 1";
    QTest::newRow("unknown escape") << "1 '\\q' 1";
    QTest::newRow("cut escape") << "1 '\\x4' 1";
    QTest::newRow("huge id") << "99999999999 'a' 1";
    QTest::newRow("negative id") << "-1 'a' 1";
}

void TestTextRwkv::brokenLinesAreRefused()
{
    QFETCH(QString, line);
    const QTemporaryDir folder;
    const auto path =
        writeFile(folder, "rwkv_vocab.txt", "1 'a' 1\n" + line.toStdString() + "\n2 'b' 1\n");
    const auto message = messageOf([&] { readRwkvVocabulary(path); });
    QVERIFY2(message.find("Line 2 of") != std::string::npos, message.c_str());
}

void TestTextRwkv::ggufKeepsTheSameVocabulary()
{
    const nlohmann::json metadata{{"tokenizer.ggml.model", "rwkv"},
                                  {"tokenizer.ggml.tokens", {"<s>", "\\x00", "\\n", "ab", "\\\\"}}};
    const auto tokenizer = readGgufRwkvVocabulary(metadata, "model.gguf");
    QVERIFY(
        (tokenizer->encode(std::string("ab\n\\\0", 5)) == std::vector<std::int32_t>{3, 2, 4, 1}));
    QVERIFY(tokenizer->endToken() == 0);
    auto other = metadata;
    other["tokenizer.ggml.model"] = "gpt2";
    QVERIFY(readGgufRwkvVocabulary(other, "model.gguf") == nullptr);
    auto broken = metadata;
    broken["tokenizer.ggml.tokens"][2] = "\\q";
    QVERIFY(!messageOf([&] { readGgufRwkvVocabulary(broken, "model.gguf"); }).empty());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TestTextRwkv)
#include "tst_text_rwkv.moc"
