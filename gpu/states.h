// KV caches on the device.
#pragma once

#include "core/graph/backend.h"
#include "gpu/memory.h"

#include <map>
#include <memory>
#include <string>

namespace saccade
{

class VulkanStates final : public StateStore
{
public:
    explicit VulkanStates(std::shared_ptr<Device> device);

    std::unique_ptr<StateStore> fork() const override;
    void clear() override;

    /// The state of this name, zero at first. Throws Error if it is there with another type or
    /// shape.
    const Buffer& get(const std::string& name, DType type, const Shape& shape);
    bool contains(const std::string& name) const { return m_states.contains(name); }

private:
    struct State {
        DType type;
        Shape shape;
        std::unique_ptr<Buffer> buffer;
    };

    std::shared_ptr<Device> m_device;
    std::map<std::string, State> m_states;
};

} // namespace saccade
