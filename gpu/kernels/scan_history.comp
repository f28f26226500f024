// What a selective scan or wkv6 remembers at each row, and the cotangent of that, for the gradients: a lane for each
// number that is held. Selective: what is held after a row; wkv6: before it.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isSelective = true;

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer steps; // or decays
layout(binding = 2) uniform samplerBuffer rates;
layout(binding = 3) uniform samplerBuffer keys;
layout(binding = 4) uniform samplerBuffer queries;
layout(binding = 5) uniform samplerBuffer cotangent;
layout(binding = 6) writeonly buffer History { float history[]; }; // [row, channel, state]
layout(binding = 7) writeonly buffer Held { float held[]; };       // the same, of the cotangent

layout(push_constant) uniform Pushed {
    uint n;
    uint heads;
    uint perHead; // channels
    uint states;
    uint groups;
    uint stride; // selective: rates of a head; else from one row of the decays to the next
} pushed;

void main()
{
    const uint own = group() * lanes + lane();
    const uint width = pushed.heads * pushed.perHead;
    if (own >= width * pushed.states) {
        return;
    }
    const uint channel = own / pushed.states;
    const uint index = own % pushed.states;
    const uint head = channel / pushed.perHead;
    const uint rowWidth = pushed.groups * pushed.states;
    const uint place = head * pushed.groups / pushed.heads * pushed.states + index; // of keys and queries
    const uint ofRate = pushed.stride == 1 ? head : head * pushed.states + index;
    const float rate = isSelective ? texelFetch(rates, int(ofRate)).x : 0.0;
    float now = 0.0;
    for (uint row = 0; row < pushed.n; ++row) {
        const float value = texelFetch(values, int(row * width + channel)).x;
        const float key = texelFetch(keys, int(row * rowWidth + place)).x;
        const uint at = row * width * pushed.states + own;
        if (isSelective) {
            const float delta = texelFetch(steps, int(row * pushed.heads + head)).x;
            now = exp(delta * rate) * now + delta * value * key;
            history[at] = now;
        } else {
            const float decay = texelFetch(steps, int(row * pushed.stride + head * pushed.states + index)).x;
            history[at] = now;
            now = decay * now + key * value;
        }
    }
    float back = 0.0;
    for (uint i = 0; i < pushed.n; ++i) {
        const uint row = pushed.n - 1 - i;
        const float query = texelFetch(queries, int(row * rowWidth + place)).x;
        const float arriving = query * texelFetch(cotangent, int(row * width + channel)).x;
        const uint at = row * width * pushed.states + own;
        if (isSelective) {
            const float delta = texelFetch(steps, int(row * pushed.heads + head)).x;
            back += arriving;
            held[at] = back;
            back *= exp(delta * rate);
        } else {
            const float decay = texelFetch(steps, int(row * pushed.stride + head * pushed.states + index)).x;
            held[at] = back;
            back = decay * back + arriving;
        }
    }
}
