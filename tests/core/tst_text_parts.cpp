// The steps of a tokenizer one by one, as tokenizer.json describes them.
#include "core/base/error.h"
#include "core/text/gguf_split_patterns.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/split_pattern.h"
#include "core/text/tokenizer_json.h"
#include "core/text/unicode_forms.h"
#include "core/text/word_list.h"
#include "tests/core/text_samples.h"

#include <QElapsedTimer>
#include <QTest>

using namespace saccade;

namespace
{

using Json = nlohmann::json;

Json parsed(const QByteArray& text)
{
    return Json::parse(text.toStdString());
}

QByteArray joined(const std::vector<std::string>& parts)
{
    std::string result;
    for (const std::string& part : parts) {
        result += (result.empty() ? "" : "|") + part;
    }
    return QByteArray::fromStdString(result);
}

std::unique_ptr<PipelineTokenizer> tokenizerOf(const QByteArray& description)
{
    return std::make_unique<PipelineTokenizer>(readTokenizerJson(parsed(description), "test.json"));
}

} // namespace

class TestTextParts : public QObject
{
    Q_OBJECT

private slots:
    void normalizersChangeText_data();
    void normalizersChangeText();
    void preTokenizersCutWords_data();
    void preTokenizersCutWords();
    void decodersJoinTokens_data();
    void decodersJoinTokens();
    void modelsFindTokens_data();
    void modelsFindTokens();
    void templatesPutSpecialTokensAround_data();
    void templatesPutSpecialTokensAround();
    void ggufNamesCutWords_data();
    void ggufNamesCutWords();
    void unknownGgufNameNamesTheNearest();
    void explosivePatternsEndWithAnError_data();
    void explosivePatternsEndWithAnError();
};

void TestTextParts::normalizersChangeText_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    const auto row = [](const char* name, const char* json, const char* input, const char* output) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(input) << QByteArray(output);
    };
    row("NFC", R"({"type":"NFC"})", "e\u0301 \u212B", "\u00E9 \u00C5");
    row("NFD", R"({"type":"NFD"})", "\u00E9", "e\u0301");
    row("NFKC", R"({"type":"NFKC"})", "ﬁ ①", "fi 1");
    row("NFKD", R"({"type":"NFKD"})", "ｶﾞ", "カ\u3099");
    row("NFC keeps invalid bytes", R"({"type":"NFC"})", "e\u0301\xFF e\u0301\xE6",
        "\u00E9\xFF \u00E9\xE6");
    row("lower case", R"({"type":"Lowercase"})", "ÀÉİΣ ABC", "àéi\u0307σ abc");
    row("accents", R"({"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"}]})",
        "é ñ", "e n");
    row("strip", R"({"type":"Strip","strip_left":true,"strip_right":false})", " \t\u00A0a ", "a ");
    row("prepend", R"({"type":"Prepend","prepend":"▁"})", "a", "▁a");
    row("prepend to nothing", R"({"type":"Prepend","prepend":"▁"})", "", "");
    row("replace a string", R"({"type":"Replace","pattern":{"String":" "},"content":"▁"})",
        "a b  c", "a▁b▁▁c");
    row("replace an expression", R"({"type":"Replace","pattern":{"Regex":"\\s+"},"content":"$1 "})",
        "a \n b", "a$1 b");
    row("BERT",
        R"({"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"lowercase":true})",
        "Ünï\tCode\u0007 東京!", "uni code  東  京 !");
    row("BERT, cased", R"({"type":"BertNormalizer","lowercase":false,"strip_accents":null})", "Ünï",
        "Ünï");
    row("nmt", R"({"type":"Nmt"})", "a\u0001b\u200Bc\u2581d\u007F", "ab c d");
}

void TestTextParts::normalizersChangeText()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, output);
    const auto normalizer = makeNormalizer(parsed(json), "test.json");
    QCOMPARE(QByteArray::fromStdString(normalizer->apply(input.toStdString())), output);
}

