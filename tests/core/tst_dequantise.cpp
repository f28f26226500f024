// Stored numbers as F32. Each block-quantised row states where one group of bits of a block
// belongs, as GGML documents its structures (ggml-common.h), and what the weight becomes.
#include "core/base/error.h"
#include "core/graph/half.h"
#include "core/graph/tensor.h"

#include <QTest>
#include <cmath>
#include <cstring>

using namespace saccade;

namespace
{

struct Byte {
    int place;
    std::uint8_t value;
};

struct Weight {
    int index;
    float value;
};

using Bytes = std::vector<Byte>;
using Weights = std::vector<Weight>;

constexpr std::uint8_t one[2]{0x00, 0x3C}; // binary16 1.0

} // namespace

Q_DECLARE_METATYPE(DType)
Q_DECLARE_METATYPE(Bytes)
Q_DECLARE_METATYPE(Weights)

class TestDequantise : public QObject
{
    Q_OBJECT

private slots:
    void everyHalfIsExact();
    void floatsRoundToTheNearestHalf_data();
    void floatsRoundToTheNearestHalf();
    void plainTypesKeepTheirValues();
    void bitsOfABlockBelongToTheirWeights_data();
    void bitsOfABlockBelongToTheirWeights();
    void blocksFollowEachOther();
};

void TestDequantise::everyHalfIsExact()
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const auto value = halfToFloat(static_cast<std::uint16_t>(bits));
        const int exponent = static_cast<int>((bits >> 10U) & 31U);
        const int mantissa = static_cast<int>(bits & 1023U);
        if (exponent == 31 && mantissa != 0) {
            QVERIFY(std::isnan(value));
            continue;
        }
        auto expected = exponent == 31 ? HUGE_VALF
                        : exponent == 0
                            ? std::ldexp(static_cast<float>(mantissa), -24)
                            : std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
        expected = (bits & 0x8000U) != 0 ? -expected : expected;
        QVERIFY(value == expected && std::signbit(value) == std::signbit(expected));
        QCOMPARE(floatToHalf(value), static_cast<std::uint16_t>(bits));
    }
}

void TestDequantise::floatsRoundToTheNearestHalf_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("half");
    QTest::newRow("tie to even, down") << 1.0F + 0x1p-11F << 0x3C00;
    QTest::newRow("tie to even, up") << 1.0F + 3 * 0x1p-11F << 0x3C02;
    QTest::newRow("above a tie") << 1.0F + 0x1p-11F + 0x1p-20F << 0x3C01;
    QTest::newRow("largest") << 65519.0F << 0x7BFF;
    QTest::newRow("too large") << 65520.0F << 0x7C00;
    QTest::newRow("smallest") << -0x1p-24F << 0x8001;
    QTest::newRow("half of the smallest") << 0x1p-25F << 0;
    QTest::newRow("into the normal numbers") << 0x1p-14F - 0x1p-26F << 0x0400;
}

void TestDequantise::floatsRoundToTheNearestHalf()
{
    QFETCH(const float, value);
    QTEST(static_cast<int>(floatToHalf(value)), "half");
}

void TestDequantise::plainTypesKeepTheirValues()
{
    const auto first = [](DType type, auto stored) {
        Tensor tensor = Tensor::allocate(type, {1});
        std::memcpy(tensor.mutableBytes().data(), &stored, sizeof(stored));
        return toF32(tensor).floats()[0];
    };
    QCOMPARE(first(DType::F32, 1.5F), 1.5F);
    QCOMPARE(first(DType::F16, std::uint16_t{0xC100}), -2.5F);
    QCOMPARE(first(DType::BF16, std::uint16_t{0xC020}), -2.5F);
    QCOMPARE(first(DType::F64, -2.5), -2.5F);
    QCOMPARE(first(DType::I8, std::int8_t{-7}), -7.0F);
    QCOMPARE(first(DType::U8, std::uint8_t{200}), 200.0F);
    QCOMPARE(first(DType::I16, std::int16_t{-300}), -300.0F);
    QCOMPARE(first(DType::I32, -70000), -70000.0F);
    QCOMPARE(first(DType::I64, std::int64_t{-70000}), -70000.0F);
    QCOMPARE(first(DType::Bool, std::uint8_t{1}), 1.0F);
}

