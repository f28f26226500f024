#include "tests/support/plain_recurrent.h"

#include "tests/support/tiny_models.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace saccade
{

namespace
{

using Row = std::vector<double>;

/// A checkpoint's numbers as doubles.
class Numbers
{
public:
    explicit Numbers(const Checkpoint& checkpoint) : m_checkpoint(checkpoint) {}

    Row vector(const std::string& name) const
    {
        const auto floats = toF32(m_checkpoint.tensor(name));
        return {floats.floats().begin(), floats.floats().end()};
    }
    /// W·x, W of the rows `first` … of the tensor seen as [rows, x's size].
    Row times(const std::string& name, const Row& x, std::size_t first = 0,
              std::size_t count = 0) const
    {
        const auto weights = vector(name);
        const auto rows = count == 0 ? weights.size() / x.size() : count;
        Row y(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t i = 0; i < x.size(); ++i) {
                y[row] += weights[(first + row) * x.size() + i] * x[i];
            }
        }
        return y;
    }
    Row lookUp(const std::string& name, std::int32_t token, std::size_t width) const
    {
        const auto all = vector(name);
        const auto start = all.begin() + static_cast<std::ptrdiff_t>(width) * token;
        return {start, start + static_cast<std::ptrdiff_t>(width)};
    }

private:
    const Checkpoint& m_checkpoint;
};

void add(Row& x, const Row& y)
{
    std::ranges::transform(x, y, x.begin(), std::plus<>());
}

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

double silu(double x)
{
    return x * sigmoid(x);
}

/// Of each of `parts` equal parts.
Row rootMeanSquareNorm(Row x, const Row& weight, std::size_t parts = 1)
{
    const auto d = x.size() / parts;
    for (std::size_t start = 0; start < x.size(); start += d) {
        double squares = 0.0;
        for (std::size_t i = start; i < start + d; ++i) {
            squares += x[i] * x[i] / static_cast<double>(d);
        }
        for (std::size_t i = start; i < start + d; ++i) {
            x[i] *= weight[i] / std::sqrt(squares + 1e-5);
        }
    }
    return x;
}

/// Of each of `groups` equal parts.
Row meanNorm(Row x, const Row& weight, const Row& bias, std::size_t groups, double epsilon)
{
    const auto d = x.size() / groups;
    for (std::size_t start = 0; start < x.size(); start += d) {
        double mean = 0.0;
        double variance = 0.0;
        for (std::size_t i = start; i < start + d; ++i) {
            mean += x[i] / static_cast<double>(d);
        }
        for (std::size_t i = start; i < start + d; ++i) {
            variance += (x[i] - mean) * (x[i] - mean) / static_cast<double>(d);
        }
        for (std::size_t i = start; i < start + d; ++i) {
            x[i] = (x[i] - mean) / std::sqrt(variance + epsilon) * weight[i] + bias[i];
        }
    }
    return x;
}

class Maker
{
public:
    Maker(Checkpoint& checkpoint, std::string file)
        : m_checkpoint(checkpoint), m_file(std::move(file))
    {
    }
    void add(const std::string& name, Shape shape, float size = 0.5F, float offset = 0.0F)
    {
        const auto seed = m_checkpoint.tensors.size() + 100;
        m_checkpoint.tensors.emplace(name, randomTensor(std::move(shape), seed, size, offset));
        m_checkpoint.tensorFiles.emplace(name, m_file);
    }

private:
    Checkpoint& m_checkpoint;
    std::string m_file;
};

constexpr std::size_t heads = 4, perHead = 4, states = 3, groups = 2, kernel = 4;
constexpr std::size_t inner = heads * perHead;
constexpr std::size_t convolved = inner + 2 * groups * states;

struct MambaMemory {
    std::vector<Row> rows; // of the convolution, oldest first
    Row held = Row(inner * states);
};

Row mambaBlock(const Numbers& numbers, const std::string& name, const Row& x, MambaMemory& memory,
               std::size_t normGroups)
{
    const auto all = numbers.times(name + "in_proj.weight", x);
    const Row gate(all.begin(), all.begin() + inner);
    memory.rows.emplace_back(all.begin() + inner, all.begin() + inner + convolved);
    auto mixed = numbers.vector(name + "conv1d.bias");
    const auto weights = numbers.vector(name + "conv1d.weight");
    for (std::size_t back = 0; back < std::min(kernel, memory.rows.size()); ++back) {
        const auto& row = memory.rows[memory.rows.size() - 1 - back];
        for (std::size_t c = 0; c < convolved; ++c) {
            mixed[c] += weights[c * kernel + kernel - 1 - back] * row[c];
        }
    }
    std::ranges::transform(mixed, mixed.begin(), silu);
    const auto rates = numbers.vector(name + "A_log");
    const auto skips = numbers.vector(name + "D");
    const auto offsets = numbers.vector(name + "dt_bias");
    Row y(inner);
    for (std::size_t c = 0; c < inner; ++c) {
        const auto head = c / perHead;
        const auto step = std::log1p(std::exp(all[inner + convolved + head] + offsets[head]));
        const auto decay = std::exp(-step * std::exp(rates[head]));
        const auto group = head / (heads / groups) * states;
        y[c] = skips[head] * mixed[c];
        for (std::size_t s = 0; s < states; ++s) {
            auto& held = memory.held[c * states + s];
            held = decay * held + step * mixed[inner + group + s] * mixed[c];
            y[c] += mixed[inner + groups * states + group + s] * held;
        }
        y[c] *= silu(gate[c]);
    }
    return numbers.times(name + "out_proj.weight",
                         rootMeanSquareNorm(y, numbers.vector(name + "norm.weight"), normGroups));
}

constexpr std::size_t rwkvWidth = 8, rwkvHeads = 2, rwkvRank = 3;
constexpr std::size_t headWidth = rwkvWidth / rwkvHeads;

struct RwkvMemory {
    Row time = Row(rwkvWidth), channels = Row(rwkvWidth);
    Row held = Row(rwkvWidth * headWidth); // [channel of the key, of the value]
};

/// x + (the row before − x) ⊙ share
Row moved(const Row& x, const Row& before, const Row& share)
{
    Row result = x;
    for (std::size_t i = 0; i < x.size(); ++i) {
        result[i] += (before[i] - x[i]) * share[i];
    }
    return result;
}

Row timeMixing(const Numbers& numbers, const std::string& name, const Row& x, RwkvMemory& memory)
{
    auto low = numbers.times(name + "time_maa_w1",
                             moved(x, memory.time, numbers.vector(name + "time_maa_x")));
    std::ranges::transform(low, low.begin(), [](double value) { return std::tanh(value); });
    std::map<char, Row> rows;
    for (std::size_t part = 0; part < 5; ++part) {
        const auto letter = "wkvrg"[part];
        auto share = numbers.vector(name + "time_maa_" + letter);
        const auto start = low.begin() + static_cast<std::ptrdiff_t>(part * rwkvRank);
        add(share, numbers.times(name + "time_maa_w2", Row(start, start + rwkvRank),
                                 part * rwkvWidth, rwkvWidth));
        rows[letter] = moved(x, memory.time, share);
    }
    memory.time = x;
    auto decay = numbers.vector(name + "time_decay");
    auto decayLow = numbers.times(name + "time_decay_w1", rows['w']);
    std::ranges::transform(decayLow, decayLow.begin(),
                           [](double value) { return std::tanh(value); });
    add(decay, numbers.times(name + "time_decay_w2", decayLow));
    const auto r = numbers.times(name + "receptance.weight", rows['r']);
    const auto k = numbers.times(name + "key.weight", rows['k']);
    const auto v = numbers.times(name + "value.weight", rows['v']);
    const auto gate = numbers.times(name + "gate.weight", rows['g']);
    const auto bonus = numbers.vector(name + "time_faaaa");
    Row y(rwkvWidth);
    for (std::size_t key = 0; key < rwkvWidth; ++key) {
        for (std::size_t j = 0; j < headWidth; ++j) {
            const auto value = key / headWidth * headWidth + j;
            auto& held = memory.held[key * headWidth + j];
            y[value] += r[key] * (held + bonus[key] * k[key] * v[value]);
            held = std::exp(-std::exp(decay[key])) * held + k[key] * v[value];
        }
    }
    y = meanNorm(y, numbers.vector(name + "ln_x.weight"), numbers.vector(name + "ln_x.bias"),
                 rwkvHeads, 64e-5);
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] *= silu(gate[i]);
    }
    return numbers.times(name + "output.weight", y);
}

