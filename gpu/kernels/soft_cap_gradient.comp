// cotangent · (1 − ((scores − bias) / cap)²), 0 where a score is −∞.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool hasBias = false;
layout(constant_id = 3) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer cotangent; // [head, row, key]
layout(binding = 1) uniform samplerBuffer scores;
layout(binding = 2) uniform samplerBuffer bias;
layout(binding = 3) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint n;
    uint capacity;
    uint headStride; // of the bias
    uint rowStride;
    float cap;
} pushed;

float result(uint i)
{
    const float score = texelFetch(scores, int(i)).x;
    const uint row = i / pushed.capacity;
    const uint place = row / pushed.n * pushed.headStride + row % pushed.n * pushed.rowStride;
    const float added = hasBias ? texelFetch(bias, int(place + i % pushed.capacity)).x : 0.0;
    const float capped = (score - added) / pushed.cap;
    return score > -infinity ? texelFetch(cotangent, int(i)).x * (1.0 - capped * capped) : 0.0;
}

void main()
{
    const uint start = group() * lanes * perLane + lane();
    for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = result(i);
        }
    }
}
