// Functions of whole vectors, within a few units of the last place; NaN stays NaN.
#pragma once

#include "core/cpu/vector/simd.h"

namespace saccade
{

namespace
{

/// eˣ: x = n·ln 2 + r with |r| ≤ ½ ln 2, Taylor's polynomial for eʳ, and 2ⁿ put into the exponent
/// in two factors, so that it may underflow gradually.
inline Floats exponential(Floats x)
{
    constexpr float magic =
        0x1.8p23F;                    // added to a small number, leaves its integer in the low bits
    constexpr float lowest = -104.0F; // e^−104 rounds to 0
    constexpr float highest = 89.0F;  // e^89 is infinite
    const Floats inside = x < lowest ? Floats{} + lowest : (x > highest ? Floats{} + highest : x);
    const Floats shifted = inside * 0x1.715476p0F + magic;
    const Floats whole = shifted - magic;
    const Floats r = (inside - whole * 0x1.62e4p-1F) - whole * 0x1.7f7d1cp-20F;
    Floats p = r * (1.0F / 5040.0F) + 1.0F / 720.0F;
    p = p * r + 1.0F / 120.0F;
    p = p * r + 1.0F / 24.0F;
    p = p * r + 1.0F / 6.0F;
    p = p * r + 0.5F;
    p = p * r * r + r + 1.0F;
    const Ints n = bitsAs<Ints>(shifted) - bitsAs<Ints>(Floats{} + magic);
    const Ints half = n >> 1;
    const auto first = bitsAs<Floats>((half + 127) << 23);
    const auto second = bitsAs<Floats>((n - half + 127) << 23);
    return p * first * second;
}

/// ln x of positive normal numbers: x = 2ⁿ·m with √½ ≤ m < √2, and ln m = 2 artanh((m − 1) / (m + 1)),
/// whose series leaves 2e-9.
inline Floats logarithm(Floats x)
{
    const Ints n = (bitsAs<Ints>(x) - 0x3F3504F3) >> 23;
    const auto m = bitsAs<Floats>(bitsAs<Ints>(x) - (n << 23));
    const Floats s = (m - 1.0F) / (m + 1.0F);
    const Floats square = s * s;
    Floats p = square * (1.0F / 9.0F) + 1.0F / 7.0F;
    p = p * square + 1.0F / 5.0F;
    p = p * square + 1.0F / 3.0F;
    p = p * square + 1.0F;
    return 2.0F * s * p + __builtin_convertvector(n, Floats) * 0x1.62e43p-1F;
}

inline Floats absolute(Floats x)
{
    return bitsAs<Floats>(bitsAs<Words>(x) & 0x7FFFFFFFU);
}

/// 1 / (1 + e^−x)
inline Floats sigmoid(Floats x)
{
    return 1.0F / (1.0F + exponential(-x));
}

/// ln(1 + eˣ) = max(x, 0) + ln(1 + u) with u = e^−|x| ≤ 1, and ln(1 + u) = 2 artanh(u / (2 + u)),
/// whose series leaves 1e-9 at 1/3.
inline Floats softplus(Floats x)
{
    const Floats u = exponential(-absolute(x));
    const Floats s = u / (2.0F + u);
    const Floats square = s * s;
    Floats p = square * (1.0F / 15.0F) + 1.0F / 13.0F;
    p = p * square + 1.0F / 11.0F;
    p = p * square + 1.0F / 9.0F;
    p = p * square + 1.0F / 7.0F;
    p = p * square + 1.0F / 5.0F;
    p = p * square + 1.0F / 3.0F;
    p = p * square + 1.0F;
    return (x < 0.0F ? Floats{} : x) + 2.0F * s * p;
}

inline Floats hyperbolicTangent(Floats x)
{
    const Floats square = x * x;
    Floats series = square * (62.0F / 2835.0F) - 17.0F / 315.0F;
    series = series * square + 2.0F / 15.0F;
    series = series * square - 1.0F / 3.0F;
    series = series * square * x + x;
    const Floats far = 1.0F - 2.0F / (exponential(2.0F * x) + 1.0F);
    return absolute(x) < 0.25F ? series : far;
}

/// Φ(x), the normal distribution function: Φ(−|x|) = e^(−x²/2)·z·P(z) with z = 1/(1 + 0.3|x|); P
/// was fitted at Chebyshev nodes to |x| ≤ 14 with a relative error of 5e-9.
inline Floats normalDistribution(Floats x)
{
    constexpr float coefficients[] = {
        -0.020914359769282433F, 0.11404027228667275F, -0.23203848342006497F, 0.19694067763956458F,
        -0.08374254951458752F,  0.09848074044035399F, 0.07758906429204458F,  0.11040517986426804F,
        0.11955176322665222F,   0.1196876931452863F};
    const Floats size = absolute(x);
    const Floats z = 1.0F / (1.0F + 0.3F * size);
    Floats p = Floats{} + coefficients[0];
    for (int i = 1; i < 10; ++i) {
        p = p * z + coefficients[i];
    }
    const Floats tail = exponential(-0.5F * size * size) * z * p;
    return x < 0.0F ? tail : 1.0F - tail;
}

} // namespace

} // namespace saccade
