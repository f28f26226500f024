// Whole numbers within a byte: core/graph/ops/fixed_point.h. A lane computes one row, or one number where the
// numbers of a row do not know of each other.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint function = 0; // as FixedPoint

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) uniform samplerBuffer table;
layout(binding = 2) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // of rows
    uint width; // of a row
    uint entries;
    float scale;
} pushed;

float number(uint place)
{
    return texelFetch(x, int(place)).x;
}

float saturated(float value)
{
    return clamp(value, -128.0, 127.0);
}

float exponential(float largest, uint place)
{
    const float below = clamp(largest - number(place), 0.0, float(pushed.entries - 1));
    return texelFetch(table, int(below)).x;
}

// The largest whole number q with q·divisor ≤ dividend: a quotient may be rounded either way.
float wholeQuotient(float dividend, float divisor)
{
    float quotient = floor(dividend / divisor);
    if (quotient * divisor > dividend) {
        quotient -= 1.0;
    } else if ((quotient + 1.0) * divisor <= dividend) {
        quotient += 1.0;
    }
    return quotient;
}

void softmaxRow(uint start)
{
    float largest = number(start);
    for (uint i = 1; i < pushed.width; ++i) {
        largest = max(largest, number(start + i));
    }
    float sum = 0.0;
    for (uint i = 0; i < pushed.width; ++i) {
        sum += exponential(largest, start + i);
    }
    for (uint i = 0; i < pushed.width; ++i) {
        const float part = 128.0 * exponential(largest, start + i);
        y[start + i] = sum > 0.0 ? min(wholeQuotient(part, sum), 127.0) : 0.0;
    }
}

// Means of whole numbers, rounded down.
float wholeMean(float sum)
{
    const float size = abs(sum);
    const float quotient = wholeQuotient(size, float(pushed.width));
    const bool isWhole = quotient * float(pushed.width) == size;
    return sum >= 0.0 ? quotient : isWhole ? -quotient : -quotient - 1.0;
}

void normRow(uint start)
{
    float sum = 0.0;
    float squares = 0.0;
    for (uint i = 0; i < pushed.width; ++i) {
        const float value = number(start + i);
        sum += value;
        squares += value * value;
    }
    const float mean = wholeMean(sum);
    const float variance = wholeMean(squares) - mean * mean;
    const int place = variance >= 1.0 ? findMSB(uint(variance)) : 0;
    const float factor = ldexp(1.0, 5 - (place + 1) / 2);
    for (uint i = 0; i < pushed.width; ++i) {
        y[start + i] = saturated(floor((number(start + i) - mean) * factor));
    }
}

void main()
{
    const uint index = group() * lanes + lane();
    if (index >= pushed.count) {
        return;
    }
    if (function == 0) {
        y[index] = saturated(roundEven(pushed.scale * number(index)));
    } else if (function == 1) {
        y[index] = saturated(floor(pushed.scale * number(index)));
    } else if (function == 2) {
        y[index] = texelFetch(table, int(saturated(number(index))) & 0xFF).x;
    } else if (function == 3) {
        softmaxRow(index * pushed.width);
    } else {
        normRow(index * pushed.width);
    }
}
