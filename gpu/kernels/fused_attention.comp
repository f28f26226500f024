// Scores, softmax and mix in one pass over the keys (Milakov & Gimelshein, arXiv:1805.02867; Dao et al.,
// arXiv:2205.14135). A workgroup takes `tileRows` query rows of one head, so that a fetched key serves all of
// them; its lanes stand for keys while scores are made, and for channels while values are mixed. Where the
// keys are split into chunks, partial results are left for attention_merge.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "attention.glsl"

layout(constant_id = 7) const uint valueWidth = 64;
layout(constant_id = 8) const uint tileRows = 1;
layout(constant_id = 9) const bool capture = false;
layout(constant_id = 10) const bool isSplit = false;

layout(binding = 6) uniform samplerBuffer values;
layout(binding = 7) uniform samplerBuffer valuesNarrow;
layout(binding = 8) writeonly buffer Output { float y[]; };
layout(binding = 9) buffer Pattern { float pattern[]; };
layout(binding = 10) writeonly buffer Partial { float partial[]; };

const uint valueFours = (valueWidth + 3) / 4;
const uint valueHeld = (valueFours + lanes - 1) / lanes; // fours of a result in each lane

// State of the tile; arrays are [row of the tile] or [row of the tile][held].
vec4 mixed[tileRows * valueHeld];
float largest[tileRows];
float sums[tileRows];
float score[tileRows];

void start()
{
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        largest[r] = -infinity;
        sums[r] = 0.0;
        [[unroll]] for (uint h = 0; h < valueHeld; ++h) {
            mixed[r * valueHeld + h] = vec4(0.0);
        }
    }
}

// Scores of this lane's key for every row of the tile.
void scoreKeys(uint head, uint row, uint key)
{
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        score[r] = 0.0;
    }
    const uint fetched = min(key, pushed.capacity - 1);
    [[unroll]] for (uint column = 0; column < keyFours; ++column) {
        const vec4 four = keyFour(head, fetched, column);
        [[unroll]] for (uint r = 0; r < tileRows; ++r) {
            score[r] += dot(four, queryFour(head, min(row + r, pushed.n - 1), column));
        }
    }
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        const uvec2 range = visible(row + r);
        const bool isSeen = key >= range.x && key < range.y;
        score[r] = isSeen ? scored(score[r], head, min(row + r, pushed.n - 1), key) : -infinity;
        if (capture && row + r < pushed.n && key < pushed.capacity) {
            pattern[(head * pushed.n + row + r) * pushed.capacity + key] = score[r];
        }
    }
}

// Scores become weights relative to the largest so far; what was mixed before is rescaled.
void weigh()
{
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        const float now = max(largest[r], groupMax(score[r]));
        const float base = now == -infinity ? 0.0 : now;
        const float rescale = largest[r] == -infinity ? 0.0 : exp(largest[r] - base);
        largest[r] = now;
        score[r] = score[r] == -infinity ? 0.0 : exp(score[r] - base);
        sums[r] = sums[r] * rescale + score[r];
        [[unroll]] for (uint h = 0; h < valueHeld; ++h) {
            mixed[r * valueHeld + h] *= rescale;
        }
    }
}

// Adds the values of keys start …, `last` being the last that anything sees.
void mixValues(uint head, uint start, uint last)
{
    const uint first = keyHead(head) * pushed.capacity;
    [[unroll]] for (uint h = 0; h < valueHeld; ++h) {
        const uint column = min(h * lanes + lane(), valueFours - 1);
        [[unroll]] for (uint i = 0; i < lanes; ++i) {
            const vec4 four = rowFour(values, valuesNarrow, valueWidth % 4 == 0, first + min(start + i, last),
                                      column, valueWidth);
            [[unroll]] for (uint r = 0; r < tileRows; ++r) {
                mixed[r * valueHeld + h] += four * fromLane(score[r], i);
            }
        }
    }
}

void finish(uint head, uint row, uint chunk)
{
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        if (row + r >= pushed.n) {
            break;
        }
        const uint index = head * pushed.n + row + r;
        const float sum = groupSum(sums[r]);
        const float scale = isSplit ? 1.0 : (sum > 0.0 ? 1.0 / sum : 0.0);
        [[unroll]] for (uint h = 0; h < valueHeld; ++h) {
            const uint column = h * lanes + lane();
            [[unroll]] for (uint i = 0; i < 4; ++i) {
                const uint channel = column * 4 + i;
                if (channel < valueWidth) {
                    const float value = mixed[r * valueHeld + h][i] * scale;
                    if (isSplit) {
                        partial[(index * pushed.chunks + chunk) * (valueWidth + 2) + 2 + channel] = value;
                    } else {
                        y[index * valueWidth + channel] = value;
                    }
                }
            }
        }
        if (isSplit && lane() == 0) {
            partial[(index * pushed.chunks + chunk) * (valueWidth + 2)] = largest[r];
            partial[(index * pushed.chunks + chunk) * (valueWidth + 2) + 1] = sum;
        }
        sums[r] = scale;
    }
}

// Turns this lane's own captured scores into probabilities; zero where nothing was computed.
void normalisePattern(uint head, uint row, uvec2 done)
{
    [[unroll]] for (uint r = 0; r < tileRows; ++r) {
        if (row + r >= pushed.n) {
            break;
        }
        const uint place = (head * pushed.n + row + r) * pushed.capacity;
        for (uint key = lane(); key < pushed.capacity; key += lanes) {
            const bool isDone = key >= done.x && key < done.y;
            const float score = isDone ? pattern[place + key] : -infinity;
            pattern[place + key] = score == -infinity ? 0.0 : exp(score - largest[r]) * sums[r];
        }
    }
}

void main()
{
    const uint tiles = (pushed.n + tileRows - 1) / tileRows;
    const uint chunk = group() % pushed.chunks;
    const uint row = group() / pushed.chunks % tiles * tileRows;
    const uint head = group() / pushed.chunks / tiles;
    // What the tile's first row sees begins first, what its last row sees ends last.
    const uvec2 range = uvec2(visible(row).x, visible(min(row + tileRows, pushed.n) - 1).y);
    const uint from = max(range.x / lanes * lanes, chunk * pushed.chunk);
    const uint end = min(range.y, (chunk + 1) * pushed.chunk);
    start();
    for (uint base = from; base < end; base += lanes) {
        scoreKeys(head, row, base + lane());
        weigh();
        publish(score[0]); // without broadcasts, which need one subgroup, tiles have one row
        mixValues(head, base, range.y - 1);
    }
    finish(head, row, chunk);
    if (capture && !isSplit) {
        normalisePattern(head, row, uvec2(from, end));
    }
}
