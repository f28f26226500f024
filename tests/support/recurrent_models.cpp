#include "tests/support/recurrent_models.h"

#include "core/base/error.h"
#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/models/devices.h"
#include "tests/support/model_runs.h"
#include "tests/support/npz.h"
#include "tests/support/plain_recurrent.h"
#include "tests/support/recurrent_matrices.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"
#include "tests/support/tiny_recurrent.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <numeric>

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

std::shared_ptr<const Model> modelAt(const std::string& path)
{
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(sharedPath(path))), nullptr);
}

const std::string tinyFolder = "assets/lm/rwkv-tiny/";

std::shared_ptr<const Model> modelNamed(const QString& name)
{
    if (auto tiny = tinyRecurrent(name.toStdString())) {
        return load(std::move(*tiny));
    }
    const bool isTrained = name.endsWith(".bin");
    return modelAt((isTrained ? tinyFolder : "oracles/hf_tiny/") + name.toStdString());
}

/// Columns device and model, a row for each pair.
void addModels(const std::string& kind, const std::vector<const char*>& models)
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("model");
    for (const auto& device : devicesOf(kind)) {
        for (const auto* model : models) {
            QTest::addRow("%s %s", device.c_str(), model)
                << QString::fromStdString(device) << QString(model);
        }
    }
}

/// One of each family and version, on files of which each has all its layers.
const std::vector<const char*> everyKind{"mamba",
                                         "mamba2",
                                         "rwkv",
                                         "rwkv6",
                                         "retnet",
                                         "gla",
                                         "linear-elu",
                                         "tiny-rwkv-4v0-660K-FP32.bin",
                                         "tiny-rwkv-5v1-730K-FP32.bin",
                                         "tiny-rwkv-5v2-730K-FP32.bin",
                                         "tiny-rwkv-7v0-834K-FP32.bin"};

std::vector<std::int32_t> someTokens(std::size_t count)
{
    std::vector<std::int32_t> tokens;
    for (std::size_t i = 0; i < count; ++i) {
        tokens.push_back(static_cast<std::int32_t>((7 * i + 3 * i * i) % 11));
    }
    return tokens;
}

SafetensorsFile goldenOf(const QString& family)
{
    return readSafetensors(
        sharedPath("oracles/hf_tiny/" + family.toStdString() + "/golden.safetensors"));
}

void compareAll(const std::map<std::string, Tensor>& a, const std::map<std::string, Tensor>& b)
{
    for (const auto& [name, tensor] : a) {
        const auto difference = largestDifference(tensor.floats(), b.at(name).floats());
        QVERIFY2(difference <= tolerance,
                 (name + " differs by " + std::to_string(difference)).c_str());
    }
}

} // namespace

void RecurrentModels::initTestCase()
{
    REQUIRE_SHARED("oracles/hf_tiny");
    REQUIRE_SHARED("assets/lm/rwkv-tiny");
    if (devicesOf(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void RecurrentModels::everyTensorIsTheReferences_data()
{
    addModels(m_kind, {"mamba", "rwkv"});
}

void RecurrentModels::everyTensorIsTheReferences()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto golden = goldenOf(model);
    const auto loaded = modelNamed(model);
    const auto layers = loaded->info().layers;
    const auto tokens = ids(golden.tensors.at("input_ids"));
    std::map<std::string, std::string> pairs{
        {"logits", "logits"}, {"final_norm", "hidden_states." + std::to_string(layers)}};
    // transformers notes the stream of these two after each block.
    for (std::int64_t l = 0; l < layers; ++l) {
        pairs["blocks." + std::to_string(l) + ".residual.after"] =
            "hidden_states." + std::to_string(l);
    }
    for (const int batch : {512, 5, 1}) {
        SessionOptions options{.capacity = std::ssize(tokens) + 3, .batch = batch};
        for (const auto& [ours, theirs] : pairs) {
            options.taps.push_back(ours);
        }
        const auto taps = captured(loaded, backendOf(device), tokens, options);
        for (const auto& [ours, theirs] : pairs) {
            const auto difference =
                largestDifference(taps.at(ours).floats(), golden.tensors.at(theirs).floats());
            QVERIFY2(difference <= tolerance, (ours + " in batches of " + std::to_string(batch) +
                                               " differs by " + std::to_string(difference))
                                                  .c_str());
        }
    }
}

void RecurrentModels::greedyContinuationsAreTheReferences_data()
{
    addModels(m_kind, {"mamba", "rwkv"});
}

void RecurrentModels::greedyContinuationsAreTheReferences()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto golden = goldenOf(model);
    const auto expected = ids(golden.tensors.at("greedy.ids"));
    const auto promptLength = ids(golden.tensors.at("greedy.prompt_len")).front();
    const std::vector prompt(expected.begin(), expected.begin() + promptLength);
    const auto told =
        greedy(modelNamed(model), backendOf(device), prompt, std::ssize(expected) - promptLength);
    QVERIFY(told == expected);
}

void RecurrentModels::trainedModelsGiveTheirGoldenLogits_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("golden");
    QTest::addColumn<double>("allowed"); // of each logit
    QTest::addColumn<double>("sum");     // of their differences, what tests/test_tiny_rwkv.c of
                                         // rwkv.cpp looks at
    const auto row = [&](const char* version, const char* form, double allowed, double sum) {
        const auto name =
            QString::fromStdString("tiny-rwkv-" + std::string(version) + "-" + form + ".bin");
        for (const auto& device : devicesOf(m_kind)) {
            QTest::addRow("%s %s", device.c_str(), name.toUtf8().constData())
                << QString::fromStdString(device) << name
                << QString::fromStdString("expected-logits-" + std::string(version) + ".bin")
                << allowed << sum;
        }
    };
    for (const auto* version : {"4v0-660K", "5v1-730K", "5v2-730K", "7v0-834K"}) {
        row(version, "FP32", 1e-4, 0.01);
    }
    // What the quantisation costs, by a plain evaluation in double precision (there is no other
    // file of 6), and a tenth.
    row("4v0-660K", "Q5_1", 0.106, 0.25);
    row("5v1-730K", "Q5_1", 0.306, 16.8);
    row("5v2-730K", "Q5_1", 0.408, 49.8);
    row("6v0-3m", "Q5_1", 0.083, 0.64);
    row("7v0-834K", "Q5_1", 0.0046, 0.081);
}

