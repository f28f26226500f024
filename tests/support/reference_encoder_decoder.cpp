#include "tests/support/reference_encoder_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace saccade::reference
{

namespace
{

Matrix table(const Checkpoint& checkpoint, const std::string& name)
{
    const auto& tensor = checkpoint.tensor(name);
    const auto values = tensor.floats();
    const bool isVector = tensor.shape().rank() == 1;
    const auto rows = isVector ? 1 : static_cast<std::size_t>(tensor.shape()[0]);
    const auto columns = values.size() / rows;
    Matrix result(rows, Row(columns));
    for (std::size_t i = 0; i < values.size(); ++i) {
        result[i / columns][i % columns] = static_cast<double>(values[i]);
    }
    return result;
}

// y = W·x + b; the bias where there is one.
Matrix project(const Checkpoint& checkpoint, const std::string& name, const Matrix& x)
{
    const auto weight = table(checkpoint, name + ".weight");
    const auto bias = checkpoint.contains(name + ".bias") ? table(checkpoint, name + ".bias")[0]
                                                          : Row(weight.size(), 0.0);
    Matrix y;
    for (const auto& row : x) {
        Row out = bias;
        for (std::size_t o = 0; o < weight.size(); ++o) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                out[o] += weight[o][i] * row[i];
            }
        }
        y.push_back(out);
    }
    return y;
}

Matrix layerNorm(const Checkpoint& checkpoint, const std::string& name, const Matrix& x)
{
    const auto weight = table(checkpoint, name + ".weight")[0];
    const auto bias = table(checkpoint, name + ".bias")[0];
    Matrix y = x;
    for (auto& row : y) {
        const auto count = static_cast<double>(row.size());
        double mean = 0.0;
        for (const auto value : row) {
            mean += value / count;
        }
        double variance = 0.0;
        for (const auto value : row) {
            variance += (value - mean) * (value - mean) / count;
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = (row[i] - mean) / std::sqrt(variance + 1e-5) * weight[i] + bias[i];
        }
    }
    return y;
}

Matrix rootMeanSquareNorm(const Checkpoint& checkpoint, const std::string& name, const Matrix& x)
{
    const auto weight = table(checkpoint, name + ".weight")[0];
    Matrix y = x;
    for (auto& row : y) {
        double sum = 0.0;
        for (const auto value : row) {
            sum += value * value / static_cast<double>(row.size());
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] *= weight[i] / std::sqrt(sum + 1e-6);
        }
    }
    return y;
}

Matrix sum(Matrix x, const Matrix& y)
{
    for (std::size_t i = 0; i < x.size(); ++i) {
        for (std::size_t j = 0; j < x[i].size(); ++j) {
            x[i][j] += y[i][j];
        }
    }
    return x;
}

using ScoreBias = std::function<double(std::size_t head, std::size_t query, std::size_t key)>;

constexpr double hidden = -std::numeric_limits<double>::infinity();

double future(std::size_t /*head*/, std::size_t query, std::size_t key)
{
    return key > query ? hidden : 0.0;
}

double nothing(std::size_t /*head*/, std::size_t /*query*/, std::size_t /*key*/)
{
    return 0.0;
}

// softmax(scale·q·k + bias)·v, head by head.
Matrix attend(const Matrix& queries, const Matrix& keys, const Matrix& values, std::size_t heads,
              double scale, const ScoreBias& bias, std::vector<Matrix>& patterns)
{
    const auto d = queries[0].size() / heads;
    Matrix mixed(queries.size(), Row(queries[0].size(), 0.0));
    patterns.assign(heads, Matrix(queries.size(), Row(keys.size(), 0.0)));
    for (std::size_t h = 0; h < heads; ++h) {
        for (std::size_t i = 0; i < queries.size(); ++i) {
            auto& row = patterns[h][i];
            for (std::size_t j = 0; j < keys.size(); ++j) {
                double product = 0.0;
                for (std::size_t c = h * d; c < (h + 1) * d; ++c) {
                    product += queries[i][c] * keys[j][c];
                }
                row[j] = scale * product + bias(h, i, j);
            }
            const auto largest = *std::ranges::max_element(row);
            double total = 0.0;
            for (auto& value : row) {
                value = std::exp(value - largest);
                total += value;
            }
            for (std::size_t j = 0; j < keys.size(); ++j) {
                row[j] /= total;
                for (std::size_t c = h * d; c < (h + 1) * d; ++c) {
                    mixed[i][c] += row[j] * values[j][c];
                }
            }
        }
    }
    return mixed;
}

Matrix mapped(Matrix x, const std::function<double(double)>& function)
{
    for (auto& row : x) {
        std::ranges::transform(row, row.begin(), function);
    }
    return x;
}

class Bart
{
public:
    Bart(const Checkpoint& checkpoint, const Rules& rules)
        : m_checkpoint(checkpoint), m_rules(rules)
    {
    }

