// 1/√(mean(x²) + ε), or with the mean taken off first, of each group of a row. A lane computes one group.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isCentred = false;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // of groups, all rows together
    uint width; // of a group
    float epsilon;
} pushed;

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count) {
        return;
    }
    const uint start = index * pushed.width;
    float mean = 0.0;
    if (isCentred) {
        for (uint i = 0; i < pushed.width; ++i) {
            mean += texelFetch(x, int(start + i)).x / float(pushed.width);
        }
    }
    float squares = 0.0;
    for (uint i = 0; i < pushed.width; ++i) {
        const float value = texelFetch(x, int(start + i)).x - mean;
        squares += value * value;
    }
    y[index] = 1.0 / sqrt(squares / float(pushed.width) + pushed.epsilon);
}
