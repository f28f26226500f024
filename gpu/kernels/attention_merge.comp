// Joins what fused_attention left for each chunk of keys: a workgroup for each query row of each head.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool capture = false;

layout(binding = 0) uniform samplerBuffer partial;
layout(binding = 1) writeonly buffer Output { float y[]; };
layout(binding = 2) buffer Pattern { float pattern[]; };
layout(binding = 3) uniform isamplerBuffer firsts;

layout(push_constant) uniform Pushed {
    uint width;
    uint chunks;
    uint n;
    uint capacity;
    uint window;
    uint causal;
    uint everyKey;
} pushed;

void main()
{
    const uint row = group(); // head · n + row
    const uint stride = pushed.width + 2;
    const uint first = row * pushed.chunks * stride;
    float largest = -infinity;
    for (uint chunk = 0; chunk < pushed.chunks; ++chunk) {
        largest = max(largest, texelFetch(partial, int(first + chunk * stride)).x);
    }
    float sum = 0.0;
    for (uint chunk = 0; chunk < pushed.chunks; ++chunk) {
        const float own = texelFetch(partial, int(first + chunk * stride)).x;
        const float part = texelFetch(partial, int(first + chunk * stride + 1)).x;
        sum += own == -infinity ? 0.0 : exp(own - largest) * part;
    }
    const float scale = sum > 0.0 ? 1.0 / sum : 0.0;
    for (uint channel = lane(); channel < pushed.width; channel += lanes) {
        float mixed = 0.0;
        for (uint chunk = 0; chunk < pushed.chunks; ++chunk) {
            const float own = texelFetch(partial, int(first + chunk * stride)).x;
            const float part = texelFetch(partial, int(first + chunk * stride + 2 + channel)).x;
            mixed += own == -infinity ? 0.0 : exp(own - largest) * part;
        }
        y[row * pushed.width + channel] = mixed * scale;
    }
    if (!capture) {
        return;
    }
    const uint start = uint(max(texelFetch(firsts, 0).x, 0));
    const uint written = start + (pushed.causal != 0 ? row % pushed.n + 1 : pushed.n);
    const uint end = pushed.everyKey != 0 ? pushed.capacity : min(written, pushed.capacity);
    const bool hasWindow = pushed.causal != 0 && pushed.window > 0 && end > pushed.window;
    const uint begin = hasWindow ? end - pushed.window : 0;
    for (uint key = lane(); key < pushed.capacity; key += lanes) {
        const uint place = row * pushed.capacity + key;
        const bool isSeen = key >= begin && key < end;
        pattern[place] = isSeen ? exp(pattern[place] - largest) * scale : 0.0;
    }
}
