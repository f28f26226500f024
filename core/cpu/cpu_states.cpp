#include "core/cpu/cpu_states.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

std::unique_ptr<StateStore> CpuStateStore::fork() const
{
    auto copy = std::make_unique<CpuStateStore>();
    for (const auto& [name, tensor] : m_states) {
        Tensor own = Tensor::allocate(tensor.dtype(), tensor.shape());
        std::ranges::copy(tensor.bytes(), own.mutableBytes().begin());
        copy->m_states.emplace(name, std::move(own));
    }
    return copy;
}

void CpuStateStore::clear()
{
    for (auto& [name, tensor] : m_states) {
        std::ranges::fill(tensor.mutableBytes(), std::byte{0});
    }
}

Tensor CpuStateStore::state(const ValueInfo& info)
{
    const auto found = m_states.find(info.name);
    if (found == m_states.end()) {
        return m_states.emplace(info.name, Tensor::allocate(info.dtype, info.shape)).first->second;
    }
    const Tensor& held = found->second;
    if (held.dtype() != info.dtype || held.shape() != info.shape) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "The state %1 is %2 %3, but a program declares it as %4 %5."),
                    {info.name, std::string(layout(held.dtype()).name), held.shape().text(),
                     std::string(layout(info.dtype).name), info.shape.text()});
    }
    return held;
}

} // namespace saccade
