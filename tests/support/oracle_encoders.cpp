#include "tests/support/oracle_encoders.h"

#include "core/files/safetensors.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

#include <QTest>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr double tolerance = 1e-4; // absolute, as ../shared/oracles/README.md states it

std::filesystem::path folderOf(const std::string& family)
{
    return sharedPath("oracles/hf_tiny/" + family);
}

std::shared_ptr<const Model> modelOf(const std::string& family)
{
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(folderOf(family))), nullptr);
}

SafetensorsFile goldenOf(const std::string& family)
{
    return readSafetensors(folderOf(family) / "golden.safetensors");
}

// Row `index` of ids [batch, n] without the padding that attention_mask leaves out.
std::vector<std::int32_t> unpadded(const SafetensorsFile& golden, const std::string& name,
                                   std::int64_t index)
{
    const auto row = [&](const std::string& tensor) {
        return ids(golden.tensors.at(tensor).rows(index, 1));
    };
    auto result = row(name);
    const auto mask = row("attention_mask");
    result.resize(static_cast<std::size_t>(std::ranges::count(mask, 1)));
    return result;
}

void compare(const std::map<std::string, Tensor>& values, const std::string& name,
             const Tensor& batch, std::int64_t index)
{
    QVERIFY2(values.contains(name), name.c_str());
    const auto& ours = values.at(name);
    const auto theirs = firstPart(batch, index, ours.shape().extents());
    const auto difference = largestDifference(ours.floats(), theirs);
    QVERIFY2(difference <= tolerance, (name + " differs by " + std::to_string(difference)).c_str());
}

// Attention and hidden states of every layer, and the embedding.
void compareLayers(const std::map<std::string, Tensor>& values, const SafetensorsFile& golden,
                   std::int64_t layers, std::int64_t index)
{
    compare(values, "embedding", golden.tensors.at("hidden_states.0"), index);
    for (std::int64_t l = 0; l < layers; ++l) {
        const auto block = "blocks." + std::to_string(l);
        compare(values, block + ".attention.pattern",
                golden.tensors.at("attentions." + std::to_string(l)), index);
        compare(values, block + ".residual.after",
                golden.tensors.at("hidden_states." + std::to_string(l + 1)), index);
    }
}

const std::vector<std::string> layerTaps{"embedding", "blocks.*.attention.pattern",
                                         "blocks.*.residual.after"};

} // namespace

