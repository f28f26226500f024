#include "tests/support/oracle_encoder_decoders.h"

#include "core/files/safetensors.h"
#include "core/models/devices.h"
#include "core/text/tokenizer.h"
#include "tests/support/encoder_decoder_runs.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

#include <QTest>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr double tolerance = 1e-4; // absolute, as ../shared/oracles/README.md states it

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

const std::shared_ptr<Backend>& backendOf(const QString& device)
{
    static std::map<QString, std::shared_ptr<Backend>> open;
    auto& backend = open[device];
    if (!backend) {
        backend = openBackend(device.toStdString());
    }
    return backend;
}

std::filesystem::path folderOf(const QString& family)
{
    return sharedPath("oracles/hf_tiny/" + family.toStdString());
}

SafetensorsFile goldenOf(const QString& family)
{
    return readSafetensors(folderOf(family) / "golden.safetensors");
}

std::shared_ptr<const Model> modelOf(const QString& family)
{
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(folderOf(family))), nullptr);
}

// Row `batch` of ids [batches, n].
std::vector<std::int32_t> idsOf(const Tensor& tensor, std::int64_t batch)
{
    return ids(tensor.rows(batch, 1));
}

// The input of one row of the batch, what was padded left away.
EncoderInput inputOf(const SafetensorsFile& golden, std::int64_t batch)
{
    EncoderInput input;
    const auto features = golden.tensors.find("input_features");
    if (features != golden.tensors.end()) {
        const auto& shape = features->second.shape();
        input.features = toF32(features->second.rows(batch, 1)).reshaped({shape[1], shape[2]});
        return input;
    }
    input.tokens = idsOf(golden.tensors.at("input_ids"), batch);
    const auto mask = idsOf(golden.tensors.at("attention_mask"), batch);
    input.tokens.resize(static_cast<std::size_t>(std::ranges::count(mask, 1)));
    return input;
}

// Row `batch` of a reference [batch, n, width] or [batch, heads, n, width], cut to the extents of
// `ours`.
std::vector<float> cut(const Tensor& reference, std::int64_t batch, const Shape& ours)
{
    const auto& shape = reference.shape();
    const bool hasHeads = shape.rank() == 4;
    const auto heads = hasHeads ? shape[1] : 1;
    const auto rows = shape[hasHeads ? 2 : 1];
    const auto columns = shape[-1];
    const auto values = reference.floats();
    std::vector<float> result;
    for (std::int64_t head = 0; head < heads; ++head) {
        for (std::int64_t row = 0; row < std::min(rows, ours[-2]); ++row) {
            const auto place = ((batch * heads + head) * rows + row) * columns;
            const auto kept = values.subspan(static_cast<std::size_t>(place),
                                             static_cast<std::size_t>(std::min(columns, ours[-1])));
            result.insert(result.end(), kept.begin(), kept.end());
        }
    }
    return result;
}

// Our names of values with those of the references.
std::map<std::string, std::string> pairsFor(const ModelInfo& info)
{
    std::map<std::string, std::string> pairs{{"logits", "logits"}};
    const auto addSide = [&](const std::string& side, std::int64_t layers) {
        const auto hidden = side + "_hidden_states.";
        pairs[side + ".embedding"] = hidden + "0";
        pairs[side + ".final_norm"] = hidden + std::to_string(layers);
        for (std::int64_t l = 0; l < layers; ++l) {
            const auto layer = std::to_string(l);
            pairs[side + ".blocks." + layer + ".residual.before"] = hidden + layer;
            pairs[side + ".blocks." + layer + ".attention.pattern"] = side + "_attentions." + layer;
        }
    };
    addSide("encoder", info.attention[0].layers);
    addSide("decoder", info.attention[1].layers);
    for (std::int64_t l = 0; l < info.attention[2].layers; ++l) {
        pairs["decoder.blocks." + std::to_string(l) + ".cross_attention.pattern"] =
            "cross_attentions." + std::to_string(l);
    }
    return pairs;
}

QString joined(const std::vector<std::int32_t>& tokens)
{
    QString text;
    for (const auto token : tokens) {
        text += QString::number(token) + " ";
    }
    return text;
}

} // namespace