void RecurrentModels::trainedModelsGiveTheirGoldenLogits()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    QFETCH(const QString, golden);
    QFETCH(const double, allowed);
    QFETCH(const double, sum);
    std::ifstream file(sharedPath(tinyFolder + golden.toStdString()), std::ios::binary);
    std::vector<float> expected(256);
    file.read(reinterpret_cast<char*>(expected.data()), 1024);
    QCOMPARE(file.gcount(), std::streamsize{1024});
    const std::vector<std::int32_t> prompt{'"', 'i', 'n'};
    Session session(modelNamed(model), backendOf(device), {.capacity = 8});
    const auto logits = session.advance(prompt);
    double total = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        total += static_cast<double>(logits.floats()[i]) - static_cast<double>(expected[i]);
    }
    const auto difference = largestDifference(logits.floats(), expected);
    qInfo("largest difference %g, sum %g", difference, total);
    QVERIFY(difference <= allowed);
    QVERIFY(std::abs(total) <= sum);
}

void RecurrentModels::logitsAreThoseOfASecondImplementation_data()
{
    addModels(m_kind, {"mamba2", "rwkv6", "retnet", "gla", "linear-product", "linear-elu"});
}

void RecurrentModels::logitsAreThoseOfASecondImplementation()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto loaded = modelNamed(model);
    const auto tokens = someTokens(13);
    const auto wanted = plainRecurrent(model.toStdString(), *loaded->checkpoint(), tokens);
    const std::vector<float> expected(wanted.begin(), wanted.end());
    Session session(loaded, backendOf(device), {.capacity = 16, .batch = 5});
    const auto logits = session.advance(tokens, LogitRows::All);
    const auto difference = largestDifference(logits.floats(), expected);
    QVERIFY2(difference <= tolerance, std::to_string(difference).c_str());
    // Not all the same: the test would see a model that computes nothing.
    QVERIFY(largestDifference(std::span(expected).first(11), std::span(expected).last(11)) > 0.1);
}

void RecurrentModels::matricesTimesInputsAreTheScans_data()
{
    addModels(m_kind, everyKind);
}

void RecurrentModels::matricesTimesInputsAreTheScans()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto loaded = modelNamed(model);
    const auto tokens = someTokens(19);
    const auto taps = captured(loaded, backendOf(device), tokens,
                               {.capacity = std::ssize(tokens),
                                .taps = {"blocks.*.ssm.pattern", "blocks.*.ssm.mean_pattern",
                                         "blocks.*.ssm.input", "blocks.*.ssm.scan"},
                                .batch = 7});
    const auto& part = loaded->info().attention.front();
    QCOMPARE(part.values, std::string("blocks.*.ssm"));
    QVERIFY(part.implicit);
    for (std::int64_t layer = 0; layer < loaded->info().layers; ++layer) {
        const LayerTaps tapped(taps, layer, std::ssize(tokens));
        const auto difference =
            tapped.applied("ssm.pattern", "ssm.input").differenceFrom("ssm.scan");
        QVERIFY2(difference <= tolerance, std::to_string(difference).c_str());
        const auto mean = tapped.meanMagnitude("ssm.pattern").differenceFrom("ssm.mean_pattern");
        QVERIFY2(mean <= tolerance, std::to_string(mean).c_str());
    }
}

void RecurrentModels::unifiedMatricesGiveWhatLeavesTheLayer_data()
{
    addModels(m_kind, everyKind);
}

