// Encoder–decoders that are incomplete, do not fit their configuration, or are asked for what they
// cannot do.
#include "tests/core/file_bytes.h"
#include "tests/support/random_encoder_decoders.h"
#include "tests/support/tiny_models.h"

#include <QTest>

namespace saccade
{

namespace
{

std::string refusal(const Checkpoint& checkpoint)
{
    return messageOf([&] { load(checkpoint); });
}

RandomBart marian()
{
    return {.modelType = "marian",
            .normalisesEmbedding = false,
            .hasLearnedPositions = false,
            .activation = "swish"};
}

std::vector<Checkpoint> everyKind()
{
    return {randomBart({}),
            randomBart({.prefix = "", .isTied = false}),
            randomBart({.modelType = "mbart", .hasFinalNorm = true}),
            randomBart(marian()),
            randomT5({}),
            randomT5({.feedForward = "relu", .isTied = true})};
}

std::string kindOf(const Checkpoint& checkpoint)
{
    return checkpoint.configuration.at("model_type").get<std::string>();
}

} // namespace

class EncoderDecoderLoadingTest : public QObject
{
    Q_OBJECT

private slots:
    void everyTensorIsNeeded();
    void everyTensorHasToFit();
    void impossibleConfigurationsAreRefused_data();
    void impossibleConfigurationsAreRefused();
    void graphsThatCannotBeAreRefused();
    void infoSaysWhereTheModelAttends();
};

void EncoderDecoderLoadingTest::everyTensorIsNeeded()
{
    for (const auto& whole : everyKind()) {
        QCOMPARE(refusal(whole), std::string());
        for (const auto& [name, tensor] : whole.tensors) {
            auto part = whole;
            part.tensors.erase(name);
            const auto said = refusal(part);
            const bool isEmbedding = name.ends_with("shared.weight"); // has other names, too
            // Without it the other form of the names is looked for.
            const bool tellsForms = name == "model.decoder.layers.0.fc1.weight";
            QVERIFY2(isEmbedding || tellsForms ? !said.empty()
                                               : said.find(name) != std::string::npos,
                     (kindOf(whole) + " without " + name + ": " + said).c_str());
        }
    }
}

void EncoderDecoderLoadingTest::everyTensorHasToFit()
{
    for (const auto& whole : everyKind()) {
        for (const auto& [name, tensor] : whole.tensors) {
            auto extents = tensor.shape().extents();
            ++extents.back();
            auto other = whole;
            other.tensors.at(name) = Tensor::allocate(DType::F32, Shape(extents));
            const auto said = refusal(other);
            QVERIFY2(said.find(name) != std::string::npos, (name + ": " + said).c_str());
            other.tensors.at(name) = Tensor::allocate(DType::I32, tensor.shape());
            QVERIFY2(refusal(other).find(name) != std::string::npos, name.c_str());
        }
    }
}

void EncoderDecoderLoadingTest::impossibleConfigurationsAreRefused_data()
{
    QTest::addColumn<bool>("isT5");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    const auto row = [](bool isT5, const char* key, const char* value) {
        QTest::addRow("%s %s", key, value) << isT5 << QString(key) << QString(value);
    };
    row(false, "d_model", "0");
    row(false, "d_model", "17");
    row(false, "d_model", "\"wide\"");
    row(false, "encoder_layers", "1000000");
    row(false, "decoder_layers", "4");
    row(false, "encoder_attention_heads", "3");
    row(false, "decoder_attention_heads", "2");
    row(false, "activation_function", "\"sine\"");
    row(false, "max_position_embeddings", "2000000000");
    row(false, "decoder_start_token_id", "\"x\"");
    row(false, "decoder_start_token_id", "1000");
    row(true, "decoder_start_token_id", "1000");
    row(false, "vocab_size", "28");
    row(true, "feed_forward_proj", "\"gated-sine\"");
    row(true, "relative_attention_num_buckets", "6");
    row(true, "relative_attention_max_distance", "4");
    row(true, "num_layers", "-1");
    row(true, "num_decoder_layers", "9");
    row(true, "d_kv", "7");
    row(true, "num_heads", "4");
    row(true, "tie_word_embeddings", "3");
    row(true, "layer_norm_epsilon", "0");
}

void EncoderDecoderLoadingTest::impossibleConfigurationsAreRefused()
{
    QFETCH(const bool, isT5);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    auto checkpoint = isT5 ? randomT5({}) : randomBart({});
    checkpoint.configuration[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    QVERIFY(!refusal(checkpoint).empty());
    if (!isT5) { // without a table of positions in the file
        auto computed = randomBart(marian());
        computed.configuration[key.toStdString()] = nlohmann::json::parse(value.toStdString());
        QVERIFY(!refusal(computed).empty());
    }
}

void EncoderDecoderLoadingTest::graphsThatCannotBeAreRefused()
{
    const auto model = load(randomBart({}));
    const auto build = [&](const GraphShape& shape) {
        return messageOf([&] { model->build(shape); });
    };
    QCOMPARE(build({.rows = 2, .capacity = 20, .logitRows = 1, .source = 20}), std::string());
    QVERIFY(!build({.rows = 2, .capacity = 21, .logitRows = 1, .source = 20}).empty());
    QVERIFY(!build({.rows = 2, .capacity = 8, .logitRows = 1}).empty()); // nothing was read
    QVERIFY(!messageOf([&] { model->buildEncoder({}); }).empty());
    EncoderInput text;
    text.tokens.assign(20, 3);
    QCOMPARE(model->buildEncoder(text)->source, 20);
    QCOMPARE(model->buildEncoder(text)->writes.size(), 6U); // keys and values of three layers
    text.tokens.push_back(3);
    QVERIFY(messageOf([&] { model->buildEncoder(text); }).find("21") != std::string::npos);
}

void EncoderDecoderLoadingTest::infoSaysWhereTheModelAttends()
{
    const auto info = load(randomT5({}))->info();
    QVERIFY(info.encodes && info.generates);
    QCOMPARE(info.family, std::string("t5"));
    QCOMPARE(info.layers, 3);
    QCOMPARE(info.headWidth, 6);
    QCOMPARE(info.context, 512);
    QCOMPARE(info.vocabulary, 29);
    QCOMPARE(info.attention.size(), 3U);
    const AttentionPart encoder{.values = "encoder.blocks.*.attention",
                                .queries = "source",
                                .keys = "source",
                                .layers = 2,
                                .heads = 3,
                                .causal = false};
    QVERIFY(info.attention[0] == encoder);
    QCOMPARE(info.attention[1].values, std::string("decoder.blocks.*.attention"));
    QVERIFY(info.attention[1].causal);
    QCOMPARE(info.attention[2].queries, std::string("tokens"));
    QCOMPARE(info.attention[2].keys, std::string("source"));
    QVERIFY(!info.attention[2].causal);
    auto forced = randomBart({});
    forced.configuration["forced_bos_token_id"] = 0;
    QCOMPARE(load(forced)->info().decoderStart, (std::vector<std::int32_t>{2, 0}));
    auto two = marian();
    two.sharesEmbeddings = false;
    QCOMPARE(load(randomBart(two))->info().sourceVocabulary, 29);
    QCOMPARE(load(randomBart(two))->info().vocabulary, 31);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::EncoderDecoderLoadingTest)
#include "tst_encoder_decoder_loading.moc"
