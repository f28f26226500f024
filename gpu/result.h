// Vulkan's result codes as Errors that say what to do.
#pragma once

#include "gpu/vulkan_functions.h"

namespace saccade
{

/// Throws Error unless `result` is VK_SUCCESS. `doing` names the call for the report.
void check(VkResult result, const char* doing);

} // namespace saccade
