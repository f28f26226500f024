// What wkv7 remembers before each row and behind the last, and the cotangent of what is held after each row: a lane for
// each value of a head. Beside them what each row takes out (held · removals) and what comes back (… · returns).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "recurrent.glsl"

layout(constant_id = 2) const uint quads = 16; // of the keys of a head, rounded up

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer queries;
layout(binding = 2) uniform samplerBuffer keys;
layout(binding = 3) uniform samplerBuffer decays;
layout(binding = 4) uniform samplerBuffer removals;
layout(binding = 5) uniform samplerBuffer returns;
layout(binding = 6) uniform samplerBuffer cotangent;
layout(binding = 7) writeonly buffer History { float history[]; }; // [row, value, key]
layout(binding = 8) writeonly buffer Held { float held[]; };
layout(binding = 9) writeonly buffer Removed { float removed[]; }; // [row, value]
layout(binding = 10) writeonly buffer Returned { float returned[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint heads;
    uint d;
} pushed;

vec4 now[quads];

void keep(uint at, bool isHistory)
{
    for (uint q = 0; q < quads; ++q) {
        [[unroll]] for (uint i = 0; i < 4; ++i) {
            if (q * 4 + i < pushed.d) {
                if (isHistory) {
                    history[at + q * 4 + i] = now[q][i];
                } else {
                    held[at + q * 4 + i] = now[q][i];
                }
            }
        }
    }
}

float along(samplerBuffer vector, uint at)
{
    float sum = 0.0;
    for (uint q = 0; q < quads; ++q) {
        sum += dot(now[q], fourFrom(vector, at, q * 4, pushed.d));
    }
    return sum;
}

void clear()
{
    for (uint q = 0; q < quads; ++q) {
        now[q] = vec4(0.0);
    }
}

void main()
{
    const uint channel = group() * lanes + lane();
    const uint width = pushed.heads * pushed.d;
    if (channel >= width) {
        return;
    }
    const uint ofHead = channel / pushed.d * pushed.d;
    clear();
    for (uint row = 0; row < pushed.n; ++row) {
        const uint at = row * width + ofHead;
        keep((row * width + channel) * pushed.d, true);
        const float taken = along(removals, at);
        removed[row * width + channel] = taken;
        const float value = texelFetch(values, int(row * width + channel)).x;
        for (uint q = 0; q < quads; ++q) {
            now[q] = now[q] * fourFrom(decays, at, q * 4, pushed.d) +
                     taken * fourFrom(returns, at, q * 4, pushed.d) +
                     value * fourFrom(keys, at, q * 4, pushed.d);
        }
    }
    keep((pushed.n * width + channel) * pushed.d, true);
    clear();
    for (uint i = 0; i < pushed.n; ++i) {
        const uint row = pushed.n - 1 - i;
        const uint at = row * width + ofHead;
        const float arriving = texelFetch(cotangent, int(row * width + channel)).x;
        for (uint q = 0; q < quads; ++q) {
            now[q] += arriving * fourFrom(queries, at, q * 4, pushed.d);
        }
        keep((row * width + channel) * pushed.d, false);
        const float back = along(returns, at);
        returned[row * width + channel] = back;
        for (uint q = 0; q < quads; ++q) {
            now[q] = now[q] * fourFrom(decays, at, q * 4, pushed.d) +
                     back * fourFrom(removals, at, q * 4, pushed.d);
        }
    }
}
