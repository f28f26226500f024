// Vectors as wide as the level that a file is compiled for. Included only by the files of this
// folder, which are compiled once a level: everything lies in an anonymous namespace, because an
// inline function compiled for AVX-512 must never be picked by the linker for code that runs
// elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <utility>

namespace saccade
{

namespace
{

#if defined(__AVX512F__)
constexpr int lanes = 16;
#elif defined(__AVX2__)
constexpr int lanes = 8;
#else
constexpr int lanes = 4;
#endif

using Floats = float __attribute__((vector_size(4 * lanes)));
using Ints = std::int32_t __attribute__((vector_size(4 * lanes)));
using Words = std::uint32_t __attribute__((vector_size(4 * lanes)));
using Halves = std::uint16_t __attribute__((vector_size(2 * lanes)));
using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
using SignedBytes = std::int8_t __attribute__((vector_size(lanes)));
using Doubles = double __attribute__((vector_size(8 * lanes)));

/// Unaligned: a checkpoint's tensors start where the file has them.
template <typename Vector>
inline Vector loadAs(const void* from)
{
    Vector vector;
    __builtin_memcpy(&vector, from, sizeof vector);
    return vector;
}

template <typename To, typename From>
inline To bitsAs(From from)
{
    To to;
    static_assert(sizeof to == sizeof from);
    __builtin_memcpy(&to, &from, sizeof to);
    return to;
}

inline Floats load(const float* from)
{
    return loadAs<Floats>(from);
}

inline void store(float* to, Floats vector)
{
    __builtin_memcpy(to, &vector, sizeof vector);
}

inline Floats broadcast(float value)
{
    return value - Floats{};
}

/// The first `count` lanes, the others zero.
inline Floats loadSome(const float* from, std::int64_t count)
{
    Floats vector{};
    __builtin_memcpy(&vector, from, static_cast<std::size_t>(count) * sizeof(float));
    return vector;
}

inline void storeSome(float* to, Floats vector, std::int64_t count)
{
    __builtin_memcpy(to, &vector, static_cast<std::size_t>(count) * sizeof(float));
}

/// a where it is larger or not a number, else b.
inline Floats maximum(Floats a, Floats b)
{
    return a < b ? b : a;
}

template <typename Vector, int... lane>
inline auto addHalves(Vector vector, std::integer_sequence<int, lane...>)
{
    constexpr int half = sizeof...(lane);
    return __builtin_shufflevector(vector, vector, lane...) +
           __builtin_shufflevector(vector, vector, (lane + half)...);
}

/// The lanes added pairwise.
inline float sum(Floats vector)
{
#if defined(__AVX512F__)
    const auto eight = addHalves(vector, std::make_integer_sequence<int, 8>{});
    const auto four = addHalves(eight, std::make_integer_sequence<int, 4>{});
#elif defined(__AVX2__)
    const auto four = addHalves(vector, std::make_integer_sequence<int, 4>{});
#else
    const auto four = vector;
#endif
    const auto two = addHalves(four, std::make_integer_sequence<int, 2>{});
    return two[0] + two[1];
}

inline float largest(Floats vector)
{
    float values[lanes];
    __builtin_memcpy(values, &vector, sizeof values);
    float result = values[0];
    for (int i = 1; i < lanes; ++i) {
        result = values[i] > result ? values[i] : result;
    }
    return result;
}

/// IEEE half precision, subnormals, infinities and NaN included.
inline Floats fromHalves(const void* from)
{
#if defined(__AVX512F__)
    return bitsAs<Floats>(
        _mm512_maskz_cvtph_ps(0xFFFF, _mm256_loadu_si256(static_cast<const __m256i*>(from))));
#elif defined(__F16C__)
    return bitsAs<Floats>(_mm256_cvtph_ps(_mm_loadu_si128(static_cast<const __m128i*>(from))));
#else
    const auto half = __builtin_convertvector(loadAs<Halves>(from), Words);
    // The exponent's bias differs by 112; a multiplication brings subnormals right as well.
    const auto magnitude = bitsAs<Floats>((half & 0x7FFFU) << 13) * 0x1p112F;
    const Words special = (half & 0x7C00U) == 0x7C00U ? Words{} + 0x7F800000U : Words{};
    return bitsAs<Floats>(bitsAs<Words>(magnitude) | special | ((half & 0x8000U) << 16));
#endif
}

inline float fromHalf(const void* from)
{
    std::uint16_t half = 0;
    __builtin_memcpy(&half, from, sizeof half);
#if defined(__F16C__)
    return _cvtsh_ss(half);
#else
    const auto wide = static_cast<std::uint32_t>(half);
    const auto magnitude = bitsAs<float>((wide & 0x7FFFU) << 13) * 0x1p112F;
    const std::uint32_t special = (wide & 0x7C00U) == 0x7C00U ? 0x7F800000U : 0U;
    return bitsAs<float>(bitsAs<std::uint32_t>(magnitude) | special | ((wide & 0x8000U) << 16));
#endif
}

// Widening by intrinsics: GCC 12 takes __builtin_convertvector apart into single lanes here.

/// Unsigned bytes as integers.
inline Ints fromBytes(const void* from)
{
#if defined(__AVX512F__)
    return bitsAs<Ints>(_mm512_maskz_cvtepu8_epi32(0xFFFF, loadAs<__m128i>(from)));
#elif defined(__AVX2__)
    return bitsAs<Ints>(_mm256_cvtepu8_epi32(_mm_loadl_epi64(static_cast<const __m128i*>(from))));
#else
    return __builtin_convertvector(loadAs<Bytes>(from), Ints);
#endif
}

inline Ints fromSignedBytes(const void* from)
{
#if defined(__AVX512F__)
    return bitsAs<Ints>(_mm512_maskz_cvtepi8_epi32(0xFFFF, loadAs<__m128i>(from)));
#elif defined(__AVX2__)
    return bitsAs<Ints>(_mm256_cvtepi8_epi32(_mm_loadl_epi64(static_cast<const __m128i*>(from))));
#else
    return __builtin_convertvector(loadAs<SignedBytes>(from), Ints);
#endif
}

inline Floats fromBrainFloats(const void* from)
{
#if defined(__AVX512F__)
    const auto wide = bitsAs<Words>(_mm512_maskz_cvtepu16_epi32(0xFFFF, loadAs<__m256i>(from)));
#elif defined(__AVX2__)
    const auto wide = bitsAs<Words>(_mm256_cvtepu16_epi32(loadAs<__m128i>(from)));
#else
    const auto wide = __builtin_convertvector(loadAs<Halves>(from), Words);
#endif
    return bitsAs<Floats>(wide << 16);
}

template <int distance, int... lane>
inline void exchange(Floats& upper, Floats& lower, std::integer_sequence<int, lane...>)
{
    const auto first = __builtin_shufflevector(
        upper, lower, ((lane & distance) == 0 ? lane : lanes + lane - distance)...);
    lower = __builtin_shufflevector(upper, lower,
                                    ((lane & distance) == 0 ? lane + distance : lanes + lane)...);
    upper = first;
}

template <int distance>
inline void exchangeAll(Floats* rows)
{
    for (int i = 0; i < lanes; ++i) {
        if ((i & distance) == 0) {
            exchange<distance>(rows[i], rows[i + distance],
                               std::make_integer_sequence<int, lanes>{});
        }
    }
}

/// Transposes a square of lanes × lanes: blocks change places at half the distance each time
/// (Eklundh).
inline void transpose(Floats* rows)
{
    exchangeAll<1>(rows);
    exchangeAll<2>(rows);
    if constexpr (lanes >= 8) {
        exchangeAll<4 % lanes>(rows);
    }
    if constexpr (lanes >= 16) {
        exchangeAll<8 % lanes>(rows);
    }
}

} // namespace

} // namespace saccade
