// What mat_vec and mat_mul share: y = f(x·Wᵀ + b) + residual.
layout(constant_id = 2) const uint weightType = 0;
layout(constant_id = 3) const bool alignedRows = false; // units end where rows of x end
layout(constant_id = 4) const bool hasBias = false;
layout(constant_id = 5) const uint activation = 255;
layout(constant_id = 6) const bool hasResidual = false;
layout(constant_id = 7) const uint tileRows = 1;    // rows of x that a workgroup computes
layout(constant_id = 8) const uint tileColumns = 1; // mat_vec: outputs of a group; mat_mul: of a lane

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer xNarrow;
layout(binding = 2) uniform usamplerBuffer weights;
layout(binding = 3) uniform samplerBuffer bias;
layout(binding = 4) uniform samplerBuffer residual;
layout(binding = 5) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint n;          // rows of x, and of y
    uint width;      // of x
    uint units;      // of a row of weights
    uint rowTexels;  // from one row of weights to the next
    uint scaleTexel; // where the scales start in a row
    uint outputs;    // rows of weights that are bound
    uint firstOutput; // where they start in a row of y
    uint outputWidth; // of y
    uint firstRow;   // where the bound part of y starts
#ifdef EXPERTS
    uint expert;      // whose weights are bound
    uint expertCount;
    uint rowShare;    // rows of y that read one row of x
#endif
} pushed;

#include "activation.glsl"
#include "weights.glsl"

// Channels of x that belong to a part of a unit.
vec4 inputFour(uint row, uint unit, uint part)
{
    return rowFour(x, xNarrow, alignedRows, row, unit * parts + part, pushed.width);
}

void store(uint row, uint column, float value)
{
    if (hasBias) {
        value += texelFetch(bias, int(pushed.firstOutput + column)).x;
    }
    value = activated(value, activation);
    const uint place = pushed.firstOutput + column;
    if (hasResidual) {
        value += texelFetch(residual, int(row * pushed.outputWidth + place)).x;
    }
    y[(row - pushed.firstRow) * pushed.outputWidth + place] = value;
}
