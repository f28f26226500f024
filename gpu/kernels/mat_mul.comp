// Many rows of x: each lane keeps `tileColumns` columns of `tileRows` rows in registers. The lanes of a
// subgroup fetch different rows of x and hand them round, so that a fetch serves the whole tile.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "linear.glsl"

const uint held = singleSubgroup ? (tileRows + lanes - 1) / lanes : tileRows;

void main()
{
    const uint rowTiles = (pushed.n - pushed.firstRow + tileRows - 1) / tileRows;
    const uint row = pushed.firstRow + group() % rowTiles * tileRows;
    const uint column = group() / rowTiles * lanes * tileColumns + lane();
    float sums[tileRows * tileColumns];
    [[unroll]] for (uint i = 0; i < tileRows * tileColumns; ++i) {
        sums[i] = 0.0;
    }
    for (uint unit = 0; unit < pushed.units; ++unit) {
        [[unroll]] for (uint part = 0; part < parts; ++part) {
            vec4 fours[held];
            [[unroll]] for (uint h = 0; h < held; ++h) {
                const uint mine = singleSubgroup ? h * lanes + lane() : h;
                fours[h] = inputFour(min(row + mine, pushed.n - 1), unit, part);
            }
            vec4 weight[tileColumns];
            [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
                weight[c] = weightsAt(min(column + c * lanes, pushed.outputs - 1), unit, part);
            }
            [[unroll]] for (uint r = 0; r < tileRows; ++r) {
                const vec4 four =
                    singleSubgroup ? subgroupBroadcast(fours[r / lanes], r % lanes) : fours[r];
                [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
                    sums[r * tileColumns + c] += dot(weight[c], four);
                }
            }
        }
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
            if (row + r < pushed.n && column + c * lanes < pushed.outputs) {
                store(row + r, column + c * lanes, sums[r * tileColumns + c]);
            }
        }
    }
}
