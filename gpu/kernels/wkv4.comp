// wkv of RWKV 4 by running maxima. A lane computes one channel; the sum of weights is 0 before the first token.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer keys;
layout(binding = 1) uniform samplerBuffer values;
layout(binding = 2) uniform samplerBuffer decay;
layout(binding = 3) uniform samplerBuffer bonus;
layout(binding = 4) buffer State { float state[]; };
layout(binding = 5) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint channels;
} pushed;

// sums of e^{…}·v and of e^{…}, and their largest exponent
vec3 taken(vec3 sums, float decayed, float exponent, float value)
{
    if (sums.y == 0.0) {
        return vec3(value, 1.0, exponent);
    }
    const float past = sums.z + decayed;
    const float most = max(past, exponent);
    const float before = exp(past - most);
    const float now = exp(exponent - most);
    return vec3(before * sums.x + now * value, before * sums.y + now, most);
}

void main()
{
    const uint channel = group() * lanes + lane();
    if (channel >= pushed.channels) {
        return;
    }
    vec3 sums = vec3(state[channel], state[pushed.channels + channel], state[2 * pushed.channels + channel]);
    const float w = texelFetch(decay, int(channel)).x;
    const float u = texelFetch(bonus, int(channel)).x;
    for (uint row = 0; row < pushed.n; ++row) {
        const uint at = row * pushed.channels + channel;
        const float key = texelFetch(keys, int(at)).x;
        const float value = texelFetch(values, int(at)).x;
        const vec3 now = taken(sums, 0.0, u + key, value);
        y[at] = now.x / now.y;
        sums = taken(sums, w, key, value);
    }
    state[channel] = sums.x;
    state[pushed.channels + channel] = sums.y;
    state[2 * pushed.channels + channel] = sums.z;
}
