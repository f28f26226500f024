// y = x·W with W stored [out, in]: each lane computes four columns of `tileRows` rows, so that weights are read as
// they lie, in any precision.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint weightType = 0;
layout(constant_id = 3) const bool alignedRows = false; // rows of x begin at multiples of four
layout(constant_id = 4) const bool continues = false;   // adds to what earlier weights gave
layout(constant_id = 5) const uint tileRows = 8;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer xNarrow;
layout(binding = 2) uniform usamplerBuffer weights;
layout(binding = 3) buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;          // rows of x up to the last that is computed here
    uint inputs;     // width of x
    uint width;      // of y
    uint rowTexels;  // from one row of weights to the next
    uint scaleTexel; // where the scales start in a row
    uint firstInput; // the first row of weights that is bound; a multiple of four
    uint boundRows;
    uint firstRow; // where the bound part of y starts
} pushed;

#include "weights.glsl"

void main()
{
    const uint columns = (pushed.width + 3) / 4;
    const uint blocks = (columns + lanes - 1) / lanes;
    const uint own = group() % blocks * lanes + lane();
    const uint column = min(own, columns - 1);
    const uint row = pushed.firstRow + group() / blocks * tileRows;
    vec4 sums[tileRows];
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        sums[r] = vec4(0.0);
    }
    for (uint step = 0; step < pushed.boundRows; step += 4) {
        vec4 fours[4];
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            const uint at = min(step + i, pushed.boundRows - 1);
            fours[i] = weightsAt(at, column / parts, column % parts);
        }
        [[unroll]] for (uint r = 0; r < tileRows; ++r) {
            vec4 numbers = rowFour(x, xNarrow, alignedRows, min(row + r, pushed.n - 1),
                                   (pushed.firstInput + step) / 4, pushed.inputs);
            [[unroll]] for (uint i = 0; i < 4; ++i) {
                sums[r] += (step + i < pushed.boundRows ? numbers[i] : 0.0) * fours[i];
            }
        }
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            const uint place = (row + r - pushed.firstRow) * pushed.width + own * 4 + i;
            if (row + r < pushed.n && own * 4 + i < pushed.width) {
                y[place] = continues ? y[place] + sums[r][i] : sums[r][i];
            }
        }
    }
}
