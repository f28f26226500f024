#include "tests/support/family_models.h"

#include "core/files/checkpoint.h"
#include "core/files/safetensors.h"
#include "core/models/devices.h"
#include "tests/support/family_checkpoints.h"
#include "tests/support/model_runs.h"
#include "tests/support/reference_decoder.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>

namespace saccade
{

namespace
{

// 18 tokens, so that windows and steep slopes hide some, in an order without pattern.
const std::vector<std::int32_t> tokens{3,  17, 8, 30, 30, 1,  12, 25, 4,
                                       19, 7,  7, 28, 0,  14, 22, 9,  31};

// Relative to numbers of about 1; the reference is in double precision.
constexpr double tolerance = 1e-4;

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

const FamilyCheckpoint& checkpointNamed(const std::string& name)
{
    static const auto all = familyCheckpoints();
    const auto found = std::ranges::find(all, name, &FamilyCheckpoint::name);
    return *found;
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

// Through files, as a user's checkpoint comes.
std::shared_ptr<const Model> written(const FamilyCheckpoint& checkpoint,
                                     const QTemporaryDir& folder)
{
    const std::filesystem::path path(folder.path().toStdString());
    std::ofstream(path / "config.json") << checkpoint.config.dump();
    writeSafetensors(path / "model.safetensors", checkpoint.tensors, {});
    return loadModel(std::make_shared<const Checkpoint>(openCheckpoint(path)), nullptr);
}

std::vector<float> floats(const std::vector<double>& values)
{
    return {values.begin(), values.end()};
}

} // namespace

void FamilyModels::initTestCase()
{
    if (devicesOf(m_kind).empty()) {
        if (qEnvironmentVariableIsSet("SACCADE_REQUIRE_VULKAN")) {
            QFAIL("SACCADE_REQUIRE_VULKAN is set, but there is no device");
        }
        QSKIP(("no device of kind " + m_kind).c_str());
    }
}

void FamilyModels::everyValueIsTheReferences_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("batch");
    for (const auto& device : devicesOf(m_kind)) {
        for (const auto& checkpoint : familyCheckpoints()) {
            for (const int batch : {512, 5, 1}) {
                QTest::addRow("%s %s in batches of %d", device.c_str(), checkpoint.name.c_str(),
                              batch)
                    << QString::fromStdString(device) << QString::fromStdString(checkpoint.name)
                    << batch;
            }
        }
    }
}

void FamilyModels::everyValueIsTheReferences()
{
    QFETCH(const QString, device);
    QFETCH(const QString, name);
    QFETCH(const int, batch);
    const auto& checkpoint = checkpointNamed(name.toStdString());
    const QTemporaryDir folder;
    const auto model = written(checkpoint, folder);
    const auto expected = reference::decode(checkpoint.config, checkpoint.tensors, tokens);
    auto options = SessionOptions{.capacity = std::ssize(tokens) + 3, .batch = batch};
    for (const auto& [value, numbers] : expected) {
        options.taps.push_back(value);
    }
    const auto ours = captured(model, backendOf(device), tokens, options);
    QCOMPARE(ours.size(), expected.size());
    for (const auto& [value, numbers] : expected) {
        QVERIFY2(ours.contains(value), value.c_str());
        const auto difference = largestDifference(ours.at(value).floats(), floats(numbers));
        QVERIFY2(difference <= tolerance,
                 (value + " differs by " + std::to_string(difference)).c_str());
    }
}

} // namespace saccade
