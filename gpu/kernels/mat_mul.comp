// Many rows of x: each lane keeps a tile of `tileRows` × `tileColumns` results in registers, so that a fetched
// part of a row serves the whole side of the tile. No shared memory: on software devices it costs more than
// it saves, and elsewhere the caches hold the rows that lanes have in common.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "linear.glsl"

float sums[tileRows * tileColumns];

void addPart(uint row, uint column, uint unit, uint part)
{
    vec4 fours[tileRows];
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        fours[r] = inputFour(min(row + r, pushed.n - 1), unit, part);
    }
    vec4 weight[tileColumns];
    [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
        weight[c] = weightsAt(min(column + c * lanes, pushed.outputs - 1), unit, part);
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
            const uint place = r * tileColumns + c;
            float sum = fma(weight[c].w, fours[r].w, sums[place]);
            sum = fma(weight[c].z, fours[r].z, sum);
            sum = fma(weight[c].y, fours[r].y, sum);
            sums[place] = fma(weight[c].x, fours[r].x, sum);
        }
    }
}

void main()
{
    const uint rowTiles = (pushed.n - pushed.firstRow + tileRows - 1) / tileRows;
    const uint row = pushed.firstRow + group() % rowTiles * tileRows;
    const uint column = group() / rowTiles * lanes * tileColumns + lane();
    [[unroll]] for (uint i = 0; i < tileRows * tileColumns; ++i) {
        sums[i] = 0.0;
    }
    // One flat loop: unrolling the eight parts of quantised units makes shaders that compile for seconds.
    for (uint step = 0; step < pushed.units * parts; ++step) {
        addPart(row, column, step / parts, step % parts);
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        [[unroll]] for (uint c = 0; c < tileColumns; ++c) {
            if (row + r < pushed.n && column + c * lanes < pushed.outputs) {
                store(row + r, column + c * lanes, sums[r * tileColumns + c]);
            }
        }
    }
}
