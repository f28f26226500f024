// layer_norm, rms_norm and length_norm: a workgroup for each row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint norm = 0; // 0 root mean square, 1 layer, 2 length
layout(constant_id = 3) const bool alignedRows = false;

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer xNarrow;
layout(binding = 2) uniform samplerBuffer weight;
layout(binding = 3) uniform samplerBuffer weightNarrow;
layout(binding = 4) uniform samplerBuffer bias;
layout(binding = 5) uniform samplerBuffer biasNarrow;
layout(binding = 6) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint width;
    float epsilon;
} pushed;

// 1 for channels of the row, 0 past its end
vec4 inside(uint column)
{
    return vec4(lessThan(uvec4(column * 4) + uvec4(0, 1, 2, 3), uvec4(pushed.width)));
}

const bool isLayerNorm = norm == 1;
const bool isLength = norm == 2;

void main()
{
    const uint row = group();
    const uint columns = (pushed.width + 3) / 4;
    float mean = 0.0;
    if (isLayerNorm) {
        for (uint column = lane(); column < columns; column += lanes) {
            mean += dot(rowFour(x, xNarrow, alignedRows, row, column, pushed.width), vec4(1.0));
        }
        mean = groupSum(mean) / float(pushed.width);
    }
    float squares = 0.0;
    for (uint column = lane(); column < columns; column += lanes) {
        const vec4 centred =
            (rowFour(x, xNarrow, alignedRows, row, column, pushed.width) - mean) * inside(column);
        squares += dot(centred, centred);
    }
    const float sum = groupSum(squares);
    const float root = isLength ? max(sqrt(sum), pushed.epsilon)
                                : sqrt(sum / float(pushed.width) + pushed.epsilon);
    const float scale = 1.0 / root;
    for (uint column = lane(); column < columns; column += lanes) {
        const vec4 centred = rowFour(x, xNarrow, alignedRows, row, column, pushed.width) - mean;
        vec4 four = centred * scale;
        if (!isLength) {
            four *= rowFour(weight, weightNarrow, alignedRows, 0, column, pushed.width);
        }
        if (isLayerNorm) {
            four += rowFour(bias, biasNarrow, alignedRows, 0, column, pushed.width);
        }
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (column * 4 + i < pushed.width) {
                y[row * pushed.width + column * 4 + i] = four[i];
            }
        }
    }
}
