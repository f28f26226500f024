// Leaves in the state the last `kept` rows of what it held followed by x. A lane moves one channel.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(binding = 0) uniform samplerBuffer x;
layout(binding = 1) buffer State { float state[]; };

layout(push_constant) uniform Pushed {
    uint n;
    uint width;
    uint kept;
} pushed;

void main()
{
    const uint channel = group() * lanes + lane();
    if (channel >= pushed.width) {
        return;
    }
    for (uint row = 0; row < pushed.kept; ++row) {
        const uint source = row + pushed.n; // in the state followed by x
        state[row * pushed.width + channel] =
            source < pushed.kept ? state[source * pushed.width + channel]
                                 : texelFetch(x, int((source - pushed.kept) * pushed.width + channel)).x;
    }
}