void TestDequantise::bitsOfABlockBelongToTheirWeights_data()
{
    QTest::addColumn<DType>("type");
    QTest::addColumn<Bytes>("bytes");
    QTest::addColumn<Weights>("weights");
    const auto row = [](const char* name, DType type, Bytes bytes, Weights weights) {
        QTest::newRow(name) << type << std::move(bytes) << std::move(weights);
    };
    row("Q4_0", DType::Q4_0, {{0, one[0]}, {1, one[1]}, {2 + 3, 0xA1}},
        {{3, -7.0F}, {3 + 16, 2.0F}, {0, -8.0F}, {31, -8.0F}});
    row("Q4_0, negative scale", DType::Q4_0, {{1, 0xC0}, {17, 0xF0}}, {{15, 16.0F}, {31, -14.0F}});
    row("Q4_1", DType::Q4_1, {{1, 0x3C}, {3, 0x40}, {4 + 5, 0xF3}},
        {{5, 5.0F}, {21, 17.0F}, {0, 2.0F}});
    row("Q5_0", DType::Q5_0, {{1, 0x3C}, {2, 0x04}, {5, 0x80}, {6 + 2, 0x21}, {6 + 15, 0x03}},
        {{2, 1.0F}, {18, -14.0F}, {15, -13.0F}, {31, 0.0F}, {1, -16.0F}});
    row("Q5_1", DType::Q5_1, {{1, 0x3C}, {3, 0xBC}, {4, 0x01}, {6, 0x02}, {8, 0x02}, {8 + 1, 0x40}},
        {{0, 17.0F}, {16, -1.0F}, {17, 19.0F}, {1, -1.0F}});
    row("Q8_0", DType::Q8_0, {{1, 0x38}, {2, 0x80}, {33, 0x7F}},
        {{0, -64.0F}, {31, 63.5F}, {1, 0.0F}});
    // Groups of 16: scale in the low, offset in the high half byte. Byte 40 of the quants is weight
    // 128 + 8 (bits 0–1), + 32 (bits 2–3), + 64, + 96.
    row("Q2_K", DType::Q2_K,
        {{8, 0x23}, {10, 0x05}, {12, 0x01}, {14, 0x0F}, {16 + 40, 0xE7}, {81, 0x3C}, {83, 0x38}},
        {{136, 8.0F}, {168, 5.0F}, {200, 2.0F}, {232, 45.0F}, {137, -1.0F}, {0, 0.0F}});
    // Scale of group 5: low bits in byte 5's low half, high bits in bits 2–3 of byte 8 + 1,
    // less 32.
    row("Q3_K, low groups", DType::Q3_K,
        {{0, 0x04}, {32 + 16, 0x20}, {96 + 5, 0x07}, {96 + 9, 0x0C}, {109, 0x3C}},
        {{80, (55 - 32) * (2.0F - 4.0F)},
         {81, (55 - 32) * -4.0F},
         {64, -32 * (0.0F)},
         {0, -32 * -4.0F}});
    // Group 13 (weights 208 …): low bits in byte 5's high half, high bits in bits 6–7 of byte 8
    // + 1.
    row("Q3_K, high groups", DType::Q3_K,
        {{3, 0x40}, {19, 0x40}, {32 + 32 + 19, 0x30}, {96 + 5, 0x90}, {96 + 9, 0x80}, {109, 0x3C}},
        {{211, (41 - 32) * 3.0F}, {195, -32 * 0.0F}, {210, (41 - 32) * -4.0F}});
    // Group 2's scale is byte 2, its offset byte 6 (six bits each).
    row("Q4_K, low groups", DType::Q4_K,
        {{1, 0x3C}, {3, 0x38}, {4 + 2, 0xC5}, {4 + 6, 0x44}, {16 + 32 + 1, 0xB9}},
        {{65, 5 * 9 - 2.0F}, {66, -2.0F}, {97, 0.0F}});
    // Group 6's scale: low half of byte 10, top bits of byte 2; its offset: high half of byte 10,
    // top bits of byte 6.
    row("Q4_K, high groups", DType::Q4_K,
        {{1, 0x3C}, {3, 0x3C}, {4 + 2, 0xC0}, {4 + 6, 0x40}, {4 + 10, 0x21}, {16 + 96 + 4, 0x07}},
        {{196, 49 * 7 - 18.0F}, {197, -18.0F}, {64, 0.0F}});
    row("Q5_K", DType::Q5_K,
        {{1, 0x3C},
         {4 + 1, 0x02},
         {4 + 3, 0x03},
         {16 + 7, 0x0A},
         {48 + 7, 0x50},
         {48 + 32 + 7, 0x20}},
        {{39, 2 * 21.0F}, {103, 3 * 18.0F}, {7, 0.0F}, {38, 0.0F}});
    // Weight 128 + 70: second half, low bits in the high half of byte 64 + 6, upper bits 4–5 of
    // byte 32 + 6, scale 8 + 4.
    row("Q6_K", DType::Q6_K,
        {{70, 0xD0},
         {6, 0x0B},
         {128 + 38, 0x20},
         {128 + 6, 0x03},
         {192 + 12, 0xFE},
         {192, 0x01},
         {209, 0x3C}},
        {{198, -2 * (45 - 32.0F)}, {6, 59 - 32.0F}, {199, -2 * -32.0F}, {1, -32.0F}});
    row("Q6_K, second 32", DType::Q6_K, {{33, 0x05}, {128 + 1, 0x08}, {192 + 2, 0x03}, {209, 0x3C}},
        {{33, 3 * (37 - 32.0F)}, {34, -96.0F}});
    row("IQ4_NL", DType::IQ4_NL, {{1, 0x3C}, {2, 0x80}, {2 + 5, 0x7F}, {2 + 15, 0x93}},
        {{0, -127.0F}, {16, 1.0F}, {5, 113.0F}, {21, -10.0F}, {15, -65.0F}, {31, 13.0F}});
    // Group 5's scale: high half of byte 4 + 2, high bits in bits 2–3 of byte 3, less 32.
    row("IQ4_XS", DType::IQ4_XS,
        {{1, 0x3C}, {3, 0x0C}, {4 + 2, 0x50}, {8 + 80 + 3, 0xE1}, {8, 0x08}},
        {{163, (53 - 32) * -104.0F},
         {179, (53 - 32) * 89.0F},
         {160, (53 - 32) * -127.0F},
         {0, -32 * 1.0F},
         {16, -32 * -127.0F}});
}