void TestTextParts::preTokenizersCutWords_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const char* json, const char* input, const char* words) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(input) << QByteArray(words);
    };
    row("byte level", R"({"type":"ByteLevel","add_prefix_space":false})", "I've 2 é,  x\n",
        "I|'ve|Ġ2|ĠÃ©|,|Ġ|Ġx|Ċ");
    row("byte level, space first", R"({"type":"ByteLevel","add_prefix_space":true})", "a b",
        "Ġa|Ġb");
    row("byte level, whole", R"({"type":"ByteLevel","add_prefix_space":false,"use_regex":false})",
        "a b", "aĠb");
    row("byte level, invalid bytes", R"({"type":"ByteLevel","add_prefix_space":false})",
        "a\xFF\xE6 b", "a|ÿæ|Ġb");
    // The four behaviours of the example in the documentation of Hugging Face's tokenizers,
    // SplitDelimiterBehavior.
    const char* text = "the-final--countdown";
    row("removed", R"({"type":"Split","pattern":{"String":"-"},"behavior":"Removed"})", text,
        "the|final|countdown");
    row("isolated", R"({"type":"Split","pattern":{"String":"-"},"behavior":"Isolated"})", text,
        "the|-|final|-|-|countdown");
    row("with previous",
        R"({"type":"Split","pattern":{"String":"-"},"behavior":"MergedWithPrevious"})", text,
        "the-|final-|-|countdown");
    row("with next", R"({"type":"Split","pattern":{"String":"-"},"behavior":"MergedWithNext"})",
        text, "the|-final|-|-countdown");
    row("contiguous", R"({"type":"Split","pattern":{"String":"-"},"behavior":"Contiguous"})", text,
        "the|-|final|--|countdown");
    row("inverted",
        R"({"type":"Split","pattern":{"Regex":"[a-z]+"},"behavior":"Removed","invert":true})", text,
        "the|final|countdown");
    row("empty matches",
        R"json({"type":"Split","pattern":{"Regex":"(?=[A-Z])"},"behavior":"Isolated"})json", "aBcD",
        "a|Bc|D");
    row("metaspace", R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"always"})",
        "Hey  you", "▁Hey|▁|▁you");
    row("metaspace, never", R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"never"})",
        "Hey you", "Hey|▁you");
    row("metaspace, old", R"({"type":"Metaspace","replacement":"▁","add_prefix_space":false})",
        "Hey you", "Hey|▁you");
    row("metaspace, whole",
        R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false})",
        "Hey you", "▁Hey▁you");
    row("first only", R"({"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},
        {"type":"Metaspace","replacement":"▁","prepend_scheme":"first"}]})",
        "Hey you", "▁Hey|you");
    row("white space", R"({"type":"Whitespace"})", "Hey, you_2! ¿é?", "Hey|,|you_2|!|¿|é|?");
    row("white space alone", R"({"type":"WhitespaceSplit"})", "Hey, you!\u00A0x", "Hey,|you!|x");
    row("BERT", R"({"type":"BertPreTokenizer"})", "Hey, you're $5!", "Hey|,|you|'|re|$|5|!");
    row("punctuation", R"({"type":"Punctuation"})", "a,b。c", "a|,|b|。|c");
    row("punctuation together", R"({"type":"Punctuation","behavior":"Contiguous"})", "a,,b",
        "a|,,|b");
    row("digits", R"({"type":"Digits","individual_digits":true})", "a123", "a|1|2|3");
    row("digits together", R"({"type":"Digits","individual_digits":false})", "a123b", "a|123|b");
}

void TestTextParts::preTokenizersCutWords()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, words);
    const auto preTokenizer = makePreTokenizer(parsed(json), "test.json");
    std::vector<std::string> parts;
    for (const TextPiece& piece : preTokenizer->split({{input.toStdString(), true}})) {
        parts.push_back(piece.text);
    }
    QCOMPARE(joined(parts), words);
}

