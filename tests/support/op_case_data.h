// Data for op cases: reproducible random tensors of every stored type, and families of cases.
#pragma once

#include "tests/support/op_cases.h"

#include <cstdint>
#include <vector>

namespace saccade
{

/// xorshift64*: the same numbers on every machine.
class CaseRandom
{
public:
    explicit CaseRandom(std::uint64_t seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    std::uint64_t bits();
    /// Uniform in [low, high).
    double number(double low, double high);
    std::vector<float> floats(std::int64_t count, double low = -1.0, double high = 1.0);

private:
    std::uint64_t m_state;
};

/// While one lives, every F32 number that cases draw is moved by up to ±size, the same way for the
/// same sequence of draws and the other way for −size, and cases of several runs become one run
/// over all rows: what differences of the references are taken of.
class CaseMovement
{
public:
    explicit CaseMovement(double size);
    ~CaseMovement();
    CaseMovement(const CaseMovement&) = delete;
    CaseMovement& operator=(const CaseMovement&) = delete;

    /// While one lives, numbers that are drawn stay where they are.
    class Pause
    {
    public:
        Pause();
        ~Pause();
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;
    };

    static bool isActive();
    /// The next number's movement; 0 where none lives.
    static double next();
};

/// F32, uniform in [low, high).
Tensor randomTensor(CaseRandom& random, Shape shape, double low = -1.0, double high = 1.0);
/// Any float or block-quantised type: random bits in every field, values of the order of 1.
Tensor randomWeight(CaseRandom& random, DType type, Shape shape);
/// F16 or F32 multiples of 1/64 in [-2, 2], exact in both.
Tensor roundTensor(CaseRandom& random, DType type, Shape shape);

Tensor integerTensor(std::vector<std::int32_t> values);
std::vector<double> doubles(const Tensor& tensor);

std::vector<OpCase> elementCases();       // arithmetic, parts and heads
std::vector<OpCase> layoutCases();        // joined, turned, averaged, unfolded
std::vector<OpCase> normalisationCases(); // norms, softmax, rotary
std::vector<OpCase> linearCases();        // products, look-up
std::vector<OpCase> attentionCases();     // scores, mix, fused, states
std::vector<OpCase> biasCases();          // of distances
std::vector<OpCase> expertCases();        // mixtures of experts
std::vector<OpCase> fixedPointCases();    // numbers within a byte
std::vector<OpCase> recurrentCases();     // state spaces
std::vector<OpCase> wkvCases();           // RWKV

} // namespace saccade
