// The matrix of a recurrence with what stands before and behind it, number by number.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool hasBefore = false;

layout(binding = 0) uniform isamplerBuffer firsts;
layout(binding = 1) uniform samplerBuffer pattern;
layout(binding = 2) uniform samplerBuffer gates;
layout(binding = 3) uniform samplerBuffer skips;
layout(binding = 4) uniform samplerBuffer norms;
layout(binding = 5) uniform samplerBuffer weight;
layout(binding = 6) uniform samplerBuffer activations;
layout(binding = 7) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint firstHead; // channel of those computed here
    uint count;
    uint n;
    uint capacity;
    uint place; // head of the output at which those computed here begin
    uint heads;   // channels, in all
    uint perHead; // channels that share a pattern
    uint skipStride;
    uint size; // of the convolution
} pushed;

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count * pushed.n * pushed.capacity) {
        return;
    }
    const uint key = index % pushed.capacity;
    const uint row = index / pushed.capacity % pushed.n;
    const uint channel = pushed.firstHead + index / pushed.capacity / pushed.n;
    const uint own = min(uint(texelFetch(firsts, 0).x) + row, pushed.capacity - 1);
    float sum = 0.0;
    for (uint k = 0; k < pushed.size; ++k) {
        const uint via = key + k;
        if (via <= own) {
            const uint from = (channel / pushed.perHead * pushed.n + row) * pushed.capacity + via;
            float mixed = texelFetch(pattern, int(from)).x;
            if (via == own) {
                mixed += texelFetch(skips, int(row * pushed.skipStride + channel)).x;
            }
            if (hasBefore) {
                mixed *= texelFetch(activations, int(via * pushed.heads + channel)).x *
                         texelFetch(weight, int(channel * pushed.size + pushed.size - 1 - k)).x;
            }
            sum += mixed;
        }
    }
    const float norm = hasBefore ? texelFetch(norms, int(key)).x : 1.0;
    const uint at = index + pushed.place * pushed.n * pushed.capacity;
    y[at] = sum * norm * texelFetch(gates, int(row * pushed.heads + channel)).x;
}
