// y = the sum of the rows of x: a lane for each column.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint width;
} pushed;

void main()
{
    const uint column = group() * lanes + lane();
    if (column >= pushed.width) {
        return;
    }
    float sum = 0.0;
    for (uint row = 0; row < pushed.n; ++row) {
        sum += texelFetch(x, int(row * pushed.width + column)).x;
    }
    y[column] = sum;
}
