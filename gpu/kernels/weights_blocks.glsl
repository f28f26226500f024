// How four weights of each block-quantised format are read. Included by weights.glsl.

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

// The head of a block where heads take four bytes each, or eight.
uint headWord(uint base, uint block)
{
    return texelFetch(weights, int(base + pushed.scaleTexel + block / 4))[block % 4];
}

uvec2 headPair(uint base, uint block)
{
    const uvec4 pairs = texelFetch(weights, int(base + pushed.scaleTexel + block / 2));
    return (block & 1u) == 0 ? pairs.xy : pairs.zw;
}

// Q5_0's head: scale, fifth bits; Q5_1's: scale, offset, fifth bits.
vec4 fourOfQ5(uint base, uint block, uint part)
{
    const uvec2 head = headPair(base, block);
    const bool hasOffset = weightType == weightQ5_1;
    const uint fifths = (hasOffset ? head.y : (head.x >> 16) | (head.y << 16)) >> (4 * part);
    const uint fifth =
        (fifths & 1u) | ((fifths & 2u) << 7) | ((fifths & 4u) << 14) | ((fifths & 8u) << 21);
    const uvec4 texel = texelFetch(weights, int(base + block));
    const uint low = (texel[part % 4] >> (4 * (part / 4))) & 0x0f0f0f0fu;
    const vec2 scale = unpackHalf2x16(head.x);
    const vec4 quants = unsignedBytes(low | (fifth << 4));
    return hasOffset ? scale.x * quants + scale.y : scale.x * (quants - 16.0);
}

// Sixteen bytes of scales and minimums, 64 of two bits each; the head holds what multiplies them.
vec4 fourOfQ2K(uint base, uint superBlock, uint u, uint part)
{
    const uint block = base + superBlock * 5;
    const uint group = 2 * u + part / 4;
    const uint scales = byteAt(texelFetch(weights, int(block))[group / 4], group % 4);
    const uvec4 texel = texelFetch(weights, int(block + 1 + 2 * (u / 4) + part / 4));
    const uint bits = (texel[part % 4] >> (2 * (u % 4))) & 0x03030303u;
    const vec2 scale = unpackHalf2x16(headWord(base, superBlock)) * vec2(scales & 15u, scales >> 4);
    return scale.x * unsignedBytes(bits) - scale.y;
}

// 32 bytes of third bits, 64 of two bits each; the head, a texel, has twelve bytes of scales and one
// scale more.
vec4 fourOfQ3K(uint base, uint superBlock, uint u, uint part)
{
    const uint block = base + superBlock * 6;
    const uvec4 head = texelFetch(weights, int(base + pushed.scaleTexel + superBlock));
    const uint group = 2 * u + part / 4;
    const uint low = byteAt(head[group % 8 / 4], group % 4) >> (4 * (group / 8));
    const uint high = byteAt(head.z, group % 4) >> (2 * (group / 4));
    const float scale = float((low & 15u) | ((high & 3u) << 4)) - 32.0;
    const uvec4 texel = texelFetch(weights, int(block + 2 + 2 * (u / 4) + part / 4));
    const uvec4 thirds = texelFetch(weights, int(block + part / 4));
    const uint bits = ((texel[part % 4] >> (2 * (u % 4))) & 0x03030303u) |
                      (((thirds[part % 4] >> u) & 0x01010101u) << 2);
    return unpackHalf2x16(head.w).x * scale * (unsignedBytes(bits) - 4.0);
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

// The value that four bits choose in the IQ4 formats: −127 … 113, sixteen bytes in four words.
float uneven(uint number)
{
    const uint word = number < 8 ? (number < 4 ? 0xbfad9881u : 0xf6eaddcfu)
                                 : (number < 12 ? 0x26190d01u : 0x71594535u);
    return float(bitfieldExtract(int(word), int(8 * (number & 3u)), 8));
}

vec4 unevenBytes(uint bits)
{
    return vec4(uneven(bits & 15u), uneven((bits >> 8) & 15u), uneven((bits >> 16) & 15u),
                uneven(bits >> 24));
}

// Each block's eight bytes at the row's end: its scale, and two high and four low bits of each group's.
vec4 fourOfIQ4XS(uint base, uint superBlock, uint u, uint part)
{
    const uvec2 head = headPair(base, superBlock);
    const uint six = ((head.y >> (4 * u)) & 15u) | (((head.x >> (16 + 2 * u)) & 3u) << 4);
    const uvec4 texel = texelFetch(weights, int(base + superBlock * 8 + u));
    const uint bits = (texel[part % 4] >> (4 * (part / 4))) & 0x0f0f0f0fu;
    return unpackHalf2x16(head.x).x * (float(six) - 32.0) * unevenBytes(bits);
}
