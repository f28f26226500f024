// y = cotangent · f′(x), element by element.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "activation.glsl"

layout(constant_id = 2) const uint activation = 255;
layout(constant_id = 3) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer cotangent;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
} pushed;

float sigmoid(float value)
{
    return 1.0 / (1.0 + exp(-value));
}

// Of x·σ(steepness·x).
float gateSlope(float value, float steepness)
{
    const float gate = sigmoid(steepness * value);
    return gate + steepness * value * gate * (1.0 - gate);
}

float tanhGateSlope(float value)
{
    const float factor = 0.79788456080286536;
    const float turned = tanhSafe(factor * (value + 0.044715 * value * value * value));
    return 0.5 * (1.0 + turned) +
           0.5 * value * (1.0 - turned * turned) * factor * (1.0 + 3.0 * 0.044715 * value * value);
}

float slope(float value)
{
    switch (activation) {
    case 0:
        return value > 0.0 ? 1.0 : 0.0;
    case 1:
        return 0.5 * (1.0 + erfNear(value * 0.70710678118654752)) +
               value * 0.39894228040143268 * exp(-0.5 * value * value);
    case 2:
        return tanhGateSlope(value);
    case 3:
        return gateSlope(value, 1.702);
    case 4:
        return gateSlope(value, 1.0);
    case 5:
        return sigmoid(value) * (1.0 - sigmoid(value));
    case 6:
        return 1.0 - tanhSafe(value) * tanhSafe(value);
    case 7:
        return 2.0 * max(value, 0.0);
    case 8:
        return exp(value);
    case 9:
        return sigmoid(value);
    default:
        return 1.0;
    }
}

void main()
{
    const uint start = group() * lanes * perLane + lane();
    for (uint k = 0; k < perLane; ++k) {
        const uint i = start + k * lanes;
        if (i < pushed.count) {
            y[i] = texelFetch(cotangent, int(i)).x * slope(texelFetch(x, int(i)).x);
        }
    }
}
