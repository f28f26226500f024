// SentencePiece models: published ids, and our own models against Google's library.
#include "core/base/error.h"
#include "core/text/gguf_vocabulary.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/scored_bpe.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer_json.h"
#include "core/text/unigram.h"
#include "tests/core/text_samples.h"

#include <QTemporaryDir>
#include <QTest>
#include <sentencepiece_processor.h>

using namespace saccade;

namespace
{

using Ids = std::vector<std::int32_t>;

constexpr const char* unigramModel =
    "assets/tokenizers/sentencepiece-fixtures/test_sentencepiece.model";
constexpr const char* bpeModel =
    "assets/tokenizers/sentencepiece-fixtures/test_sentencepiece_bpe.model";
constexpr const char* bytesModel =
    "assets/tokenizers/sentencepiece-fixtures/test_sentencepiece_with_bytefallback.model";

struct Pieces {
    std::vector<std::string> entries;
    std::vector<float> scores;
};

Pieces piecesOf(const sentencepiece::SentencePieceProcessor& library)
{
    Pieces pieces;
    for (int id = 0; id < library.GetPieceSize(); ++id) {
        pieces.entries.push_back(library.IdToPiece(id));
        pieces.scores.push_back(library.GetScore(id));
    }
    return pieces;
}

std::uint64_t varint(const std::string& bytes, std::size_t& at)
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; at < bytes.size(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

/// The bytes of the first length-delimited field `number` of a protocol buffer.
std::string messageField(const std::string& bytes, std::uint64_t number)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const std::uint64_t tag = varint(bytes, at);
        if ((tag & 7U) == 2) {
            const std::uint64_t length = varint(bytes, at);
            if (tag >> 3U == number) {
                return bytes.substr(at, length);
            }
            at += length;
        } else if ((tag & 7U) == 5) {
            at += 4;
        } else {
            varint(bytes, at);
        }
    }
    return {};
}