void TestTextParts::decodersJoinTokens_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("tokens");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* json, const char* tokens, const char* text) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(tokens) << QByteArray(text);
    };
    row("byte level", R"({"type":"ByteLevel"})", "æ|Ŀ±Ġa|Ċ", "東 a\n");
    row("byte level, other characters", R"({"type":"ByteLevel"})", "a▁b|Ġ", "a▁b ");
    row("WordPiece", R"({"type":"WordPiece","prefix":"##","cleanup":true})", "he|##llo|,|do|n't|!",
        "hello, don't!");
    row("WordPiece as it is", R"({"type":"WordPiece","prefix":"##","cleanup":false})", "he|##llo|!",
        "hello !");
    row("metaspace", R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"always"})",
        "▁Hey|▁you▁", "Hey you ");
    row("metaspace, never", R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"never"})",
        "▁Hey", " Hey");
    row("bytes", R"({"type":"Sequence","decoders":[{"type":"ByteFallback"},{"type":"Fuse"}]})",
        "a|<0xE6>|<0x9D>|<0xB1>|<0xfg>", "a東<0xfg>");
    row("strip", R"({"type":"Strip","content":"_","start":1,"stop":2})", "__a___", "_a_");
    row("replace", R"({"type":"Replace","pattern":{"String":"▁"},"content":" "})", "▁a▁b", " a b");
    row("BPE", R"({"type":"BPEDecoder","suffix":"</w>"})", "he|llo</w>|you</w>", "hello you");
    row("none", "null", "a|b", "a b");
}

void TestTextParts::decodersJoinTokens()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, tokens);
    QFETCH(QByteArray, text);
    std::vector<std::string> entries;
    std::vector<std::int32_t> ids;
    for (const QByteArray& token : tokens.split('|')) {
        ids.push_back(static_cast<std::int32_t>(entries.size()));
        entries.push_back(token.toStdString());
    }
    auto model = std::make_unique<WordList>(Vocabulary(std::move(entries), "test"), "");
    const PipelineTokenizer tokenizer(
        assembleTokenizer({{"decoder", parsed(json)}}, std::move(model), {}, "test"));
    QCOMPARE(QByteArray::fromStdString(tokenizer.decode(ids, SpecialTokens::Omit)), text);
}

