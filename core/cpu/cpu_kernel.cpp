#include "core/cpu/cpu_kernel.h"

#include <cstring>

namespace saccade
{

std::int64_t KernelCall::position(std::size_t input) const
{
    std::int32_t value = 0;
    std::memcpy(&value, inputs[input], sizeof value);
    return value;
}

namespace
{

bool isAligned(const std::byte* data)
{
    return reinterpret_cast<std::uintptr_t>(data) % alignof(float) == 0;
}

} // namespace

FloatOperand::FloatOperand(const KernelRequest& request, std::size_t input)
    : m_input(input), m_dtype(request.input(input).dtype),
      m_isConstant(request.input(input).source == ValueSource::Constant)
{
    const auto& info = request.input(input);
    if (!m_isConstant && m_dtype != DType::F32) {
        m_converted = Tensor::allocate(DType::F32, info.shape);
    } else if (m_isConstant &&
               (m_dtype != DType::F32 || !isAligned(info.constant.bytes().data()))) {
        m_converted = Tensor::allocate(DType::F32, info.shape);
        const Tensor wide = toF32(info.constant);
        std::ranges::copy(wide.bytes(), m_converted.mutableBytes().begin());
    }
}

const float* FloatOperand::read(const KernelCall& call) const
{
    if (m_converted.isEmpty()) {
        return call.floats(m_input);
    }
    if (!m_isConstant) {
        Tensor target = m_converted; // shares the bytes
        call.vector.unpack(m_dtype, call.inputs[m_input], 0, target.elements(),
                           target.mutableFloats().data());
    }
    return m_converted.floats().data();
}

} // namespace saccade
