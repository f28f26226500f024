// scores [head, row, key]: a workgroup for each chunk of keys of each row.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"
#include "attention.glsl"

layout(binding = 6) writeonly buffer Output { float scores[]; };

void main()
{
    const uint row = group() / pushed.chunks % pushed.n;
    const uint head = group() / pushed.chunks / pushed.n;
    const uint start = group() % pushed.chunks * pushed.chunk;
    const uint end = min(start + pushed.chunk, pushed.capacity);
    const uvec2 range = visible(row);
    for (uint key = start + lane(); key < end; key += lanes) {
        float score = -infinity;
        if (key >= range.x && key < range.y) {
            float product = 0.0;
            for (uint column = 0; column < keyFours; ++column) {
                product += dot(queryFour(head, row, column), keyFour(head, key, column));
            }
            score = scored(product, head, row, key);
        }
        scores[(head * pushed.n + row) * pushed.capacity + key] = score;
    }
}
