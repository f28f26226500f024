#include "gpu/constants.h"

#include <algorithm>
#include <utility>

namespace saccade
{

namespace
{

/// Constants share buffers of about this size, so that a model takes few allocations.
constexpr std::uint64_t slabBytes = 256ULL << 20U;

std::uint64_t bytesOf(const DeviceConstant& constant)
{
    return alignedUp(static_cast<std::uint64_t>(constant.layout.bytes()));
}

bool isSameOwner(const std::weak_ptr<const void>& known, const std::shared_ptr<const void>& owner)
{
    return !known.owner_before(owner) && !owner.owner_before(known);
}

} // namespace

Constants::Constants(std::shared_ptr<Device> device, Staging& staging)
    : m_device(std::move(device)), m_staging(staging)
{
}

std::shared_ptr<DeviceConstant> Constants::find(const Tensor& tensor, ConstantForm form)
{
    const auto [first, last] = m_known.equal_range(tensor.bytes().data());
    for (auto place = first; place != last; ++place) {
        const auto& known = place->second;
        if (known.form == form && known.dtype == tensor.dtype() && known.shape == tensor.shape() &&
            isSameOwner(known.owner, tensor.owner())) {
            if (auto constant = known.constant.lock()) {
                return constant;
            }
        }
    }
    forgetExpired();
    auto constant = std::make_shared<DeviceConstant>();
    constant->tensor = tensor;
    constant->form = form;
    constant->layout = deviceLayout(tensor, form);
    m_known.emplace(tensor.bytes().data(),
                    Known{tensor.owner(), tensor.dtype(), tensor.shape(), form, constant});
    return constant;
}

/// Each time that there are twice as many: a mixture of experts brings tens of thousands.
void Constants::forgetExpired()
{
    constexpr std::size_t few = 64;
    if (m_known.size() < std::max(few, 2 * m_knownAfterForgetting)) {
        return;
    }
    std::erase_if(m_known, [](const auto& entry) { return entry.second.constant.expired(); });
    m_knownAfterForgetting = m_known.size();
}

std::uint64_t Constants::missingBytes(std::span<const std::shared_ptr<DeviceConstant>> constants)
{
    std::uint64_t bytes = 0;
    for (const auto& constant : constants) {
        bytes += constant->buffer ? 0 : bytesOf(*constant);
    }
    return bytes;
}

void Constants::place(std::span<const std::shared_ptr<DeviceConstant>> constants)
{
    std::vector<std::pair<DeviceConstant*, std::uint64_t>> slab;
    std::uint64_t used = 0;
    const auto close = [&] {
        if (used == 0) {
            return;
        }
        const auto buffer = std::make_shared<Buffer>(m_device, used, MemoryKind::Device);
        for (const auto& [constant, offset] : slab) {
            constant->buffer = buffer;
            constant->offset = offset;
        }
        slab.clear();
        used = 0;
    };
    for (const auto& constant : constants) {
        if (used + bytesOf(*constant) > slabBytes) {
            close();
        }
        slab.emplace_back(constant.get(), used);
        used += bytesOf(*constant);
    }
    close();
}

void Constants::commit(std::span<const std::shared_ptr<DeviceConstant>> constants)
{
    std::vector<std::shared_ptr<DeviceConstant>> missing;
    std::ranges::copy_if(constants, std::back_inserter(missing),
                         [](const auto& constant) { return !constant->buffer; });
    try {
        place(missing);
        for (const auto& constant : missing) {
            upload(*constant);
        }
        m_staging.finish();
    } catch (...) {
        for (const auto& constant : missing) {
            constant->buffer.reset();
        }
        throw;
    }
    for (const auto& constant : missing) {
        constant->tensor = {};
    }
}

void Constants::upload(DeviceConstant& constant)
{
    const auto& layout = constant.layout;
    if (layout.bytes() == 0) {
        return;
    }
    const auto rowBytes = static_cast<std::uint64_t>(layout.rowBytes());
    m_staging.upload(*constant.buffer, constant.offset, static_cast<std::uint64_t>(layout.bytes()),
                     rowBytes, [&](std::span<std::byte> piece, std::uint64_t first) {
                         packRows(constant.tensor, constant.form, layout,
                                  static_cast<std::int64_t>(first / rowBytes), piece);
                     });
}

} // namespace saccade
