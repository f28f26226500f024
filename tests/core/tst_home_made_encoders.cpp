// Small trained encoders whose files have forms of their own: ../shared/assets/encoder and vision.
#include "core/base/error.h"
#include "core/files/json_file.h"
#include "core/text/tokenizer.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/plain_encoder.h"
#include "tests/support/plain_fixed_vit.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <set>

using namespace saccade;

namespace
{

const std::string bracketsFolder = "assets/encoder/arena-brackets/";
const std::string digitsFile = "assets/vision/mnist-vit/mnist_vit.pth";

} // namespace

class TestHomeMadeEncoders : public QObject
{
    Q_OBJECT

private slots:
    void bracketsAreJudgedWithoutAMistake();
    void bracketsAreLetters();
    void digitsAreSeenAsThePlainOneSeesThem();
    void bytesAreThoseOfTheCircuit_data();
    void bytesAreThoseOfTheCircuit();
};

void TestHomeMadeEncoders::bracketsAreJudgedWithoutAMistake()
{
    REQUIRE_SHARED(bracketsFolder);
    const auto model = openModel(sharedPath(bracketsFolder + "brackets_model_state_dict.pt"));
    QCOMPARE(model->info().classes, (std::vector<std::string>{"unbalanced", "balanced"}));
    QCOMPARE(model->info().layers, std::int64_t{3});
    const auto data = readJson(sharedPath(bracketsFolder + "brackets_data.json"));
    std::map<std::size_t, Session> sessions; // by length
    constexpr std::size_t step = 20;         // every 20th of the 100,000: a second
    int mistakes = 0;
    for (std::size_t i = 0; i < data.size(); i += step) {
        const auto text = data.at(i).at(0).get<std::string>();
        const auto input = textOf(model->tokenizer()->encode(text));
        const auto length = input.tokens.size();
        auto found = sessions.find(length);
        if (found == sessions.end()) {
            Session session(model, sharedBackend("cpu"), {.input = input});
            found = sessions.emplace(length, std::move(session)).first;
        }
        const auto logits = found->second.encode(input).at("logits");
        const bool isBalanced = logits.floats()[1] > logits.floats()[0];
        mistakes += isBalanced == data.at(i).at(1).get<bool>() ? 0 : 1;
    }
    QVERIFY(data.size() > 1000);
    QCOMPARE(mistakes, 0);
}

void TestHomeMadeEncoders::bracketsAreLetters()
{
    REQUIRE_SHARED(bracketsFolder);
    const auto model = openModel(sharedPath(bracketsFolder + "brackets_model_state_dict.pt"));
    const auto& tokenizer = *model->tokenizer();
    QCOMPARE(tokenizer.encode("(( )"), (std::vector<std::int32_t>{0, 3, 3, 4, 2}));
    QCOMPARE(tokenizer.decode(std::vector<std::int32_t>{0, 3, 4, 2}), std::string("()"));
    QCOMPARE(tokenizer.find("[PAD]"), std::optional<std::int32_t>(1));
    QVERIFY_EXCEPTION_THROWN(tokenizer.encode("(x)"), UsageError);
}

void TestHomeMadeEncoders::digitsAreSeenAsThePlainOneSeesThem()
{
    REQUIRE_SHARED(digitsFile);
    const auto model = openModel(sharedPath(digitsFile));
    QCOMPARE(model->info().parameters, std::int64_t{11050}); // as PROVENANCE says
    PlainCheckpoint checkpoint;
    for (const auto& [name, tensor] : model->checkpoint()->tensors) {
        auto plain = QString::fromStdString(name);
        plain.replace("in_proj_", "in_proj.");
        checkpoint.set(plain.toStdString(), tensor);
    }
    const PlainLayers layers{checkpoint, 1e-5};
    const auto pixels = randomTensor({1, 28, 28}, 5, 1.5F);
    const auto embedded =
        plus(layers.patches(pixels, "patch_embed.proj"), checkpoint.matrix("pos_embed"));
    const auto fused = layers.linear(embedded, "encoder.0.attn.in_proj");
    const auto mixed = layers.attention(columnsOf(fused, 0, 32), columnsOf(fused, 32, 32),
                                        columnsOf(fused, 64, 32), 1);
    const auto middle = layers.norm(plus(embedded, layers.linear(mixed, "encoder.0.attn.out_proj")),
                                    "encoder.0.norm1");
    const auto hidden = applied(layers.linear(middle, "encoder.0.ffn.fc1"), plainGelu);
    const auto after =
        layers.norm(plus(middle, layers.linear(hidden, "encoder.0.ffn.fc2")), "encoder.0.norm2");
    const auto pooled = meanOf(layers.norm(after, "norm"));
    const auto values = encoded(model, sharedBackend("cpu"), pictureOf(pixels),
                                {"embedding", "blocks.0.residual.after"});
    compare(values, "embedding", embedded);
    compare(values, "blocks.0.residual.after", after);
    compare(values, "logits", layers.linear(pooled, "classifier"));
    QCOMPARE(model->imagePreprocessing().channels, std::int64_t{1});
    QCOMPARE(model->imagePreprocessing().width, std::int64_t{28});
}

void TestHomeMadeEncoders::bytesAreThoseOfTheCircuit_data()
{
    QTest::addColumn<double>("logit"); // what a byte of the classifier stands for
    QTest::newRow("hw_exact.pth") << 1.0 / 32;
    QTest::newRow("mnist_vit_qat.pth") << 8.0 / 128;
}

// Exactly, whatever the picture: blots, of which some leave the range of a byte.
void TestHomeMadeEncoders::bytesAreThoseOfTheCircuit()
{
    QFETCH(double, logit);
    const auto file = "assets/vision/mnist-vit/" + std::string(QTest::currentDataTag());
    REQUIRE_SHARED(file);
    const auto model = openModel(sharedPath(file));
    QCOMPARE(model->info().classes.size(), std::size_t{10});
    std::set<std::int64_t> seen;
    for (const std::uint64_t seed : {5U, 6U, 7U, 8U}) {
        const auto pixels = randomTensor({1, 28, 28}, seed, 0.4F * static_cast<float>(seed));
        const auto plain =
            plainFixedVit(*model->checkpoint(), {pixels.floats().begin(), pixels.floats().end()});
        const auto values = encoded(model, sharedBackend("cpu"), pictureOf(pixels),
                                    {"embedding", "blocks.0.attention.pattern",
                                     "blocks.0.residual.middle", "blocks.0.residual.after"});
        const auto same = [&](const char* name, const WholeNumbers& wanted, double unit) {
            const auto got = values.at(name).floats();
            return std::ranges::equal(got, wanted, [unit](float a, std::int64_t b) {
                return static_cast<double>(a) == static_cast<double>(b) * unit;
            });
        };
        QVERIFY(same("embedding", plain.embedding, 1.0));
        QVERIFY(same("blocks.0.attention.pattern", plain.pattern, 1.0 / 128));
        QVERIFY(same("blocks.0.residual.middle", plain.middle, 1.0));
        QVERIFY(same("blocks.0.residual.after", plain.after, 1.0));
        QVERIFY(same("logits", plain.logits, logit));
        seen.insert(plain.logits.begin(), plain.logits.end());
    }
    QVERIFY(seen.size() > 10); // not all the same
}

QTEST_GUILESS_MAIN(TestHomeMadeEncoders)
#include "tst_home_made_encoders.moc"