/// SentencePiece's own steps before the model, as Hugging Face's converter writes them, with the
/// model's table of replacements (ModelProto.normalizer_spec.precompiled_charsmap: fields 3 and 2).
nlohmann::json normalisingDescription(const std::string& model)
{
    const std::string table = messageField(messageField(model, 3), 2);
    const auto base64 = QByteArray::fromStdString(table).toBase64().toStdString();
    return {
        {"normalizer",
         {{"type", "Sequence"},
          {"normalizers",
           {{{"type", "Precompiled"}, {"precompiled_charsmap", base64}},
            {{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}},
            {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", " "}}}}}},
        {"pre_tokenizer",
         {{"type", "Metaspace"},
          {"replacement", "▁"},
          {"prepend_scheme", "always"},
          {"split", false}}},
        {"decoder", {{"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", "always"}}}};
}

enum class Kind { Unigram, UnigramWithBytes, Bpe };

PipelineTokenizer ownTokenizer(const std::string& file, Kind kind)
{
    const std::string bytes = fileContents(sharedPath(file));
    sentencepiece::SentencePieceProcessor library;
    if (!library.LoadFromSerializedProto(bytes).ok()) {
        throw Error("%1", {file});
    }
    Pieces pieces = piecesOf(library);
    Vocabulary vocabulary(std::move(pieces.entries), file);
    std::unique_ptr<const TokenModel> model;
    if (kind != Kind::Bpe) {
        model = std::make_unique<Unigram>(
            std::move(vocabulary), std::move(pieces.scores), library.unk_id(),
            kind == Kind::Unigram ? Unigram::UnknownAs::Token : Unigram::UnknownAs::Bytes, file);
    } else {
        model = std::make_unique<ScoredBpe>(std::move(vocabulary), std::move(pieces.scores),
                                            library.unk_id(), file);
    }
    return PipelineTokenizer(
        assembleTokenizer(normalisingDescription(bytes), std::move(model), {}, file));
}

std::vector<std::string> samples()
{
    std::vector<std::string> all{"This is a test",
                                 "I was born in 92000, and this is falsé.",
                                 "  spaces   in  front,\tbetween and behind  ",
                                 "ｆｕｌｌ　ｗｉｄｔｈ １２３ ﬁ ﬂ ½ ² ㎏ ℡ Ⅳ",
                                 "e\u0301 n\u0303 \u1E9B\u0323 が か\u3099 한글 \u1112\u1161\u11AB",
                                 "zero\u200Bwidth\u00A0no-break\u2028line \uFEFF mark \x01 control",
                                 "東京 🎭 العربية",
                                 ""};
    std::mt19937 random(11);
    for (std::size_t i = 0; i < 300; ++i) {
        all.push_back(randomUnicode(random, i % 40));
    }
    const auto lines = linesOf(shakespeare());
    for (std::size_t i = 0; i < lines.size(); i += 20) {
        all.push_back(lines[i]);
    }
    return all;
}

} // namespace

class TestTextSentencePiece : public QObject
{
    Q_OBJECT

private slots:
    void publishedIdsAreFound_data();
    void publishedIdsAreFound();
    void ownModelsAgreeWithTheLibrary_data();
    void ownModelsAgreeWithTheLibrary();
    void vocabulariesOfGgufAgreeWithTheLibrary();
    void shakespeareComesBack_data();
    void shakespeareComesBack();
    void controlTokensAreRecognised();
    void labelsShowSpacesAndBytes();
    void brokenModelsAreRefused();
};

void TestTextSentencePiece::publishedIdsAreFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("ids");
    // Hugging Face transformers, tests/models/t5/test_tokenization_t5.py
    QTest::newRow("T5, test") << unigramModel << QByteArray("This is a test")
                              << QByteArray("285 46 10 170 382");
    QTest::newRow("T5, born") << unigramModel
                              << QByteArray("I was born in 92000, and this is falsé.")
                              << QByteArray(
                                     "8 21 84 55 24 19 7 0 602 347 347 347 3 12 66 46 72 80 6 0 4");
    // tests/models/gpt_sw3/test_tokenization_gpt_sw3.py
    QTest::newRow("GPT-SW3, test")
        << bytesModel << QByteArray("This is a test") << QByteArray("465 287 265 631 842");
    QTest::newRow("GPT-SW3, born")
        << bytesModel << QByteArray("I was born in 92000, and this is falsé.")
        << QByteArray("262 272 1525 286 271 268 60 916 633 633 633 259 266 301 287 384 367 263 198 "
                      "172 260");
}

void TestTextSentencePiece::publishedIdsAreFound()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, ids);
    REQUIRE_SHARED(file.toStdString());
    const auto tokenizer = openTokenizerFile(sharedPath(file.toStdString()));
    QCOMPARE(listed(tokenizer->encode(input.toStdString())), ids);
    const Kind kind = file == unigramModel ? Kind::Unigram : Kind::UnigramWithBytes;
    QCOMPARE(listed(ownTokenizer(file.toStdString(), kind)
                        .encode(input.toStdString(), SpecialTokens::Omit)),
             ids);
}

void TestTextSentencePiece::ownModelsAgreeWithTheLibrary_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("kind");
    QTest::newRow("Unigram") << unigramModel << static_cast<int>(Kind::Unigram);
    QTest::newRow("BPE") << bpeModel << static_cast<int>(Kind::Bpe);
    QTest::newRow("Unigram with bytes") << bytesModel << static_cast<int>(Kind::UnigramWithBytes);
}

void TestTextSentencePiece::ownModelsAgreeWithTheLibrary()
{
    QFETCH(QString, file);
    QFETCH(int, kind);
    REQUIRE_SHARED(file.toStdString());
    REQUIRE_SHARED("assets/text/tinyshakespeare/input.txt");
    const auto own = ownTokenizer(file.toStdString(), static_cast<Kind>(kind));
    const auto library = openTokenizerFile(sharedPath(file.toStdString()));
    for (const std::string& text : samples()) {
        const QByteArray hex = QByteArray::fromStdString(text).toHex();
        const Ids found = own.encode(text, SpecialTokens::Omit);
        const Ids expected = library->encode(text, SpecialTokens::Omit);
        QVERIFY2(found == expected,
                 (text.substr(0, 200) + " (" + hex.toStdString() + ")\n" +
                  listed(found).toStdString() + "\n" + listed(expected).toStdString())
                     .c_str());
    }
}

void TestTextSentencePiece::vocabulariesOfGgufAgreeWithTheLibrary()
{
    REQUIRE_SHARED(unigramModel);
    REQUIRE_SHARED("assets/text/tinyshakespeare/input.txt");
    const std::string bytes = fileContents(sharedPath(unigramModel));
    sentencepiece::SentencePieceProcessor library;
    QVERIFY(library.LoadFromSerializedProto(bytes).ok());
    const Pieces pieces = piecesOf(library);
    std::vector<int> types(pieces.entries.size(), 1);
    types[0] = 2;            // unknown
    types[1] = types[2] = 3; // control
    std::vector<int> table;
    for (const char byte : messageField(messageField(bytes, 3), 2)) {
        table.push_back(byte);
    }
    const nlohmann::json metadata{
        {"tokenizer.ggml.model", "t5"},           {"tokenizer.ggml.tokens", pieces.entries},
        {"tokenizer.ggml.scores", pieces.scores}, {"tokenizer.ggml.token_type", types},
        {"tokenizer.ggml.unknown_token_id", 0},   {"tokenizer.ggml.eos_token_id", 2},
        {"tokenizer.ggml.add_eos_token", true},   {"tokenizer.ggml.precompiled_charsmap", table}};
    const PipelineTokenizer own(*readGgufVocabulary(metadata, "t5.gguf"));
    for (const std::string& text : samples()) {
        std::vector<int> expected;
        QVERIFY(library.Encode(text, &expected).ok());
        QCOMPARE(listed(own.encode(text, SpecialTokens::Omit)), listed(expected));
        expected.push_back(2);
        QCOMPARE(listed(own.encode(text, SpecialTokens::Add)), listed(expected));
    }
    const std::string text = "This is the test of that.";
    QCOMPARE(own.decode(own.encode(text, SpecialTokens::Add), SpecialTokens::Omit), text);
}

