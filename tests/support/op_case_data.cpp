#include "tests/support/op_case_data.h"

#include <cstring>
#include <optional>
#include <span>

namespace saccade
{

namespace
{

struct Movement {
    double size = 0.0;
    CaseRandom directions{77};
    bool isPaused = false;
};
thread_local std::optional<Movement> movement;

} // namespace

CaseMovement::CaseMovement(double size)
{
    movement.emplace(size);
}

CaseMovement::~CaseMovement()
{
    movement.reset();
}

CaseMovement::Pause::Pause()
{
    if (movement) {
        movement->isPaused = true;
    }
}

CaseMovement::Pause::~Pause()
{
    if (movement) {
        movement->isPaused = false;
    }
}

bool CaseMovement::isActive()
{
    return movement.has_value();
}

double CaseMovement::next()
{
    const bool moves = movement && !movement->isPaused;
    return moves ? movement->size * movement->directions.number(-1.0, 1.0) : 0.0;
}

std::uint64_t CaseRandom::bits()
{
    m_state ^= m_state >> 12;
    m_state ^= m_state << 25;
    m_state ^= m_state >> 27;
    return m_state * 0x2545F4914F6CDD1DULL;
}

double CaseRandom::number(double low, double high)
{
    return low + (high - low) * static_cast<double>(bits() >> 11) * 0x1p-53;
}

std::vector<float> CaseRandom::floats(std::int64_t count, double low, double high)
{
    std::vector<float> values(static_cast<std::size_t>(count));
    for (auto& value : values) {
        value = static_cast<float>(number(low, high) + CaseMovement::next());
    }
    return values;
}

Tensor randomTensor(CaseRandom& random, Shape shape, double low, double high)
{
    const auto values = random.floats(shape.elements(), low, high);
    return Tensor::of(std::move(shape), std::span<const float>(values));
}

namespace
{

void put(std::span<std::byte> bytes, std::size_t offset, const void* data, std::size_t size)
{
    std::memcpy(bytes.data() + offset, data, size);
}

/// Sign and mantissa are random, the magnitude lies in [2^low, 2^(high + 1)).
std::uint16_t randomHalf(CaseRandom& random, int low, int high)
{
    const auto bits = random.bits();
    const auto exponent =
        15U + static_cast<unsigned>(low) +
        static_cast<unsigned>((bits >> 32) % static_cast<unsigned>(high - low + 1));
    return static_cast<std::uint16_t>((bits & 0x83FFU) | (exponent << 10));
}

/// Where the F16 scales of a block lie, and the power of two that brings its values to the order
/// of 1.
struct BlockScales {
    DType type;
    std::vector<std::size_t> offsets;
    int exponent;
};

const std::vector<BlockScales>& blockScales()
{
    static const std::vector<BlockScales> all{
        {DType::Q4_0, {0}, -4},    {DType::Q4_1, {0, 2}, -4}, {DType::Q5_0, {0}, -5},
        {DType::Q5_1, {0, 2}, -5}, {DType::Q8_0, {0}, -7},    {DType::Q2_K, {80, 82}, -5},
        {DType::Q3_K, {108}, -7},  {DType::Q4_K, {0, 2}, -9}, {DType::Q5_K, {0, 2}, -10},
        {DType::Q6_K, {208}, -11}, {DType::IQ4_NL, {0}, -7},  {DType::IQ4_XS, {0}, -11},
    };
    return all;
}

void fillBlocks(CaseRandom& random, const BlockScales& scales, std::span<std::byte> bytes)
{
    for (auto& byte : bytes) {
        byte = static_cast<std::byte>(random.bits() >> 56);
    }
    const auto blockBytes = static_cast<std::size_t>(layout(scales.type).blockBytes);
    for (std::size_t block = 0; block < bytes.size(); block += blockBytes) {
        for (const auto offset : scales.offsets) {
            const auto half = randomHalf(random, scales.exponent - 1, scales.exponent);
            put(bytes, block + offset, &half, sizeof half);
        }
    }
}

void fillPlain(CaseRandom& random, DType type, std::span<std::byte> bytes)
{
    const auto size = static_cast<std::size_t>(layout(type).blockBytes);
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        const bool moves = type == DType::F32;
        const double number = random.number(-1.0, 1.0) + (moves ? CaseMovement::next() : 0.0);
        const auto single = static_cast<float>(number);
        if (type == DType::F16) {
            const auto half = randomHalf(random, -6, -1);
            put(bytes, at, &half, size);
        } else if (type == DType::BF16) {
            put(bytes, at, reinterpret_cast<const std::byte*>(&single) + 2, size);
        } else if (type == DType::F64) {
            put(bytes, at, &number, size);
        } else {
            put(bytes, at, &single, size);
        }
    }
}

} // namespace

Tensor randomWeight(CaseRandom& random, DType type, Shape shape)
{
    Tensor tensor = Tensor::allocate(type, std::move(shape));
    for (const auto& scales : blockScales()) {
        if (scales.type == type) {
            fillBlocks(random, scales, tensor.mutableBytes());
            return tensor;
        }
    }
    fillPlain(random, type, tensor.mutableBytes());
    return tensor;
}

Tensor roundTensor(CaseRandom& random, DType type, Shape shape)
{
    Tensor tensor = Tensor::allocate(type, std::move(shape));
    const auto size = static_cast<std::size_t>(layout(type).blockBytes);
    const auto bytes = tensor.mutableBytes();
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        const auto sixtyFourths = static_cast<int>(random.bits() >> 56) - 128;
        const auto movement = type == DType::F16 ? 0.0 : CaseMovement::next();
        const float value = static_cast<float>(static_cast<double>(sixtyFourths) / 64.0 + movement);
        std::uint32_t single = 0;
        std::memcpy(&single, &value, sizeof single);
        // Exact: the value needs eight bits of mantissa, and its exponent fits.
        const auto half = value == 0.0F ? 0U
                                        : ((single >> 16) & 0x8000U) |
                                              ((((single >> 23) & 0xFFU) - 112U) << 10) |
                                              ((single >> 13) & 0x3FFU);
        const auto narrow = static_cast<std::uint16_t>(half);
        if (type == DType::F16) {
            put(bytes, at, &narrow, size);
        } else {
            put(bytes, at, &value, size);
        }
    }
    return tensor;
}

Tensor integerTensor(std::vector<std::int32_t> values)
{
    return Tensor::of(Shape{std::ssize(values)}, std::span<const std::int32_t>(values));
}

std::vector<double> doubles(const Tensor& tensor)
{
    const Tensor converted = toF32(tensor);
    const auto values = converted.floats();
    return {values.begin(), values.end()};
}

} // namespace saccade
