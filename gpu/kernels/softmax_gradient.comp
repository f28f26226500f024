// y · (cotangent − Σ cotangent · y): a workgroup for each row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer probabilities;
layout(binding = 1) uniform samplerBuffer cotangent;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint width;
} pushed;

void main()
{
    const uint start = group() * pushed.width;
    float mean = 0.0;
    for (uint i = lane(); i < pushed.width; i += lanes) {
        mean += texelFetch(probabilities, int(start + i)).x * texelFetch(cotangent, int(start + i)).x;
    }
    mean = groupSum(mean);
    for (uint i = lane(); i < pushed.width; i += lanes) {
        y[start + i] = texelFetch(probabilities, int(start + i)).x *
                       (texelFetch(cotangent, int(start + i)).x - mean);
    }
}
