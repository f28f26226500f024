#include "tests/support/oracle_gradients.h"

#include "core/base/error.h"
#include "core/files/npy.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/model_gradient_checks.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

#include <QTest>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

std::shared_ptr<const Model> modelAt(const std::string& path)
{
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(sharedPath(path))), nullptr);
}

std::string tinyPath(const QString& family)
{
    return "oracles/hf_tiny/" + family.toStdString();
}

/// Ids of one axis, spread over the vocabulary.
std::vector<std::int32_t> someTokens(std::int64_t count, std::int64_t vocabulary)
{
    std::vector<std::int32_t> tokens;
    for (std::int64_t i = 0; i < count; ++i) {
        tokens.push_back(static_cast<std::int32_t>((5 + 7 * i + 3 * i * i) % vocabulary));
    }
    return tokens;
}

EncoderInput somePicture(std::int64_t size)
{
    Tensor pixels = Tensor::allocate(DType::F32, {3, size, size});
    for (std::size_t i = 0; i < pixels.floats().size(); ++i) {
        pixels.mutableFloats()[i] = std::sin(0.7F * static_cast<float>(i)) + 0.2F;
    }
    return pictureOf(std::move(pixels));
}

void verifySlopes(const std::shared_ptr<const Model>& model, const QString& device,
                  const GradientRequest& request, const QString& names,
                  const SlopeAccuracy& accuracy = {})
{
    const auto& backend = sharedBackend(device.toStdString());
    for (const auto& name : names.split(' ')) {
        const auto found = slopeDifference(model, backend, request, name.toStdString(), accuracy);
        QVERIFY2(found.empty(), found.c_str());
    }
}

} // namespace

void OracleGradients::initTestCase()
{
    REQUIRE_SHARED("oracles/hf_tiny");
    if (usableDevices(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

namespace
{

struct Row {
    const char* family;
    const char* names;
};

void addRows(const std::string& kind, std::initializer_list<Row> rows)
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("names");
    for (const auto& device : usableDevices(kind)) {
        for (const auto& [family, names] : rows) {
            QTest::addRow("%s %s", device.c_str(), family)
                << QString::fromStdString(device) << QString(family) << QString(names);
        }
    }
}

constexpr auto* attentionNames =
    "embedding blocks.0.attention.pattern blocks.0.attention.heads blocks.1.attention.queries "
    "blocks.0.attention.keys blocks.0.residual.middle blocks.0.mlp.hidden final_norm";

} // namespace

void OracleGradients::slopesOfModelsThatWrite_data()
{
    addRows(m_kind, {{"gpt2", attentionNames},
                     {"llama", attentionNames},
                     {"gemma2", attentionNames},
                     {"mixtral", "embedding blocks.0.attention.pattern blocks.1.residual.middle"},
                     {"bloom", "embedding blocks.0.attention.pattern"},
                     {"phi3", "embedding blocks.0.attention.pattern"},
                     {"mamba", "embedding blocks.0.ssm.output"},
                     {"rwkv", "embedding blocks.0.ssm.output"}});
}

void OracleGradients::slopesOfModelsThatWrite()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    QFETCH(const QString, names);
    const auto model = modelAt(tinyPath(family));
    const auto tokens = someTokens(9, model->info().vocabulary);
    // Small enough to change no choice of experts.
    const SlopeAccuracy accuracy =
        family == "mixtral" ? SlopeAccuracy{.step = 0.005, .tolerance = 0.01} : SlopeAccuracy{};
    verifySlopes(model, device, {.tokens = tokens, .objective = nextTokenLoss(tokens)}, names,
                 accuracy);
    Objective difference{.kind = Objective::Kind::LogitDifference,
                         .targets = {{.row = -1, .token = 3, .other = 8}}};
    verifySlopes(model, device, {.tokens = tokens, .objective = difference}, "embedding", accuracy);
}

void OracleGradients::slopesOfModelsThatRead_data()
{
    addRows(m_kind, {{"bert", attentionNames},
                     {"vit", "pixels embedding blocks.0.attention.pattern blocks.1.mlp.hidden"},
                     {"dinov2", "pixels blocks.0.attention.pattern"}});
}

void OracleGradients::slopesOfModelsThatRead()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    QFETCH(QString, names);
    const auto model = modelAt(tinyPath(family));
    GradientRequest request;
    request.objective = {.kind = Objective::Kind::LogProbability,
                         .targets = {{.row = 0, .token = 2}}};
    if (model->info().inputs.front() == InputKind::Image) {
        request.input = somePicture(32);
    } else {
        request.input = textOf(someTokens(9, model->info().vocabulary));
        names.remove(" final_norm"); // there is none
    }
    verifySlopes(model, device, request, names);
}

