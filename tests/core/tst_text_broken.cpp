// Broken and hostile tokenizer files: one clear error each, with file and reason.
#include "core/base/error.h"
#include "core/text/gguf_vocabulary.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer.h"
#include "tests/core/text_samples.h"

#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <limits>

using namespace saccade;

namespace
{

void write(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string repeated(const char* text, int count)
{
    std::string result;
    for (int i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

/// A small BPE with one part replaced.
QByteArray bpe(const QByteArray& extra, const QByteArray& vocabulary = R"({"a":0,"b":1,"ab":2})",
               const QByteArray& merges = R"(["a b"])")
{
    return R"({"model":{"type":"BPE","vocab":)" + vocabulary + R"(,"merges":)" + merges + "}" +
           (extra.isEmpty() ? "" : ",") + extra + "}";
}

std::string llama2cToken(float score, std::int32_t length, const std::string& text)
{
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &score, 4);
    std::memcpy(bytes.data() + 4, &length, 4);
    return bytes + text;
}

nlohmann::json gguf()
{
    return {{"tokenizer.ggml.model", "llama"},
            {"tokenizer.ggml.tokens", {"<unk>", "<s>", "</s>", "a"}},
            {"tokenizer.ggml.scores", {0.0, 0.0, 0.0, -1.0}},
            {"tokenizer.ggml.token_type", {2, 3, 3, 1}},
            {"tokenizer.ggml.bos_token_id", 1},
            {"tokenizer.ggml.eos_token_id", 2}};
}

} // namespace

class TestTextBroken : public QObject
{
    Q_OBJECT

private slots:
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void brokenMetadataIsRefused_data();
    void brokenMetadataIsRefused();
    void soundMetadataOpens();
    void truncatedFilesAreRefused_data();
    void truncatedFilesAreRefused();
    void missingFilesAreAUsageError();
};

void TestTextBroken::brokenFilesAreRefused_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto json = [](const char* name, const QByteArray& bytes, const char* reason) {
        QTest::newRow(name) << "tokenizer.json" << bytes << reason;
    };
    json("empty", "", "not valid JSON");
    json("no JSON", "{\"model\":", "not valid JSON");
    json("invalid UTF-8", "{\"a\":\"\xFF\"}", "not valid JSON");
    json("a list", "[1,2]", "does not describe a tokenizer");
    json("no model", "{}", "does not describe a tokenizer");
    json("unknown model", R"({"model":{"type":"Magic"}})", "\"Magic\" is not known");
    json("wrong type", R"({"model":{"type":"BPE","vocab":[1],"merges":[]}})",
         "does not describe a tokenizer");
    json("id negative", bpe("", R"({"a":-1,"b":1,"ab":2})"), "\"a\" has the id -1");
    json("id gigantic", bpe("", R"({"a":0,"b":4000000000000,"ab":2})"), "has the id 4000000000000");
    json("id large", bpe("", R"({"a":0,"b":2000000000,"ab":2})"), "has the id 2000000000");
    json("id twice", bpe("", R"({"a":0,"b":0,"ab":2})"), "given to two tokens");
    json("id fraction", bpe("", R"({"a":0.5,"b":1,"ab":2})"), "no whole number");
    json("id text", bpe("", R"({"a":"0","b":1,"ab":2})"), "no whole number");
    json("entry too long",
         bpe("", "{\"a\":0,\"b\":1,\"ab\":2,\"" + QByteArray(5000, 'x') + "\":3}"),
         "5000 bytes long");
    json("merge of unknown", bpe("", R"({"a":0,"b":1,"ab":2})", R"(["a c"])"),
         "needs the token \"c\"");
    json("merge into unknown", bpe("", R"({"a":0,"b":1})"), "needs the token \"ab\"");
    json("merge of one", bpe("", R"({"a":0,"b":1,"ab":2})", R"(["ab"])"), "no pair of two tokens");
    json("merge of three", bpe("", R"({"a":0,"b":1,"ab":2})", R"(["a b b"])"),
         "no pair of two tokens");
    json("unknown token missing",
         R"({"model":{"type":"BPE","unk_token":"?","vocab":{"a":0},"merges":[]}})",
         "unknown token \"?\"");
    json("WordPiece without unknown", R"({"model":{"type":"WordPiece","vocab":{"a":0}}})",
         "unknown token \"[UNK]\"");
    json("Unigram, unknown outside", R"({"model":{"type":"Unigram","unk_id":7,"vocab":[["a",0]]}})",
         "unknown token's id 7");
    json("Unigram, score infinite",
         R"({"model":{"type":"Unigram","unk_id":0,"vocab":[["a",1e300]]}})",
         "score of token 0 is not a finite number");
    json("Unigram, score missing", R"({"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}})",
         "does not describe a tokenizer");
    json("normalizer unknown", bpe(R"("normalizer":{"type":"Magic"})"), "normalizer \"Magic\"");
    json("pre-tokenizer unknown", bpe(R"("pre_tokenizer":{"type":"Magic"})"),
         "pre-tokenizer \"Magic\"");
    json("decoder unknown", bpe(R"("decoder":{"type":"CTC"})"), "decoder \"CTC\"");
    json("post-processor unknown", bpe(R"("post_processor":{"type":"Magic"})"),
         "post-processor \"Magic\"");
    json("behaviour unknown",
         bpe(R"("pre_tokenizer":{"type":"Split","pattern":{"String":"a"},"behavior":"Magic"})"),
         "split behaviour \"Magic\"");
    json("scheme unknown",
         bpe(R"("pre_tokenizer":{"type":"Metaspace","prepend_scheme":"sometimes"})"),
         "prepend scheme");
    json("expression broken",
         bpe(R"("pre_tokenizer":{"type":"Split","pattern":{"Regex":"(a"},"behavior":"Isolated"})"),
         "\"(a\" is not understood");
    json("expression too long",
         bpe(R"("pre_tokenizer":{"type":"Split","pattern":{"Regex":")" + QByteArray(70000, 'a') +
             R"("},"behavior":"Isolated"})"),
         "70000 bytes long");
    json("table damaged",
         bpe(R"("normalizer":{"type":"Precompiled","precompiled_charsmap":"////////AAAA"})"),
         "table of character replacements is damaged");
    json("table no base64",
         bpe(R"("normalizer":{"type":"Precompiled","precompiled_charsmap":"!"})"),
         "table of character replacements is damaged");
    json("nested deeply",
         bpe("\"normalizer\":" +
             QByteArray::fromStdString(repeated(R"({"type":"Sequence","normalizers":[)", 5000) +
                                       R"({"type":"NFC"})" + repeated("]}", 5000))),
         "nested more than 16 deep");
    json("lists nested deeply",
         bpe("\"decoder\":" +
             QByteArray::fromStdString(repeated("[", 100000) + repeated("]", 100000))),
         "nested more than 16 deep");
    json(
        "template names unknown",
        bpe(R"("post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[C]"}},
             {"Sequence":{"id":"A"}}],"special_tokens":{}})"),
        "names \"[C]\"");
    json("template without text",
         bpe(R"("post_processor":{"type":"TemplateProcessing","single":[]})"),
         "0 places for the text");
    json("added id gigantic", bpe(R"("added_tokens":[{"id":9000000000,"content":"x"}])"),
         "has the id -1");
    json("added id large", bpe(R"("added_tokens":[{"id":1000000000,"content":"x"}])"),
         "has the id 1000000000");
    json("added empty", bpe(R"("added_tokens":[{"id":5,"content":""}])"), "0 bytes long");
    QTest::newRow("vocab.txt without unknown")
        << "vocab.txt" << QByteArray("a\nb\n") << "unknown token \"[UNK]\"";
    QTest::newRow("vocab.json alone")
        << "vocab.json" << QByteArray(R"({"a":0})") << "cannot be read";
    QTest::newRow("tok.bin, empty") << "tok.bin" << QByteArray() << "does not fit";
    QTest::newRow("tok.bin, header") << "tok.bin" << QByteArray(4, '\0') << "does not fit";
    const std::string head(4, '\1');
    const auto bin = [&](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << "tok.bin" << QByteArray::fromStdString(head + bytes) << reason;
    };
    bin("tok.bin, length negative", llama2cToken(0.0F, -1, "a"), "does not fit");
    bin("tok.bin, length gigantic", llama2cToken(0.0F, 2'000'000'000, "a"), "does not fit");
    bin("tok.bin, score NaN", llama2cToken(std::numeric_limits<float>::quiet_NaN(), 1, "a"),
        "score of token 0 is not a finite number");
    QTest::newRow("model, empty") << "x.model" << QByteArray() << "x.model";
    QTest::newRow("model, text") << "x.model" << QByteArray("hello, I am no model") << "x.model";
}

void TestTextBroken::brokenFilesAreRefused()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(file).toStdString();
    write(path, bytes.toStdString());
    try {
        (void)openTokenizerFile(path);
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(reason), error.what());
        const bool namesFile =
            QString(error.what()).contains(QString::fromStdString(path.string())) ||
            file == "vocab.json"; // there the missing merges.txt is named
        QVERIFY2(namesFile, error.what());
        QVERIFY2(std::strlen(error.what()) < 1000, error.what());
    }
}

