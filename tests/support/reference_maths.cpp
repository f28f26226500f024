#include "tests/support/reference_maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace saccade::reference
{

namespace
{

void requireEqual(int a, int b)
{
    if (a != b) {
        throw std::logic_error("the reference was given " + std::to_string(a) + " and " +
                               std::to_string(b));
    }
}

Rows elementwise(const Rows& a, const Rows& b, double (*function)(double, double))
{
    requireEqual(a.count, b.count);
    requireEqual(a.width, b.width);
    Rows y = a;
    std::ranges::transform(a.values, b.values, y.values.begin(), function);
    return y;
}

} // namespace

Rows read(const Tensors& tensors, const std::string& name)
{
    const auto tensor = toF32(tensors.at(name));
    const auto& shape = tensor.shape();
    Rows rows(shape.rank() == 1 ? 1 : static_cast<int>(shape[0]), static_cast<int>(shape[-1]));
    std::ranges::copy(tensor.floats(), rows.values.begin());
    return rows;
}

Rows sum(const Rows& a, const Rows& b)
{
    return elementwise(a, b, [](double x, double y) { return x + y; });
}

Rows product(const Rows& a, const Rows& b)
{
    return elementwise(a, b, [](double x, double y) { return x * y; });
}

Rows scaled(const Rows& x, double factor)
{
    Rows y = x;
    for (auto& value : y.values) {
        value *= factor;
    }
    return y;
}

Rows linear(const Tensors& tensors, const Rows& x, const std::string& name)
{
    const auto weight = read(tensors, name + ".weight");
    requireEqual(weight.width, x.width);
    Rows y(x.count, weight.count);
    if (tensors.contains(name + ".bias")) {
        const auto bias = read(tensors, name + ".bias");
        for (int r = 0; r < y.count; ++r) {
            for (int c = 0; c < y.width; ++c) {
                y.at(r, c) = bias.at(0, c);
            }
        }
    }
    for (int r = 0; r < y.count; ++r) {
        for (int c = 0; c < y.width; ++c) {
            for (int k = 0; k < x.width; ++k) {
                y.at(r, c) += x.at(r, k) * weight.at(c, k);
            }
        }
    }
    return y;
}

Rows selectColumns(const Rows& x, int first, int count)
{
    Rows y(x.count, count);
    for (int r = 0; r < x.count; ++r) {
        for (int c = 0; c < count; ++c) {
            y.at(r, c) = x.at(r, first + c);
        }
    }
    return y;
}

double relu(double x)
{
    return std::max(x, 0.0);
}

double silu(double x)
{
    return x / (1.0 + std::exp(-x));
}

double geluErf(double x)
{
    return 0.5 * x * (1.0 + std::erf(x / std::numbers::sqrt2));
}

double geluTanh(double x)
{
    return 0.5 * x *
           (1.0 + std::tanh(std::sqrt(2.0 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
}

Rows mapped(const Rows& x, double (*function)(double))
{
    Rows y = x;
    std::ranges::transform(x.values, y.values.begin(), function);
    return y;
}

Rows softmax(const Rows& x)
{
    Rows y = x;
    for (int r = 0; r < x.count; ++r) {
        double largest = -std::numeric_limits<double>::infinity();
        for (int c = 0; c < x.width; ++c) {
            largest = std::max(largest, x.at(r, c));
        }
        double total = 0.0;
        for (int c = 0; c < x.width; ++c) {
            y.at(r, c) = std::exp(x.at(r, c) - largest);
            total += y.at(r, c);
        }
        for (int c = 0; c < x.width; ++c) {
            y.at(r, c) /= total;
        }
    }
    return y;
}

Rows standardised(const Rows& x, double epsilon, int extent)
{
    const int run = extent == 0 ? x.width : extent;
    Rows y = x;
    for (int r = 0; r < x.count; ++r) {
        for (int first = 0; first < x.width; first += run) {
            double mean = 0.0;
            double variance = 0.0;
            for (int c = first; c < first + run; ++c) {
                mean += x.at(r, c) / run;
            }
            for (int c = first; c < first + run; ++c) {
                variance += (x.at(r, c) - mean) * (x.at(r, c) - mean) / run;
            }
            for (int c = first; c < first + run; ++c) {
                y.at(r, c) = (x.at(r, c) - mean) / std::sqrt(variance + epsilon);
            }
        }
    }
    return y;
}

Rows rootMeanSquared(const Rows& x, double epsilon, int extent)
{
    const int run = extent == 0 ? x.width : extent;
    Rows y = x;
    for (int r = 0; r < x.count; ++r) {
        for (int first = 0; first < x.width; first += run) {
            double squares = 0.0;
            for (int c = first; c < first + run; ++c) {
                squares += x.at(r, c) * x.at(r, c) / run;
            }
            for (int c = first; c < first + run; ++c) {
                y.at(r, c) = x.at(r, c) / std::sqrt(squares + epsilon);
            }
        }
    }
    return y;
}

Rows weighted(const Rows& x, const Rows& row, double offset)
{
    Rows y = x;
    for (int r = 0; r < x.count; ++r) {
        for (int c = 0; c < x.width; ++c) {
            y.at(r, c) *= offset + row.at(0, c % row.width);
        }
    }
    return y;
}

Rows layerNorm(const Tensors& tensors, const Rows& x, const std::string& name, double epsilon)
{
    const auto weight = read(tensors, name + ".weight");
    auto y = weighted(standardised(x, epsilon, weight.width), weight);
    const auto bias = read(tensors, name + ".bias");
    for (int r = 0; r < y.count; ++r) {
        for (int c = 0; c < y.width; ++c) {
            y.at(r, c) += bias.at(0, c % bias.width);
        }
    }
    return y;
}

Rows rmsNorm(const Tensors& tensors, const Rows& x, const std::string& name, double epsilon,
             double offset, int extent)
{
    return weighted(rootMeanSquared(x, epsilon, extent), read(tensors, name + ".weight"), offset);
}

Rows rotated(const Rows& x, int heads, const Rotation& rotation)
{
    const int headWidth = x.width / heads;
    const int pairs = rotation.channels / 2;
    Rows y = x;
    for (int r = 0; r < x.count; ++r) {
        for (int i = 0; i < heads * pairs; ++i) {
            const int head = i / pairs;
            const int pair = i % pairs;
            const int start = head * headWidth;
            const int one = start + (rotation.neighbours ? 2 * pair : pair);
            const int other = rotation.neighbours ? one + 1 : one + pairs;
            double angle = r * rotation.positionFactor /
                           std::pow(rotation.base, 2.0 * pair / rotation.channels);
            if (!rotation.divisors.empty()) {
                angle /= rotation.divisors[static_cast<std::size_t>(pair)];
            }
            const double cosine = std::cos(angle) * rotation.magnitude;
            const double sine = std::sin(angle) * rotation.magnitude;
            y.at(r, one) = x.at(r, one) * cosine - x.at(r, other) * sine;
            y.at(r, other) = x.at(r, one) * sine + x.at(r, other) * cosine;
        }
    }
    return y;
}

Attended attend(const Rows& queries, const Rows& keys, const Rows& values,
                const AttentionSettings& settings)
{
    const int n = queries.count;
    const int width = queries.width / settings.heads;
    const int sharing = settings.heads / settings.keyHeads;
    Attended result{Rows(n, queries.width), {}};
    for (int head = 0; head < settings.heads; ++head) {
        const int keyStart = head / sharing * width;
        Rows scores(n, n);
        for (int q = 0; q < n; ++q) {
            for (int k = 0; k < n; ++k) {
                double score = 0.0;
                for (int c = 0; c < width; ++c) {
                    score += queries.at(q, head * width + c) * keys.at(k, keyStart + c);
                }
                score *= settings.scale;
                if (settings.cap > 0.0) {
                    score = settings.cap * std::tanh(score / settings.cap);
                }
                if (!settings.slopes.empty()) {
                    score -= settings.slopes[static_cast<std::size_t>(head)] * (q - k);
                }
                const bool isHidden = k > q || (settings.window > 0 && q - k >= settings.window);
                scores.at(q, k) = isHidden ? -std::numeric_limits<double>::infinity() : score;
            }
        }
        const auto pattern = softmax(scores);
        for (int q = 0; q < n; ++q) {
            for (int k = 0; k <= q; ++k) {
                for (int c = 0; c < width; ++c) {
                    result.output.at(q, head * width + c) +=
                        pattern.at(q, k) * values.at(k, keyStart + c);
                }
            }
        }
        result.pattern.insert(result.pattern.end(), pattern.values.begin(), pattern.values.end());
    }
    return result;
}

std::vector<double> biasSlopes(int heads)
{
    int power = 1;
    while (power * 2 <= heads) {
        power *= 2;
    }
    std::vector<double> slopes;
    double slope = 1.0;
    for (int i = 0; i < power; ++i) {
        slope *= std::pow(2.0, -8.0 / power);
        slopes.push_back(slope);
    }
    const double ratio = std::pow(2.0, -8.0 / (2 * power));
    for (int i = 0; static_cast<int>(slopes.size()) < heads; ++i) {
        slopes.push_back(std::pow(ratio, 2 * i + 1));
    }
    return slopes;
}

} // namespace saccade::reference
