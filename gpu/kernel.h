// Compute pipelines, made from the shaders in the binary the first time that they are needed.
#pragma once

#include "gpu/device.h"

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace saccade
{

/// How a kernel sees a buffer: as a storage buffer, or as a texel buffer of a format.
enum class BindingKind { Storage, Float4, Float1, Half4, Half1, Word4, Word1, Integer1 };

/// The texel format of a binding; VK_FORMAT_UNDEFINED for Storage.
VkFormat texelFormat(BindingKind kind);
std::uint32_t texelBytes(BindingKind kind);

/// A shader with everything that is fixed when its pipeline is made.
struct KernelSpec {
    std::string_view shader; // file name in gpu/kernels without .comp
    std::vector<BindingKind> bindings;
    std::uint32_t pushWords = 0;
    std::vector<std::uint32_t>
        constants; // specialisation constants 0, 1, …; 0 is the workgroup's size

    auto operator<=>(const KernelSpec&) const = default;
};

struct Kernel {
    VkPipeline pipeline = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
};

/// The SPIR-V words of a shader. Throws Error if the binary has none of that name.
std::span<const std::uint32_t> shaderWords(std::string_view name);

/// All pipelines of one device; they live as long as it.
class KernelCache
{
public:
    explicit KernelCache(std::shared_ptr<Device> device);
    ~KernelCache();
    KernelCache(const KernelCache&) = delete;
    KernelCache& operator=(const KernelCache&) = delete;

    const Kernel& get(const KernelSpec& spec);

private:
    Kernel create(const KernelSpec& spec);
    void destroy(const Kernel& kernel);

    std::shared_ptr<Device> m_device;
    std::map<KernelSpec, Kernel> m_kernels;
};

} // namespace saccade
