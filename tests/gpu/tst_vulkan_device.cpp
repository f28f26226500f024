// Opening devices, or finding none; memory and staging.
#include "gpu/result.h"
#include "gpu/staging.h"
#include "tests/gpu/vulkan_case.h"

#include <cstring>

using namespace saccade;

class TestVulkanDevice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { wantValidation(); }

    void withoutVulkanTheReasonIsTold()
    {
        qputenv("SACCADE_VULKAN_LIBRARY", "/nonexistent/libvulkan.so");
        const auto& kind = *Registry<BackendKind>::find("gpu");
        const auto devices = kind.devices();
        QCOMPARE(devices.size(), std::size_t{1});
        QVERIFY(devices[0].remark.find("/nonexistent/libvulkan.so") != std::string::npos);
        QVERIFY_EXCEPTION_THROWN(kind.open(devices[0]), Error);
        qunsetenv("SACCADE_VULKAN_LIBRARY");
    }

    void anotherLibraryIsNoVulkan()
    {
        qputenv("SACCADE_VULKAN_LIBRARY", "libc.so.6");
        const auto devices = Registry<BackendKind>::find("gpu")->devices();
        qunsetenv("SACCADE_VULKAN_LIBRARY");
        QCOMPARE(devices.size(), std::size_t{1});
        QVERIFY(devices[0].remark.find("no Vulkan loader") != std::string::npos);
    }

    void anUnknownDeviceIsRefused()
    {
        REQUIRE_VULKAN(firstVulkanDevice());
        DeviceInfo info;
        info.identifier = "gpu:99";
        QVERIFY_EXCEPTION_THROWN(openVulkan(info), Error);
    }

    void devicesAreDescribed()
    {
        const auto info = firstVulkanDevice();
        REQUIRE_VULKAN(info);
        QVERIFY(info.identifier.starts_with("gpu:"));
        QVERIFY(!info.name.empty());
        QVERIFY(!info.driver.empty());
        QVERIFY(info.memoryBytes > 0);
        QCOMPARE(openVulkan(info)->device().name, info.name);
    }

    void theValidationLayersAreListening()
    {
        const auto device = opened();
        REQUIRE_VULKAN(firstVulkanDevice());
        QVERIFY(validationMessages().isEmpty());
        VkBufferCreateInfo info{}; // without a type, a size or a use
        VkBuffer buffer = VK_NULL_HANDLE;
        device->functions().vkCreateBuffer(device->handle(), &info, nullptr, &buffer);
        device->functions().vkDestroyBuffer(device->handle(), buffer, nullptr);
        QVERIFY(!validationMessages().isEmpty());
    }

    void bytesSurviveTheWayThereAndBack_data()
    {
        QTest::addColumn<qulonglong>("bytes");
        QTest::addColumn<qulonglong>("granule");
        QTest::newRow("one byte") << 1ULL << 1ULL;
        QTest::newRow("several pieces") << (20ULL << 20U) + 12 << 12ULL;
        QTest::newRow("a granule larger than a piece") << (30ULL << 20U) << (10ULL << 20U);
    }

    void bytesSurviveTheWayThereAndBack()
    {
        QFETCH(qulonglong, bytes);
        QFETCH(qulonglong, granule);
        const auto device = opened();
        REQUIRE_VULKAN(firstVulkanDevice());
        Staging staging(device);
        const Buffer buffer(device, bytes + 256, MemoryKind::Device);
        QVERIFY(buffer.mapped().empty());
        std::vector<std::byte> sent(bytes);
        for (std::size_t i = 0; i < sent.size(); ++i) {
            sent[i] = static_cast<std::byte>(i * 7 + (i >> 11U));
        }
        bool isWhole = true;
        staging.upload(buffer, 256, bytes, granule,
                       [&](std::span<std::byte> piece, std::uint64_t first) {
                           isWhole = isWhole && first % granule == 0;
                           std::memcpy(piece.data(), sent.data() + first, piece.size());
                       });
        staging.finish();
        QVERIFY(isWhole);
        std::vector<std::byte> got(bytes);
        staging.download(buffer, 256, got);
        QVERIFY(got == sent);
    }

    void lostDevicesAndMemoryAreSaidClearly()
    {
        for (const auto code : {VK_ERROR_DEVICE_LOST, VK_ERROR_OUT_OF_DEVICE_MEMORY,
                                VK_ERROR_OUT_OF_HOST_MEMORY, VK_ERROR_INITIALIZATION_FAILED}) {
            QVERIFY_EXCEPTION_THROWN(check(code, "testing"), Error);
        }
        check(VK_SUCCESS, "testing");
    }

    void cleanup()
    {
        const auto messages = validationMessages();
        QVERIFY2(messages.isEmpty(), messages.constData());
    }

private:
    static std::shared_ptr<Device> opened()
    {
        const auto info = firstVulkanDevice();
        if (!info.remark.empty()) {
            return nullptr;
        }
        auto instance = std::make_shared<const Instance>();
        for (const auto& traits : instance->devices()) {
            if (traits.info.identifier == info.identifier) {
                return std::make_shared<Device>(instance, traits);
            }
        }
        return nullptr;
    }
};

QTEST_GUILESS_MAIN(TestVulkanDevice)
#include "tst_vulkan_device.moc"