void TestTextBroken::brokenMetadataIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* key, const char* value, const char* reason) {
        QTest::newRow(name) << QByteArray(key) << QByteArray(value) << reason;
    };
    row("kind unknown", "tokenizer.ggml.model", R"("magic")", "\"magic\"");
    row("kind no text", "tokenizer.ggml.model", "3", "damaged");
    row("tokens missing", "tokenizer.ggml.tokens", "null", "damaged");
    row("tokens no text", "tokenizer.ggml.tokens", "[1,2,3,4]", "damaged");
    row("too few scores", "tokenizer.ggml.scores", "[0,0]", "2 scores for 4 tokens");
    row("scores missing", "tokenizer.ggml.scores", "null", "damaged");
    row("too few types", "tokenizer.ggml.token_type", "[1]", "1 values for 4 tokens");
    row("begin outside", "tokenizer.ggml.bos_token_id", "4", "tokenizer.ggml.bos_token_id is 4");
    row("end negative", "tokenizer.ggml.eos_token_id", "-1", "tokenizer.ggml.eos_token_id is -1");
    row("merges missing", "tokenizer.ggml.model", R"("gpt2")", "damaged");
}

void TestTextBroken::brokenMetadataIsRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QString, reason);
    nlohmann::json metadata = gguf();
    metadata[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    try {
        (void)readGgufVocabulary(metadata, "test.gguf");
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(reason), error.what());
        QVERIFY2(QString(error.what()).contains("test.gguf"), error.what());
    }
    nlohmann::json scores = gguf();
    scores["tokenizer.ggml.scores"][3] = std::numeric_limits<double>::quiet_NaN();
    QVERIFY_THROWS_EXCEPTION(Error, readGgufVocabulary(scores, "test.gguf"));
}

