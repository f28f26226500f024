// state[head][first + row] = rows[head][row], as F32 or F16; what lies past the capacity is dropped.
// The rows are read through strides, so that heads need not be split first.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isHalf = false;
layout(constant_id = 3) const bool inPairs = false; // F16 rows start at whole words
layout(constant_id = 4) const uint perLane = 4;

layout(binding = 0) uniform samplerBuffer rows;
layout(binding = 1) uniform isamplerBuffer firsts;
layout(binding = 2) buffer State { uint state[]; };

layout(push_constant) uniform Pushed {
    uint heads;
    uint n;
    uint width;
    uint capacity;
    uint headStride; // in `rows`
    uint rowStride;
} pushed;

// Rounded to nearest, ties to even, on every device.
uint toHalf(float value)
{
    const uint bits = floatBitsToUint(value);
    const uint sign = (bits >> 16) & 0x8000u;
    const uint magnitude = bits & 0x7fffffffu;
    if (magnitude >= 0x7f800000u) {
        return sign | (magnitude > 0x7f800000u ? 0x7e00u : 0x7c00u);
    }
    if (magnitude >= 0x477ff000u) {
        return sign | 0x7c00u;
    }
    if (magnitude < 0x38800000u) { // below 2^-14: a multiple of 2^-24
        if (magnitude < 0x33000000u) {
            return sign;
        }
        const uint shift = 126u - (magnitude >> 23);
        const uint mantissa = (magnitude & 0x7fffffu) | 0x800000u;
        const uint low = mantissa & ((1u << shift) - 1u);
        const uint tie = 1u << (shift - 1u);
        const uint kept = mantissa >> shift;
        return sign | (kept + (low > tie || (low == tie && (kept & 1u) == 1u) ? 1u : 0u));
    }
    const uint rebased = magnitude - 0x38000000u;
    return sign | ((rebased + 0xfffu + ((rebased >> 13) & 1u)) >> 13);
}

void write(uint i)
{
    const uint step = inPairs ? 2 : 1;
    const uint perRow = pushed.width / step;
    const uint channel = i % perRow * step;
    const uint row = i / perRow % pushed.n;
    const uint head = i / perRow / pushed.n;
    const uint position = uint(texelFetch(firsts, 0).x) + row;
    if (head >= pushed.heads || position >= pushed.capacity) {
        return;
    }
    const int source = int(head * pushed.headStride + row * pushed.rowStride + channel);
    const float value = texelFetch(rows, source).x;
    const uint place = (head * pushed.capacity + position) * pushed.width + channel;
    if (!isHalf) {
        state[place] = floatBitsToUint(value);
    } else if (inPairs) {
        state[place / 2] = toHalf(value) | (toHalf(texelFetch(rows, source + 1).x) << 16);
    } else {
        const uint shift = 16 * (place & 1u);
        atomicAnd(state[place / 2], ~(0xffffu << shift));
        atomicOr(state[place / 2], toHalf(value) << shift);
    }
}

void main()
{
    [[unroll]] for (uint k = 0; k < perLane; ++k) {
        write(group() * lanes * perLane + k * lanes + lane());
    }
}
