// y [channel, row, column] = the sum of what all windows saw there: unfold.comp the other way round.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer x; // [place, (channel, row, column)]
layout(binding = 1) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count;
    uint elements; // of a place
    int height;
    int width;
    int windowHeight;
    int windowWidth;
    int strideY;
    int strideX;
    int paddingY;
    int paddingX;
    int placesDown;
    int placesAcross;
} pushed;

void main()
{
    const uint i = group() * lanes + lane();
    if (i >= pushed.count) {
        return;
    }
    const int column = int(i) % pushed.width + pushed.paddingX;
    const int row = int(i) / pushed.width % pushed.height + pushed.paddingY;
    const int channel = int(i) / pushed.width / pushed.height;
    float sum = 0.0;
    for (int down = row % pushed.strideY; down < pushed.windowHeight; down += pushed.strideY) {
        const int placeY = (row - down) / pushed.strideY;
        if (row < down || placeY >= pushed.placesDown) {
            continue;
        }
        for (int across = column % pushed.strideX; across < pushed.windowWidth; across += pushed.strideX) {
            const int placeX = (column - across) / pushed.strideX;
            if (column >= across && placeX < pushed.placesAcross) {
                const int place = placeY * pushed.placesAcross + placeX;
                const int element = (channel * pushed.windowHeight + down) * pushed.windowWidth + across;
                sum += texelFetch(x, place * int(pushed.elements) + element).x;
            }
        }
    }
    y[i] = sum;
}
