#include "tests/support/plain_fixed_vit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace saccade
{

namespace
{

constexpr std::size_t tokens = 16, width = 32, inner = 64, classes = 10, pixelsOfPatch = 49;

std::int64_t byte(std::int64_t x)
{
    return std::clamp<std::int64_t>(x, -128, 127);
}

std::int64_t byte(double x)
{
    return byte(static_cast<std::int64_t>(std::nearbyint(128.0 * x)));
}

class Circuit
{
public:
    explicit Circuit(const Checkpoint& checkpoint)
        : m_checkpoint(checkpoint), m_isExact(checkpoint.contains("ppw"))
    {
    }

    PlainFixedVit operator()(const std::vector<double>& pixels) const
    {
        PlainFixedVit result;
        result.embedding = embedded(pixels);
        const auto& x = result.embedding;
        const auto queries = product(x, tokens, "WQ", "encoder.0.attn.q");
        const auto keys = product(x, tokens, "WK", "encoder.0.attn.k");
        const auto values = product(x, tokens, "WV", "encoder.0.attn.v");
        result.pattern = pattern(queries, keys);
        WholeNumbers mixed(tokens * width);
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            std::int64_t sum = 0;
            for (std::size_t key = 0; key < tokens; ++key) {
                sum += result.pattern[i / width * tokens + key] * values[key * width + i % width];
            }
            mixed[i] = byte(sum >> 7);
        }
        result.middle = normedSum(x, product(mixed, tokens, "WO", "encoder.0.attn.o"));
        auto hidden = product(result.middle, tokens, "W1", "encoder.0.ffn.fc1", "b1");
        std::ranges::transform(hidden, hidden.begin(), gelu);
        result.after =
            normedSum(result.middle, product(hidden, tokens, "W2", "encoder.0.ffn.fc2", "b2"));
        WholeNumbers mean(width);
        for (std::size_t i = 0; i < result.after.size(); ++i) {
            mean[i % width] += result.after[i];
        }
        std::ranges::transform(mean, mean.begin(), [](auto sum) { return byte(sum >> 4); });
        result.logits = product(mean, 1, "cw", "classifier", "cb");
        return result;
    }

private:
    std::vector<double> numbers(const std::string& exact, const std::string& trained) const
    {
        const auto& tensor = m_checkpoint.tensor(m_isExact ? exact : trained);
        return {tensor.floats().begin(), tensor.floats().end()};
    }

    /// x [rows, in] of bytes.
    WholeNumbers product(const WholeNumbers& x, std::size_t rows, const std::string& exact,
                         const std::string& trained, const std::string& exactBias = {}) const
    {
        const auto weight = numbers(exact, trained + ".weight");
        const auto in = x.size() / rows;
        const auto out = weight.size() / in;
        const auto bias =
            exactBias.empty() ? std::vector<double>(out) : numbers(exactBias, trained + ".bias");
        WholeNumbers y;
        for (std::size_t i = 0; i < rows * out; ++i) {
            auto sum = byte(bias[i % out]) << 7;
            for (std::size_t k = 0; k < in; ++k) {
                sum += x[i / out * in + k] * byte(weight[i % out * in + k]);
            }
            y.push_back(byte(sum >> 7));
        }
        return y;
    }

    WholeNumbers embedded(const std::vector<double>& pixels) const
    {
        WholeNumbers patches;
        for (std::size_t i = 0; i < tokens * pixelsOfPatch; ++i) {
            const auto token = i / pixelsOfPatch;
            const auto place = i % pixelsOfPatch;
            const auto row = token / 4 * 7 + place / 7;
            patches.push_back(byte(pixels[row * 28 + token % 4 * 7 + place % 7]));
        }
        auto x = product(patches, tokens, "ppw", "patch_embed.proj", "ppb");
        const auto positions = numbers("pos", "pos_embed");
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto place = 128.0 * positions[i];
            x[i] = byte(static_cast<std::int64_t>(std::nearbyint(
                static_cast<double>(x[i]) +
                (m_isExact ? std::clamp(std::nearbyint(place), -128.0, 127.0) : place))));
        }
        return x;
    }

    WholeNumbers pattern(const WholeNumbers& queries, const WholeNumbers& keys) const
    {
        WholeNumbers result;
        for (std::size_t query = 0; query < tokens; ++query) {
            WholeNumbers scores;
            for (std::size_t key = 0; key < tokens; ++key) {
                std::int64_t sum = 0;
                for (std::size_t i = 0; i < width; ++i) {
                    sum += queries[query * width + i] * keys[key * width + i];
                }
                scores.push_back(byte(sum >> 9));
            }
            const auto largest = *std::ranges::max_element(scores);
            std::int64_t total = 0;
            for (auto& score : scores) {
                score = exponential(std::min<std::int64_t>(largest - score, 128));
                total += score;
            }
            for (const auto score : scores) {
                result.push_back(std::min<std::int64_t>(score * 128 / total, 127));
            }
        }
        return result;
    }

    std::int64_t exponential(std::int64_t below) const
    {
        const auto step = below * 255 / 1280;
        const auto value = static_cast<std::int64_t>(
            std::floor(std::exp(-10.0 * static_cast<double>(step) / 255.0) * 65536.0 + 0.5));
        return m_isExact ? std::min<std::int64_t>(value >> 9, 127) : value;
    }

    static std::int64_t gelu(std::int64_t x)
    {
        const auto value = static_cast<double>(x) / 128.0;
        const auto inside = 0.7978845608028654 * (value + 0.044715 * value * value * value);
        return byte(static_cast<std::int64_t>(64.0 * value * (1.0 + std::tanh(inside))));
    }

    static WholeNumbers normedSum(const WholeNumbers& a, const WholeNumbers& b)
    {
        WholeNumbers y;
        for (std::size_t row = 0; row < tokens; ++row) {
            std::int64_t sum = 0;
            std::int64_t squares = 0;
            for (std::size_t i = row * width; i < (row + 1) * width; ++i) {
                const auto x = byte(a[i] + b[i]);
                sum += x;
                squares += x * x;
            }
            const auto mean = sum >> 5;
            const auto variance = std::max<std::int64_t>(0, (squares >> 5) - mean * mean);
            std::int64_t place = 0;
            while (variance >> (place + 1) > 0) {
                ++place;
            }
            const auto shift = (place + 1) / 2 - 5;
            for (std::size_t i = row * width; i < (row + 1) * width; ++i) {
                const auto x = byte(a[i] + b[i]) - mean;
                y.push_back(byte(shift >= 0 ? x >> shift : x * (std::int64_t{1} << -shift)));
            }
        }
        return y;
    }

    const Checkpoint& m_checkpoint;
    bool m_isExact;
};

} // namespace

PlainFixedVit plainFixedVit(const Checkpoint& checkpoint, const std::vector<double>& pixels)
{
    return Circuit(checkpoint)(pixels);
}

} // namespace saccade
