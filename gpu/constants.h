// Weights on the device, brought there once and shared by every program that reads them.
#pragma once

#include "gpu/memory.h"
#include "gpu/staging.h"
#include "gpu/weights.h"

#include <map>
#include <memory>
#include <vector>

namespace saccade
{

struct DeviceConstant {
    Tensor tensor; // emptied once it is on the device
    ConstantForm form = ConstantForm::Floats;
    WeightLayoutOnDevice layout;
    std::shared_ptr<const Buffer> buffer; // null until committed
    std::uint64_t offset = 0;
};

class Constants
{
public:
    Constants(std::shared_ptr<Device> device, Staging& staging);

    /// The constant for this tensor: one that some program holds already, or a new one to be
    /// committed.
    std::shared_ptr<DeviceConstant> find(const Tensor& tensor, ConstantForm form);
    /// Bytes that committing would take.
    static std::uint64_t missingBytes(std::span<const std::shared_ptr<DeviceConstant>> constants);
    /// Brings those to the device that are not there yet. Throws Error when memory is short; what
    /// was there before stays.
    void commit(std::span<const std::shared_ptr<DeviceConstant>> constants);

private:
    struct Known {
        std::weak_ptr<const void> owner;
        DType dtype;
        Shape shape;
        ConstantForm form;
        std::weak_ptr<DeviceConstant> constant;
    };
    void forgetExpired();
    void place(std::span<const std::shared_ptr<DeviceConstant>> constants);
    void upload(DeviceConstant& constant);

    std::shared_ptr<Device> m_device;
    Staging& m_staging;
    std::multimap<const std::byte*, Known> m_known; // by the tensor's data
    std::size_t m_knownAfterForgetting = 0;
};

} // namespace saccade
