// Pairs of channels turned by position · frequency.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool halves = false;
layout(constant_id = 3) const uint perLane = 4;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform isamplerBuffer firsts;
layout(binding = 2) uniform samplerBuffer frequencies;
layout(binding = 3) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint n;
    uint width;
    uint pairs; // rotated / 2
    float magnitude;
} pushed;

// Devices' own sine loses digits at large angles: whole turns go first, in two parts.
float withinTurn(float angle)
{
    const float turns = round(angle * 0.15915494309189535);
    return fma(-turns, -1.7484556e-7, fma(-turns, 6.2831855, angle));
}

void rotate(uint i)
{
    const uint channel = i % pushed.width;
    const float value = texelFetch(x, int(i)).x;
    if (channel >= 2 * pushed.pairs) {
        y[i] = value;
        return;
    }
    const uint pair = halves ? channel % pushed.pairs : channel / 2;
    const bool isFirst = halves ? channel < pushed.pairs : (channel & 1u) == 0;
    const uint distance = halves ? pushed.pairs : 1;
    const float partner = texelFetch(x, int(isFirst ? i + distance : i - distance)).x;
    const float position = float(texelFetch(firsts, 0).x + int(i / pushed.width % pushed.n));
    const float angle = withinTurn(position * texelFetch(frequencies, int(pair)).x);
    const float turned = isFirst ? value * cos(angle) - partner * sin(angle)
                                 : value * cos(angle) + partner * sin(angle);
    y[i] = pushed.magnitude * turned;
}

void main()
{
    [[unroll]] for (uint k = 0; k < perLane; ++k) {
        const uint i = group() * lanes * perLane + k * lanes + lane();
        if (i < pushed.count) {
            rotate(i);
        }
    }
}