Row channelMixing(const Numbers& numbers, const std::string& name, const Row& x, RwkvMemory& memory)
{
    const auto received = numbers.times(
        name + "receptance.weight", moved(x, memory.channels, numbers.vector(name + "time_maa_r")));
    auto hidden = numbers.times(name + "key.weight",
                                moved(x, memory.channels, numbers.vector(name + "time_maa_k")));
    memory.channels = x;
    std::ranges::transform(hidden, hidden.begin(), [](double value) {
        return std::max(value, 0.0) * std::max(value, 0.0);
    });
    auto y = numbers.times(name + "value.weight", hidden);
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] *= sigmoid(received[i]);
    }
    return y;
}

} // namespace

Checkpoint tinyMamba2()
{
    Checkpoint checkpoint;
    checkpoint.path = "tiny";
    checkpoint.format = "Hugging Face";
    checkpoint.configuration = {{"model_type", "mamba2"}, {"hidden_size", 8},
                                {"num_hidden_layers", 2}, {"num_heads", heads},
                                {"head_dim", perHead},    {"state_size", states},
                                {"n_groups", groups},     {"conv_kernel", kernel},
                                {"vocab_size", 11},       {"layer_norm_epsilon", 1e-5}};
    Maker maker(checkpoint, "tiny.safetensors");
    maker.add("backbone.embeddings.weight", {11, 8}, 1.0F);
    maker.add("lm_head.weight", {11, 8}, 1.0F);
    maker.add("backbone.norm_f.weight", {8}, 0.3F, 1.0F);
    for (const std::string layer : {"0", "1"}) {
        const auto name = "backbone.layers." + layer + ".";
        const auto rows = static_cast<std::int64_t>(inner + convolved + heads);
        const auto channels = static_cast<std::int64_t>(convolved);
        maker.add(name + "norm.weight", {8}, 0.3F, 1.0F);
        maker.add(name + "mixer.in_proj.weight", {rows, 8});
        maker.add(name + "mixer.conv1d.weight", {channels, 1, kernel});
        maker.add(name + "mixer.conv1d.bias", {channels});
        maker.add(name + "mixer.dt_bias", {heads});
        maker.add(name + "mixer.A_log", {heads}, 1.0F);
        maker.add(name + "mixer.D", {heads}, 0.5F, 1.0F);
        maker.add(name + "mixer.norm.weight", {inner}, 0.3F, 1.0F);
        maker.add(name + "mixer.out_proj.weight", {8, inner});
    }
    return checkpoint;
}

