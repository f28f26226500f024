// Two texts as one input: the templates that Hugging Face's tokenizers store.
#include "core/base/error.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/tokenizer_json.h"

#include <QTest>

namespace saccade
{

namespace
{

QByteArray listed(const std::vector<std::int32_t>& ids)
{
    QByteArray result;
    for (const auto id : ids) {
        result += (result.isEmpty() ? "" : " ") + QByteArray::number(id);
    }
    return result;
}

std::unique_ptr<PipelineTokenizer> tokenizerOf(const QByteArray& processor)
{
    const QByteArray whole =
        R"({"model":{"type":"BPE","vocab":{"a":0,"[C]":1,"[S]":2,"b":3},"merges":[]},
            "post_processor":)" +
        processor + "}";
    return std::make_unique<PipelineTokenizer>(
        readTokenizerJson(nlohmann::json::parse(whole.toStdString()), "test.json"));
}

// single: [C] A [S]
QByteArray templateWith(const QByteArray& pair)
{
    return R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[C]","type_id":0}},
        {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[S]","type_id":0}}],"pair":)" +
           pair + R"(,"special_tokens":{"[C]":{"id":"[C]","ids":[1],"tokens":["[C]"]},
        "[S]":{"id":"[S]","ids":[2],"tokens":["[S]"]}}})";
}

const QByteArray bertPair =
    R"([{"SpecialToken":{"id":"[C]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
        {"SpecialToken":{"id":"[S]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
        {"SpecialToken":{"id":"[S]","type_id":1}}])";

} // namespace

class TextPairsTest : public QObject
{
    Q_OBJECT
private slots:
    void pairsAreJoinedAsTheTemplateSays_data()
    {
        QTest::addColumn<QByteArray>("processor");
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<QByteArray>("segments");
        QTest::newRow("template") << templateWith(bertPair) << QByteArray("1 0 2 3 2")
                                  << QByteArray("0 0 0 1 1");
        QTest::newRow("second first") << templateWith(R"([{"Sequence":{"id":"B","type_id":1}},
                                {"SpecialToken":{"id":"[S]","type_id":1}},
                                {"Sequence":{"id":"A","type_id":0}}])")
                                      << QByteArray("3 2 0") << QByteArray("1 1 0");
        QTest::newRow("template without a pair")
            << templateWith("[]") << QByteArray("1 0 2 3 2") << QByteArray("0 0 0 1 1");
        QTest::newRow("BERT") << QByteArray(
                                     R"({"type":"BertProcessing","sep":["[S]",2],"cls":["[C]",1]})")
                              << QByteArray("1 0 2 3 2") << QByteArray("0 0 0 1 1");
        QTest::newRow("RoBERTa")
            << QByteArray(R"({"type":"RobertaProcessing","sep":["[S]",2],"cls":["[C]",1]})")
            << QByteArray("1 0 2 2 3 2") << QByteArray("0 0 0 0 0 0");
        QTest::newRow("sequence") << R"({"type":"Sequence","processors":[{"type":"ByteLevel"},)" +
                                         templateWith(bertPair) + "]}"
                                  << QByteArray("1 0 2 3 2") << QByteArray("0 0 0 1 1");
        QTest::newRow("none") << QByteArray("null") << QByteArray("0 3") << QByteArray("0 1");
    }
    void pairsAreJoinedAsTheTemplateSays()
    {
        QFETCH(QByteArray, processor);
        QFETCH(QByteArray, ids);
        QFETCH(QByteArray, segments);
        const auto pair = tokenizerOf(processor)->encodePair("a", "b");
        QCOMPARE(listed(pair.ids), ids);
        QCOMPARE(listed(pair.segments), segments);
    }

    void pairsOfOtherThanTwoTextsAreRefused()
    {
        const QByteArray three =
            R"([{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}},
                {"Sequence":{"id":"B","type_id":1}}])";
        QVERIFY_EXCEPTION_THROWN(tokenizerOf(templateWith(three)), Error);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TextPairsTest)
#include "tst_text_pairs.moc"
