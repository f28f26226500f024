// y[ids[row]] += x[row], or y[first + row]; rows outside are dropped. A lane for each column, so that none meets
// another.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isRange = false;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform isamplerBuffer ids;
layout(binding = 2) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint width;
    int entries;
} pushed;

void main()
{
    const uint column = group() * lanes + lane();
    if (column >= pushed.width) {
        return;
    }
    for (uint row = 0; row < pushed.n; ++row) {
        const int id = isRange ? texelFetch(ids, 0).x + int(row) : texelFetch(ids, int(row)).x;
        if (id >= 0 && id < pushed.entries) {
            y[uint(id) * pushed.width + column] += texelFetch(x, int(row * pushed.width + column)).x;
        }
    }
}
