// What `info` says of a model, against counts by hand.
#include "core/models/model_card.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>

namespace saccade
{

namespace
{

std::int64_t parametersOf(const ModelCard& card, const std::string& kind,
                          const std::string& tower = {})
{
    const auto part = std::ranges::find_if(card.parts, [&](const CardPart& candidate) {
        return candidate.kind == kind && candidate.tower == tower;
    });
    return part == card.parts.end() ? 0 : part->parameters;
}

} // namespace

class ModelCardTest : public QObject
{
    Q_OBJECT
private slots:
    // Width 8, 2 layers, 2 heads, MLP 32, vocabulary 11, 16 positions, biases, head tied.
    void gpt2IsCountedByHand()
    {
        const auto model = load(tinyGpt2());
        const auto card = modelCard(*model);
        QCOMPARE(parametersOf(card, "embedding"), std::int64_t{11 * 8 + 16 * 8});
        QCOMPARE(parametersOf(card, "attention"), std::int64_t{2 * (8 * 24 + 24 + 8 * 8 + 8)});
        QCOMPARE(parametersOf(card, "mlp"), std::int64_t{2 * (8 * 32 + 32 + 32 * 8 + 8)});
        QCOMPARE(parametersOf(card, "norms"), std::int64_t{2 * 32 + 16});
        QCOMPARE(parametersOf(card, "head"), std::int64_t{0});
        QCOMPARE(card.parameters, model->info().parameters);
        QCOMPARE(card.activeParameters, card.parameters);
        QCOMPARE(card.bytes, card.parameters * 4);
        QCOMPARE(card.token.matrices, 2.0 * (2 * (8 * 24 + 8 * 8 + 8 * 32 + 32 * 8) + 11 * 8));
        QCOMPARE(card.token.attention, 4.0 * 2 * 8 * 16); // layers · width · keys
        QCOMPARE(card.cacheBytesPerToken, std::int64_t{2 * 2 * 8 * 4});
        QCOMPARE(card.stateBytes, std::int64_t{0});
        QCOMPARE(card.inputPositions, std::int64_t{0});
        QCOMPARE(card.types.size(), std::size_t{1});
        QCOMPARE(card.types[0].name, std::string("F32"));
        QCOMPARE(card.types[0].elements, card.parameters);
    }

    // Width 16, 2 layers, 4 heads of 4 on 2, MLP 24, vocabulary 11, head untied.
    void llamaIsCountedByHand()
    {
        const auto model = load(tinyLlama());
        const auto card = modelCard(*model);
        QCOMPARE(parametersOf(card, "embedding"), std::int64_t{11 * 16});
        QCOMPARE(parametersOf(card, "head"), std::int64_t{11 * 16});
        QCOMPARE(parametersOf(card, "attention"), std::int64_t{2 * (256 + 128 + 128 + 256)});
        QCOMPARE(parametersOf(card, "mlp"), std::int64_t{2 * 3 * 16 * 24});
        QCOMPARE(parametersOf(card, "norms"), std::int64_t{2 * 32 + 16});
        QCOMPARE(card.parameters, model->info().parameters);
        QCOMPARE(card.cacheBytesPerToken, std::int64_t{2 * 2 * 2 * 4 * 4});
    }

    // Whatever the family: every weight that was loaded lies in some part.
    void partsAddUp_data()
    {
        QTest::addColumn<QString>("family");
        for (const auto* family :
             {"bert",     "bloom",   "clip",  "dinov2",  "distilbert", "gemma2", "gpt2",
              "gpt_neox", "llama",   "mamba", "mistral", "mixtral",    "opt",    "phi3",
              "qwen2",    "roberta", "rwkv",  "t5",      "vit",        "whisper"}) {
            QTest::newRow(family) << family;
        }
    }
    void partsAddUp()
    {
        QFETCH(QString, family);
        const auto path = "oracles/hf_tiny/" + family.toStdString();
        REQUIRE_SHARED(path);
        const auto model = openModel(sharedPath(path));
        const auto card = modelCard(*model);
        QCOMPARE(card.parameters, model->info().parameters);
        QCOMPARE(parametersOf(card, "other"), std::int64_t{0});
        for (const auto& part : card.parts) {
            QVERIFY2(part.parameters > 0 && part.bytes > 0, (part.tower + part.kind).c_str());
            QCOMPARE(part.kind == "experts", part.activeParameters < part.parameters);
        }
        const auto json = toJson(card);
        QCOMPARE(json.at("parts").size(), card.parts.size());
        QVERIFY(json.at("flops_per_token").at("total").get<double>() > 0.0 ||
                json.at("flops_per_input").at("total").get<double>() > 0.0);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::ModelCardTest)
#include "tst_model_card.moc"
