#include "tests/support/encoder_decoder_families.h"

#include "core/models/devices.h"
#include "tests/support/encoder_decoder_runs.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/model_runs.h"
#include "tests/support/random_encoder_decoders.h"
#include "tests/support/reference_encoder_decoder.h"
#include "tests/support/tiny_models.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

Q_DECLARE_METATYPE(saccade::RandomBart)
Q_DECLARE_METATYPE(saccade::RandomT5)

namespace saccade
{

namespace
{

constexpr double tolerance = 1e-4; // absolute

const std::vector<std::int32_t> source{5, 17, 3, 28, 9, 9, 1, 22, 14, 6, 0, 11, 2, 7, 19};
const std::vector<std::int32_t> target{2, 8, 25, 0, 13, 13, 27};

std::vector<std::string> devicesOf(const std::string& kind)
{
    std::vector<std::string> result;
    for (const auto& device : allDevices()) {
        if (device.identifier.starts_with(kind) && device.remark.empty()) {
            result.push_back(device.identifier);
        }
    }
    return result;
}

std::vector<float> flat(const reference::Matrix& matrix)
{
    std::vector<float> values;
    for (const auto& row : matrix) {
        for (const auto value : row) {
            values.push_back(static_cast<float>(value));
        }
    }
    return values;
}

std::vector<float> flat(const std::vector<reference::Matrix>& heads)
{
    std::vector<float> values;
    for (const auto& head : heads) {
        const auto part = flat(head);
        values.insert(values.end(), part.begin(), part.end());
    }
    return values;
}

void compare(const std::map<std::string, Tensor>& taps, const std::string& name,
             const std::vector<float>& expected)
{
    const auto difference = largestDifference(taps.at(name).floats(), expected);
    QVERIFY2(difference <= tolerance, (name + " differs by " + std::to_string(difference)).c_str());
}

// Whole prompts, batches that do not divide it, and token by token.
void compareEverything(const std::shared_ptr<const Model>& model, const std::string& kind,
                       const reference::Result& expected)
{
    for (const auto& device : devicesOf(kind)) {
        const auto backend = openBackend(device);
        for (const std::int64_t batch : {512, 3, 1}) {
            SessionOptions options{.capacity = std::ssize(target) + 4, .batch = batch};
            options.input.tokens = source;
            options.taps = {
                "encoder.final_norm", "decoder.final_norm", "encoder.blocks.*.attention.pattern",
                "decoder.blocks.*.attention.pattern", "decoder.blocks.*.cross_attention.pattern"};
            const auto taps = encodedAndDecoded(model, backend, target, options);
            compare(taps, "encoder.final_norm", flat(expected.encoded));
            compare(taps, "decoder.final_norm", flat(expected.decoded));
            compare(taps, "logits", flat(expected.logits));
            QCOMPARE(taps.size(), expected.patterns.size() + 3);
            for (const auto& [place, heads] : expected.patterns) {
                const auto dot = place.find('.');
                const auto stack = place.substr(0, dot);
                const bool isCross = stack == "cross";
                compare(taps,
                        (isCross ? "decoder" : stack) + ".blocks" + place.substr(dot) +
                            (isCross ? ".cross_attention" : ".attention") + ".pattern",
                        flat(heads));
            }
        }
    }
}

std::shared_ptr<const Model> writtenAndOpened(const Checkpoint& checkpoint)
{
    const QTemporaryDir folder;
    const auto path = folder.path().toStdString();
    writeFolder(checkpoint, path);
    return openModel(path);
}

double sinusoid(std::size_t position, std::size_t channel, std::size_t width, double divisor)
{
    const auto half = width / 2;
    const auto angle = static_cast<double>(position) /
                       std::pow(10000.0, static_cast<double>(channel % half) / divisor);
    return channel < half ? std::sin(angle) : std::cos(angle);
}

} // namespace

void EncoderDecoderFamilies::initTestCase()
{
    if (devicesOf(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void EncoderDecoderFamilies::bartAndItsKinAreTheirPapers_data()
{
    QTest::addColumn<RandomBart>("kind");
    QTest::newRow("BART") << RandomBart{};
    QTest::newRow("BART without its head") << RandomBart{.prefix = ""};
    QTest::newRow("BART untied") << RandomBart{.isTied = false, .hasLogitsBias = true};
    const RandomBart mbart{.modelType = "mbart", .scalesEmbeddings = true, .hasFinalNorm = true};
    QTest::newRow("mBART") << mbart;
    RandomBart marian{.modelType = "marian",
                      .scalesEmbeddings = true,
                      .normalisesEmbedding = false,
                      .hasLearnedPositions = false,
                      .hasLogitsBias = true,
                      .activation = "swish"};
    QTest::newRow("Marian") << marian;
    marian.sharesEmbeddings = false;
    QTest::newRow("Marian with two vocabularies") << marian;
    const RandomBart pegasus{.modelType = "pegasus",
                             .scalesEmbeddings = true,
                             .normalisesEmbedding = false,
                             .hasFinalNorm = true,
                             .hasLearnedPositions = false,
                             .activation = "relu"};
    QTest::newRow("PEGASUS") << pegasus;
    auto many = pegasus;
    many.modelType = "m2m_100";
    QTest::newRow("M2M-100") << many;
}

void EncoderDecoderFamilies::bartAndItsKinAreTheirPapers()
{
    QFETCH(const RandomBart, kind);
    const auto checkpoint = randomBart(kind);
    constexpr std::size_t width = 16;
    reference::Rules rules;
    rules.prefix = kind.prefix;
    rules.heads = 4;
    rules.isNormBefore = kind.hasFinalNorm;
    rules.hasFinalNorm = kind.hasFinalNorm;
    rules.normalisesEmbedding = kind.normalisesEmbedding;
    rules.embeddingScale = kind.scalesEmbeddings ? 4.0 : 1.0;
    rules.activation = kind.activation == "gelu"    ? reference::gelu
                       : kind.activation == "swish" ? reference::silu
                                                    : reference::relu;
    rules.position = [&](const std::string& stack, std::size_t position, std::size_t channel) {
        if (kind.hasLearnedPositions) {
            const auto& table = checkpoint.tensor(kind.prefix + stack + ".embed_positions.weight");
            return static_cast<double>(table.floats()[(position + 2) * width + channel]);
        }
        return kind.modelType == "m2m_100" ? sinusoid(position + 2, channel, width, 7.0)
                                           : sinusoid(position, channel, width, 8.0);
    };
    const auto side = [&](const char* name) {
        return kind.prefix + (kind.sharesEmbeddings ? "shared.weight"
                                                    : name + std::string(".embed_tokens.weight"));
    };
    rules.encoderEmbedding = side("encoder");
    rules.decoderEmbedding = side("decoder");
    rules.output = kind.isTied ? rules.decoderEmbedding : "lm_head.weight";
    rules.outputBias = kind.hasLogitsBias ? "final_logits_bias" : "";
    const auto model = writtenAndOpened(checkpoint);
    QCOMPARE(model->info().decoderStart, std::vector<std::int32_t>{2});
    QCOMPARE(model->info().attention.size(), 3U);
    compareEverything(model, m_kind, reference::runBart(checkpoint, rules, source, target));
}

void EncoderDecoderFamilies::t5AndItsKinAreTheirPapers_data()
{
    QTest::addColumn<RandomT5>("kind");
    QTest::newRow("T5 1.1") << RandomT5{};
    QTest::newRow("T5") << RandomT5{.feedForward = "relu", .isTied = true};
    QTest::newRow("mT5") << RandomT5{.modelType = "mt5"};
    QTest::newRow("UMT5") << RandomT5{.modelType = "umt5", .hasDistancesInEveryLayer = true};
}

void EncoderDecoderFamilies::t5AndItsKinAreTheirPapers()
{
    QFETCH(const RandomT5, kind);
    const auto checkpoint = randomT5(kind);
    const reference::T5Rules rules{.heads = 3,
                                   .maximumDistance = 12,
                                   .isGated = kind.feedForward != "relu",
                                   .isTied = kind.isTied};
    compareEverything(writtenAndOpened(checkpoint), m_kind,
                      reference::runT5(checkpoint, rules, source, target));
}

void EncoderDecoderFamilies::t5InAGgufFileIsThePapers_data()
{
    QTest::addColumn<RandomT5>("kind");
    QTest::newRow("T5 1.1") << RandomT5{};
    QTest::newRow("T5") << RandomT5{.feedForward = "relu", .isTied = true};
}

void EncoderDecoderFamilies::t5InAGgufFileIsThePapers()
{
    QFETCH(const RandomT5, kind);
    const auto checkpoint = randomT5(kind);
    reference::T5Rules rules{.heads = 3};
    rules.isGated = kind.feedForward != "relu";
    rules.isTied = kind.isTied;
    const auto model = loadModel(throughGgufFile(ggufOf(checkpoint)), nullptr);
    QCOMPARE(model->info().decoderStart, std::vector<std::int32_t>{5});
    compareEverything(model, m_kind, reference::runT5(checkpoint, rules, source, target));
}

} // namespace saccade
