// y [row] = Σ_k weight · x [row·k + k]
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer weights;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint width;
    uint k;
} pushed;

float result(uint i)
{
    const uint first = i / pushed.width * pushed.k;
    float sum = 0.0;
    for (uint j = first; j < first + pushed.k; ++j) {
        sum += texelFetch(weights, int(j)).x *
               texelFetch(x, int(j * pushed.width + i % pushed.width)).x;
    }
    return sum;
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
