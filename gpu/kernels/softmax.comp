// Softmax of each row; a row that is all −∞ gives zeros.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint width;
} pushed;

void main()
{
    const uint row = group() * pushed.width;
    float largest = -infinity;
    for (uint i = lane(); i < pushed.width; i += lanes) {
        largest = max(largest, texelFetch(x, int(row + i)).x);
    }
    largest = groupMax(largest);
    float sum = 0.0;
    if (largest > -infinity) {
        for (uint i = lane(); i < pushed.width; i += lanes) {
            sum += exp(texelFetch(x, int(row + i)).x - largest);
        }
    }
    sum = groupSum(sum);
    for (uint i = lane(); i < pushed.width; i += lanes) {
        y[row + i] = sum > 0.0 ? exp(texelFetch(x, int(row + i)).x - largest) / sum : 0.0;
    }
}
