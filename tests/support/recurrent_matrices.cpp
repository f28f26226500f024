#include "tests/support/recurrent_matrices.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace saccade
{

namespace
{

using Numbers = std::vector<double>;

Numbers numbersOf(const Tensor& tensor)
{
    const auto floats = toF32(tensor);
    return {floats.floats().begin(), floats.floats().end()};
}

double difference(const Numbers& a, const Numbers& b)
{
    double largest =
        a.size() == b.size() && !a.empty() ? 0.0 : std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        largest = std::max(largest, std::abs(a[i] - b[i]));
    }
    return largest;
}

/// Columns first … first + count − 1 of [rows, …].
Numbers columnsOf(const Numbers& x, std::size_t rows, std::size_t count)
{
    const auto width = x.size() / rows;
    Numbers result;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto start = x.begin() + static_cast<std::ptrdiff_t>(row * width);
        result.insert(result.end(), start, start + static_cast<std::ptrdiff_t>(count));
    }
    return result;
}

double meanOfSquares(const Numbers& x, std::size_t first, std::size_t count)
{
    double sum = 0.0;
    for (std::size_t i = first; i < first + count; ++i) {
        sum += x[i] * x[i] / static_cast<double>(count);
    }
    return sum;
}

/// Each head of each row without its mean.
Numbers centred(Numbers x, std::size_t headWidth)
{
    for (std::size_t start = 0; start < x.size(); start += headWidth) {
        double mean = 0.0;
        for (std::size_t i = start; i < start + headWidth; ++i) {
            mean += x[i] / static_cast<double>(headWidth);
        }
        for (std::size_t i = start; i < start + headWidth; ++i) {
            x[i] -= mean;
        }
    }
    return x;
}

/// What the bias of the convolution adds: it goes through activation, scan and gate too.
Numbers fromBias(const LayerTaps& taps, const Numbers& bias, const Numbers& skips,
                 const Numbers& gates)
{
    const auto n = taps.rows();
    const auto inner = gates.size() / n;
    const auto before = columnsOf(taps.values("ssm.convolved"), n, inner);
    Numbers x(n * inner);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = bias[i % inner] / (1.0 + std::exp(-before[i]));
    }
    auto y = taps.applied("ssm.pattern", x);
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] = gates[i] * (y[i] + skips[i % inner] * x[i]);
    }
    return y;
}

Numbers expectedOfMamba(const Model& model, const LayerTaps& taps)
{
    const auto& checkpoint = *model.checkpoint();
    const auto n = taps.rows();
    const auto name = "backbone.layers." + std::to_string(taps.layer()) + ".mixer.";
    auto gates = taps.values("ssm.gate");
    const auto inner = gates.size() / n;
    auto skips = numbersOf(checkpoint.tensor(name + "D"));
    if (model.info().family == "mamba2") {
        const auto heads = skips.size();
        Numbers spread;
        for (std::size_t c = 0; c < inner; ++c) {
            spread.push_back(skips[c / (inner / heads)]);
        }
        skips = spread;
        auto raw = taps.values("ssm.scan");
        const auto input = taps.values("ssm.input");
        const auto weight = numbersOf(checkpoint.tensor(name + "norm.weight"));
        for (std::size_t i = 0; i < raw.size(); ++i) {
            raw[i] = (raw[i] + skips[i % inner] * input[i]) * gates[i];
        }
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const auto factor = std::sqrt(meanOfSquares(raw, i / inner * inner, inner) + 1e-5);
            gates[i] *= weight[i % inner] / factor;
        }
    }
    const auto stream = taps.values("residual.before");
    const auto width = stream.size() / n;
    auto x = columnsOf(taps.values("ssm.projected"), n, inner);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] *= std::sqrt(meanOfSquares(stream, i / inner * width, width) + 1e-5);
    }
    auto y = taps.applied("ssm.unified_pattern", x);
    const auto added =
        fromBias(taps, numbersOf(checkpoint.tensor(name + "conv1d.bias")), skips, gates);
    std::ranges::transform(y, added, y.begin(), std::plus<>());
    return y;
}

