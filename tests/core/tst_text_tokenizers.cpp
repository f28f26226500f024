// Real tokenizers against ids that others published or computed.
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/text/gguf_vocabulary.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer.h"
#include "tests/core/text_samples.h"

#include <QElapsedTimer>
#include <QTest>

using namespace saccade;

namespace
{

using Ids = std::vector<std::int32_t>;
using Opened = std::shared_ptr<const Tokenizer>;

constexpr const char* stories[] = {"assets/derived/stories260k-hf-llama/tokenizer.json",
                                   "assets/derived/stories260k-gguf/stories260K-F32.gguf",
                                   "assets/lm/stories260k/tok512.bin"};

/// bert-base-uncased: the list marks the starts of words with "▁" as GGUF does.
Opened openBert()
{
    const auto entries = readJsonFile(sharedPath("assets/tokenizers/bert-uncased/vocab_list.json"));
    std::vector<int> types; // GGUF's 1: normal, 3: control
    for (const auto& item : entries) {
        const auto entry = item.get<std::string>();
        const bool isSpecial = entry.starts_with('[') && entry.ends_with(']') && entry.size() > 2;
        types.push_back(isSpecial ? 3 : 1);
    }
    const nlohmann::json metadata{{"tokenizer.ggml.model", "bert"},
                                  {"tokenizer.ggml.tokens", entries},
                                  {"tokenizer.ggml.token_type", types}};
    return std::make_shared<PipelineTokenizer>(*readGgufVocabulary(metadata, "bert"));
}

Opened openNamed(const std::string& name)
{
    return name == "bert" ? openBert() : openTokenizerFile(sharedPath(name));
}

std::string fileOf(const std::string& name)
{
    return name == "bert" ? "assets/tokenizers/bert-uncased/vocab_list.json" : name;
}

std::string withoutSpaces(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        if (c != ' ' && c != '\n') {
            result += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
    }
    return result;
}

const std::vector<std::string>& texts()
{
    static const std::vector<std::string> all{
        "",
        " ",
        "   ",
        "\n",
        "Once upon a time, there was a little girl named Lily.",
        "  two spaces, a tab\tand\r\nline ends \n\n ",
        "Naïve café — 東京 🎭 1599",
        "👩‍👩‍👧‍👦 family, e\u0301 combined, \u200B zero width, \uFEFF mark",
        "العربية हिन्दी ไทย 한국어 Ελληνικά",
        "don't we'll they've I'm he'd it's you're O'Brien's",
        "0 00 000 0000 123456789 3.14159 ½ ²",
        "if (a[i] != b->c) { return ~x ^ 0xFF; } // ok",
        std::string("zero \0 byte", 11),
        "\xE6\x9D\xB1 whole, \xE6\x9D broken, \xFF\xFE never, \xC0\x80 overlong, \xED\xA0\x80 "
        "surrogate",
        std::string(3000, 'a'),
        std::string(500, ' ') + "x",
    };
    return all;
}

} // namespace

class TestTextTokenizers : public QObject
{
    Q_OBJECT

private slots:
    void knownTextsHaveKnownIds_data();
    void knownTextsHaveKnownIds();
    void byteLevelTextsComeBackByteForByte_data();
    void byteLevelTextsComeBackByteForByte();
    void shakespeareComesBack_data();
    void shakespeareComesBack();
    void threeFormsOfOneVocabularyAgree();
    void goldenIdsDecodeToTheGoldenText();
    void specialTokensAreAddedAndOmitted();
    void endsAndKindsAreKnown_data();
    void endsAndKindsAreKnown();
    void labelsShowWhatOneTokenAdds_data();
    void labelsShowWhatOneTokenAdds();
    void longUnbrokenTextsAreQuick_data();
    void longUnbrokenTextsAreQuick();
    void idsOutOfRangeAreRefused();
};

