// What the recurrent kernels share: channels first … first + 3 of `count`, from `base` on; zeros beyond.
vec4 fourFrom(samplerBuffer values, uint base, uint first, uint count)
{
    vec4 four = vec4(0.0);
    [[unroll]] for (uint i = 0; i < 4; ++i) {
        if (first + i < count) {
            four[i] = texelFetch(values, int(base + first + i)).x;
        }
    }
    return four;
}
