// y[row] = W·x for the rows that have chosen the expert whose weights are bound; the others are left. A
// workgroup computes `tileColumns` outputs of `tileRows` rows one after another, its lanes side by side
// along the row of weights, as mat_vec does.
#version 460
#extension GL_GOOGLE_include_directive : require
#define EXPERTS
#include "group.glsl"
#include "linear.glsl"

layout(binding = 6) uniform isamplerBuffer experts; // of each row of y

void multiply(uint row, uint first)
{
    float sums[tileColumns];
    [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
        sums[c] = 0.0;
    }
    for (uint unit = lane(); unit < pushed.units; unit += lanes) {
        [[unroll]] for (uint part = 0; part < parts; ++part) {
            const vec4 four = inputFour(row / pushed.rowShare, unit, part);
            [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
                sums[c] += dot(weightsAt(min(first + c, pushed.outputs - 1), unit, part), four);
            }
        }
    }
    float mine = 0.0;
    [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
        const float sum = groupSum(sums[c]);
        mine = lane() == c ? sum : mine;
    }
    if (lane() < tileColumns && first + lane() < pushed.outputs) {
        store(row, first + lane(), mine);
    }
}

void main()
{
    const uint blocks = (pushed.outputs + tileColumns - 1) / tileColumns;
    const uint first = group() % blocks * tileColumns;
    const uint start = pushed.firstRow + group() / blocks * tileRows;
    const uint end = min(start + tileRows, pushed.n);
    for (uint row = start; row < end; ++row) {
        const uint expert = uint(texelFetch(experts, int(row)).x);
        const bool isNobodys = expert >= pushed.expertCount && pushed.expert == 0;
        if (expert == pushed.expert) {
            multiply(row, first);
        } else if (isNobodys && lane() < tileColumns && first + lane() < pushed.outputs) {
            store(row, first + lane(), 0.0);
        }
    }
}
