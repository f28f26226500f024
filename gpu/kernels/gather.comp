// Same numbers, other places: y[target + (a, b, c)] = x[offset + a·strideA + b·strideB + c].
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) uniform usamplerBuffer x;
layout(binding = 1) writeonly buffer Output { uint y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint extentB;
    uint extentC;
    uint offset;
    uint strideA;
    uint strideB;
    uint target;
} pushed;

void main()
{
    const uint start = group() * lanes * perLane + lane();
    [[unroll]] for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            const uint c = i % pushed.extentC;
            const uint b = i / pushed.extentC % pushed.extentB;
            const uint a = i / pushed.extentC / pushed.extentB;
            y[pushed.target + i] = texelFetch(x, int(pushed.offset + a * pushed.strideA + b * pushed.strideB + c)).x;
        }
    }
}
