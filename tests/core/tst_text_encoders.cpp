// Encoders of text that have no reference output, against a second implementation in double
// precision; heads, older names, sentence embeddings; what is refused.
#include "core/base/error.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/plain_bert.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

const auto& tokens = plainTokens;
const auto& segments = plainSegments;

std::map<std::string, Tensor> read(const PlainCheckpoint& checkpoint)
{
    return encoded(checkpoint.open(), sharedBackend("cpu"), textOf(tokens, segments),
                   {"embedding", "final_norm"});
}

PlainMatrix ofLengthOne(PlainMatrix x)
{
    double square = 0.0;
    for (const auto value : x.values) {
        square += value * value;
    }
    return applied(x, [square](double value) { return value / std::sqrt(square); });
}

} // namespace

class TestTextEncoders : public QObject
{
    Q_OBJECT

private slots:
    void albertSharesItsBlocks();
    void electraWidensItsEmbeddings();
    void classifiersReadTheFirstToken();
    void tokensAreClassifiedOneByOne();
    void oldNamesAreUnderstood();
    void sentencesBecomeOneEmbedding_data();
    void sentencesBecomeOneEmbedding();
    void ggufHoldsTheSameModel();
    void modelsSayWhatTheyRead();
    void broken_data();
    void broken();
    void inputsThatDoNotFitAreRefused();
};

void TestTextEncoders::albertSharesItsBlocks()
{
    PlainCheckpoint checkpoint;
    checkpoint.configuration = {{"model_type", "albert"},
                                {"hidden_size", 8},
                                {"embedding_size", 6},
                                {"num_hidden_layers", 4},
                                {"num_hidden_groups", 2},
                                {"inner_group_num", 2},
                                {"num_attention_heads", 2},
                                {"intermediate_size", 12},
                                {"vocab_size", 11},
                                {"type_vocab_size", 2},
                                {"max_position_embeddings", 8},
                                {"hidden_act", "gelu_new"}};
    addEmbeddings(checkpoint, "albert.", 6);
    checkpoint.addLinear("albert.encoder.embedding_hidden_mapping_in", 6, 8);
    const auto block = [](int group, int inner) {
        return albertNames("albert.encoder.albert_layer_groups." + std::to_string(group) +
                           ".albert_layers." + std::to_string(inner) + ".");
    };
    for (const int group : {0, 1}) {
        for (const int inner : {0, 1}) {
            addBlock(checkpoint, block(group, inner), 8, 12);
        }
    }
    checkpoint.addLinear("predictions.dense", 8, 6);
    checkpoint.addNorm("predictions.LayerNorm", 6);
    checkpoint.add("predictions.bias", {11});

    const PlainLayers layers{checkpoint, 1e-12};
    auto x =
        layers.linear(embedded(layers, "albert."), "albert.encoder.embedding_hidden_mapping_in");
    const auto values = read(checkpoint);
    compare(values, "embedding", x);
    for (const int layer : {0, 1, 2, 3}) {
        for (const int inner : {0, 1}) {
            x = blockOf(layers, x, block(layer / 2, inner), plainGeluTanh);
        }
    }
    compare(values, "final_norm", x);
    const auto state = layers.norm(applied(layers.linear(x, "predictions.dense"), plainGeluTanh),
                                   "predictions.LayerNorm");
    PlainMatrix logits{state.rows, 11, {}};
    const auto words = checkpoint.matrix("albert.embeddings.word_embeddings.weight");
    for (std::int64_t r = 0; r < state.rows; ++r) {
        for (std::int64_t word = 0; word < 11; ++word) {
            double sum = checkpoint.matrix("predictions.bias").at(0, word);
            for (std::int64_t c = 0; c < 6; ++c) {
                sum += state.at(r, c) * words.at(word, c);
            }
            logits.values.push_back(sum);
        }
    }
    compare(values, "logits", logits);
    const auto info = checkpoint.open()->info();
    QCOMPARE(info.layers, std::int64_t{8});
    QCOMPARE(info.head, HeadKind::MaskedLanguageModel);
}

