// The functions of core/graph/ops/arithmetic.h's Activation, in its order; 255 is the identity.

// Without overflow at either end, and without cancellation near it.
float tanhSafe(float x)
{
    const float decay = exp(-2.0 * abs(x));
    return sign(x) * (1.0 - decay) / (1.0 + decay);
}

// Abramowitz & Stegun, 7.1.26: |error| ≤ 1.5e-7.
float erfNear(float x)
{
    const float t = 1.0 / (1.0 + 0.3275911 * abs(x));
    const float polynomial =
        t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return sign(x) * (1.0 - polynomial * exp(-x * x));
}

float activated(float x, uint activation)
{
    switch (activation) {
    case 0:
        return max(x, 0.0);
    case 1:
        return 0.5 * x * (1.0 + erfNear(x * 0.70710678118654752));
    case 2:
        return 0.5 * x * (1.0 + tanhSafe(0.79788456080286536 * (x + 0.044715 * x * x * x)));
    case 3:
        return x / (1.0 + exp(-1.702 * x));
    case 4:
        return x / (1.0 + exp(-x));
    case 5:
        return 1.0 / (1.0 + exp(-x));
    case 6:
        return tanhSafe(x);
    case 7:
        return x > 0.0 ? x * x : 0.0;
    case 8:
        return exp(x);
    case 9:
        return max(x, 0.0) + log(1.0 + exp(-abs(x)));
    default:
        return x;
    }
}
