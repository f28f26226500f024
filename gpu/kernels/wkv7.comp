// wkv of RWKV 7: S ← S·(diag(w) + a·bᵀ) + v·kᵀ, y = S·r. A lane holds the part of one value channel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "recurrent.glsl"

layout(constant_id = 2) const uint quads = 16; // of the keys of a head, rounded up

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer queries;
layout(binding = 2) uniform samplerBuffer keys;
layout(binding = 3) uniform samplerBuffer decays;
layout(binding = 4) uniform samplerBuffer removals;
layout(binding = 5) uniform samplerBuffer returns;
layout(binding = 6) buffer State { float state[]; };
layout(binding = 7) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint heads;
    uint d;
} pushed;

void main()
{
    const uint channel = group() * lanes + lane();
    const uint width = pushed.heads * pushed.d;
    if (channel >= width) {
        return;
    }
    const uint ofHead = channel / pushed.d * pushed.d;
    const uint start = ofHead * pushed.d + channel % pushed.d; // [head, key, value]
    vec4 held[quads];
    for (uint q = 0; q < quads; ++q) {
        held[q] = vec4(0.0);
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (q * 4 + i < pushed.d) {
                held[q][i] = state[start + (q * 4 + i) * pushed.d];
            }
        }
    }
    for (uint row = 0; row < pushed.n; ++row) {
        const uint at = row * width + ofHead;
        float removed = 0.0;
        for (uint q = 0; q < quads; ++q) {
            removed += dot(held[q], fourFrom(removals, at, q * 4, pushed.d));
        }
        const float value = texelFetch(values, int(row * width + channel)).x;
        float sum = 0.0;
        for (uint q = 0; q < quads; ++q) {
            held[q] = held[q] * fourFrom(decays, at, q * 4, pushed.d) +
                      removed * fourFrom(returns, at, q * 4, pushed.d) +
                      value * fourFrom(keys, at, q * 4, pushed.d);
            sum += dot(held[q], fourFrom(queries, at, q * 4, pushed.d));
        }
        y[row * width + channel] = sum;
    }
    for (uint q = 0; q < quads; ++q) {
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (q * 4 + i < pushed.d) {
                state[start + (q * 4 + i) * pushed.d] = held[q][i];
            }
        }
    }
}