    Matrix run(const std::string& stack, const std::vector<std::int32_t>& tokens,
               const std::string& embedding, const Matrix* memory, Result& result) const
    {
        const auto words = table(m_checkpoint, embedding);
        Matrix x;
        for (std::size_t p = 0; p < tokens.size(); ++p) {
            auto row = words[static_cast<std::size_t>(tokens[p])];
            for (std::size_t c = 0; c < row.size(); ++c) {
                row[c] = row[c] * m_rules.embeddingScale + m_rules.position(stack, p, c);
            }
            x.push_back(row);
        }
        const auto name = m_rules.prefix + stack + ".";
        if (m_rules.normalisesEmbedding) {
            x = layerNorm(m_checkpoint, name + "layernorm_embedding", x);
        }
        for (std::size_t l = 0; m_checkpoint.contains(block(name, l) + "fc1.weight"); ++l) {
            x = layer(x, block(name, l), stack + "." + std::to_string(l), memory, result, l);
        }
        return m_rules.hasFinalNorm ? layerNorm(m_checkpoint, name + "layer_norm", x) : x;
    }

private:
    static std::string block(const std::string& name, std::size_t index)
    {
        return name + "layers." + std::to_string(index) + ".";
    }

    Matrix around(const Matrix& x, const std::string& norm,
                  const std::function<Matrix(const Matrix&)>& part) const
    {
        return m_rules.isNormBefore ? sum(x, part(layerNorm(m_checkpoint, norm, x)))
                                    : layerNorm(m_checkpoint, norm, sum(x, part(x)));
    }

    Matrix layer(Matrix x, const std::string& block, const std::string& pattern,
                 const Matrix* memory, Result& result, std::size_t index) const
    {
        const auto attention = [&](const Matrix& from, const Matrix& to, const std::string& part,
                                   const ScoreBias& bias, const std::string& key) {
            const auto heads = static_cast<std::size_t>(m_rules.heads);
            const auto queries = project(m_checkpoint, block + part + ".q_proj", from);
            const auto scale = 1.0 / std::sqrt(static_cast<double>(queries[0].size() / heads));
            return project(m_checkpoint, block + part + ".out_proj",
                           attend(queries, project(m_checkpoint, block + part + ".k_proj", to),
                                  project(m_checkpoint, block + part + ".v_proj", to), heads, scale,
                                  bias, result.patterns[key]));
        };
        x = around(x, block + "self_attn_layer_norm", [&](const Matrix& input) {
            return attention(input, input, "self_attn",
                             memory == nullptr ? ScoreBias(nothing) : ScoreBias(future), pattern);
        });
        if (memory != nullptr) {
            x = around(x, block + "encoder_attn_layer_norm", [&](const Matrix& input) {
                return attention(input, *memory, "encoder_attn", nothing,
                                 "cross." + std::to_string(index));
            });
        }
        return around(x, block + "final_layer_norm", [&](const Matrix& input) {
            return project(m_checkpoint, block + "fc2",
                           mapped(project(m_checkpoint, block + "fc1", input), m_rules.activation));
        });
    }

    const Checkpoint& m_checkpoint;
    const Rules& m_rules;
};

// Of a distance key − query: small ones have a bucket each, larger ones share them by their
// logarithm, those beyond the maximum the last (arXiv:1910.10683, section 2.1).
std::size_t bucketOf(std::int64_t distance, std::int64_t buckets, std::int64_t maximum,
                     bool isBothWays)
{
    std::int64_t first = 0;
    if (isBothWays) {
        buckets /= 2;
        first = distance > 0 ? buckets : 0;
        distance = std::abs(distance);
    } else {
        distance = std::max<std::int64_t>(-distance, 0);
    }
    const auto exact = buckets / 2;
    if (distance < exact) {
        return static_cast<std::size_t>(first + distance);
    }
    const auto share = std::log(static_cast<double>(distance) / static_cast<double>(exact)) /
                       std::log(static_cast<double>(maximum) / static_cast<double>(exact));
    const auto further =
        exact + static_cast<std::int64_t>(share * static_cast<double>(buckets - exact));
    return static_cast<std::size_t>(first + std::min(further, buckets - 1));
}

class T5
{
public:
    T5(const Checkpoint& checkpoint, const T5Rules& rules)
        : m_checkpoint(checkpoint), m_rules(rules)
    {
    }

