// What lies before wkv4: a lane for each channel. With p the share of row i in row t, dv_i = Σ g_t·p and
// dk_i = Σ g_t·p·(v_i − y_t), kept as sums over later rows, all times e^{−exponent}.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer keys;
layout(binding = 1) uniform samplerBuffer values;
layout(binding = 2) uniform samplerBuffer decay;
layout(binding = 3) uniform samplerBuffer bonus;
layout(binding = 4) uniform samplerBuffer result;
layout(binding = 5) uniform samplerBuffer cotangent;
layout(binding = 6) writeonly buffer Keys { float ofKeys[]; };
layout(binding = 7) writeonly buffer Values { float ofValues[]; };
layout(binding = 8) writeonly buffer Decay { float ofDecay[]; };
layout(binding = 9) writeonly buffer Bonus { float ofBonus[]; };
layout(binding = 10) buffer Sums { float logSums[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint channels;
} pushed;

float join(float a, float b)
{
    const float most = max(a, b);
    return most + log(exp(min(a, b) - most) + 1.0);
}

void main()
{
    const uint channel = group() * lanes + lane();
    if (channel >= pushed.channels) {
        return;
    }
    const float w = texelFetch(decay, int(channel)).x;
    const float u = texelFetch(bonus, int(channel)).x;
    float past = 0.0; // ln Σ of the rows before
    for (uint row = 0; row < pushed.n; ++row) {
        const uint at = row * pushed.channels + channel;
        const float key = texelFetch(keys, int(at)).x;
        logSums[at] = row == 0 ? u + key : join(past, u + key);
        past = row == 0 ? key : join(past + w, key);
    }
    vec4 later = vec4(0.0); // Σ g, Σ g·y, and both times the rows between
    float exponent = 0.0;
    vec2 total = vec2(0.0);
    for (uint i = 0; i < pushed.n; ++i) {
        const uint at = (pushed.n - 1 - i) * pushed.channels + channel;
        const float key = texelFetch(keys, int(at)).x;
        const float value = texelFetch(values, int(at)).x;
        const float y = texelFetch(result, int(at)).x;
        const float g = texelFetch(cotangent, int(at)).x;
        const float scale = i == 0 ? 0.0 : exp(key + exponent);
        const float own = g * exp(u + key - logSums[at]);
        ofKeys[at] = scale * (value * later.x - later.y) + own * (value - y);
        ofValues[at] = scale * later.x + own;
        total += vec2(scale * (value * later.z - later.w), own * (value - y));
        const float rowExponent = -logSums[at];
        const float most = i == 0 ? rowExponent : max(exponent + w, rowExponent);
        const float before = i == 0 ? 0.0 : exp(exponent + w - most);
        const float now = exp(rowExponent - most);
        later = before * vec4(later.xy, later.zw + later.xy) + now * vec4(g, g * y, 0.0, 0.0);
        exponent = most;
    }
    ofDecay[channel] = total.x;
    ofBonus[channel] = total.y;
}
