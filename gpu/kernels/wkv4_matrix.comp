// Rows of the matrix of RWKV 4, which sum to 1. A lane computes one row of one channel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform isamplerBuffer firsts;
layout(binding = 1) uniform samplerBuffer keys;
layout(binding = 2) uniform samplerBuffer decay;
layout(binding = 3) uniform samplerBuffer bonus;
layout(binding = 4) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint firstHead; // of those computed here
    uint count;
    uint n;
    uint capacity;
    uint place; // head of the output at which those computed here begin
    uint heads; // channels, in all
} pushed;

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count * pushed.n) {
        return;
    }
    const uint channel = pushed.firstHead + index / pushed.n;
    const uint own = min(uint(texelFetch(firsts, 0).x) + index % pushed.n, pushed.capacity - 1);
    const uint start = (pushed.place * pushed.n + index) * pushed.capacity;
    const float w = texelFetch(decay, int(channel)).x;
    const float ownExponent =
        texelFetch(bonus, int(channel)).x + texelFetch(keys, int(own * pushed.heads + channel)).x;
    float largest = ownExponent;
    for (uint key = 0; key < own; ++key) {
        largest = max(largest,
                      float(own - 1 - key) * w + texelFetch(keys, int(key * pushed.heads + channel)).x);
    }
    float sum = exp(ownExponent - largest);
    for (uint key = 0; key < own; ++key) {
        sum += exp(float(own - 1 - key) * w + texelFetch(keys, int(key * pushed.heads + channel)).x - largest);
    }
    for (uint key = 0; key < pushed.capacity; ++key) {
        float value = 0.0;
        if (key == own) {
            value = exp(ownExponent - largest) / sum;
        } else if (key < own) {
            const float exponent =
                float(own - 1 - key) * w + texelFetch(keys, int(key * pushed.heads + channel)).x;
            value = exp(exponent - largest) / sum;
        }
        y[start + key] = value;
    }
}
