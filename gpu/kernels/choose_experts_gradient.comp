// The cotangent of the weights at the experts that were chosen, 0 at the others: a lane for each row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer probabilities;
layout(binding = 1) uniform isamplerBuffer experts; // [row, k]
layout(binding = 2) uniform samplerBuffer weights;
layout(binding = 3) uniform samplerBuffer cotangent;
layout(binding = 4) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint count; // experts
    uint k;
    uint renormalise;
} pushed;

void main()
{
    const uint row = group() * lanes + lane();
    if (row >= pushed.n) {
        return;
    }
    for (uint expert = 0; expert < pushed.count; ++expert) {
        y[row * pushed.count + expert] = 0.0;
    }
    float total = 0.0;
    float mean = 0.0;
    for (uint i = row * pushed.k; i < (row + 1) * pushed.k; ++i) {
        total += texelFetch(probabilities, int(row * pushed.count) + texelFetch(experts, int(i)).x).x;
        mean += texelFetch(weights, int(i)).x * texelFetch(cotangent, int(i)).x;
    }
    const bool scales = pushed.renormalise != 0 && total > 0.0;
    for (uint i = row * pushed.k; i < (row + 1) * pushed.k; ++i) {
        const float own = texelFetch(cotangent, int(i)).x;
        y[row * pushed.count + uint(texelFetch(experts, int(i)).x)] = scales ? (own - mean) / total : own;
    }
}
