// y [head, row, channel] = pattern · values: a workgroup for `lanes` channels of each row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

const uint unrolled = 8;

layout(binding = 0) uniform samplerBuffer pattern;
layout(binding = 1) uniform samplerBuffer values;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint heads;
    uint keyHeads;
    uint n;
    uint capacity;
    uint width;
} pushed;

void main()
{
    const uint blocks = (pushed.width + lanes - 1) / lanes;
    const uint channel = group() % blocks * lanes + lane();
    const uint row = group() / blocks; // head · n + row
    const uint first = row / pushed.n * pushed.keyHeads / pushed.heads * pushed.capacity;
    float sum = 0.0;
    for (uint start = 0; start < pushed.capacity; start += unrolled) {
        [[unroll]] for (uint i = 0; i < unrolled; ++i) {
            const uint key = min(start + i, pushed.capacity - 1);
            const float weight =
                start + i < pushed.capacity ? texelFetch(pattern, int(row * pushed.capacity + key)).x : 0.0;
            if (weight != 0.0) {
                const uint place = (first + key) * pushed.width + min(channel, pushed.width - 1);
                sum += weight * texelFetch(values, int(place)).x;
            }
        }
    }
    if (channel < pushed.width) {
        y[row * pushed.width + channel] = sum;
    }
}
