// y[row] = table[ids[row]], or table[first + row]; rows outside the table give zeros.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint weightType = 0;
layout(constant_id = 3) const bool isRange = false;

layout(binding = 0) uniform usamplerBuffer ids;
layout(binding = 1) uniform usamplerBuffer weights;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint width;
    uint units;
    uint rowTexels;
    uint scaleTexel;
    uint entries;    // of the whole table
    uint firstEntry; // that is bound
    uint boundEntries;
} pushed;

#include "weights.glsl"

void main()
{
    const uint row = group();
    const uint id = isRange ? texelFetch(ids, 0).x + row : texelFetch(ids, int(row)).x;
    const bool isBound = id - pushed.firstEntry < pushed.boundEntries;
    const bool isOutside = id >= pushed.entries && pushed.firstEntry == 0;
    if (!isBound && !isOutside) {
        return;
    }
    for (uint unit = lane(); unit < pushed.units; unit += lanes) {
        [[unroll]] for (uint part = 0; part < parts; ++part) {
            const vec4 four = isBound ? weightsAt(id - pushed.firstEntry, unit, part) : vec4(0.0);
            [[unroll]] for (uint i = 0; i < 4; ++i) {
                const uint column = (unit * parts + part) * 4 + i;
                if (column < pushed.width) {
                    y[row * pushed.width + column] = four[i];
                }
            }
        }
    }
}
