// What a physical device is, and whether Saccade's kernels can run on it.
#pragma once

#include "gpu/instance.h"

namespace saccade
{

/// Asks the driver for everything in DeviceTraits; info.remark names the first requirement that
/// fails.
DeviceTraits examine(const InstanceFunctions& functions, VkPhysicalDevice device);

} // namespace saccade
