// Weights in the checkpoint's own precision, four at a time. Rows are packed by gpu/weights.cpp into
// 16-byte texels: the blocks of the row, then, for formats whose block is no multiple of 16 bytes, the
// blocks' F16 scales. Needs weightType, pushed.rowTexels, pushed.scaleTexel and the binding `weights`.

const uint weightF32 = 0;
const uint weightF16 = 1;
const uint weightBF16 = 2;
const uint weightQ8_0 = 3;
const uint weightQ4_0 = 4;
const uint weightQ4_K = 5;
const uint weightQ5_K = 6;
const uint weightQ6_K = 7;

// A unit is the least that is worth a fetch: so many parts of four weights.
const uint parts = weightType == weightF32 ? 1 : (weightType <= weightBF16 ? 2 : 8);

float halfAt(uint word, uint index)
{
    const vec2 pair = unpackHalf2x16(word);
    return (index & 1u) == 0 ? pair.x : pair.y;
}

uint byteAt(uint word, uint index)
{
    return (word >> (index * 8)) & 0xffu;
}

// Byte i of the four, as four numbers.
vec4 unsignedBytes(uint word)
{
    return vec4(word & 0xffu, (word >> 8) & 0xffu, (word >> 16) & 0xffu, word >> 24);
}

vec4 signedBytes(uint word)
{
    const int bits = int(word);
    return vec4(bitfieldExtract(bits, 0, 8), bitfieldExtract(bits, 8, 8), bitfieldExtract(bits, 16, 8),
                bitfieldExtract(bits, 24, 8));
}

float blockScale(uint base, uint block)
{
    const uvec4 texel = texelFetch(weights, int(base + pushed.scaleTexel + block / 8));
    return halfAt(texel[(block % 8) / 2], block);
}

// Scale and minimum of sub-block u of a Q4_K or Q5_K block, from its 12 bytes of 6-bit numbers.
vec2 sixBits(uvec4 head, uint u)
{
    if (u < 4) {
        return vec2(byteAt(head.y, u) & 63u, byteAt(head.z, u) & 63u);
    }
    const uint low = byteAt(head.w, u - 4);
    return vec2((low & 15u) | ((byteAt(head.y, u - 4) >> 6) << 4),
                (low >> 4) | ((byteAt(head.z, u - 4) >> 6) << 4));
}

// d·scale and dmin·minimum
vec2 scaleAndMinimum(uvec4 head, uint u)
{
    return unpackHalf2x16(head.x) * sixBits(head, u);
}

vec4 fourOfQ4K(uint block, uint u, uint part)
{
    const vec2 scale = scaleAndMinimum(texelFetch(weights, int(block)), u);
    const uvec4 texel = texelFetch(weights, int(block + 1 + 2 * (u / 2) + part / 4));
    return scale.x * unsignedBytes((texel[part % 4] >> (4 * (u & 1u))) & 0x0f0f0f0fu) - scale.y;
}

vec4 fourOfQ5K(uint block, uint u, uint part)
{
    const vec2 scale = scaleAndMinimum(texelFetch(weights, int(block)), u);
    const uvec4 high = texelFetch(weights, int(block + 1 + part / 4));
    const uvec4 texel = texelFetch(weights, int(block + 3 + 2 * (u / 2) + part / 4));
    const uint low = (texel[part % 4] >> (4 * (u & 1u))) & 0x0f0f0f0fu;
    const uint fifth = ((high[part % 4] >> u) & 0x01010101u) << 4;
    return scale.x * unsignedBytes(low | fifth) - scale.y;
}

vec4 fourOfQ6K(uint base, uint superBlock, uint u, uint part)
{
    const uint block = base + superBlock * 13;
    const uint side = u / 4;
    const uint quarter = u % 4;
    const uvec4 low = texelFetch(weights, int(block + side * 4 + (quarter & 1u) * 2 + part / 4));
    const uvec4 high = texelFetch(weights, int(block + 8 + side * 2 + part / 4));
    const uvec4 scales = texelFetch(weights, int(block + 12));
    const uint bits = ((low[part % 4] >> (4 * (quarter / 2))) & 0x0f0f0f0fu) |
                      (((high[part % 4] >> (2 * quarter)) & 0x03030303u) << 4);
    const uint index = side * 8 + quarter * 2 + part / 4;
    const float scale = signedBytes(scales[index / 4])[index % 4];
    return blockScale(base, superBlock) * scale * (unsignedBytes(bits) - 32.0);
}

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
    if (weightType == weightQ4_K) {
        return fourOfQ4K(base + unit / 8 * 9, unit % 8, part);
    }
    if (weightType == weightQ5_K) {
        return fourOfQ5K(base + unit / 8 * 11, unit % 8, part);
    }
    return fourOfQ6K(base, unit / 8, unit % 8, part);
}
