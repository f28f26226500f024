// The sums over channels and states that what scan_history kept makes gradients of.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "group.glsl"

layout(constant_id = 2) const uint wanted = 0; // 0 x, 1 steps, 2 rates row by row, 3 keys, 4 queries

layout(binding = 0) uniform samplerBuffer values;
layout(binding = 1) uniform samplerBuffer steps;
layout(binding = 2) uniform samplerBuffer rates;
layout(binding = 3) uniform samplerBuffer keys;
layout(binding = 4) uniform samplerBuffer cotangent;
layout(binding = 5) uniform samplerBuffer history;
layout(binding = 6) uniform samplerBuffer held;
layout(binding = 7) writeonly buffer Output { float y[]; };

layout(push_constant) uniform Pushed {
    uint count; // of y
    uint heads;
    uint perHead; // channels
    uint states;
    uint groups;
    uint rates; // of a head
} pushed;

float fetched(samplerBuffer values, uint at)
{
    return texelFetch(values, int(at)).x;
}

uint width()
{
    return pushed.heads * pushed.perHead;
}

uint keyAt(uint row, uint head, uint state)
{
    return (row * pushed.groups + head * pushed.groups / pushed.heads) * pushed.states + state;
}

float rateOf(uint head, uint state)
{
    return fetched(rates, pushed.rates == 1 ? head : head * pushed.states + state);
}

float ofValue(uint row, uint channel)
{
    const uint head = channel / pushed.perHead;
    const uint at = (row * width() + channel) * pushed.states;
    float sum = 0.0;
    for (uint s = 0; s < pushed.states; ++s) {
        sum += fetched(held, at + s) * fetched(keys, keyAt(row, head, s));
    }
    return sum * fetched(steps, row * pushed.heads + head);
}

// What one state of a head loses by decay in this row: Σ held · exp(Δ·A) · what was held before.
float decayed(uint row, uint head, uint state)
{
    float sum = 0.0;
    for (uint c = head * pushed.perHead; row > 0 && c < (head + 1) * pushed.perHead; ++c) {
        sum += fetched(held, (row * width() + c) * pushed.states + state) *
               fetched(history, ((row - 1) * width() + c) * pushed.states + state);
    }
    return sum * exp(fetched(steps, row * pushed.heads + head) * rateOf(head, state));
}

float ofStep(uint row, uint head)
{
    float sum = 0.0;
    for (uint s = 0; s < pushed.states; ++s) {
        float added = 0.0;
        for (uint c = head * pushed.perHead; c < (head + 1) * pushed.perHead; ++c) {
            added += fetched(held, (row * width() + c) * pushed.states + s) *
                     fetched(values, row * width() + c);
        }
        sum += rateOf(head, s) * decayed(row, head, s) + added * fetched(keys, keyAt(row, head, s));
    }
    return sum;
}

float ofRate(uint row, uint head, uint index)
{
    float sum = 0.0;
    const uint last = pushed.rates == 1 ? pushed.states : index + 1;
    for (uint s = pushed.rates == 1 ? 0 : index; s < last; ++s) {
        sum += decayed(row, head, s);
    }
    return sum * fetched(steps, row * pushed.heads + head);
}

float ofKeyOrQuery(uint row, uint place)
{
    const uint channels = width() / pushed.groups;
    const uint first = place / pushed.states * channels;
    float sum = 0.0;
    for (uint c = first; c < first + channels; ++c) {
        const uint at = (row * width() + c) * pushed.states + place % pushed.states;
        if (wanted == 3) {
            sum += fetched(held, at) * fetched(values, row * width() + c) *
                   fetched(steps, row * pushed.heads + c / pushed.perHead);
        } else {
            sum += fetched(history, at) * fetched(cotangent, row * width() + c);
        }
    }
    return sum;
}

void main()
{
    const uint i = group() * lanes + lane();
    if (i >= pushed.count) {
        return;
    }
    if (wanted == 0) {
        y[i] = ofValue(i / width(), i % width());
    } else if (wanted == 1) {
        y[i] = ofStep(i / pushed.heads, i % pushed.heads);
    } else if (wanted == 2) {
        const uint perRow = pushed.heads * pushed.rates;
        y[i] = ofRate(i / perRow, i % perRow / pushed.rates, i % pushed.rates);
    } else {
        const uint perRow = pushed.groups * pushed.states;
        y[i] = ofKeyOrQuery(i / perRow, i % perRow);
    }
}