void TestTextTokenizers::knownTextsHaveKnownIds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("ids");
    const auto row = [](const char* name, const char* file, const char* input, const char* ids) {
        QTest::newRow(name) << QString(file) << QByteArray(input) << QByteArray(ids);
    };

    // shared/demo/README.md
    const char* romeo = "859 59 11 74 820 412 45 615 627 47";
    const char* cafe =
        "79 98 196 176 294 278 98 103 196 170 33 227 129 149 33 231 158 178 229 187 173 33 241 160 "
        "143 174 33 50 54 58 58";
    row("demo, plain", "demo/language-model/tokenizer.json", "ROMEO:\nI pray thee, speak again.",
        romeo);
    row("demo, accents", "demo/language-model/tokenizer.json", "Naïve café — 東京 🎭 1599", cafe);
    row("demo's lists, plain", "demo/language-model/vocab.json",
        "ROMEO:\nI pray thee, speak again.", romeo);
    row("demo's lists, accents", "demo/language-model/vocab.json", "Naïve café — 東京 🎭 1599",
        cafe);

    // Three entries, no bytes: what no entry spells is left out, as Hugging Face's BPE does without
    // unk_token.
    const char* sort = "assets/derived/gpt-nano-sort-hf-gpt2";
    row("sorting model", sort, "CBABA", "2 1 0 1 0");
    row("sorting model, unknown", sort, "A?B", "0 1");

    // openai/tiktoken, tests/test_encoding.py and README (encoding "gpt2"); Hugging Face's GPT-2
    // pages.
    const char* gpt2 = "assets/tokenizers/gpt2/vocab.json";
    row("GPT-2, Hello world", gpt2, "Hello world", "15496 995");
    row("GPT-2, space first", gpt2, " Hello world", "18435 995");
    row("GPT-2, hello world", gpt2, "hello world", "31373 995");
    row("GPT-2, added token", gpt2, "hello <|endoftext|>", "31373 220 50256");
    row("GPT-2, 0", gpt2, "0", "15");
    row("GPT-2, 00", gpt2, "00", "405");
    row("GPT-2, 000", gpt2, "000", "830");
    row("GPT-2, 0000", gpt2, "0000", "2388");
    row("GPT-2, 5 zeros", gpt2, "00000", "20483");
    row("GPT-2, 6 zeros", gpt2, "000000", "10535");
    row("GPT-2, 7 zeros", gpt2, "0000000", "24598");
    row("GPT-2, 8 zeros", gpt2, "00000000", "8269");
    row("GPT-2, 9 zeros", gpt2, "000000000", "10535 830");
    row("GPT-2, 13 zeros", gpt2, "0000000000000", "8269 20483");
    row("GPT-2, 17 zeros", gpt2, "00000000000000000", "8269 10535 830");

    // EleutherAI's and Hugging Face's examples of Pythia: "Hello, I am".
    row("GPT-NeoX", "assets/tokenizers/gpt-neox-20b/20B_tokenizer.json", "Hello, I am",
        "12092 13 309 717");

    // Hugging Face's documentation of BertModel.
    row("BERT", "bert", "Hello, my dog is cute", "101 7592 1010 2026 3899 2003 10140 102");
    row("BERT, accents", "bert", "Héllo, MY dog\tis\ncute",
        "101 7592 1010 2026 3899 2003 10140 102");
}

void TestTextTokenizers::knownTextsHaveKnownIds()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, ids);
    REQUIRE_SHARED(fileOf(file.toStdString()));
    const Opened tokenizer = openNamed(file.toStdString());
    QCOMPARE(listed(tokenizer->encode(input.toStdString())), ids);
}

void TestTextTokenizers::byteLevelTextsComeBackByteForByte_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("demo") << "demo/language-model/tokenizer.json";
    QTest::newRow("GPT-2") << "assets/tokenizers/gpt2/vocab.json";
    QTest::newRow("stories, llama2.c") << stories[2];
}

void TestTextTokenizers::byteLevelTextsComeBackByteForByte()
{
    QFETCH(QString, file);
    REQUIRE_SHARED(file.toStdString());
    const Opened tokenizer = openNamed(file.toStdString());
    const auto comesBack = [&](const std::string& text) {
        const Ids ids = tokenizer->encode(text, SpecialTokens::Omit);
        const std::string back = tokenizer->decode(ids, SpecialTokens::Add);
        return QByteArray::fromStdString(back) == QByteArray::fromStdString(text);
    };
    for (const std::string& text : texts()) {
        QVERIFY2(comesBack(text), text.c_str());
    }
    std::mt19937 random(20240607);
    for (std::size_t i = 0; i < 400; ++i) {
        const std::string bytes = randomBytes(random, i % 97);
        QVERIFY2(comesBack(bytes), QByteArray::fromStdString(bytes).toHex().constData());
        const std::string unicode = randomUnicode(random, i % 61);
        QVERIFY2(comesBack(unicode), unicode.c_str());
    }
}

void TestTextTokenizers::shakespeareComesBack_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("demo") << "demo/language-model/tokenizer.json";
    QTest::newRow("GPT-2") << "assets/tokenizers/gpt2/vocab.json";
    QTest::newRow("GPT-NeoX") << "assets/tokenizers/gpt-neox-20b/20B_tokenizer.json";
    QTest::newRow("stories, Hugging Face") << stories[0];
    QTest::newRow("stories, GGUF") << stories[1];
    QTest::newRow("stories, llama2.c") << stories[2];
    QTest::newRow("BERT") << "bert";
}

