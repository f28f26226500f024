#include "tests/support/plain_linear_attention.h"

#include "tests/support/tiny_models.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace saccade
{

namespace
{

using Row = std::vector<double>;
using Rows = std::vector<Row>;

constexpr std::int64_t vocabulary = 11;
constexpr std::int64_t inner = 12; // of the MLP

class TinyMaker
{
public:
    TinyMaker(const std::string& kind, std::int64_t width, std::int64_t heads) : m_width(width)
    {
        m_checkpoint.path = "tiny-" + kind;
        m_checkpoint.format = "Hugging Face";
        m_checkpoint.configuration = {{"model_type", kind},       {"hidden_size", width},
                                      {"num_hidden_layers", 2},   {"num_heads", heads},
                                      {"vocab_size", vocabulary}, {"norm_eps", 1e-5}};
        add("model.embeddings.weight", {vocabulary, width});
        add("model.norm.weight", {width}, 0.2F, 1.0F);
    }

    void add(const std::string& name, Shape shape, float size = 0.6F, float offset = 0.0F)
    {
        const auto seed = m_checkpoint.tensors.size() + 300;
        m_checkpoint.tensors.emplace(name, randomTensor(std::move(shape), seed, size, offset));
        m_checkpoint.tensorFiles.emplace(name, m_checkpoint.path.string());
    }

    /// What all kinds have: `keys` and `values` channels, of which `stored` as many of each share.
    void addBlock(const std::string& name, std::int64_t keys, std::int64_t values,
                  std::int64_t group)
    {
        add(name + "attn_norm.weight", {m_width}, 0.2F, 1.0F);
        add(name + "attn.q_proj.weight", {keys, m_width});
        add(name + "attn.k_proj.weight", {keys / group, m_width});
        add(name + "attn.v_proj.weight", {values / group, m_width});
        add(name + "attn.o_proj.weight", {m_width, values});
        add(name + "mlp_norm.weight", {m_width}, 0.2F, 1.0F);
        add(name + "mlp.down_proj.weight", {m_width, inner});
    }

    void addMlp(const std::string& name)
    {
        add(name + "mlp.gate_proj.weight", {inner, m_width});
        add(name + "mlp.up_proj.weight", {inner, m_width});
    }

    nlohmann::json& configuration() { return m_checkpoint.configuration; }
    Checkpoint take() { return std::move(m_checkpoint); }

private:
    Checkpoint m_checkpoint;
    std::int64_t m_width;
};

std::string layerName(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

double sigmoid(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

class Plain
{
public:
    explicit Plain(const Checkpoint& checkpoint)
        : m_checkpoint(checkpoint), m_kind(checkpoint.configuration.at("model_type"))
    {
        const auto& config = checkpoint.configuration;
        m_heads = config.at("num_heads").get<std::size_t>();
        m_stored = config.value("num_kv_heads", m_heads);
        const auto width = config.at("hidden_size").get<double>();
        const auto share = [&](const char* key, double initial) {
            return static_cast<std::size_t>(width * config.value(key, initial)) / m_heads;
        };
        m_keyWidth = share("expand_k", m_kind == "gla" ? 0.5 : 1.0);
        m_valueWidth = share("expand_v", m_kind == "retnet" ? 2.0 : 1.0);
    }

    Row logits(std::span<const std::int32_t> tokens) const
    {
        Rows x;
        const auto table = numbers("model.embeddings.weight");
        const auto width = table.size() / static_cast<std::size_t>(vocabulary);
        for (const auto token : tokens) {
            const auto start = table.begin() + token * static_cast<std::ptrdiff_t>(width);
            x.emplace_back(start, start + static_cast<std::ptrdiff_t>(width));
        }
        for (int layer = 0; layer < 2; ++layer) {
            addTo(x, attended(layerName(layer), x));
            addTo(x, transformed(layerName(layer), x));
        }
        const auto* output =
            m_checkpoint.contains("lm_head.weight") ? "lm_head.weight" : "model.embeddings.weight";
        Row all;
        for (const auto& row : x) {
            const auto one = times(output, normed(row, "model.norm.weight"));
            all.insert(all.end(), one.begin(), one.end());
        }
        return all;
    }

private:
    Row numbers(const std::string& name) const
    {
        const auto floats = m_checkpoint.tensor(name).floats();
        return {floats.begin(), floats.end()};
    }

    Row times(const std::string& name, const Row& x) const
    {
        const auto weights = numbers(name);
        Row y(weights.size() / x.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            y[i / x.size()] += weights[i] * x[i % x.size()];
        }
        return y;
    }

    Row affineOf(const std::string& name, const Row& x) const
    {
        auto y = times(name + ".weight", x);
        const auto bias = numbers(name + ".bias");
        std::ranges::transform(y, bias, y.begin(), std::plus<>());
        return y;
    }

    Row normed(Row x, const std::string& name) const
    {
        const auto weight = numbers(name);
        double squares = 0.0;
        for (const auto value : x) {
            squares += value * value / static_cast<double>(x.size());
        }
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] *= weight[i] / std::sqrt(squares + 1e-5);
        }
        return x;
    }

    static void addTo(Rows& x, const Rows& y)
    {
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::ranges::transform(x[i], y[i], x[i].begin(), std::plus<>());
        }
    }

    Rows transformed(const std::string& name, const Rows& x) const
    {
        Rows y;
        for (const auto& row : x) {
            const auto read = normed(row, name + "mlp_norm.weight");
            auto gate = times(name + "mlp.gate_proj.weight", read);
            Row value(gate.begin() + static_cast<std::ptrdiff_t>(gate.size() / 2), gate.end());
            if (m_checkpoint.contains(name + "mlp.up_proj.weight")) {
                value = times(name + "mlp.up_proj.weight", read);
            }
            gate.resize(value.size());
            for (std::size_t i = 0; i < gate.size(); ++i) {
                gate[i] *= sigmoid(gate[i]) * value[i];
            }
            y.push_back(times(name + "mlp.down_proj.weight", gate));
        }
        return y;
    }

    static Row headOf(const Row& row, std::size_t head, std::size_t width)
    {
        const auto start = row.begin() + static_cast<std::ptrdiff_t>(head * width);
        return {start, start + static_cast<std::ptrdiff_t>(width)};
    }

    Row features(const std::string& name, const Row& x) const
    {
        if (m_kind != "linear_attn") {
            return x;
        }
        auto y = x;
        if (m_checkpoint.configuration.value("feature_map", "") == "elu") {
            std::ranges::transform(y, y.begin(),
                                   [](double v) { return v > 0.0 ? v + 1.0 : std::exp(v); });
            return y;
        }
        y = affineOf(name + ".layer1", x);
        const auto second = affineOf(name + ".layer2", x);
        std::ranges::transform(y, second, y.begin(), std::multiplies<>());
        return y;
    }

    /// As complex numbers of the halves, turned by the position.
    Row turned(Row x, std::size_t position) const
    {
        const auto half = x.size() / 2;
        for (std::size_t i = 0; i < half && m_kind == "retnet"; ++i) {
            const auto angle =
                static_cast<double>(position) *
                std::pow(10000.0, -static_cast<double>(i) / static_cast<double>(half));
            const auto a = x[i];
            const auto b = x[i + half];
            x[i] = a * std::cos(angle) - b * std::sin(angle);
            x[i + half] = a * std::sin(angle) + b * std::cos(angle);
        }
        return x;
    }

    /// ln of what is left of channel c of a key after this token.
    double logarithm(std::size_t head, std::size_t channel, const Row& low,
                     const std::string& name) const
    {
        if (m_kind == "retnet") {
            return std::log(1.0 - std::pow(2.0, -5.0 - static_cast<double>(head)));
        }
        if (m_kind != "gla") {
            return 0.0;
        }
        const auto z = affineOf(name + "attn.gk_proj.1", low);
        return std::log(sigmoid(z[head * m_keyWidth + channel])) / 16.0;
    }

    Rows attended(const std::string& name, const Rows& x) const
    {
        Rows read;
        for (const auto& row : x) {
            read.push_back(normed(row, name + "attn_norm.weight"));
        }
        Rows out(x.size());
        for (std::size_t head = 0; head < m_heads; ++head) {
            const auto heads = headRows(name, read, head);
            for (std::size_t i = 0; i < x.size(); ++i) {
                out[i].insert(out[i].end(), heads[i].begin(), heads[i].end());
            }
        }
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (m_checkpoint.contains(name + "attn.g_proj.weight")) {
                const auto gate = times(name + "attn.g_proj.weight", read[i]);
                for (std::size_t c = 0; c < gate.size(); ++c) {
                    out[i][c] *= gate[c] * sigmoid(gate[c]);
                }
            }
            out[i] = times(name + "attn.o_proj.weight", out[i]);
        }
        return out;
    }

    /// What one head gives, normed: [tokens, valueWidth].
    Rows headRows(const std::string& name, const Rows& read, std::size_t head) const
    {
        const auto stored = head / (m_heads / m_stored);
        Rows queries, keys, values, lows;
        for (std::size_t i = 0; i < read.size(); ++i) {
            const auto part = [&](const char* which, std::size_t index, std::size_t width) {
                return headOf(times(name + "attn." + which + "_proj.weight", read[i]), index,
                              width);
            };
            const auto map = name + "attn.feature_map_";
            queries.push_back(turned(features(map + "q", part("q", head, m_keyWidth)), i));
            keys.push_back(turned(features(map + "k", part("k", stored, m_keyWidth)), i));
            values.push_back(part("v", stored, m_valueWidth));
            lows.push_back(m_kind == "gla" ? times(name + "attn.gk_proj.0.weight", read[i])
                                           : Row());
        }
        Rows out;
        for (std::size_t i = 0; i < read.size(); ++i) {
            Row sum(m_valueWidth);
            double scores = 0.0;
            Row left(m_keyWidth, 1.0); // of key j, channel by channel
            for (std::size_t back = 0; back <= i; ++back) {
                const auto j = i - back;
                double score = 0.0;
                for (std::size_t c = 0; c < m_keyWidth; ++c) {
                    score += queries[i][c] * left[c] * keys[j][c] /
                             std::sqrt(static_cast<double>(m_keyWidth));
                    left[c] *= std::exp(logarithm(head, c, lows[j], name));
                }
                scores += score;
                for (std::size_t c = 0; c < m_valueWidth; ++c) {
                    sum[c] += score * values[j][c];
                }
            }
            if (m_checkpoint.configuration.value("norm_feature_map", false)) {
                std::ranges::transform(sum, sum.begin(),
                                       [&](double value) { return value / scores; });
            }
            out.push_back(normed(sum, name + normName()));
        }
        return out;
    }

    std::string normName() const
    {
        return m_kind == "linear_attn" ? "attn.norm.weight" : "attn.g_norm_swish_gate.weight";
    }

    const Checkpoint& m_checkpoint;
    std::string m_kind;
    std::size_t m_heads = 0, m_stored = 0, m_keyWidth = 0, m_valueWidth = 0;
};

} // namespace

