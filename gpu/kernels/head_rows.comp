// y [head, row, channel] = x [head, first + row, channel]; rows outside give zeros.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform isamplerBuffer position;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // elements
    uint rows;
    uint capacity;
    uint width;
} pushed;

float result(uint i)
{
    const uint row = i / pushed.width;
    const int from = texelFetch(position, 0).x + int(row % pushed.rows);
    if (from < 0 || from >= int(pushed.capacity)) {
        return 0.0;
    }
    const uint source = row / pushed.rows * pushed.capacity + uint(from);
    return texelFetch(x, int(source * pushed.width + i % pushed.width)).x;
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
