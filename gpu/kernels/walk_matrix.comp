// Rows of the matrices of selective scans and of RWKV 5 and 6. A lane walks back from the position of one row:
// what the query has become on the way meets each key, four states at a time.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "recurrent.glsl"

layout(constant_id = 2) const bool isSelective = true;

layout(binding = 0) uniform isamplerBuffer firsts;
layout(binding = 1) uniform samplerBuffer steps; // or decays
layout(binding = 2) uniform samplerBuffer rates; // or bonus
layout(binding = 3) uniform samplerBuffer keys;
layout(binding = 4) uniform samplerBuffer queries;
layout(binding = 5) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint firstHead; // of those computed here
    uint count;
    uint n;
    uint capacity;
    uint place; // head of the output at which those computed here begin
    uint heads; // in all
    uint states;
    uint groups;
    uint stride; // as in linear_scan
} pushed;

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count * pushed.n) {
        return;
    }
    const uint head = pushed.firstHead + index / pushed.n;
    const uint row = index % pushed.n;
    const uint own = min(uint(texelFetch(firsts, 0).x) + row, pushed.capacity - 1);
    const uint start = (pushed.place * pushed.n + index) * pushed.capacity;
    const uint ofGroup = head * pushed.groups / pushed.heads * pushed.states;
    const uint rowWidth = pushed.groups * pushed.states;
    for (uint key = own + 1; key < pushed.capacity; ++key) {
        y[start + key] = 0.0;
    }
    for (uint first = 0; first < pushed.states; first += 4) {
        vec4 query = fourFrom(queries, row * rowWidth + ofGroup, first, pushed.states);
        vec4 rate;
        if (isSelective && pushed.stride == 1) {
            rate = vec4(texelFetch(rates, int(head)).x);
        } else {
            rate = fourFrom(rates, head * pushed.states, first, pushed.states);
        }
        for (uint back = 0; back <= own; ++back) {
            const uint key = own - back;
            const vec4 met = fourFrom(keys, key * rowWidth + ofGroup, first, pushed.states);
            float value;
            if (isSelective) {
                const float step = texelFetch(steps, int(key * pushed.heads + head)).x;
                value = step * dot(query, met);
                query *= exp(step * rate);
            } else if (back == 0) {
                value = dot(query * rate, met);
            } else {
                value = dot(query, met);
                query *= fourFrom(steps, key * pushed.stride + head * pushed.states, first, pushed.states);
            }
            y[start + key] = first == 0 ? value : y[start + key] + value;
        }
    }
}