void TestTextEncoders::electraWidensItsEmbeddings()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "electra.");
    checkpoint.configuration["model_type"] = "electra";
    checkpoint.configuration["embedding_size"] = 6;
    addEmbeddings(checkpoint, "electra.", 6);
    checkpoint.addLinear("electra.embeddings_project", 6, 8);
    checkpoint.addLinear("discriminator_predictions.dense", 8, 8);
    checkpoint.addLinear("discriminator_predictions.dense_prediction", 8, 1);
    const PlainLayers layers{checkpoint, 1e-12};
    auto x = layers.linear(embedded(layers, "electra."), "electra.embeddings_project");
    for (const std::string layer : {"0.", "1."}) {
        x = blockOf(layers, x, bertNames("electra.encoder.layer." + layer), plainGelu);
    }
    const auto dense = applied(layers.linear(x, "discriminator_predictions.dense"), plainGelu);
    const auto values = read(checkpoint);
    compare(values, "final_norm", x);
    compare(values, "logits", layers.linear(dense, "discriminator_predictions.dense_prediction"));
}

void TestTextEncoders::classifiersReadTheFirstToken()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "bert.");
    checkpoint.addLinear("bert.pooler.dense", 8, 8);
    checkpoint.addLinear("classifier", 8, 3);
    checkpoint.configuration["id2label"] = {{"0", "no"}, {"1", "perhaps"}, {"2", "yes"}};
    const PlainLayers layers{checkpoint, 1e-12};
    const auto first = rowsOf(bertStates(layers, "bert."), 0, 1);
    const auto pooled =
        applied(layers.linear(first, "bert.pooler.dense"), [](double x) { return std::tanh(x); });
    compare(read(checkpoint), "logits", layers.linear(pooled, "classifier"));
    const auto info = checkpoint.open()->info();
    QCOMPARE(info.head, HeadKind::Classification);
    QCOMPARE(info.classes, (std::vector<std::string>{"no", "perhaps", "yes"}));
}

void TestTextEncoders::tokensAreClassifiedOneByOne()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "bert.");
    checkpoint.addLinear("classifier", 8, 3);
    checkpoint.configuration["architectures"] = {"BertForTokenClassification"};
    const PlainLayers layers{checkpoint, 1e-12};
    compare(read(checkpoint), "logits", layers.linear(bertStates(layers, "bert."), "classifier"));
}

void TestTextEncoders::oldNamesAreUnderstood()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "");
    for (const std::string norm : {"embeddings.LayerNorm", "encoder.layer.0.output.LayerNorm"}) {
        checkpoint.rename(norm + ".weight", norm + ".gamma");
        checkpoint.rename(norm + ".bias", norm + ".beta");
    }
    checkpoint.configuration.erase("model_type");
    checkpoint.configuration["architectures"] = {"BertForMaskedLM"};
    const PlainLayers layers{checkpoint, 1e-12};
    const auto states = bertStates(layers, "");
    const auto values = read(checkpoint);
    compare(values, "final_norm", states);
    compare(values, "pooled", rowsOf(states, 0, 1)); // no head: the first token's state
}

void TestTextEncoders::sentencesBecomeOneEmbedding_data()
{
    QTest::addColumn<bool>("isMean");
    QTest::addColumn<bool>("isNormalised");
    QTest::newRow("mean, of length 1") << true << true;
    QTest::newRow("mean") << true << false;
    QTest::newRow("first token, of length 1") << false << true;
}

void TestTextEncoders::sentencesBecomeOneEmbedding()
{
    QFETCH(const bool, isMean);
    QFETCH(const bool, isNormalised);
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "");
    checkpoint.addLinear("pooler.dense", 8, 8); // there in such files, but not asked for
    auto modules = nlohmann::json::array(
        {{{"idx", 0}, {"path", ""}, {"type", "sentence_transformers.models.Transformer"}},
         {{"idx", 1}, {"path", "1_Pooling"}, {"type", "sentence_transformers.models.Pooling"}}});
    if (isNormalised) {
        modules.push_back({{"idx", 2},
                           {"path", "2_Normalize"},
                           {"type", "sentence_transformers.models.Normalize"}});
    }
    checkpoint.write("modules.json", modules);
    checkpoint.write("1_Pooling/config.json", {{"word_embedding_dimension", 8},
                                               {"pooling_mode_cls_token", !isMean},
                                               {"pooling_mode_mean_tokens", isMean},
                                               {"pooling_mode_max_tokens", false}});
    const PlainLayers layers{checkpoint, 1e-12};
    const auto states = bertStates(layers, "");
    const auto pooled = isMean ? meanOf(states) : rowsOf(states, 0, 1);
    compare(read(checkpoint), "pooled", isNormalised ? ofLengthOne(pooled) : pooled);
    QCOMPARE(checkpoint.open()->info().head, HeadKind::Embedding);
}