void RecurrentModels::unifiedMatricesGiveWhatLeavesTheLayer()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto loaded = modelNamed(model);
    const auto tokens = someTokens(19);
    const auto taps = captured(
        loaded, backendOf(device), tokens,
        {.capacity = std::ssize(tokens), .taps = {"blocks.*.ssm.*", "blocks.*.residual.before"}});
    for (std::int64_t layer = 0; layer < loaded->info().layers; ++layer) {
        const LayerTaps tapped(taps, layer, std::ssize(tokens));
        const auto difference = unifiedDifference(*loaded, tapped);
        QVERIFY2(difference <= tolerance, std::to_string(difference).c_str());
        const auto mean =
            tapped.meanMagnitude("ssm.unified_pattern").differenceFrom("ssm.mean_unified_pattern");
        QVERIFY2(mean <= tolerance, std::to_string(mean).c_str());
    }
}

void RecurrentModels::batchesAndBranchesChangeNothing_data()
{
    addModels(m_kind, everyKind);
}

void RecurrentModels::batchesAndBranchesChangeNothing()
{
    QFETCH(const QString, device);
    QFETCH(const QString, model);
    const auto loaded = modelNamed(model);
    const auto tokens = someTokens(17);
    SessionOptions options{.capacity = std::ssize(tokens),
                           .taps = {"logits", "blocks.*.ssm.pattern", "blocks.*.ssm.mean_pattern",
                                    "blocks.*.ssm.unified_pattern"}};
    const auto whole = captured(loaded, backendOf(device), tokens, options);
    for (const int batch : {5, 1}) {
        options.batch = batch;
        compareAll(captured(loaded, backendOf(device), tokens, options), whole);
    }

    options.taps = {};
    Session session(loaded, backendOf(device), options);
    const auto expected =
        whole.at("logits").floats().last(static_cast<std::size_t>(loaded->info().vocabulary));
    const std::span all(tokens);
    session.advance(all.first(9));
    auto branch = session.fork();
    session.advance(someTokens(4)); // what the branch must not see
    const auto difference = largestDifference(branch.advance(all.subspan(9)).floats(), expected);
    QVERIFY2(difference <= tolerance, std::to_string(difference).c_str());
    session.restart();
    const auto again = largestDifference(session.advance(all).floats(), expected);
    QVERIFY2(again <= tolerance, std::to_string(again).c_str());
}

void RecurrentModels::theBlockOfMambaIsTheReferences()
{
    const auto arrays = readStoredNpz(sharedPath("oracles/attention/mamba_block.npz"));
    // The reference has no norm. One with a huge ε and a weight of its root changes nothing.
    const std::int64_t n = 9;
    const std::int64_t width = 8;
    const auto loaded = load(blockAsMamba(arrays));
    std::vector<std::int32_t> tokens(static_cast<std::size_t>(n));
    for (const auto& device : devicesOf(m_kind)) {
        for (std::int32_t sequence = 0; sequence < 2; ++sequence) {
            std::iota(tokens.begin(), tokens.end(), sequence * static_cast<std::int32_t>(n));
            const auto taps = captured(loaded, backendOf(QString::fromStdString(device)), tokens,
                                       {.capacity = n, .taps = {"blocks.0.ssm.output"}});
            const auto expected =
                arrays.at("out").floats().subspan(static_cast<std::size_t>(sequence * n * width),
                                                  static_cast<std::size_t>(n * width));
            const auto difference =
                largestDifference(taps.at("blocks.0.ssm.output").floats(), expected);
            QVERIFY2(difference <= tolerance, std::to_string(difference).c_str());
        }
    }
}

void RecurrentModels::whatNobodyLooksAtTakesNoMemory()
{
    for (const auto& device : devicesOf(m_kind)) {
        const auto& backend = backendOf(QString::fromStdString(device));
        const auto model = load(tinyMamba2());
        // A million positions: the rows that the matrices would need are not kept.
        Session session(model, backend, {});
        session.advance(someTokens(3));
        QVERIFY(session.capacity() == model->info().context);
        QVERIFY2(session.bytes() < 1 << 20, std::to_string(session.bytes()).c_str());
        const Session tapped(model, backend, {.capacity = 4096, .taps = {"blocks.0.ssm.pattern"}});
        QVERIFY(tapped.bytes() > 4096 * 4);
    }
}

void RecurrentModels::aLimitOfInfinityIsNone()
{
    // As Python writes it into config.json.
    const QTemporaryDir folder;
    const auto path = folder.filePath("config.json").toStdString();
    std::ofstream(path) << "{\"a\\\" Infinity\": [0.0, Infinity]}";
    auto checkpoint = tinyMamba2();
    checkpoint.configuration["time_step_limit"] = readJson(path).at("a\" Infinity");
    QVERIFY(load(checkpoint)->info().layers == 2);
    checkpoint.configuration["time_step_limit"] = {0.0, 0.5};
    QVERIFY_EXCEPTION_THROWN(load(checkpoint), Error);
}

} // namespace saccade
