// What every Vulkan test begins and ends with: a device or a skip, and a silent validation layer.
#pragma once

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/devices.h"
#include "gpu/backend.h"
#include "gpu/validation.h"

#include <QTest>

namespace saccade
{

inline bool isVulkanRequired()
{
    return qEnvironmentVariable("SACCADE_REQUIRE_VULKAN") == QLatin1String("1");
}

/// The first usable device, or one whose remark says why there is none.
inline DeviceInfo firstVulkanDevice()
{
    const auto devices = Registry<BackendKind>::find("gpu")->devices();
    DeviceInfo refused;
    refused.remark = "no Vulkan device";
    for (const auto& device : devices) {
        if (device.remark.empty()) {
            return device;
        }
        refused = device;
    }
    return refused;
}

/// Call before anything of Vulkan runs.
inline void wantValidation()
{
    qputenv("SACCADE_VULKAN_VALIDATION", "1");
}

inline QByteArray validationMessages()
{
    QByteArray text;
    for (const auto& message : ValidationLog::common().take()) {
        text += QByteArray::fromStdString(message) + "\n";
    }
    return text;
}

} // namespace saccade

/// Skips, or fails where SACCADE_REQUIRE_VULKAN=1, when `device` cannot be used.
#define REQUIRE_VULKAN(device)                                                                     \
    do {                                                                                           \
        if (!(device).remark.empty()) {                                                            \
            QVERIFY2(!saccade::isVulkanRequired(), (device).remark.c_str());                       \
            QSKIP((device).remark.c_str());                                                        \
        }                                                                                          \
    } while (false)
