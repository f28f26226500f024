// What the attention kernels share. A head's rows are `width` channels; four are fetched at a time.
layout(constant_id = 2) const uint keyWidth = 64;
layout(constant_id = 3) const bool causal = true;
layout(constant_id = 4) const bool everyKey = false; // and none of what was written later is hidden
layout(constant_id = 5) const bool hasSoftCap = false;
layout(constant_id = 6) const bool hasBias = false;

layout(binding = 0) uniform samplerBuffer queries;
layout(binding = 1) uniform samplerBuffer queriesNarrow;
layout(binding = 2) uniform samplerBuffer keys;
layout(binding = 3) uniform samplerBuffer keysNarrow;
layout(binding = 4) uniform isamplerBuffer firsts;
layout(binding = 5) uniform samplerBuffer bias;

layout(push_constant) uniform Pushed {
    uint heads;
    uint keyHeads;
    uint n;
    uint capacity;
    uint window; // 0: all
    float scale;
    float softCap;
    uint biasHead; // from one head's bias to the next one's, 0 where they share it
    uint biasRow;
    uint chunk;  // keys of one workgroup
    uint chunks;
} pushed;

const uint keyFours = (keyWidth + 3) / 4;

// Keys from.x … from.y − 1 are what query `row` sees.
uvec2 visible(uint row)
{
    const uint first = uint(max(texelFetch(firsts, 0).x, 0));
    const uint end =
        everyKey ? pushed.capacity : min(first + (causal ? row + 1 : pushed.n), pushed.capacity);
    const bool hasWindow = causal && pushed.window > 0 && end > pushed.window;
    return uvec2(hasWindow ? end - pushed.window : 0, end);
}

// The row of keys and values that a query head reads.
uint keyHead(uint head)
{
    return head * pushed.keyHeads / pushed.heads;
}

vec4 keyFour(uint head, uint key, uint column)
{
    return rowFour(keys, keysNarrow, keyWidth % 4 == 0, keyHead(head) * pushed.capacity + key, column,
                   keyWidth);
}

vec4 queryFour(uint head, uint row, uint column)
{
    return rowFour(queries, queriesNarrow, keyWidth % 4 == 0, head * pushed.n + row, column, keyWidth);
}

// From a dot product to a score. The row must be one of the queries.
float scored(float product, uint head, uint row, uint key)
{
    float score = product * pushed.scale;
    if (hasSoftCap) {
        score = pushed.softCap * (1.0 - 2.0 / (exp(2.0 * score / pushed.softCap) + 1.0));
    }
    if (hasBias) {
        score += texelFetch(bias, int(head * pushed.biasHead + row * pushed.biasRow + key)).x;
    }
    return score;
}