void TestTextParts::modelsFindTokens_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("ids");
    const auto row = [](const char* name, const char* json, const char* input, const char* ids) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(input) << QByteArray(ids);
    };
    const char* bpe = R"({"model":{"type":"BPE","vocab":{"a":0,"b":1,"c":2,"ab":3,"abc":4,"bc":5},
        "merges":["b c","a b","ab c","a bc"]}})";
    row("BPE, lowest rank first", bpe, "abc", "4");
    row("BPE, leftmost of equals", bpe, "ababc", "3 4");
    row("BPE, unknown left out", bpe, "a?b", "3");
    row("BPE, pairs",
        R"({"model":{"type":"BPE","vocab":{"a":0," ":1,"a ":2},"merges":[["a"," "]]}})", "a a",
        "2 0");
    row("BPE, unknown token",
        R"({"model":{"type":"BPE","unk_token":"<unk>","vocab":{"<unk>":0,"a":1},"merges":[]}})",
        "a??a", "1 0 0 1");
    row("BPE, unknown together", R"({"model":{"type":"BPE","unk_token":"<unk>","fuse_unk":true,
        "vocab":{"<unk>":0,"a":1},"merges":[]}})",
        "a??a", "1 0 1");
    row("BPE, bytes", R"({"model":{"type":"BPE","unk_token":"<unk>","byte_fallback":true,
        "vocab":{"<unk>":0,"a":1,"<0xC3>":2,"<0xA9>":3},"merges":[]}})",
        "aéñ", "1 2 3 0");
    row("BPE, whole words",
        R"({"model":{"type":"BPE","ignore_merges":true,"vocab":{"a":0,"b":1,"ab":2},
        "merges":[]}})",
        "ab", "2");
    row("BPE, prefix", R"({"model":{"type":"BPE","continuing_subword_prefix":"##",
        "vocab":{"a":0,"##b":1,"##c":2,"ab":3},"merges":["a ##b"]}})",
        "abc", "3 2");
    row("BPE, end of word",
        R"({"model":{"type":"BPE","end_of_word_suffix":"</w>","vocab":{"a":0,"b</w>":1,"ab</w>":2},
        "merges":["a b</w>"]},"pre_tokenizer":{"type":"WhitespaceSplit"}})",
        "ab ab", "2 2");
    const char* wordPiece =
        R"({"model":{"type":"WordPiece","unk_token":"[UNK]","max_input_chars_per_word":8,
        "vocab":{"[UNK]":0,"un":1,"##aff":2,"##able":3,"##a":4,"u":5}},"pre_tokenizer":{"type":"WhitespaceSplit"}})";
    row("WordPiece", wordPiece, "unaffa un", "1 2 4 1");
    row("WordPiece, unknown", wordPiece, "unaffx", "0");
    row("WordPiece, too long", wordPiece, "unaffable", "0");
    // Scores make "ab" + "c" (-1.5) better than "a" + "bc" (-3) and than single letters (-6).
    const char* unigram =
        R"({"model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["a",-2],["b",-2],["c",-1],
        ["ab",-0.5],["bc",-1]]}})";
    row("Unigram", unigram, "abc", "4 3");
    row("Unigram, unknown together", unigram, "a??bc", "1 0 5");
    row("Unigram, bytes", R"({"model":{"type":"Unigram","unk_id":0,"byte_fallback":true,
        "vocab":[["<unk>",0],["a",-2],["<0xC3>",0],["<0xA9>",0]]}})",
        "aé", "1 2 3");
    row("word list",
        R"({"model":{"type":"WordLevel","unk_token":"?","vocab":{"?":0,"one":1,"two":2}},
        "pre_tokenizer":{"type":"WhitespaceSplit"}})",
        "one three two", "1 0 2");
    row("no kind named", R"({"model":{"vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}})", "ab", "2");
    const char* added = R"({"model":{"type":"BPE","vocab":{"a":0," ":1,"b":2},"merges":[]},
        "normalizer":{"type":"Lowercase"},"added_tokens":[
        {"id":10,"content":"<m>","special":true,"lstrip":true,"rstrip":true,"normalized":false},
        {"id":11,"content":"AB","special":false,"single_word":true,"normalized":false},
        {"id":12,"content":"BA","special":false,"normalized":true},
        {"id":13,"content":"<m>>","special":true,"normalized":false}]})";
    row("added, strips", added, "a <m> a", "0 10 0");
    row("added, single word", added, "AB a AB", "11 1 0 1 11");
    row("added, within a word", added, "aABb", "0 0 2 2");
    row("added, normalised", added, "aBa", "0 12");
    row("added, longest", added, "a<m>>", "0 13");
}

void TestTextParts::modelsFindTokens()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, ids);
    QCOMPARE(listed(tokenizerOf(json)->encode(input.toStdString(), SpecialTokens::Add)), ids);
}

void TestTextParts::templatesPutSpecialTokensAround_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("ids");
    QTest::newRow("template")
        << QByteArray(
               R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[C]","type_id":0}},
            {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[S]","type_id":0}}],"pair":[],
            "special_tokens":{"[C]":{"id":"[C]","ids":[1],"tokens":["[C]"]},
            "[S]":{"id":"[S]","ids":[2],"tokens":["[S]"]}}})")
        << QByteArray("1 0 2");
    QTest::newRow("BERT") << QByteArray(
                                 R"({"type":"BertProcessing","sep":["[S]",2],"cls":["[C]",1]})")
                          << QByteArray("1 0 2");
    QTest::newRow("RoBERTa")
        << QByteArray(
               R"({"type":"RobertaProcessing","sep":["[S]",2],"cls":["[C]",1],"trim_offsets":true})")
        << QByteArray("1 0 2");
    QTest::newRow("byte level") << QByteArray(R"({"type":"ByteLevel","trim_offsets":true})")
                                << QByteArray("0");
    QTest::newRow("sequence") << QByteArray(
                                     R"({"type":"Sequence","processors":[{"type":"ByteLevel"},
            {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[C]","type_id":0}},
            {"Sequence":{"id":"A","type_id":0}}],"special_tokens":{}}]})")
                              << QByteArray("1 0");
}

