// Element by element: sums, products, activations and edits of a slice.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "activation.glsl"

layout(constant_id = 2) const uint operation = 0; // 0 add, 1 multiply, 2 activate, 3 edit a slice
layout(constant_id = 3) const uint activation = 255;
layout(constant_id = 4) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer other;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint period; // elements of `other`
    uint inner;  // elements from one index of the edited axis to the next
    uint extent; // of that axis
    uint first;
    uint end;
    float scale;
    float offset;
} pushed;

float result(uint i)
{
    const float value = texelFetch(x, int(i)).x;
    if (operation == 0) {
        return value + texelFetch(other, int(i % pushed.period)).x;
    }
    if (operation == 1) {
        return value * texelFetch(other, int(i % pushed.period)).x;
    }
    if (operation == 2) {
        return activated(value, activation);
    }
    const uint index = i / pushed.inner % pushed.extent;
    const bool isEdited = index >= pushed.first && index < pushed.end;
    // Scale 0 sets: what was not finite is gone, too.
    const float edited = pushed.scale == 0.0 ? pushed.offset : pushed.scale * value + pushed.offset;
    return isEdited ? edited : value;
}

void main()
{
    const uint start = group() * lanes * perLane + lane();
    [[unroll]] for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = result(i);
        }
    }
}
