// One opened device with what its programs share.
#pragma once

#include "gpu/constants.h"
#include "gpu/kernel.h"
#include "gpu/staging.h"
#include "gpu/tuning.h"

#include <memory>
#include <utility>

namespace saccade
{

struct VulkanEngine {
    VulkanEngine(std::shared_ptr<Device> opened, const Tuning& chosen)
        : device(std::move(opened)), tuning(chosen), kernels(device), staging(device),
          constants(device, staging)
    {
    }

    std::shared_ptr<Device> device;
    Tuning tuning;
    KernelCache kernels;
    Staging staging;
    Constants constants;
};

} // namespace saccade
