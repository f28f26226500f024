// y [key head, key, channel] = patternᵀ · x, summed over the heads of a key head: a workgroup for `lanes` channels
// of several keys.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

const uint keysAtOnce = 4;

layout(binding = 0) uniform samplerBuffer pattern; // [head, row, key]
layout(binding = 1) uniform samplerBuffer x;       // [head, row, channel]
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint sharing; // heads of a key head
    uint n;
    uint capacity;
    uint width;
} pushed;

void main()
{
    const uint blocks = (pushed.width + lanes - 1) / lanes;
    const uint keyBlocks = (pushed.capacity + keysAtOnce - 1) / keysAtOnce;
    const uint channel = group() % blocks * lanes + lane();
    const uint key = group() / blocks % keyBlocks * keysAtOnce;
    const uint keyHead = group() / blocks / keyBlocks;
    float sums[keysAtOnce];
    [[unroll]] for (uint k = 0; k < keysAtOnce; ++k) {
        sums[k] = 0.0;
    }
    const uint first = keyHead * pushed.sharing * pushed.n;
    for (uint row = first; row < first + pushed.sharing * pushed.n; ++row) {
        const float value = texelFetch(x, int(row * pushed.width + min(channel, pushed.width - 1))).x;
        [[unroll]] for (uint k = 0; k < keysAtOnce; ++k) {
            const uint place = row * pushed.capacity + min(key + k, pushed.capacity - 1);
            sums[k] += texelFetch(pattern, int(place)).x * value;
        }
    }
    [[unroll]] for (uint k = 0; k < keysAtOnce; ++k) {
        if (channel < pushed.width && key + k < pushed.capacity) {
            y[(keyHead * pushed.capacity + key + k) * pushed.width + channel] = sums[k];
        }
    }
}
