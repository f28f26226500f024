// The devices of this machine, and the backend for one of them.
#pragma once

#include "core/graph/backend.h"

#include <string_view>

namespace saccade
{

/// Makes backends of one kind; registered by cpu and by gpu, so that core need not know Vulkan.
class BackendKind
{
public:
    virtual ~BackendKind() = default;
    virtual std::string_view identifier() const = 0; // "cpu", "gpu"
    /// Usable or not: a device that is refused carries the reason in `remark`. Never throws.
    virtual std::vector<DeviceInfo> devices() const = 0;
    /// Throws Error (what is missing, what to do) if the device cannot be used.
    virtual std::shared_ptr<Backend> open(const DeviceInfo& device) const = 0;
};

std::vector<DeviceInfo> allDevices();

/// `choice`: "auto" (a real GPU if there is one that works, else the CPU), "cpu", "gpu", "gpu:1".
/// Throws UsageError naming the devices there are. Where "auto" finds a GPU that fails to open, the
/// reason goes to the log and the CPU takes over.
std::shared_ptr<Backend> openBackend(std::string_view choice);

} // namespace saccade