void OracleGradients::slopesReachTheEncoderOfAPair_data()
{
    addRows(m_kind, {{"t5", "encoder.embedding encoder.blocks.0.attention.pattern "
                            "decoder.blocks.0.cross_attention.pattern decoder.embedding "
                            "decoder.blocks.1.attention.pattern"}});
}

void OracleGradients::slopesReachTheEncoderOfAPair()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    QFETCH(const QString, names);
    const auto model = modelAt(tinyPath(family));
    const auto tokens = someTokens(5, model->info().vocabulary);
    verifySlopes(model, device,
                 {.tokens = tokens,
                  .input = textOf(someTokens(8, model->info().vocabulary)),
                  .objective = nextTokenLoss(tokens)},
                 names, {.step = 0.0003, .tolerance = 0.03}); // its ReLUs have kinks everywhere
}

void OracleGradients::headImportanceIsThatOfTheReference_data()
{
    QTest::addColumn<QString>("device");
    for (const auto& device : usableDevices(m_kind)) {
        QTest::addRow("%s", device.c_str()) << QString::fromStdString(device);
    }
}

/// dLoss/dMask of each head, where the mask multiplies the pattern: Σ pattern · dLoss/dPattern.
/// The loss of a batch of two is the mean of its rows' cross-entropies.
void OracleGradients::headImportanceIsThatOfTheReference()
{
    REQUIRE_SHARED("oracles/attention/head_importance.npz");
    QFETCH(const QString, device);
    const auto golden = readNpz(sharedPath("oracles/attention/head_importance.npz"));
    const auto model = modelAt("oracles/attention/head_importance_bert");
    for (int batch = 0; batch < 2; ++batch) {
        std::vector<double> sums(6);
        for (std::int64_t row = 2 * batch; row < 2 * batch + 2; ++row) {
            auto tokens = ids(golden.at("input_ids").rows(row, 1));
            const auto mask = ids(golden.at("attention_mask").rows(row, 1));
            tokens.resize(static_cast<std::size_t>(std::ranges::count(mask, 1)));
            const auto label = ids(golden.at("labels"))[static_cast<std::size_t>(row)];
            const auto found =
                computeGradients(model, sharedBackend(device.toStdString()),
                                 {.input = textOf(tokens),
                                  .objective = {.kind = Objective::Kind::CrossEntropy,
                                                .targets = {{.row = 0, .token = label}}},
                                  .wanted = {"blocks.*.attention.pattern"}});
            for (std::size_t head = 0; head < sums.size(); ++head) {
                const auto name = "blocks." + std::to_string(head / 3) + ".attention.pattern";
                const auto own = static_cast<std::int64_t>(head % 3);
                const auto pattern = found.values.at(name).rows(own, 1);
                const auto gradient = found.gradients.at(name).rows(own, 1);
                for (std::size_t i = 0; i < pattern.floats().size(); ++i) {
                    sums[head] += 0.5 * static_cast<double>(pattern.floats()[i]) *
                                  static_cast<double>(gradient.floats()[i]);
                }
            }
        }
        const auto theirs = golden.at("grad_batch" + std::to_string(batch));
        for (std::size_t head = 0; head < sums.size(); ++head) {
            // compute_heads_importance keeps magnitudes.
            const auto wanted = std::abs(static_cast<double>(theirs.floats()[head]));
            QVERIFY2(
                std::abs(std::abs(sums[head]) - wanted) <= 1e-6 + 1e-4 * wanted,
                (std::to_string(sums[head]) + " instead of " + std::to_string(wanted)).c_str());
        }
    }
}

} // namespace saccade