void TestTextBroken::soundMetadataOpens()
{
    QVERIFY(readGgufVocabulary(gguf(), "test.gguf").has_value());
    QVERIFY(!readGgufVocabulary(nlohmann::json::object(), "test.gguf").has_value());
    QVERIFY(!readGgufVocabulary({{"tokenizer.ggml.model", "none"}}, "test.gguf").has_value());

    nlohmann::json bpe{{"tokenizer.ggml.model", "gpt2"},
                       {"tokenizer.ggml.pre", "gpt-2"},
                       {"tokenizer.ggml.tokens", {"a", "b", "ab", "Ġ", "Ġab", "<|end|>", "ÿ"}},
                       {"tokenizer.ggml.token_type", {1, 1, 1, 1, 1, 3, 1}},
                       {"tokenizer.ggml.merges", {"a b", "Ġ ab"}},
                       {"tokenizer.ggml.bos_token_id", 5},
                       {"tokenizer.chat_template", "{{ messages }}"}};
    const PipelineTokenizer plain(*readGgufVocabulary(bpe, "test.gguf"));
    QCOMPARE(listed(plain.encode("ab ab<|end|>\xFF", SpecialTokens::Add)), QByteArray("2 4 5 6"));
    QCOMPARE(plain.decode(std::vector<std::int32_t>{2, 4, 5, 6}, SpecialTokens::Omit),
             std::string("ab ab\xFF"));
    QCOMPARE(plain.kind(), std::string("byte-level BPE"));
    QCOMPARE(plain.chatTemplate(), std::string("{{ messages }}"));
    bpe["tokenizer.ggml.add_bos_token"] = true;
    const PipelineTokenizer opened(*readGgufVocabulary(bpe, "test.gguf"));
    QCOMPARE(listed(opened.encode("ab", SpecialTokens::Add)), QByteArray("5 2"));

    nlohmann::json words{
        {"tokenizer.ggml.model", "bert"},
        {"tokenizer.ggml.pre", "bert-bge"},
        {"tokenizer.ggml.tokens", {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "▁play", "ing", "▁the"}},
        {"tokenizer.ggml.token_type", {3, 3, 3, 3, 1, 1, 1}}};
    const PipelineTokenizer pieces(*readGgufVocabulary(words, "test.gguf"));
    QCOMPARE(listed(pieces.encode("The playing of", SpecialTokens::Add)),
             QByteArray("2 6 4 5 1 3"));
    QCOMPARE(pieces.decode(std::vector<std::int32_t>{6, 4, 5}, SpecialTokens::Omit),
             std::string("the playing"));
    QCOMPARE(pieces.entry(5), std::string("##ing"));
    words["tokenizer.ggml.tokens"].push_back("▁The");
    words["tokenizer.ggml.token_type"].push_back(1);
    const PipelineTokenizer cased(*readGgufVocabulary(words, "test.gguf"));
    QCOMPARE(listed(cased.encode("The the", SpecialTokens::Omit)), QByteArray("7 6"));
}

