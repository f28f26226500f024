// Rows of the matrix of RWKV 7. A lane walks back from the position of one row, as in walk_matrix.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "recurrent.glsl"

layout(constant_id = 2) const uint quads = 16; // of the keys of a head, rounded up

layout(binding = 0) uniform isamplerBuffer firsts;
layout(binding = 1) uniform samplerBuffer queries;
layout(binding = 2) uniform samplerBuffer keys;
layout(binding = 3) uniform samplerBuffer decays;
layout(binding = 4) uniform samplerBuffer removals;
layout(binding = 5) uniform samplerBuffer returns;
layout(binding = 6) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint firstHead; // of those computed here
    uint count;
    uint n;
    uint capacity;
    uint place; // head of the output at which those computed here begin
    uint heads; // in all
    uint d;
} pushed;

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count * pushed.n) {
        return;
    }
    const uint ofHead = (pushed.firstHead + index / pushed.n) * pushed.d;
    const uint row = index % pushed.n;
    const uint own = min(uint(texelFetch(firsts, 0).x) + row, pushed.capacity - 1);
    const uint start = (pushed.place * pushed.n + index) * pushed.capacity;
    const uint width = pushed.heads * pushed.d;
    for (uint key = own + 1; key < pushed.capacity; ++key) {
        y[start + key] = 0.0;
    }
    vec4 query[quads];
    for (uint q = 0; q < quads; ++q) {
        query[q] = fourFrom(queries, row * width + ofHead, q * 4, pushed.d);
    }
    for (uint back = 0; back <= own; ++back) {
        const uint at = (own - back) * width + ofHead;
        float value = 0.0;
        float returned = 0.0;
        for (uint q = 0; q < quads; ++q) {
            value += dot(query[q], fourFrom(keys, at, q * 4, pushed.d));
            returned += dot(query[q], fourFrom(returns, at, q * 4, pushed.d));
        }
        for (uint q = 0; q < quads; ++q) {
            query[q] = query[q] * fourFrom(decays, at, q * 4, pushed.d) +
                       returned * fourFrom(removals, at, q * 4, pushed.d);
        }
        y[start + own - back] = value;
    }
}