void TestDequantise::bitsOfABlockBelongToTheirWeights()
{
    QFETCH(const DType, type);
    QFETCH(const Bytes, bytes);
    QFETCH(const Weights, weights);
    Tensor tensor = Tensor::allocate(type, {layout(type).blockElements});
    for (const auto& [place, value] : bytes) {
        tensor.mutableBytes()[static_cast<std::size_t>(place)] = std::byte{value};
    }
    const auto result = toF32(tensor);
    QCOMPARE(result.shape(), tensor.shape());
    for (const auto& [index, value] : weights) {
        QCOMPARE(result.floats()[static_cast<std::size_t>(index)], value);
    }
}

void TestDequantise::blocksFollowEachOther()
{
    Tensor tensor = Tensor::allocate(DType::Q8_0, {2, 64});
    const auto bytes = tensor.mutableBytes();
    for (std::size_t block = 0; block < 4; ++block) {
        bytes[block * 34 + 1] = std::byte{0x3C};
        bytes[block * 34 + 2] = std::byte{static_cast<std::uint8_t>(block + 1)};
    }
    const auto floats = toF32(tensor);
    QCOMPARE(floats.floats()[0], 1.0F);
    QCOMPARE(floats.floats()[32], 2.0F);
    QCOMPARE(floats.floats()[64], 3.0F);
    QCOMPARE(floats.floats()[96], 4.0F);
}

QTEST_GUILESS_MAIN(TestDequantise)
#include "tst_dequantise.moc"