void TestTextSentencePiece::shakespeareComesBack_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Unigram") << unigramModel;
    QTest::newRow("BPE") << bpeModel;
    QTest::newRow("Unigram with bytes") << bytesModel;
}

void TestTextSentencePiece::shakespeareComesBack()
{
    QFETCH(QString, file);
    REQUIRE_SHARED(file.toStdString());
    REQUIRE_SHARED("assets/text/tinyshakespeare/input.txt");
    const auto tokenizer = openTokenizerFile(sharedPath(file.toStdString()));
    const auto unknown = tokenizer->find("<unk>");
    int whole = 0;
    int all = 0;
    for (const std::string& line : linesOf(shakespeare())) {
        const Ids ids = tokenizer->encode(line, SpecialTokens::Omit);
        ++all;
        // These small vocabularies lack a few signs; such a line cannot come back.
        if (std::ranges::find(ids, unknown.value_or(-1)) == ids.end()) {
            QCOMPARE(tokenizer->decode(ids), squeezed(line));
            ++whole;
        }
    }
    QVERIFY2(whole > all * 9 / 10, qPrintable(QString("%1 of %2").arg(whole).arg(all)));
}

void TestTextSentencePiece::controlTokensAreRecognised()
{
    REQUIRE_SHARED(unigramModel);
    const auto tokenizer = openTokenizerFile(sharedPath(unigramModel));
    QCOMPARE(tokenizer->beginToken(), std::optional<std::int32_t>(1));
    QCOMPARE(tokenizer->endToken(), std::optional<std::int32_t>(2));
    QCOMPARE(listed(tokenizer->encode("This is</s>")), QByteArray("285 46 2"));
    const Ids ids{285, 46, 2};
    QCOMPARE(tokenizer->decode(ids), std::string("This is"));
    QCOMPARE(tokenizer->decode(ids, SpecialTokens::Add), std::string("This is</s>"));
    const Ids outside{1000};
    QVERIFY_THROWS_EXCEPTION(UsageError, tokenizer->decode(outside));
}

void TestTextSentencePiece::labelsShowSpacesAndBytes()
{
    REQUIRE_SHARED(bytesModel);
    const auto tokenizer = openTokenizerFile(sharedPath(bytesModel));
    QCOMPARE(tokenLabel(tokenizer.get(), 465), std::string("·This"));
    QCOMPARE(tokenLabel(tokenizer.get(), 198), std::string("⟨C3⟩"));
    QCOMPARE(tokenLabel(tokenizer.get(), 60), std::string("9"));
    QCOMPARE(tokenizer->entry(198), std::string("<0xC3>"));
}

void TestTextSentencePiece::brokenModelsAreRefused()
{
    REQUIRE_SHARED(unigramModel);
    const std::string whole = fileContents(sharedPath(unigramModel));
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath("broken.model").toStdString();
    std::mt19937 random(5);
    std::uniform_int_distribution<std::size_t> place(0, whole.size() - 1);
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        std::string bytes = whole;
        if (i % 2 == 0) {
            bytes.resize(place(random));
        } else {
            for (int flips = 0; flips < 20; ++flips) {
                bytes[place(random)] ^= static_cast<char>(1U << (place(random) % 8));
            }
        }
        std::ofstream(path, std::ios::binary) << bytes;
        try {
            const auto tokenizer = openTokenizerFile(path);
            // Damage that cannot be seen must do no harm.
            (void)tokenizer->decode(tokenizer->encode("This is a tést ｆｕｌｌ 東京"));
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("broken.model"), error.what());
            ++refused;
        }
    }
    QVERIFY(refused > 50);
}

QTEST_GUILESS_MAIN(TestTextSentencePiece)
#include "tst_text_sentence_piece.moc"
