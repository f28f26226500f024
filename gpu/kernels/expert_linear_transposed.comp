// y[token] += Σ Wᵀ·x[row] over the rows of the token that have chosen the expert whose weights are bound. A lane
// computes four columns.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint weightType = 0;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform usamplerBuffer weights;
layout(binding = 2) uniform isamplerBuffer experts; // of each row of x
layout(binding = 3) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint inputs;     // width of x
    uint width;      // of y
    uint rowTexels;  // from one row of weights to the next
    uint scaleTexel; // where the scales start in a row
    uint firstInput; // the first row of weights that is bound
    uint boundRows;
    int expert;
    uint rowShare; // rows of x that share one of y
} pushed;

#include "weights.glsl"

void main()
{
    const uint columns = (pushed.width + 3) / 4;
    const uint blocks = (columns + lanes - 1) / lanes;
    const uint column = group() % blocks * lanes + lane();
    const uint token = group() / blocks;
    if (column >= columns) {
        return;
    }
    vec4 sum = vec4(0.0);
    for (uint row = token * pushed.rowShare; row < (token + 1) * pushed.rowShare; ++row) {
        if (texelFetch(experts, int(row)).x != pushed.expert) {
            continue;
        }
        for (uint step = 0; step < pushed.boundRows; ++step) {
            const float value = texelFetch(x, int(row * pushed.inputs + pushed.firstInput + step)).x;
            sum += value * weightsAt(step, column / parts, column % parts);
        }
    }
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        if (column * 4 + i < pushed.width) {
            y[token * pushed.width + column * 4 + i] += sum[i];
        }
    }
}