void TestTextBroken::truncatedFilesAreRefused_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mayOpen");
    QTest::newRow("demo") << "demo/language-model/tokenizer.json"
                          << "tokenizer.json" << false;
    QTest::newRow("stories") << "assets/derived/stories260k-hf-llama/tokenizer.json"
                             << "tokenizer.json" << false;
    // Cut between two tokens the file is a smaller vocabulary.
    QTest::newRow("llama2.c") << "assets/lm/stories260k/tok512.bin"
                              << "tok512.bin" << true;
}

void TestTextBroken::truncatedFilesAreRefused()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    QFETCH(bool, mayOpen);
    REQUIRE_SHARED(source.toStdString());
    const std::string whole = fileContents(sharedPath(source.toStdString()));
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(name).toStdString();
    int opened = 0;
    int cuts = 0;
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 300, ++cuts) {
        write(path, whole.substr(0, size));
        try {
            (void)openTokenizerFile(path)->encode("abc");
            ++opened;
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(name), error.what());
        }
    }
    QVERIFY(mayOpen ? opened < cuts / 4 : opened == 0);
}

void TestTextBroken::missingFilesAreAUsageError()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    QVERIFY_THROWS_EXCEPTION(UsageError, openTokenizerFile(path / "nothing.json"));
    QVERIFY_THROWS_EXCEPTION(UsageError, openTokenizerFile(path)); // an empty folder
}

QTEST_GUILESS_MAIN(TestTextBroken)
#include "tst_text_broken.moc"
