// y = 0
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
} pushed;

void main()
{
    const uint start = group() * lanes * perLane + lane();
    for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = 0.0;
        }
    }
}
