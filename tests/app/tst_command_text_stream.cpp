#include "app/commands/text_stream.h"

#include <QTest>

namespace saccade
{

namespace
{

// One token a byte, and like SentencePiece no space at the start of a text.
class Bytes : public Tokenizer
{
public:
    std::string kind() const override { return "bytes"; }
    std::int64_t size() const override { return 256; }
    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens) const override
    {
        std::vector<std::int32_t> ids;
        for (const char byte : text) {
            ids.push_back(static_cast<unsigned char>(byte));
        }
        return ids;
    }
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens) const override
    {
        std::string text;
        for (const auto id : ids) {
            text += static_cast<char>(id);
        }
        return text.starts_with(' ') ? text.substr(1) : text;
    }
    std::string entry(std::int32_t id) const override { return std::to_string(id); }
    std::string pieceText(std::int32_t id) const override
    {
        return std::string(1, static_cast<char>(id));
    }
    std::optional<std::int32_t> find(std::string_view) const override { return std::nullopt; }
    std::optional<std::int32_t> beginToken() const override { return std::nullopt; }
    std::optional<std::int32_t> endToken() const override { return std::nullopt; }
};

} // namespace

class TextStreamTest : public QObject
{
    Q_OBJECT
private slots:
    void everyPieceIsWholeCharacters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("English") << "To be, or not to be";
        QTest::newRow("two bytes") << "Naïve café";
        QTest::newRow("three bytes") << "東京は夜";
        QTest::newRow("four bytes") << "🎭🎭 and 🎭";
        QTest::newRow("long") << QString("Ein größeres 東京 🎭 ").repeated(50);
    }
    void everyPieceIsWholeCharacters()
    {
        QFETCH(QString, text);
        const Bytes tokenizer;
        TextStream stream(tokenizer);
        QString whole;
        for (const auto id : tokenizer.encode(text.toStdString(), SpecialTokens::Omit)) {
            const auto piece = QString::fromStdString(stream.add(std::span(&id, 1)));
            QVERIFY(!piece.contains(QChar::ReplacementCharacter));
            whole += piece;
        }
        QCOMPARE(whole, text);
        QCOMPARE(stream.finish(), std::string());
    }

    void aPromptComesAtOnce()
    {
        const Bytes tokenizer;
        TextStream stream(tokenizer);
        QCOMPARE(stream.add(tokenizer.encode("to be", SpecialTokens::Omit)), std::string("to be"));
        const std::int32_t space = ' ';
        QCOMPARE(stream.add(std::span(&space, 1)), std::string(" "));
    }

    void whatIsCutOffAtTheEndIsShownAsSuch()
    {
        const Bytes tokenizer;
        TextStream stream(tokenizer);
        const std::vector<std::int32_t> half{'a', 0xE6, 0x9D};
        QCOMPARE(stream.add(half), std::string("a"));
        QCOMPARE(stream.finish(), std::string("\uFFFD"));
    }

    void bytesThatAreNoTextAreNotHeldBackForever()
    {
        const Bytes tokenizer;
        TextStream stream(tokenizer);
        const std::vector<std::int32_t> broken{0xFF, 'a', 0x80, 'b'};
        QCOMPARE(stream.add(broken), std::string("\xFF\x61\x80\x62"));
    }

    void tokensThatTheTokenizerDoesNotKnowHaveNoText()
    {
        const Bytes tokenizer;
        TextStream stream(tokenizer);
        const std::vector<std::int32_t> padded{'a', 300, 'b', -1};
        QCOMPARE(stream.add(padded), std::string("ab"));
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TextStreamTest)
#include "tst_command_text_stream.moc"
