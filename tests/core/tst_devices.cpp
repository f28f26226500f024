// Choosing a device, with made-up ones beside the processor.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/devices.h"

#include <QTest>

using namespace saccade;

namespace
{

enum class Fault { None, FailsToOpen };

class FakeBackend : public Backend
{
public:
    explicit FakeBackend(DeviceInfo info) : m_info(std::move(info)) {}
    const DeviceInfo& device() const override { return m_info; }
    std::unique_ptr<StateStore> createStates() override { return nullptr; }
    std::unique_ptr<Program> compile(const Graph&, std::span<const Value>,
                                     std::shared_ptr<StateStore>) override
    {
        return nullptr;
    }

private:
    DeviceInfo m_info;
};

struct FakeGpus {
    std::vector<DeviceInfo> devices;
    Fault fault = Fault::None;
} gpus;

class FakeKind : public BackendKind
{
public:
    std::string_view identifier() const override { return "fake"; }
    std::vector<DeviceInfo> devices() const override { return gpus.devices; }
    std::shared_ptr<Backend> open(const DeviceInfo& device) const override
    {
        if (gpus.fault == Fault::FailsToOpen) {
            throw Error("The driver went away.");
        }
        return std::make_shared<FakeBackend>(device);
    }
};

const Registry<BackendKind>::Entry entry(std::make_unique<FakeKind>());

DeviceInfo gpu(const char* identifier, bool isSoftware, const char* remark = "")
{
    DeviceInfo info;
    info.identifier = identifier;
    info.name = "Fake";
    info.isSoftware = isSoftware;
    info.remark = remark;
    return info;
}

std::string opened(std::string_view choice)
{
    return openBackend(choice)->device().identifier;
}

} // namespace

class TestDevices : public QObject
{
    Q_OBJECT

private slots:
    void init() { gpus = {}; }
    void theProcessorIsThere();
    void autoTakesARealGpuThatWorks();
    void autoFallsBackToTheProcessor();
    void aDeviceIsChosenByNameOrKind();
    void anUnknownDeviceNamesThoseThereAre();
    void aRefusedDeviceSaysWhy();
};

void TestDevices::theProcessorIsThere()
{
    QCOMPARE(opened("cpu"), std::string("cpu"));
    QCOMPARE(opened("auto"), std::string("cpu"));
    QCOMPARE(allDevices().size(), std::size_t{1});
}

void TestDevices::autoTakesARealGpuThatWorks()
{
    gpus.devices = {gpu("fake:0", true), gpu("fake:1", false, "too old"), gpu("fake:2", false)};
    QCOMPARE(opened("auto"), std::string("fake:2"));
    QCOMPARE(allDevices().size(), std::size_t{4});
}

void TestDevices::autoFallsBackToTheProcessor()
{
    gpus.devices = {gpu("fake:0", true), gpu("fake:1", false, "too old")};
    QCOMPARE(opened("auto"), std::string("cpu"));
    gpus.devices = {gpu("fake:0", false)};
    gpus.fault = Fault::FailsToOpen;
    QTest::ignoreMessage(QtWarningMsg, "fake:0 is not used: The driver went away.");
    QCOMPARE(opened("auto"), std::string("cpu"));
    QVERIFY_EXCEPTION_THROWN(opened("fake:0"), Error);
}

void TestDevices::aDeviceIsChosenByNameOrKind()
{
    gpus.devices = {gpu("fake:0", true, "too old"), gpu("fake:1", true), gpu("fake:2", false)};
    QCOMPARE(opened("fake"), std::string("fake:1"));
    QCOMPARE(opened("fake:2"), std::string("fake:2"));
}

void TestDevices::anUnknownDeviceNamesThoseThereAre()
{
    try {
        openBackend("gpu:7");
        QFAIL("not refused");
    } catch (const UsageError& error) {
        QVERIFY2(QString(error.what()).contains("“gpu:7”") &&
                     QString(error.what()).contains("cpu ("),
                 error.what());
    }
}

void TestDevices::aRefusedDeviceSaysWhy()
{
    gpus.devices = {gpu("fake:0", false, "too old")};
    try {
        openBackend("fake");
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("too old"), error.what());
    }
}

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
