// The k most probable experts of each row, most probable first, ties to the lower number: a lane for each
// row. Each pass takes the largest that comes after the one before.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer probabilities;
layout(binding = 1) writeonly buffer Experts { int experts[]; };
layout(binding = 2) writeonly buffer Weights { float weights[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint count; // experts
    uint k;
    uint renormalise;
} pushed;

float probability(uint row, int expert)
{
    return texelFetch(probabilities, int(row * pushed.count) + expert).x;
}

// The expert after `last` in the order of rank; `last` −1: the first.
int next(uint row, int last)
{
    const float before = last < 0 ? infinity : probability(row, last);
    int best = -1;
    float top = 0.0;
    for (int expert = 0; expert < int(pushed.count); ++expert) {
        const float own = probability(row, expert);
        const bool isFree = own < before || (own == before && expert > last);
        if (isFree && (best < 0 || own > top)) {
            best = expert;
            top = own;
        }
    }
    return max(best, 0); // none only where something is not a number
}

void main()
{
    const uint row = group() * lanes + lane();
    if (row >= pushed.n) {
        return;
    }
    float total = 0.0;
    int expert = -1;
    for (uint i = 0; i < pushed.k; ++i) {
        expert = next(row, expert);
        experts[row * pushed.k + i] = expert;
        total += probability(row, expert);
    }
    const float scale = pushed.renormalise != 0 && total > 0.0 ? 1.0 / total : 1.0;
    expert = -1;
    for (uint i = 0; i < pushed.k; ++i) {
        expert = next(row, expert);
        weights[row * pushed.k + i] = probability(row, expert) * scale;
    }
}