/// Versions 5 to 7, which norm each head.
Numbers expectedOfHeads(const Model& model, const LayerTaps& taps)
{
    const auto& checkpoint = *model.checkpoint();
    const auto name = "blocks." + std::to_string(taps.layer()) + ".att.";
    const auto input = taps.values("ssm.input");
    const auto d = static_cast<std::size_t>(model.info().headWidth);
    const auto bias = numbersOf(checkpoint.tensor(name + "ln_x.bias"));
    const bool hasGate =
        checkpoint.contains(name + "gate.weight") || checkpoint.contains(name + "g1");
    const auto gate = hasGate ? taps.values("ssm.gate") : Numbers(input.size(), 1.0);
    auto y = taps.applied("ssm.unified_pattern", centred(input, d));
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] += bias[i % bias.size()] * gate[i];
    }
    if (!checkpoint.contains(name + "r_k")) {
        return y;
    }
    const auto weight = numbersOf(checkpoint.tensor(name + "r_k"));
    const auto queries = taps.values("ssm.queries");
    const auto keys = taps.values("ssm.keys");
    for (std::size_t start = 0; start < y.size(); start += d) {
        double bonus = 0.0;
        for (std::size_t i = start; i < start + d; ++i) {
            bonus += queries[i] * keys[i] * weight[i % weight.size()];
        }
        for (std::size_t i = start; i < start + d; ++i) {
            y[i] += gate[i] * bonus * input[i];
        }
    }
    return y;
}

} // namespace

std::vector<double> LayerTaps::values(const std::string& part) const
{
    return numbersOf(m_taps.at("blocks." + std::to_string(m_layer) + "." + part));
}

double LayerTaps::Computed::differenceFrom(const std::string& part) const
{
    return difference(values, taps.values(part));
}

std::vector<double> LayerTaps::applied(const std::string& matrix,
                                       const std::vector<double>& x) const
{
    const auto all = values(matrix);
    const auto n = rows();
    const auto heads = all.size() / (n * n);
    const auto width = x.size() / n;
    Numbers y(x.size());
    for (std::size_t c = 0; c < width; ++c) {
        const auto head = c / (width / heads);
        for (std::size_t row = 0; row < n; ++row) {
            for (std::size_t key = 0; key < n; ++key) {
                y[row * width + c] += all[(head * n + row) * n + key] * x[key * width + c];
            }
        }
    }
    return y;
}

LayerTaps::Computed LayerTaps::meanMagnitude(const std::string& matrix) const
{
    const auto all = values(matrix);
    const auto count = rows() * rows();
    Numbers mean(count);
    for (std::size_t i = 0; i < all.size(); ++i) {
        mean[i % count] +=
            std::abs(all[i]) * static_cast<double>(count) / static_cast<double>(all.size());
    }
    return {*this, mean};
}

double unifiedDifference(const Model& model, const LayerTaps& taps)
{
    const auto& family = model.info().family;
    const bool isPlain =
        family == "rwkv" || family == "retnet" || family == "gla" || family == "linear_attn";
    const auto expected = isPlain ? taps.applied("ssm.unified_pattern", taps.values("ssm.input"))
                          : family.starts_with("mamba") ? expectedOfMamba(model, taps)
                                                        : expectedOfHeads(model, taps);
    return difference(expected, taps.values("ssm.gated"));
}

Checkpoint blockAsMamba(const std::map<std::string, Tensor>& arrays)
{
    Checkpoint checkpoint;
    checkpoint.path = "mamba_block.npz";
    checkpoint.format = "Hugging Face";
    checkpoint.configuration = {{"model_type", "mamba"}, {"hidden_size", 8},
                                {"state_size", 4},       {"conv_kernel", 4},
                                {"time_step_rank", 1},   {"num_hidden_layers", 1},
                                {"vocab_size", 18},      {"layer_norm_epsilon", 1e12}};
    for (const auto& [name, tensor] : arrays) {
        if (name != "x" && name != "out") {
            checkpoint.tensors.emplace("backbone.layers.0.mixer." + name, tensor);
        }
    }
    checkpoint.tensors.emplace("backbone.embeddings.weight", arrays.at("x").reshaped({18, 8}));
    const std::vector<float> large(8, 1e6F); // √ε: the norm divides by as much
    const std::vector<float> ones(8, 1.0F);
    checkpoint.tensors.emplace("backbone.layers.0.norm.weight",
                               Tensor::of({8}, std::span<const float>(large)));
    checkpoint.tensors.emplace("backbone.norm_f.weight",
                               Tensor::of({8}, std::span<const float>(ones)));
    return checkpoint;
}

} // namespace saccade
