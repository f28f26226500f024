// Zeros, and along one axis, from `first` on, x.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint inner;  // elements from one index of the axis to the next
    uint extent; // of that axis
    uint first;
    uint own; // extent of x
} pushed;

float result(uint i)
{
    const uint index = i / pushed.inner % pushed.extent;
    if (index < pushed.first || index >= pushed.first + pushed.own) {
        return 0.0;
    }
    const uint outer = i / pushed.inner / pushed.extent;
    const uint row = outer * pushed.own + index - pushed.first;
    return texelFetch(x, int(row * pushed.inner + i % pushed.inner)).x;
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
