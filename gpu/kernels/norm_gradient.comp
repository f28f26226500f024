// What lies before layer_norm, rms_norm and length_norm: a workgroup for each row. With c = x − mean, its root r
// and g = cotangent · weight: (g − mean(g) − c · mean(g·c) / r²) / r; only layer_norm has the means.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint norm = 0; // 0 root mean square, 1 layer, 2 length

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer cotangent;
layout(binding = 2) uniform samplerBuffer weight;
layout(binding = 3) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint width;
    float epsilon;
} pushed;

const bool isLayerNorm = norm == 1;
const bool isLength = norm == 2;

float gradient(uint start, uint column)
{
    const float own = texelFetch(cotangent, int(start + column)).x;
    return isLength ? own : own * texelFetch(weight, int(column)).x;
}

void main()
{
    const uint start = group() * pushed.width;
    const float count = float(pushed.width);
    float mean = 0.0;
    if (isLayerNorm) {
        for (uint column = lane(); column < pushed.width; column += lanes) {
            mean += texelFetch(x, int(start + column)).x;
        }
        mean = groupSum(mean) / count;
    }
    float squares = 0.0;
    float products = 0.0;
    float total = 0.0;
    for (uint column = lane(); column < pushed.width; column += lanes) {
        const float centred = texelFetch(x, int(start + column)).x - mean;
        const float own = gradient(start, column);
        squares += centred * centred;
        products += own * centred;
        total += own;
    }
    squares = groupSum(squares);
    products = groupSum(products);
    const float offset = isLayerNorm ? groupSum(total) / count : 0.0;
    const float size = sqrt(squares);
    const float root = isLength ? max(size, pushed.epsilon) : sqrt(squares / count + pushed.epsilon);
    const bool isConstant = isLength && size <= pushed.epsilon; // x / ε
    const float along = isConstant ? 0.0 : products / ((isLength ? 1.0 : count) * root * root);
    for (uint column = lane(); column < pushed.width; column += lanes) {
        const float centred = texelFetch(x, int(start + column)).x - mean;
        y[start + column] = (gradient(start, column) - offset - centred * along) / root;
    }
}
