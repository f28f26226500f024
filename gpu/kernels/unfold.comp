// y [place, (channel, row, column)] = what a window sees at each of its places; zeros around x.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint perLane = 16;

layout(binding = 0) uniform samplerBuffer x; // [channel, row, column]
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint elements; // of a place
    int height;
    int width;
    uint windowHeight;
    uint windowWidth;
    int strideY;
    int strideX;
    int paddingY;
    int paddingX;
    uint placesAcross;
} pushed;

float result(uint i)
{
    const uint place = i / pushed.elements;
    const uint element = i % pushed.elements;
    const uint channel = element / pushed.windowWidth / pushed.windowHeight;
    const int row = int(place / pushed.placesAcross) * pushed.strideY - pushed.paddingY +
                    int(element / pushed.windowWidth % pushed.windowHeight);
    const int column = int(place % pushed.placesAcross) * pushed.strideX - pushed.paddingX +
                       int(element % pushed.windowWidth);
    const bool isInside = row >= 0 && row < pushed.height && column >= 0 && column < pushed.width;
    const int source = (int(channel) * pushed.height + row) * pushed.width + column;
    return isInside ? texelFetch(x, source).x : 0.0;
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
