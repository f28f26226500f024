// y[i] += share · Σ_head |part[head, i]|; the first part begins the sum.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isFirst = false;
layout(constant_id = 3) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer part;
layout(binding = 1) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint heads;
    float share;
} pushed;

void main()
{
    const uint start = group() * lanes * perLane + lane();
    for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            float sum = 0.0;
            for (uint head = 0; head < pushed.heads; ++head) {
                sum += abs(texelFetch(part, int(head * pushed.count + i)).x);
            }
            y[i] = pushed.share * sum + (isFirst ? 0.0 : y[i]);
        }
    }
}
