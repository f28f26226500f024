// Few rows of x: a workgroup computes `tileColumns` outputs of `tileRows` rows, its lanes side by side
// along the row of weights, so that weights are read once and in order.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "linear.glsl"

void main()
{
    const uint blocks = (pushed.outputs + tileColumns - 1) / tileColumns;
    const uint first = group() % blocks * tileColumns;
    const uint row = pushed.firstRow + group() / blocks * tileRows;
    float sums[tileRows * tileColumns];
    [[unroll]] for (uint i = 0; i < tileRows * tileColumns; ++i) {
        sums[i] = 0.0;
    }
    for (uint unit = lane(); unit < pushed.units; unit += lanes) {
        [[unroll]] for (uint part = 0; part < parts; ++part) {
            vec4 fours[tileRows];
            [[unroll]] for (uint r = 0; r < tileRows; ++r) {
                fours[r] = inputFour(min(row + r, pushed.n - 1), unit, part);
            }
            [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
                const vec4 weight = weightsAt(min(first + c, pushed.outputs - 1), unit, part);
                [[unroll]] for (uint r = 0; r < tileRows; ++r) {
                    sums[r * tileColumns + c] += dot(weight, fours[r]);
                }
            }
        }
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        float mine = 0.0;
        [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
            const float sum = groupSum(sums[r * tileColumns + c]);
            mine = lane() == c ? sum : mine;
        }
        if (lane() < tileColumns && first + lane() < pushed.outputs && row + r < pushed.n) {
            store(row + r, first + lane(), mine);
        }
    }
}