void TestTextTokenizers::shakespeareComesBack()
{
    QFETCH(QString, file);
    REQUIRE_SHARED(fileOf(file.toStdString()));
    REQUIRE_SHARED("assets/text/tinyshakespeare/input.txt");
    const Opened tokenizer = openNamed(file.toStdString());
    const std::string text = shakespeare();
    QElapsedTimer timer;
    timer.start();
    const Ids ids = tokenizer->encode(text);
    const std::string back = tokenizer->decode(ids);
    // Some tenths of a second; ten say that something has become quadratic.
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    // BERT keeps neither case nor spaces; every letter and sign must be there all the same.
    const bool isBert = file == "bert";
    QVERIFY((isBert ? withoutSpaces(back) : back) == (isBert ? withoutSpaces(text) : text));
    QVERIFY(ids.size() < text.size());
}

void TestTextTokenizers::threeFormsOfOneVocabularyAgree()
{
    std::vector<Opened> forms;
    for (const char* file : stories) {
        REQUIRE_SHARED(file);
        forms.push_back(openNamed(file));
    }
    std::vector<std::string> all = texts();
    all.insert(all.end(), {"<s>", "a<s>b</s> c", "</s>", "<0x0A>", "<unk> x"});
    std::mt19937 random(7);
    for (std::size_t i = 0; i < 300; ++i) {
        all.push_back(randomUnicode(random, i % 50));
        all.push_back(randomBytes(random, i % 50));
    }
    REQUIRE_SHARED("assets/text/tinyshakespeare/input.txt");
    all.push_back(shakespeare());
    for (const std::string& text : all) {
        if (text.find("▁") != std::string::npos) {
            continue; // stands for a space in two of the forms
        }
        const Ids first = forms[0]->encode(text);
        QVERIFY2(first == forms[1]->encode(text), text.substr(0, 200).c_str());
        QVERIFY2(first == forms[2]->encode(text), text.substr(0, 200).c_str());
        QCOMPARE(forms[0]->decode(first), forms[1]->decode(first));
        QCOMPARE(forms[0]->decode(first), forms[2]->decode(first));
    }
}

void TestTextTokenizers::goldenIdsDecodeToTheGoldenText()
{
    REQUIRE_SHARED("assets/derived/stories260k-hf-llama/golden.json");
    const auto golden = readJsonFile(sharedPath("assets/derived/stories260k-hf-llama/golden.json"));
    const auto ids = golden.at("greedy_ids").get<Ids>();
    // The golden text is the pieces side by side: it keeps the space of the first word and lacks
    // the line end that token 13, "<0x0A>", stands for.
    auto expected = golden.at("greedy_text").get<std::string>().substr(1);
    expected.insert(expected.rfind("Lily"), "\n");
    for (const char* file : stories) {
        REQUIRE_SHARED(file);
        const Opened tokenizer = openNamed(file);
        QCOMPARE(tokenizer->decode(ids), expected);
        QCOMPARE(listed(tokenizer->encode(expected)), listed(ids));
    }
}

void TestTextTokenizers::specialTokensAreAddedAndOmitted()
{
    REQUIRE_SHARED(stories[0]);
    const Opened tokenizer = openNamed(stories[0]);
    QCOMPARE(tokenizer->encode("a").front(), 1);
    QVERIFY(tokenizer->encode("a", SpecialTokens::Omit).front() != 1);
    QCOMPARE(tokenizer->decode(tokenizer->encode("a</s>")), std::string("a"));
    QCOMPARE(tokenizer->decode(tokenizer->encode("a</s>"), SpecialTokens::Add),
             std::string("<s> a</s>"));
    QCOMPARE(tokenizer->find("<s>"), std::optional<std::int32_t>(1));
    QVERIFY(!tokenizer->find("no such entry"));
}

void TestTextTokenizers::endsAndKindsAreKnown_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("demo") << "demo/language-model"
                          << "byte-level BPE" << 1024 << 0 << 0;
    QTest::newRow("GPT-2") << "assets/tokenizers/gpt2"
                           << "byte-level BPE" << 50257 << 50256 << 50256;
    QTest::newRow("stories") << "assets/derived/stories260k-hf-llama"
                             << "metaspace BPE" << 512 << 1 << 2;
    QTest::newRow("GGUF") << stories[1] << "metaspace BPE" << 512 << 1 << 2;
    QTest::newRow("llama2.c") << stories[2] << "metaspace BPE" << 512 << 1 << 2;
    QTest::newRow("BERT") << "bert"
                          << "WordPiece" << 30522 << 101 << 102;
}