Checkpoint tinyRetnet()
{
    TinyMaker maker("retnet", 8, 4);
    maker.configuration()["num_kv_heads"] = 2;
    for (int layer = 0; layer < 2; ++layer) {
        const auto name = layerName(layer);
        maker.addBlock(name, 8, 16, 2);
        maker.addMlp(name);
        maker.add(name + "attn.g_proj.weight", {16, 8});
        maker.add(name + "attn.g_norm_swish_gate.weight", {4}, 0.2F, 1.0F);
    }
    maker.add("lm_head.weight", {vocabulary, 8});
    return maker.take();
}

Checkpoint tinyGla()
{
    TinyMaker maker("gla", 16, 2);
    for (int layer = 0; layer < 2; ++layer) {
        const auto name = layerName(layer);
        maker.addBlock(name, 8, 16, 1);
        maker.add(name + "mlp.gate_proj.weight", {2 * inner, 16});
        maker.add(name + "attn.g_proj.weight", {16, 16});
        maker.add(name + "attn.g_norm_swish_gate.weight", {8}, 0.2F, 1.0F);
        maker.add(name + "attn.gk_proj.0.weight", {3, 16}, 1.5F);
        maker.add(name + "attn.gk_proj.1.weight", {8, 3}, 1.5F);
        maker.add(name + "attn.gk_proj.1.bias", {8}, 1.0F, -3.0F);
    }
    return maker.take();
}

Checkpoint tinyLinearAttention(TinyFeatures features)
{
    TinyMaker maker("linear_attn", 8, 2);
    const bool isElu = features == TinyFeatures::NormedElu;
    if (isElu) {
        maker.configuration()["feature_map"] = "elu";
        maker.configuration()["norm_feature_map"] = true;
    }
    for (int layer = 0; layer < 2; ++layer) {
        const auto name = layerName(layer);
        maker.addBlock(name, 8, 8, 1);
        maker.addMlp(name);
        maker.add(name + "attn.norm.weight", {4}, 0.2F, 1.0F);
        for (const auto* map : {"q", "k"}) {
            for (const auto* part : {"layer1", "layer2"}) {
                const auto linear = name + "attn.feature_map_" + map + "." + part;
                if (!isElu) {
                    maker.add(linear + ".weight", {4, 4}, 1.0F);
                    maker.add(linear + ".bias", {4});
                }
            }
        }
    }
    maker.add("lm_head.weight", {vocabulary, 8});
    return maker.take();
}

std::vector<double> plainLinearAttention(const Checkpoint& checkpoint,
                                         std::span<const std::int32_t> tokens)
{
    return Plain(checkpoint).logits(tokens);
}

} // namespace saccade