void OracleEncoderDecoders::initTestCase()
{
    REQUIRE_SHARED("oracles/hf_tiny");
    if (devicesOf(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void OracleEncoderDecoders::everyTensorIsTheReferences_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("batch");
    for (const auto& device : devicesOf(m_kind)) {
        for (const auto* family : {"t5", "whisper"}) {
            for (const int batch : {512, 4, 1}) {
                QTest::addRow("%s %s in batches of %d", device.c_str(), family, batch)
                    << QString::fromStdString(device) << QString(family) << batch;
            }
        }
    }
}

void OracleEncoderDecoders::everyTensorIsTheReferences()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    QFETCH(const int, batch);
    const auto golden = goldenOf(family);
    const auto model = modelOf(family);
    const auto pairs = pairsFor(model->info());
    const auto& starts = golden.tensors.at("decoder_input_ids");
    for (std::int64_t row = 0; row < starts.shape()[0]; ++row) {
        const auto tokens = idsOf(starts, row);
        SessionOptions options{.capacity = std::ssize(tokens) + 3, .batch = batch};
        options.input = inputOf(golden, row);
        options.taps = {"encoder.embedding",
                        "encoder.blocks.*.residual.before",
                        "encoder.blocks.*.attention.pattern",
                        "encoder.final_norm",
                        "decoder.embedding",
                        "decoder.blocks.*.residual.before",
                        "decoder.blocks.*.attention.pattern",
                        "decoder.blocks.*.cross_attention.pattern",
                        "decoder.final_norm"};
        const auto taps = encodedAndDecoded(model, backendOf(device), tokens, options);
        QCOMPARE(taps.size(), pairs.size());
        for (const auto& [ours, theirs] : pairs) {
            const auto& tap = taps.at(ours);
            const auto expected = cut(golden.tensors.at(theirs), row, tap.shape());
            const auto difference = largestDifference(tap.floats(), expected);
            QVERIFY2(difference <= tolerance,
                     (ours + " differs by " + std::to_string(difference)).c_str());
        }
    }
}

void OracleEncoderDecoders::greedyContinuationsAreTheReferences_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("family");
    for (const auto& device : devicesOf(m_kind)) {
        for (const auto* family : {"t5", "whisper"}) {
            QTest::addRow("%s %s", device.c_str(), family)
                << QString::fromStdString(device) << QString(family);
        }
    }
}

void OracleEncoderDecoders::greedyContinuationsAreTheReferences()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    const auto golden = goldenOf(family);
    const auto model = modelOf(family);
    const auto& all = golden.tensors.at("greedy.ids");
    for (std::int64_t row = 0; row < all.shape()[0]; ++row) {
        const auto expected = idsOf(all, row);
        const auto& start = model->info().decoderStart;
        QVERIFY(
            std::ranges::equal(start, std::span<const std::int32_t>(expected).first(start.size())));
        const auto steps = std::ssize(expected) - std::ssize(start);
        const auto told = greedyAfter(model, backendOf(device), inputOf(golden, row), start, steps);
        QCOMPARE(joined(told), joined(expected));
    }
}

// What CTranslate2's own tests expect of these files (tests/translator_test.cc), greedily.
void OracleEncoderDecoders::arabicNamesAreWrittenInLatinLetters_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("arabic");
    QTest::addColumn<QString>("begun");
    QTest::addColumn<QString>("latin");
    for (const auto& device : devicesOf(m_kind)) {
        for (const auto* file : {"v1-model.bin", "v1-i16-model.bin", "v2-model.bin",
                                 "v2-i16-model.bin", "v2-i8-model.bin"}) {
            const auto add = [&](const char* arabic, const char* begun, const char* latin) {
                QTest::addRow("%s %s %s", device.c_str(), file, latin)
                    << QString::fromStdString(device) << QString(file) << QString(arabic)
                    << QString(begun) << QString(latin);
            };
            add("آتزمون", "", "atzmon");
            add("آزا", "", "azza");
            add("آتزمون", "ats", "atsumon");
            add("آتزمون", "atzo", "atzomon");
        }
    }
}

void OracleEncoderDecoders::arabicNamesAreWrittenInLatinLetters()
{
    const std::string folder = "assets/encdec/aren-transliteration/";
    REQUIRE_SHARED(folder);
    QFETCH(const QString, device);
    QFETCH(const QString, file);
    QFETCH(const QString, arabic);
    QFETCH(const QString, begun);
    QFETCH(const QString, latin);
    const auto model = openModel(sharedPath(folder + file.toStdString()));
    const auto& letters = model->tokenizer();
    QVERIFY(letters && model->sourceTokenizer() && letters != model->sourceTokenizer());
    EncoderInput input;
    input.tokens = model->sourceTokenizer()->encode(arabic.toStdString());
    QCOMPARE(std::ssize(input.tokens), arabic.size());
    auto start = model->info().decoderStart;
    const auto prefix = letters->encode(begun.toStdString());
    start.insert(start.end(), prefix.begin(), prefix.end());
    QCOMPARE(model->info().stopTokens.size(), 1U);
    const auto written =
        greedyAfter(model, backendOf(device), input, start, 20, model->info().stopTokens.front());
    QCOMPARE(QString::fromStdString(letters->decode(written)), latin);
}

} // namespace saccade