void TestTextTokenizers::endsAndKindsAreKnown()
{
    QFETCH(QString, file);
    QFETCH(QString, kind);
    QFETCH(int, size);
    QFETCH(int, begin);
    QFETCH(int, end);
    REQUIRE_SHARED(fileOf(file.toStdString()));
    const Opened tokenizer = openNamed(file.toStdString());
    QCOMPARE(QString::fromStdString(tokenizer->kind()), kind);
    QCOMPARE(tokenizer->size(), size);
    QCOMPARE(tokenizer->beginToken().value_or(-1), begin);
    QCOMPARE(tokenizer->endToken().value_or(-1), end);
}

void TestTextTokenizers::labelsShowWhatOneTokenAdds_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("label");
    const QString demo = "demo/language-model/tokenizer.json";
    QTest::newRow("word") << demo << "Ġthe"
                          << "·the";
    QTest::newRow("line end") << demo << "Ċ"
                              << "⏎";
    QTest::newRow("part of a character") << demo << "æ"
                                         << "⟨E6⟩";
    QTest::newRow("control") << demo << "ć"
                             << "⟨07⟩";
    QTest::newRow("special") << demo << "<|endoftext|>"
                             << "<|endoftext|>";
    for (const char* file : stories) {
        const bool isLlama2c = QString(file).endsWith(".bin");
        QTest::newRow(qPrintable(QString("word, ") + file))
            << file << (isLlama2c ? " the" : "▁the") << "·the";
        QTest::newRow(qPrintable(QString("byte, ") + file)) << file << "<0x0A>"
                                                            << "⏎";
        QTest::newRow(qPrintable(QString("high byte, ") + file)) << file << "<0xE6>"
                                                                 << "⟨E6⟩";
        QTest::newRow(qPrintable(QString("begin, ") + file)) << file << "<s>"
                                                             << "<s>";
    }
    QTest::newRow("BERT, word") << "bert"
                                << "the"
                                << "·the";
    QTest::newRow("BERT, continuation") << "bert"
                                        << "##ing"
                                        << "ing";
    QTest::newRow("BERT, special") << "bert"
                                   << "[CLS]"
                                   << "[CLS]";
}

void TestTextTokenizers::labelsShowWhatOneTokenAdds()
{
    QFETCH(QString, file);
    QFETCH(QString, entry);
    QFETCH(QString, label);
    REQUIRE_SHARED(fileOf(file.toStdString()));
    const Opened tokenizer = openNamed(file.toStdString());
    const auto id = tokenizer->find(entry.toStdString());
    QVERIFY(id.has_value());
    QCOMPARE(QString::fromStdString(tokenLabel(tokenizer.get(), *id)), label);
    QCOMPARE(tokenLabel(nullptr, 7), std::string("7"));
    QCOMPARE(tokenLabel(tokenizer.get(), 1'000'000), std::string("1000000"));
}

void TestTextTokenizers::longUnbrokenTextsAreQuick_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("unit");
    for (const char* file : {"assets/tokenizers/gpt2/vocab.json", stories[1], "bert"}) {
        for (const char* unit : {"a", " ", "ab", "\n", "\xFF", "東"}) {
            QTest::newRow(qPrintable(QString("%1 × %2").arg(file, QByteArray(unit).toHex())))
                << file << QByteArray(unit);
        }
    }
}

void TestTextTokenizers::longUnbrokenTextsAreQuick()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, unit);
    REQUIRE_SHARED(fileOf(file.toStdString()));
    const Opened tokenizer = openNamed(file.toStdString());
    std::string text;
    while (text.size() < 1'000'000) {
        text += unit.toStdString();
    }
    QElapsedTimer timer;
    timer.start();
    const Ids ids = tokenizer->encode(text);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    if (file != "bert") {
        QVERIFY(tokenizer->decode(ids) == text);
    }
}

void TestTextTokenizers::idsOutOfRangeAreRefused()
{
    REQUIRE_SHARED("demo/language-model/tokenizer.json");
    const Opened tokenizer = openNamed("demo/language-model/tokenizer.json");
    const Ids tooLarge{3, 1024};
    const Ids negative{-1};
    QVERIFY_THROWS_EXCEPTION(UsageError, tokenizer->decode(tooLarge));
    QVERIFY_THROWS_EXCEPTION(UsageError, tokenizer->decode(negative));
    QVERIFY_THROWS_EXCEPTION(UsageError, tokenizer->entry(1024));
}

QTEST_GUILESS_MAIN(TestTextTokenizers)
#include "tst_text_tokenizers.moc"
