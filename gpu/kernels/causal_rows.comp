// A depthwise causal convolution, or each row's predecessor: what lies before row 0 is in the state.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const bool isShift = false; // y[t] = x[t − 1]
layout(constant_id = 3) const bool hasBias = false;
layout(constant_id = 4) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer state;
layout(binding = 1) uniform samplerBuffer x;
layout(binding = 2) uniform samplerBuffer weight;
layout(binding = 3) uniform samplerBuffer bias;
layout(binding = 4) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint width;
    uint size; // of the convolution
} pushed;

// Row `row` of the input, where rows below `size` − 1 are those of the state.
float before(uint row, uint channel)
{
    const uint kept = pushed.size - 1;
    return row < kept ? texelFetch(state, int(row * pushed.width + channel)).x
                      : texelFetch(x, int((row - kept) * pushed.width + channel)).x;
}

float result(uint row, uint channel)
{
    if (isShift) {
        return before(row, channel);
    }
    float sum = hasBias ? texelFetch(bias, int(channel)).x : 0.0;
    for (uint k = 0; k < pushed.size; ++k) {
        sum += texelFetch(weight, int(channel * pushed.size + k)).x * before(row + k, channel);
    }
    return sum;
}

void main()
{
    const uint start = group() * lanes * perLane + lane();
    for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = result(i / pushed.width, i % pushed.width);
        }
    }
}
