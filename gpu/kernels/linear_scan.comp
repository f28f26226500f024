// Scans whose state decays channel by channel: selective scans and wkv of RWKV 5 and 6. A lane computes one
// channel of the values, four states at a time over all rows, so that it needs no array.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "recurrent.glsl"

layout(constant_id = 2) const bool isSelective = true;

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer steps; // or decays
layout(binding = 2) uniform samplerBuffer rates; // or bonus
layout(binding = 3) uniform samplerBuffer keys;
layout(binding = 4) uniform samplerBuffer queries;
layout(binding = 5) buffer State { float state[]; };
layout(binding = 6) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint heads;
    uint perHead; // channels
    uint states;
    uint groups;
    uint stride; // selective: rates of a head; else from one row of the decays to the next
} pushed;

uint stateAt(uint channel, uint index)
{
    if (isSelective) {
        return channel * pushed.states + index;
    }
    const uint head = channel / pushed.perHead;
    return (head * pushed.states + index) * pushed.perHead + channel % pushed.perHead;
}

void main()
{
    const uint channel = group() * lanes + lane();
    const uint width = pushed.heads * pushed.perHead;
    if (channel >= width) {
        return;
    }
    const uint head = channel / pushed.perHead;
    const uint ofGroup = head * pushed.groups / pushed.heads * pushed.states;
    const uint rowWidth = pushed.groups * pushed.states;
    for (uint first = 0; first < pushed.states; first += 4) {
        vec4 held = vec4(0.0);
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (first + i < pushed.states) {
                held[i] = state[stateAt(channel, first + i)];
            }
        }
        vec4 rate; // or bonus
        if (isSelective) {
            rate = pushed.stride == 1 ? vec4(texelFetch(rates, int(head)).x)
                                      : fourFrom(rates, head * pushed.states, first, pushed.states);
        } else {
            rate = fourFrom(rates, head * pushed.states, first, pushed.states);
        }
        for (uint row = 0; row < pushed.n; ++row) {
            const vec4 key = fourFrom(keys, row * rowWidth + ofGroup, first, pushed.states);
            const vec4 query = fourFrom(queries, row * rowWidth + ofGroup, first, pushed.states);
            const uint at = row * width + channel;
            const float value = texelFetch(values, int(at)).x;
            float sum;
            if (isSelective) {
                const float step = texelFetch(steps, int(row * pushed.heads + head)).x;
                held = exp(step * rate) * held + step * value * key;
                sum = dot(query, held);
            } else {
                const vec4 decay =
                    fourFrom(steps, row * pushed.stride + head * pushed.states, first, pushed.states);
                sum = dot(query, held + rate * key * value);
                held = decay * held + key * value;
            }
            y[at] = first == 0 ? sum : y[at] + sum;
        }
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (first + i < pushed.states) {
                state[stateAt(channel, first + i)] = held[i];
            }
        }
    }
}