std::vector<double> plainMamba2(const Checkpoint& checkpoint, std::span<const std::int32_t> tokens,
                                std::size_t normGroups)
{
    const Numbers numbers(checkpoint);
    std::vector<MambaMemory> memories(2);
    std::vector<double> logits;
    for (const auto token : tokens) {
        auto x = numbers.lookUp("backbone.embeddings.weight", token, 8);
        for (std::size_t layer = 0; layer < memories.size(); ++layer) {
            const auto name = "backbone.layers." + std::to_string(layer) + ".";
            const auto normed = rootMeanSquareNorm(x, numbers.vector(name + "norm.weight"));
            add(x, mambaBlock(numbers, name + "mixer.", normed, memories[layer], normGroups));
        }
        std::ranges::copy(
            numbers.times("lm_head.weight",
                          rootMeanSquareNorm(x, numbers.vector("backbone.norm_f.weight"))),
            std::back_inserter(logits));
    }
    return logits;
}

Checkpoint tinyRwkv6()
{
    Checkpoint checkpoint;
    checkpoint.path = "tiny";
    checkpoint.format = "rwkv.cpp";
    checkpoint.configuration = {
        {"model_type", "rwkv6"}, {"n_vocab", 11}, {"n_embed", rwkvWidth}, {"n_layer", 2}};
    Maker maker(checkpoint, "tiny.bin");
    const auto norm = [&](const std::string& name) {
        maker.add(name + ".weight", {rwkvWidth}, 0.3F, 1.0F);
        maker.add(name + ".bias", {rwkvWidth}, 0.2F);
    };
    maker.add("emb.weight", {11, rwkvWidth}, 1.0F);
    maker.add("head.weight", {11, rwkvWidth}, 1.0F);
    norm("ln_out");
    norm("blocks.0.ln0");
    for (const std::string block : {"blocks.0.", "blocks.1."}) {
        norm(block + "ln1");
        norm(block + "ln2");
        norm(block + "att.ln_x");
        for (const std::string letter : {"x", "w", "k", "v", "r", "g"}) {
            maker.add(block + "att.time_maa_" + letter, {rwkvWidth}, 0.5F, 0.5F);
        }
        maker.add(block + "att.time_maa_w1", {5 * rwkvRank, rwkvWidth});
        maker.add(block + "att.time_maa_w2", {5, rwkvWidth, rwkvRank});
        maker.add(block + "att.time_decay", {rwkvHeads, headWidth, 1}, 1.0F);
        maker.add(block + "att.time_decay_w1", {rwkvRank, rwkvWidth});
        maker.add(block + "att.time_decay_w2", {rwkvWidth, rwkvRank});
        maker.add(block + "att.time_faaaa", {rwkvHeads, headWidth, 1});
        for (const std::string part : {"receptance", "key", "value", "gate", "output"}) {
            maker.add(block + "att." + part + ".weight", {rwkvWidth, rwkvWidth});
        }
        maker.add(block + "ffn.time_maa_k", {rwkvWidth}, 0.5F, 0.5F);
        maker.add(block + "ffn.time_maa_r", {rwkvWidth}, 0.5F, 0.5F);
        maker.add(block + "ffn.key.weight", {12, rwkvWidth});
        maker.add(block + "ffn.value.weight", {rwkvWidth, 12});
        maker.add(block + "ffn.receptance.weight", {rwkvWidth, rwkvWidth});
    }
    return checkpoint;
}

std::vector<double> plainRwkv6(const Checkpoint& checkpoint, std::span<const std::int32_t> tokens)
{
    const Numbers numbers(checkpoint);
    const auto normed = [&](const Row& x, const std::string& name) {
        return meanNorm(x, numbers.vector(name + ".weight"), numbers.vector(name + ".bias"), 1,
                        1e-5);
    };
    std::vector<RwkvMemory> memories(2);
    std::vector<double> logits;
    for (const auto token : tokens) {
        auto x = normed(numbers.lookUp("emb.weight", token, rwkvWidth), "blocks.0.ln0");
        for (std::size_t layer = 0; layer < memories.size(); ++layer) {
            const auto name = "blocks." + std::to_string(layer) + ".";
            add(x, timeMixing(numbers, name + "att.", normed(x, name + "ln1"), memories[layer]));
            add(x, channelMixing(numbers, name + "ffn.", normed(x, name + "ln2"), memories[layer]));
        }
        std::ranges::copy(numbers.times("head.weight", normed(x, "ln_out")),
                          std::back_inserter(logits));
    }
    return logits;
}

} // namespace saccade