void TestTextEncoders::ggufHoldsTheSameModel()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "");
    const std::vector<std::pair<std::string, std::string>> names{
        {"embeddings.word_embeddings", "token_embd"},
        {"embeddings.position_embeddings", "position_embd"},
        {"embeddings.token_type_embeddings", "token_types"},
        {"embeddings.LayerNorm", "token_embd_norm"},
        {"encoder.layer", "blk"},
        {"attention.self.query", "attn_q"},
        {"attention.self.key", "attn_k"},
        {"attention.self.value", "attn_v"},
        {"attention.output.dense", "attn_output"},
        {"attention.output.LayerNorm", "attn_output_norm"},
        {"output.LayerNorm", "layer_output_norm"},
        {"intermediate.dense", "ffn_up"},
        {"output.dense", "ffn_down"}};
    auto gguf = std::make_shared<Checkpoint>();
    gguf->path = "tiny.gguf";
    gguf->format = "GGUF";
    gguf->configuration = {{"general.architecture", "bert"}, {"bert.embedding_length", 8},
                           {"bert.block_count", 2},          {"bert.attention.head_count", 2},
                           {"bert.feed_forward_length", 12}, {"bert.context_length", 8},
                           {"bert.pooling_type", 1}};
    const auto opened = checkpoint.open()->checkpoint();
    for (const auto& [name, tensor] : opened->tensors) {
        auto renamed = QString::fromStdString(name);
        for (const auto& [theirs, ours] : names) {
            renamed.replace(QString::fromStdString(theirs), QString::fromStdString(ours));
        }
        gguf->tensors.emplace(renamed.toStdString(), tensor);
    }
    const auto values = encoded(loadModel(throughGgufFile(*gguf), nullptr), sharedBackend("cpu"),
                                textOf(tokens, segments), {"final_norm"});
    const auto states = bertStates({checkpoint, 1e-12}, "");
    compare(values, "final_norm", states);
    compare(values, "pooled", meanOf(states));
}

void TestTextEncoders::modelsSayWhatTheyRead()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "bert.");
    const auto info = checkpoint.open()->info();
    QVERIFY(info.encodes && !info.generates);
    QCOMPARE(info.inputs, (std::vector{InputKind::Text, InputKind::TextPair}));
    QCOMPARE(info.context, std::int64_t{8});
    QCOMPARE(info.attention,
             (std::vector<AttentionPart>{{.layers = 2, .heads = 2, .causal = false}}));
    const auto encoder = checkpoint.open()->buildEncoder(textOf(tokens));
    QCOMPARE(encoder->sequences, (std::vector<Sequence>{{.name = "tokens", .length = 5}}));
}

void TestTextEncoders::broken_data()
{
    QTest::addColumn<QString>("drop");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    const auto tensor = [](const char* name) {
        QTest::newRow(name) << name << ""
                            << "0" << name;
    };
    tensor("bert.encoder.layer.1.output.dense.bias");
    tensor("bert.embeddings.position_embeddings.weight");
    const auto key = [](const char* name, const char* value, const char* message) {
        QTest::newRow(name) << "" << name << value << message;
    };
    key("vocab_size", "12", "[12, 8]");
    key("num_attention_heads", "3", "do not divide");
    key("num_hidden_layers", "1000000", "not so many tensors");
    key("position_embedding_type", "\"relative_key\"", "absolute");
    key("hidden_act", "\"snake\"", "gelu_new");
    key("layer_norm_eps", "-1", "above 0");
}

void TestTextEncoders::broken()
{
    QFETCH(const QString, drop);
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const QString, message);
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "bert.");
    checkpoint.drop(drop.toStdString());
    if (!key.isEmpty()) {
        checkpoint.configuration[key.toStdString()] = nlohmann::json::parse(value.toStdString());
    }
    try {
        checkpoint.open();
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void TestTextEncoders::inputsThatDoNotFitAreRefused()
{
    PlainCheckpoint checkpoint;
    makeBert(checkpoint, "bert.");
    const auto model = checkpoint.open();
    QVERIFY_EXCEPTION_THROWN(model->buildEncoder({}), UsageError);
    QVERIFY_EXCEPTION_THROWN(model->buildEncoder(textOf(std::vector<std::int32_t>(9, 1))),
                             UsageError);
    QVERIFY_EXCEPTION_THROWN(model->buildEncoder(textOf(tokens, {0, 1})), UsageError);
    QVERIFY_EXCEPTION_THROWN(model->buildEncoder(textOf(tokens, {0, 1, 2, 0, 0})), UsageError);
    QVERIFY_EXCEPTION_THROWN(model->build({}), UsageError);
}

QTEST_GUILESS_MAIN(TestTextEncoders)
#include "tst_text_encoders.moc"