void TestTextParts::templatesPutSpecialTokensAround()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, ids);
    const QByteArray whole = R"({"model":{"type":"BPE","vocab":{"a":0,"[C]":1,"[S]":2},"merges":[]},
        "post_processor":)" + json +
                             "}";
    QCOMPARE(listed(tokenizerOf(whole)->encode("a", SpecialTokens::Add)), ids);
    QCOMPARE(listed(tokenizerOf(whole)->encode("a", SpecialTokens::Omit)), QByteArray("0"));
}

void TestTextParts::ggufNamesCutWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("words");
    // Worked out by hand from the patterns in the models' own tokenizer.json files.
    QTest::newRow("none") << "" << QByteArray("I|'m|HE|'|S| 1234|!!|\n\n| x");
    QTest::newRow("gpt-2") << "gpt-2" << QByteArray("I|'m|HE|'|S| 1234|!!|\n\n| x");
    QTest::newRow("llama-bpe") << "llama-bpe" << QByteArray("I|'m|HE|'S| |123|4|!!\n\n| x");
    QTest::newRow("qwen2") << "qwen2" << QByteArray("I|'m|HE|'S| |1|2|3|4|!!\n\n| x");
    QTest::newRow("smollm") << "smollm" << QByteArray("I|'m|HE|'|S| |1|2|3|4|!!|\n\n| x");
    QTest::newRow("deepseek-v3") << "deepseek-v3" << QByteArray("I|'mHE|'S| |123|4|!!\n\n| x");
    QTest::newRow("gpt-4o") << "gpt-4o" << QByteArray("I'm|HE'S| |123|4|!!\n\n| x");
    QTest::newRow("tekken") << "tekken" << QByteArray("I|'m|HE|'S| |1|2|3|4|!!\n\n| x");
}

void TestTextParts::ggufNamesCutWords()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, words);
    Json steps = Json::array();
    for (const std::string& pattern : ggufSplit(name.toStdString(), "test.gguf").patterns) {
        steps.push_back(
            {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}});
    }
    const auto splitter =
        makePreTokenizer({{"type", "Sequence"}, {"pretokenizers", steps}}, "test.gguf");
    std::vector<std::string> parts;
    for (const TextPiece& piece : splitter->split({{"I'mHE'S 1234!!\n\n x", true}})) {
        parts.push_back(piece.text);
    }
    QCOMPARE(joined(parts), words);
}

void TestTextParts::unknownGgufNameNamesTheNearest()
{
    try {
        (void)ggufSplit("qwen22", "test.gguf");
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("\"qwen2\""), error.what());
        QVERIFY2(QString(error.what()).contains("test.gguf"), error.what());
    }
}

void TestTextParts::explosivePatternsEndWithAnError_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("exponential") << "(a+)+$(?<=b)";
    QTest::newRow("alternatives") << "(a|a)*c";
    QTest::newRow("polynomial") << "a*a*a*a*a*[bc]";
    QTest::newRow("recursion") << "(a(?1)?a|a)c";
}

void TestTextParts::explosivePatternsEndWithAnError()
{
    QFETCH(QString, pattern);
    const SplitPattern splits(pattern.toStdString(), "test.json");
    QElapsedTimer timer;
    timer.start();
    try {
        // No match, or an error: both are an end.
        QVERIFY(splits.matches(std::string(100'000, 'a')).empty());
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("test.json"), error.what());
    }
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestTextParts)
#include "tst_text_parts.moc"
