#include "gpu/kernel.h"

#include "gpu/result.h"

#include <utility>

namespace saccade
{

namespace
{

VkDescriptorSetLayout createSetLayout(const Device& device, const std::vector<BindingKind>& kinds)
{
    std::vector<VkDescriptorSetLayoutBinding> bindings(kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        bindings[i].binding = static_cast<std::uint32_t>(i);
        bindings[i].descriptorType = kinds[i] == BindingKind::Storage
                                         ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER
                                         : VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
        bindings[i].descriptorCount = 1;
        bindings[i].stageFlags = VK_SHADER_STAGE_COMPUTE_BIT;
    }
    VkDescriptorSetLayoutCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO;
    info.bindingCount = static_cast<std::uint32_t>(bindings.size());
    info.pBindings = bindings.data();
    VkDescriptorSetLayout layout = VK_NULL_HANDLE;
    check(device.functions().vkCreateDescriptorSetLayout(device.handle(), &info, nullptr, &layout),
          "creating a descriptor layout");
    return layout;
}

VkPipelineLayout createLayout(const Device& device, VkDescriptorSetLayout setLayout,
                              std::uint32_t pushWords)
{
    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0,
                                    pushWords * static_cast<std::uint32_t>(sizeof(std::uint32_t))};
    VkPipelineLayoutCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
    info.setLayoutCount = 1;
    info.pSetLayouts = &setLayout;
    info.pushConstantRangeCount = pushWords == 0 ? 0 : 1;
    info.pPushConstantRanges = &range;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    check(device.functions().vkCreatePipelineLayout(device.handle(), &info, nullptr, &layout),
          "creating a pipeline layout");
    return layout;
}

VkShaderModule createModule(const Device& device, std::string_view name)
{
    const auto words = shaderWords(name);
    VkShaderModuleCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
    info.codeSize = words.size_bytes();
    info.pCode = words.data();
    VkShaderModule shader = VK_NULL_HANDLE;
    check(device.functions().vkCreateShaderModule(device.handle(), &info, nullptr, &shader),
          "reading a shader");
    return shader;
}

VkPipeline createPipeline(const Device& device, VkPipelineLayout layout, const KernelSpec& spec)
{
    std::vector<VkSpecializationMapEntry> entries(spec.constants.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        entries[i] = {index, index * 4, sizeof(std::uint32_t)};
    }
    const VkSpecializationInfo constants{static_cast<std::uint32_t>(entries.size()), entries.data(),
                                         spec.constants.size() * sizeof(std::uint32_t),
                                         spec.constants.data()};
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfoEXT subgroup{};
    subgroup.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO_EXT;
    subgroup.requiredSubgroupSize = device.traits().subgroupSize;

    VkComputePipelineCreateInfo info{};
    info.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = createModule(device, spec.shader);
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &constants;
    info.layout = layout;
    if (device.traits().fixedSubgroup) {
        info.stage.pNext = &subgroup;
        info.stage.flags = VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT_EXT;
    }
    VkPipeline pipeline = VK_NULL_HANDLE;
    const auto result = device.functions().vkCreateComputePipelines(device.handle(), VK_NULL_HANDLE,
                                                                    1, &info, nullptr, &pipeline);
    device.functions().vkDestroyShaderModule(device.handle(), info.stage.module, nullptr);
    check(result, "compiling a shader");
    return pipeline;
}

} // namespace

VkFormat texelFormat(BindingKind kind)
{
    switch (kind) {
    case BindingKind::Storage:
        return VK_FORMAT_UNDEFINED;
    case BindingKind::Float4:
        return VK_FORMAT_R32G32B32A32_SFLOAT;
    case BindingKind::Float1:
        return VK_FORMAT_R32_SFLOAT;
    case BindingKind::Half4:
        return VK_FORMAT_R16G16B16A16_SFLOAT;
    case BindingKind::Half1:
        return VK_FORMAT_R16_SFLOAT;
    case BindingKind::Word4:
        return VK_FORMAT_R32G32B32A32_UINT;
    case BindingKind::Word1:
        return VK_FORMAT_R32_UINT;
    case BindingKind::Integer1:
        return VK_FORMAT_R32_SINT;
    }
    return VK_FORMAT_UNDEFINED;
}

std::uint32_t texelBytes(BindingKind kind)
{
    switch (kind) {
    case BindingKind::Float4:
    case BindingKind::Word4:
        return 16;
    case BindingKind::Half4:
        return 8;
    case BindingKind::Half1:
        return 2;
    default:
        return 4;
    }
}

KernelCache::KernelCache(std::shared_ptr<Device> device) : m_device(std::move(device)) {}

KernelCache::~KernelCache()
{
    for (const auto& [spec, kernel] : m_kernels) {
        destroy(kernel);
    }
}

void KernelCache::destroy(const Kernel& kernel)
{
    const auto& functions = m_device->functions();
    functions.vkDestroyPipeline(m_device->handle(), kernel.pipeline, nullptr);
    functions.vkDestroyPipelineLayout(m_device->handle(), kernel.layout, nullptr);
    functions.vkDestroyDescriptorSetLayout(m_device->handle(), kernel.setLayout, nullptr);
}

const Kernel& KernelCache::get(const KernelSpec& spec)
{
    const auto found = m_kernels.find(spec);
    if (found != m_kernels.end()) {
        return found->second;
    }
    return m_kernels.emplace(spec, create(spec)).first->second;
}

Kernel KernelCache::create(const KernelSpec& spec)
{
    Kernel kernel;
    try {
        kernel.setLayout = createSetLayout(*m_device, spec.bindings);
        kernel.layout = createLayout(*m_device, kernel.setLayout, spec.pushWords);
        kernel.pipeline = createPipeline(*m_device, kernel.layout, spec);
    } catch (...) {
        destroy(kernel);
        throw;
    }
    return kernel;
}

} // namespace saccade
