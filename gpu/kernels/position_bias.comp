// linear_bias and relative_bias: y [head, row, key] from the distance key − query.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isLinear = false;
layout(constant_id = 3) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer values; // slopes [head], or biases [head, −most … most]
layout(binding = 1) uniform isamplerBuffer firsts;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint n;
    uint capacity;
    int most; // distances beyond it are like it
} pushed;

float result(uint i)
{
    const uint head = i / pushed.capacity / pushed.n;
    const int query = texelFetch(firsts, 0).x + int(i / pushed.capacity % pushed.n);
    const int distance = int(i % pushed.capacity) - query;
    if (isLinear) {
        return texelFetch(values, int(head)).x * float(distance);
    }
    const int place = clamp(distance, -pushed.most, pushed.most) + pushed.most;
    return texelFetch(values, int(head) * (2 * pushed.most + 1) + place).x;
}

void main()
{
    const uint start = group() * lanes * perLane + lane();
    [[unroll]] for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = result(i);
        }
    }
}
