// Weights in the checkpoint's own precision, four at a time. Rows are packed by gpu/weights.cpp into
// 16-byte texels: the blocks of the row, then, for formats whose block is no multiple of 16 bytes, the
// blocks' scales. Needs weightType, pushed.rowTexels, pushed.scaleTexel and the binding `weights`.

const uint weightF32 = 0;
const uint weightF16 = 1;
const uint weightBF16 = 2;
const uint weightQ8_0 = 3;
const uint weightQ4_0 = 4;
const uint weightQ4_K = 5;
const uint weightQ5_K = 6;
const uint weightQ6_K = 7;
const uint weightIQ4_NL = 8;
const uint weightIQ4_XS = 9;
const uint weightQ4_1 = 10;
const uint weightQ5_0 = 11;
const uint weightQ5_1 = 12;
const uint weightQ2_K = 13;
const uint weightQ3_K = 14;

// A unit is the least that is worth a fetch: so many parts of four weights.
const uint parts = weightType == weightF32 ? 1 : (weightType <= weightBF16 ? 2 : 8);

#include "weights_blocks.glsl"

// Weights 4·part … of a unit of a row.
vec4 weightsAt(uint row, uint unit, uint part)
{
    const uint base = row * pushed.rowTexels;
    if (weightType == weightF32) {
        return uintBitsToFloat(texelFetch(weights, int(base + unit)));
    }
    if (weightType == weightF16) {
        const uvec4 texel = texelFetch(weights, int(base + unit));
        return vec4(unpackHalf2x16(texel[part * 2]), unpackHalf2x16(texel[part * 2 + 1]));
    }
    if (weightType == weightBF16) {
        const uvec4 texel = texelFetch(weights, int(base + unit));
        const uvec2 pair = part == 0 ? texel.xy : texel.zw;
        return uintBitsToFloat(
            uvec4(pair.x << 16, pair.x & 0xffff0000u, pair.y << 16, pair.y & 0xffff0000u));
    }
    if (weightType == weightQ8_0) {
        const uvec4 texel = texelFetch(weights, int(base + unit * 2 + part / 4));
        return blockScale(base, unit) * signedBytes(texel[part % 4]);
    }
    if (weightType == weightQ4_0) {
        const uvec4 texel = texelFetch(weights, int(base + unit));
        const uint bits = (texel[part % 4] >> (4 * (part / 4))) & 0x0f0f0f0fu;
        return blockScale(base, unit) * (unsignedBytes(bits) - 8.0);
    }
    if (weightType == weightIQ4_NL) {
        const uvec4 texel = texelFetch(weights, int(base + unit));
        return blockScale(base, unit) *
               unevenBytes((texel[part % 4] >> (4 * (part / 4))) & 0x0f0f0f0fu);
    }
    if (weightType == weightIQ4_XS) {
        return fourOfIQ4XS(base, unit / 8, unit % 8, part);
    }
    if (weightType == weightQ4_1) {
        const uvec4 texel = texelFetch(weights, int(base + unit));
        const vec2 scale = unpackHalf2x16(headWord(base, unit));
        return scale.x * unsignedBytes((texel[part % 4] >> (4 * (part / 4))) & 0x0f0f0f0fu) + scale.y;
    }
    if (weightType == weightQ5_0 || weightType == weightQ5_1) {
        return fourOfQ5(base, unit, part);
    }
    if (weightType == weightQ2_K) {
        return fourOfQ2K(base, unit / 8, unit % 8, part);
    }
    if (weightType == weightQ3_K) {
        return fourOfQ3K(base, unit / 8, unit % 8, part);
    }
    if (weightType == weightQ4_K) {
        return fourOfQ4K(base + unit / 8 * 9, unit % 8, part);
    }
    if (weightType == weightQ5_K) {
        return fourOfQ5K(base + unit / 8 * 11, unit % 8, part);
    }
    return fourOfQ6K(base, unit / 8, unit % 8, part);
}
