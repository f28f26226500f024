// The sums over one axis of a head's matrix that what scan_history kept makes gradients of.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint wanted = 0; // 0 values, 1 queries, 2 keys, 3 decays, 4 bonus, row by row

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer queries;
layout(binding = 2) uniform samplerBuffer keys;
layout(binding = 3) uniform samplerBuffer bonus;
layout(binding = 4) uniform samplerBuffer cotangent;
layout(binding = 5) uniform samplerBuffer history; // [row, value, key], before the row
layout(binding = 6) uniform samplerBuffer held;
layout(binding = 7) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // of y: rows · width
    uint width;
    uint d;
} pushed;

float fetched(samplerBuffer values, uint at)
{
    return texelFetch(values, int(at)).x;
}

// `first`: where the head's channels of the row begin; `own`: the key or value within it
float result(uint first, uint ofHead, uint own)
{
    float sum = 0.0;
    float direct = 0.0;
    for (uint i = 0; i < pushed.d; ++i) {
        const uint key = wanted == 0 ? i : own;
        const uint value = wanted == 0 ? own : i;
        const uint at = (first + value) * pushed.d + key;
        const float arriving = fetched(cotangent, first + value);
        if (wanted == 0) {
            const float k = fetched(keys, first + key);
            sum += k * (fetched(held, at) +
                        fetched(queries, first + key) * fetched(bonus, ofHead + key) * arriving);
        } else {
            direct += fetched(values, first + value) * arriving;
            if (wanted == 1) {
                sum += arriving * fetched(history, at);
            } else if (wanted == 2) {
                sum += fetched(held, at) * fetched(values, first + value);
            } else if (wanted == 3) {
                sum += fetched(held, at) * fetched(history, at);
            }
        }
    }
    if (wanted == 1) {
        sum += direct * fetched(bonus, ofHead + own) * fetched(keys, first + own);
    } else if (wanted == 2) {
        sum += direct * fetched(bonus, ofHead + own) * fetched(queries, first + own);
    } else if (wanted == 4) {
        sum = direct * fetched(queries, first + own) * fetched(keys, first + own);
    }
    return sum;
}

void main()
{
    const uint i = group() * lanes + lane();
    if (i < pushed.count) {
        const uint own = i % pushed.d;
        y[i] = result(i - own, i % pushed.width - own, own);
    }
}