    Matrix run(const std::string& stack, const std::vector<std::int32_t>& tokens,
               const Matrix* memory, Result& result) const
    {
        const auto words = table(m_checkpoint, "shared.weight");
        Matrix x;
        for (const auto token : tokens) {
            x.push_back(words[static_cast<std::size_t>(token)]);
        }
        Matrix distances; // [bucket][head]
        for (std::size_t l = 0;; ++l) {
            const auto block = stack + ".block." + std::to_string(l) + ".layer.";
            if (!m_checkpoint.contains(block + "0.layer_norm.weight")) {
                break;
            }
            const auto own = block + "0.SelfAttention.relative_attention_bias.weight";
            distances = m_checkpoint.contains(own) ? table(m_checkpoint, own) : distances;
            const auto bias = [&](std::size_t head, std::size_t query, std::size_t key) {
                const auto away = static_cast<std::int64_t>(key) - static_cast<std::int64_t>(query);
                const auto bucket = bucketOf(away, std::ssize(distances), m_rules.maximumDistance,
                                             memory == nullptr);
                return distances[bucket][head] +
                       (memory == nullptr ? 0.0 : future(head, query, key));
            };
            const auto number = std::to_string(l);
            x = attention(x, x, block + "0", ".SelfAttention", bias,
                          result.patterns[stack + "." + number], true);
            if (memory != nullptr) {
                x = attention(x, *memory, block + "1", ".EncDecAttention", nothing,
                              result.patterns["cross." + number], false);
            }
            x = sum(x, mlp(x, block + (memory == nullptr ? "1" : "2")));
        }
        return rootMeanSquareNorm(m_checkpoint, stack + ".final_layer_norm", x);
    }

private:
    Matrix attention(const Matrix& x, const Matrix& memory, const std::string& layer,
                     const std::string& part, const ScoreBias& bias, std::vector<Matrix>& patterns,
                     bool isSelf) const
    {
        const auto from = rootMeanSquareNorm(m_checkpoint, layer + ".layer_norm", x);
        const auto& to = isSelf ? from : memory;
        const auto name = layer + part;
        return sum(x,
                   project(m_checkpoint, name + ".o",
                           attend(project(m_checkpoint, name + ".q", from),
                                  project(m_checkpoint, name + ".k", to),
                                  project(m_checkpoint, name + ".v", to),
                                  static_cast<std::size_t>(m_rules.heads), 1.0, bias, patterns)));
    }

    Matrix mlp(const Matrix& x, const std::string& layer) const
    {
        const auto input = rootMeanSquareNorm(m_checkpoint, layer + ".layer_norm", x);
        const auto name = layer + ".DenseReluDense.";
        if (!m_rules.isGated) {
            return project(m_checkpoint, name + "wo",
                           mapped(project(m_checkpoint, name + "wi", input), relu));
        }
        auto inner = mapped(project(m_checkpoint, name + "wi_0", input), geluTanh);
        const auto other = project(m_checkpoint, name + "wi_1", input);
        for (std::size_t i = 0; i < inner.size(); ++i) {
            for (std::size_t j = 0; j < inner[i].size(); ++j) {
                inner[i][j] *= other[i][j];
            }
        }
        return project(m_checkpoint, name + "wo", inner);
    }

    const Checkpoint& m_checkpoint;
    const T5Rules& m_rules;
};

} // namespace

double gelu(double x)
{
    return 0.5 * x * std::erfc(-x / std::numbers::sqrt2);
}

Result runBart(const Checkpoint& checkpoint, const Rules& rules,
               const std::vector<std::int32_t>& source, const std::vector<std::int32_t>& target)
{
    Result result;
    const Bart bart(checkpoint, rules);
    result.encoded = bart.run("encoder", source, rules.encoderEmbedding, nullptr, result);
    result.decoded = bart.run("decoder", target, rules.decoderEmbedding, &result.encoded, result);
    const auto output = table(checkpoint, rules.output);
    const auto bias =
        rules.outputBias.empty() ? Row(output.size(), 0.0) : table(checkpoint, rules.outputBias)[0];
    for (const auto& row : result.decoded) {
        auto& logits = result.logits.emplace_back(bias);
        for (std::size_t o = 0; o < output.size(); ++o) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                logits[o] += output[o][i] * row[i];
            }
        }
    }
    return result;
}

Result runT5(const Checkpoint& checkpoint, const T5Rules& rules,
             const std::vector<std::int32_t>& source, const std::vector<std::int32_t>& target)
{
    Result result;
    const T5 model(checkpoint, rules);
    result.encoded = model.run("encoder", source, nullptr, result);
    result.decoded = model.run("decoder", target, &result.encoded, result);
    const auto output = table(checkpoint, rules.isTied ? "shared.weight" : "lm_head.weight");
    for (const auto& row : result.decoded) {
        auto& logits = result.logits.emplace_back(output.size(), 0.0);
        const auto scale = rules.isTied ? 1.0 / std::sqrt(static_cast<double>(row.size())) : 1.0;
        for (std::size_t o = 0; o < output.size(); ++o) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                logits[o] += scale * output[o][i] * row[i];
            }
        }
    }
    return result;
}

} // namespace saccade::reference
