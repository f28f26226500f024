// y [row, own] = Σ over the other axis of a head's matrix of one number times another: matrices are [row, value, key].
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

// 0: Σ over keys of matrix · vector; 1: Σ over values of matrix · vector; 2: Σ over values of matrix · other matrix
layout(constant_id = 2) const uint sum = 0;

layout(binding = 0) uniform samplerBuffer matrix;
layout(binding = 1) uniform samplerBuffer other; // [row, channel], or a matrix
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // of y: rows · width
    uint width;
    uint d;
    uint firstRow; // of the matrix, that belongs to row 0
} pushed;

void main()
{
    const uint place = group() * lanes + lane();
    if (place >= pushed.count) {
        return;
    }
    const uint own = place % pushed.d;
    const uint first = place - own; // the head's channels of the row
    float total = 0.0;
    for (uint i = 0; i < pushed.d; ++i) {
        const uint value = sum == 0 ? own : i;
        const uint key = sum == 0 ? i : own;
        const uint at = (first + value) * pushed.d + key;
        const float number = texelFetch(matrix, int(at + pushed.firstRow * pushed.width * pushed.d)).x;
        total += number * texelFetch(other, int(sum == 2 ? at : first + i)).x;
    }
    y[place] = total;
}