void OracleEncoders::initTestCase()
{
    REQUIRE_SHARED("oracles/hf_tiny");
    if (usableDevices(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void OracleEncoders::addDevices(std::initializer_list<const char*> families)
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("family");
    for (const auto& device : usableDevices(m_kind)) {
        for (const auto* family : families) {
            QTest::addRow("%s %s", device.c_str(), family)
                << QString::fromStdString(device) << QString(family);
        }
    }
}

void OracleEncoders::textsAreReadAsByTheReference_data()
{
    addDevices({"bert", "roberta", "distilbert"});
}

void OracleEncoders::textsAreReadAsByTheReference()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    const auto golden = goldenOf(family.toStdString());
    const auto model = modelOf(family.toStdString());
    for (std::int64_t index = 0; index < 2; ++index) {
        auto input = textOf(unpadded(golden, "input_ids", index));
        if (golden.tensors.contains("token_type_ids")) {
            input.segments = unpadded(golden, "token_type_ids", index);
        }
        const auto values = encoded(model, sharedBackend(device.toStdString()), input, layerTaps);
        compareLayers(values, golden, model->info().layers, index);
        compare(values, "logits", golden.tensors.at("logits"), index);
    }
}

void OracleEncoders::picturesAreReadAsByTheReference_data()
{
    addDevices({"vit", "dinov2"});
}

void OracleEncoders::picturesAreReadAsByTheReference()
{
    QFETCH(const QString, device);
    QFETCH(const QString, family);
    const auto golden = goldenOf(family.toStdString());
    const auto model = modelOf(family.toStdString());
    const auto input = pictureOf(golden.tensors.at("pixel_values").reshaped({3, 32, 32}));
    const auto values = encoded(model, sharedBackend(device.toStdString()), input, layerTaps);
    compareLayers(values, golden, model->info().layers, 0);
    const auto& logits = golden.tensors.at("logits");
    compare(values, "logits", logits.reshaped({1, 1, 10}), 0);
    QCOMPARE(std::ssize(model->info().classes), std::int64_t{10});
}

void OracleEncoders::clipSeesAndReadsAsTheReference_data()
{
    addDevices({"clip"});
}

void OracleEncoders::clipSeesAndReadsAsTheReference()
{
    QFETCH(const QString, device);
    const auto golden = goldenOf("clip");
    const auto model = modelOf("clip");
    const auto& pixels = golden.tensors.at("pixel_values"); // [2, 3, 32, 32]
    const auto& logits = golden.tensors.at("logits_per_image");
    for (std::int64_t picture = 0; picture < 2; ++picture) {
        for (std::int64_t text = 0; text < 3; ++text) {
            auto input = textOf(unpadded(golden, "input_ids", text));
            input.pixels = pixels.rows(picture, 1).reshaped({3, 32, 32});
            const auto values =
                encoded(model, sharedBackend(device.toStdString()), input,
                        {"text.blocks.*.attention.pattern", "vision.blocks.*.attention.pattern"});
            for (const std::string layer : {"0", "1"}) {
                compare(values, "vision.blocks." + layer + ".attention.pattern",
                        golden.tensors.at("vision.attentions." + layer), picture);
                compare(values, "text.blocks." + layer + ".attention.pattern",
                        golden.tensors.at("text.attentions." + layer), text);
            }
            compare(values, "image_embedding",
                    golden.tensors.at("image_embeds").reshaped({2, 1, 24}), picture);
            compare(values, "text_embedding", golden.tensors.at("text_embeds").reshaped({3, 1, 24}),
                    text);
            compare(values, "logits", logits.reshaped({6, 1, 1}), 3 * picture + text);
        }
    }
}

void OracleEncoders::towersOfClipStandAlone_data()
{
    addDevices({"clip"});
}

void OracleEncoders::towersOfClipStandAlone()
{
    QFETCH(const QString, device);
    const auto golden = goldenOf("clip");
    const auto whole = modelOf("clip")->checkpoint();
    // As CLIPVisionModelWithProjection and CLIPTextModel are stored: a configuration of their own.
    const auto alone = [&](const std::string& tower, std::string_view projection) {
        auto part = std::make_shared<Checkpoint>(*whole);
        part->configuration = whole->configuration.at(tower + "_config");
        std::erase_if(part->tensors, [&](const auto& entry) {
            return !entry.first.starts_with(tower + "_model.") &&
                   (projection.empty() || !entry.first.starts_with(projection));
        });
        return loadModel(part, nullptr);
    };
    const auto& backend = sharedBackend(device.toStdString());
    const auto vision = alone("vision", "visual_projection");
    QCOMPARE(vision->info().inputs, (std::vector{InputKind::Image}));
    const auto& pixels = golden.tensors.at("pixel_values");
    const auto seen = encoded(vision, backend, pictureOf(pixels.rows(0, 1).reshaped({3, 32, 32})));
    compare(seen, "image_embedding", golden.tensors.at("image_embeds").reshaped({2, 1, 24}), 0);
    const auto text = alone("text", "");
    QCOMPARE(text->info().inputs, (std::vector{InputKind::Text}));
    const auto read = encoded(text, backend, textOf(unpadded(golden, "input_ids", 0)),
                              {"text.blocks.1.attention.pattern"});
    compare(read, "text.blocks.1.attention.pattern", golden.tensors.at("text.attentions.1"), 0);
    QCOMPARE(read.at("pooled").shape(), (Shape{1, 32}));
}

void OracleEncoders::clipNeedsOnlyOneOfPictureAndText_data()
{
    addDevices({"clip"});
}

void OracleEncoders::clipNeedsOnlyOneOfPictureAndText()
{
    QFETCH(const QString, device);
    const auto golden = goldenOf("clip");
    const auto model = modelOf("clip");
    const auto& backend = sharedBackend(device.toStdString());
    for (std::int64_t text = 0; text < 3; ++text) {
        // With the padding: what comes after the end token changes nothing.
        const auto words = textOf(ids(golden.tensors.at("input_ids").rows(text, 1)));
        const auto read = encoded(model, backend, words);
        QCOMPARE(read.size(), std::size_t{1});
        compare(read, "text_embedding", golden.tensors.at("text_embeds").reshaped({3, 1, 24}),
                text);
    }
    const auto pixels =
        pictureOf(golden.tensors.at("pixel_values").rows(1, 1).reshaped({3, 32, 32}));
    const auto seen = encoded(model, backend, pixels);
    QCOMPARE(seen.size(), std::size_t{1});
    compare(seen, "image_embedding", golden.tensors.at("image_embeds").reshaped({2, 1, 24}), 1);
}

} // namespace saccade
