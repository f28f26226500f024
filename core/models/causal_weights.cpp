#include "core/models/causal_weights.h"

#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

Tensor filled(std::int64_t count, float value)
{
    const std::vector<float> values(static_cast<std::size_t>(count), value);
    return Tensor::of({count}, std::span<const float>(values));
}

Tensor plusOne(const Tensor& stored)
{
    const auto floats = toF32(stored);
    std::vector<float> values(floats.floats().begin(), floats.floats().end());
    std::ranges::transform(values, values.begin(), [](float value) { return 1.0F + value; });
    return Tensor::of(stored.shape(), std::span<const float>(values));
}

enum class Bias { Stated, AsFound, None };

class Loader
{
public:
    Loader(Weights& weights, const CausalConfiguration& config, const CausalNames& names)
        : m_weights(weights), m_config(config), m_names(names)
    {
    }

    void loadEnds(CausalTransformer& result) const
    {
        const auto width = m_config.width;
        const auto embeddingWidth = m_config.embeddingWidth > 0 ? m_config.embeddingWidth : width;
        result.embedding =
            m_weights.matrix(m_names.embedding + ".weight", m_config.vocabulary, embeddingWidth);
        if (!m_names.embeddingProjection.empty()) {
            result.embeddingProjection =
                single(m_names.embeddingProjection, width, embeddingWidth, Bias::None);
        }
        if (!m_names.positions.empty()) {
            const auto unused = m_config.positionOffset;
            result.positions =
                m_weights.matrix(m_names.positions + ".weight", m_config.context + unused, width)
                    .rows(unused, m_config.context);
        }
        result.embeddingNorm = norm(m_names.embeddingNorm);
        result.finalNorm = norm(m_names.finalNorm);
        if (!m_names.outputProjection.empty()) {
            result.outputProjection =
                single(m_names.outputProjection, embeddingWidth, width, Bias::None);
        }
        result.output = m_config.tied ? Projection{.weight = result.embedding, .bias = {}}
                                      : single(m_names.output, m_config.vocabulary, embeddingWidth,
                                               m_config.outputBias ? Bias::Stated : Bias::None);
    }

    CausalBlock block(std::int64_t layer) const
    {
        const auto queryWidth = m_config.heads * m_config.headWidth;
        CausalBlock result;
        result.attentionNorm = norm(inLayer(layer, m_names.attentionNorm));
        loadHeads(result, layer);
        result.queryNorm = headNorm(layer, m_names.queryNorm, m_config.heads);
        result.keyNorm = headNorm(layer, m_names.keyNorm, m_config.keyValueHeads);
        result.attentionOutput = projection(layer, m_names.attentionOutput, m_config.width,
                                            queryWidth, statedBias(m_config.attentionBias));
        result.attentionOutputNorm = norm(inLayer(layer, m_names.attentionOutputNorm));
        result.middleNorm = norm(inLayer(layer, m_names.middleNorm));
        result.mlpNorm = norm(inLayer(layer, m_names.mlpNorm));
        if (hasExperts(layer)) {
            result.mlp = mixture(layer);
        } else {
            result.mlp = mlp(layer);
        }
        result.mlpOutputNorm = norm(inLayer(layer, m_names.mlpOutputNorm));
        result.endNorm = norm(inLayer(layer, m_names.endNorm));
        result.rule = attentionRule(m_config, layer);
        result.rope = m_config.attention[static_cast<std::size_t>(layer)].rope;
        return result;
    }

private:
    // Empty for a part that the model does not have.
    std::string inLayer(std::int64_t layer, const std::string& part) const
    {
        return part.empty() ? part : m_names.block + std::to_string(layer) + part;
    }

    static Bias statedBias(bool isStated) { return isStated ? Bias::Stated : Bias::AsFound; }

    Projection single(const std::string& name, std::int64_t out, std::int64_t in, Bias bias) const
    {
        Projection result{.weight = m_weights.matrix(name + ".weight", out, in), .bias = {}};
        if (bias == Bias::Stated) {
            result.bias = m_weights.vector(name + ".bias", out);
        }
        return result;
    }

    Projection projection(std::int64_t layer, const std::string& part, std::int64_t out,
                          std::int64_t in, Bias bias) const
    {
        const bool isFound = bias == Bias::AsFound &&
                             isInAnyLayer(m_weights, m_config.layers, [&](std::int64_t any) {
                                 return inLayer(any, part) + ".bias";
                             });
        const auto asStored = isFound ? Bias::Stated : bias;
        if (m_config.weightLayout == WeightLayout::OutputInput) {
            return single(inLayer(layer, part), out, in, asStored);
        }
        auto result = single(inLayer(layer, part), in, out, Bias::None);
        result.weightLayout = WeightLayout::InputOutput;
        if (asStored == Bias::Stated) {
            result.bias = m_weights.vector(inLayer(layer, part) + ".bias", out);
        }
        return result;
    }

    std::optional<Norm> norm(const std::string& name) const
    {
        if (name.empty()) {
            return std::nullopt;
        }
        return sizedNorm(name, m_config.width);
    }

    Norm sizedNorm(const std::string& name, std::int64_t width) const
    {
        Norm result{.kind = m_config.norm, .weight = {}, .bias = {}, .epsilon = m_config.epsilon};
        const bool hasBias = m_config.norm == NormKind::Layer;
        if (m_config.normWeights == NormStorage::None) {
            result.weight = filled(width, 1.0F);
            result.bias = hasBias ? filled(width, 0.0F) : Tensor();
            return result;
        }
        const auto stored = m_weights.vector(name + ".weight", width);
        result.weight =
            m_config.normWeights == NormStorage::StoredLessOne ? plusOne(stored) : stored;
        if (hasBias) {
            result.bias = m_weights.vector(name + ".bias", width);
        }
        return result;
    }

    std::optional<HeadNorm> headNorm(std::int64_t layer, const std::string& part,
                                     std::int64_t heads) const
    {
        const auto name = inLayer(layer, part);
        const auto width = m_config.headWidth;
        if (m_config.queryKeyNorm == QueryKeyNorm::None || name.empty()) {
            return std::nullopt;
        }
        if (m_config.queryKeyNorm == QueryKeyNorm::HeadOwnWeights) {
            return HeadNorm{.norm = {.kind = m_config.norm,
                                     .weight = filled(width, 1.0F),
                                     .bias = filled(width, 0.0F),
                                     .epsilon = m_config.epsilon},
                            .channelWeights = channelWeights(name, heads)};
        }
        const bool isRow = m_config.queryKeyNorm == QueryKeyNorm::Row;
        return HeadNorm{.norm = sizedNorm(name, isRow ? heads * width : width),
                        .extent = isRow ? NormExtent::Row : NormExtent::Head,
                        .channelWeights = {}};
    }

    // [heads·d], from a vector for each head or a matrix of them.
    Tensor channelWeights(const std::string& name, std::int64_t heads) const
    {
        const auto width = m_config.headWidth;
        if (name.find('*') == std::string::npos) {
            return toF32(m_weights.matrix(name + ".weight", heads, width))
                .reshaped({heads * width});
        }
        std::vector<float> values;
        for (std::int64_t head = 0; head < heads; ++head) {
            // The layer's number comes before the star.
            const auto one = toF32(m_weights.vector(numbered(name, head) + ".weight", width));
            values.insert(values.end(), one.floats().begin(), one.floats().end());
        }
        return Tensor::of({std::ssize(values)}, std::span<const float>(values));
    }

    void loadHeads(CausalBlock& result, std::int64_t layer) const
    {
        const auto [queryWidth, keyWidth] = std::pair(m_config.heads * m_config.headWidth,
                                                      m_config.keyValueHeads * m_config.headWidth);
        const auto bias = statedBias(m_config.attentionBias);
        if (m_names.fusedHeads.empty()) {
            result.queries = projection(layer, m_names.queries, queryWidth, m_config.width, bias);
            result.keys = projection(layer, m_names.keys, keyWidth, m_config.width, bias);
            result.values = projection(layer, m_names.values, keyWidth, m_config.width, bias);
            return;
        }
        const auto fused =
            projection(layer, m_names.fusedHeads, queryWidth + 2 * keyWidth, m_config.width, bias);
        if (m_config.weightLayout == WeightLayout::InputOutput) {
            result.fusedHeads = fused; // its columns are no rows to take apart
            return;
        }
        auto parts = splitHeadRows(
            fused, {m_config.heads, m_config.keyValueHeads, m_config.headWidth, m_config.fused});
        result.queries = std::move(parts[0]);
        result.keys = std::move(parts[1]);
        result.values = std::move(parts[2]);
    }

    Mlp mlp(std::int64_t layer) const
    {
        const auto bias = statedBias(m_config.mlpBias);
        const auto [width, hidden] = std::pair(m_config.width, m_config.hidden);
        const auto down = projection(layer, m_names.down, width, hidden, bias);
        if (!m_names.fusedGateUp.empty()) {
            const auto fused =
                projection(layer, m_names.fusedGateUp, 2 * hidden, width, Bias::None);
            const auto parts = splitRows(fused.weight, std::array{hidden, hidden});
            return {.gate = Projection{.weight = parts[0], .bias = {}},
                    .up = Projection{.weight = parts[1], .bias = {}},
                    .down = down};
        }
        Mlp result{
            .gate = {}, .up = projection(layer, m_names.up, hidden, width, bias), .down = down};
        if (!m_names.gate.empty()) {
            result.gate = projection(layer, m_names.gate, hidden, width, bias);
        }
        return result;
    }

    bool hasExperts(std::int64_t layer) const
    {
        return m_config.experts && std::ranges::find(m_config.experts->denseLayers, layer) ==
                                       m_config.experts->denseLayers.end();
    }

    Mixture mixture(std::int64_t layer) const
    {
        const auto& experts = *m_config.experts;
        const auto [width, hidden] = std::pair(m_config.width, experts.hidden);
        Mixture result;
        result.router = single(inLayer(layer, m_names.router), experts.count, width, Bias::None);
        result.gates = expertWeights(layer, m_names.expertGate, hidden, width);
        result.ups = expertWeights(layer, m_names.expertUp, hidden, width);
        result.downs = expertWeights(layer, m_names.expertDown, width, hidden);
        result.chosen = experts.chosen;
        result.weights = experts.weights;
        if (experts.sharedHidden > 0) {
            const auto part = [&](const std::string& name, std::int64_t out, std::int64_t in) {
                return single(inLayer(layer, name), out, in, Bias::None);
            };
            result.shared = Mlp{.gate = part(m_names.sharedGate, experts.sharedHidden, width),
                                .up = part(m_names.sharedUp, experts.sharedHidden, width),
                                .down = part(m_names.sharedDown, width, experts.sharedHidden)};
            result.sharedGate = Projection{
                .weight = m_weights.row(inLayer(layer, m_names.sharedRouter) + ".weight", width),
                .bias = {}};
        }
        return result;
    }

    std::vector<Tensor> expertWeights(std::int64_t layer, const std::string& part, std::int64_t out,
                                      std::int64_t in) const
    {
        const auto name = inLayer(layer, part);
        const auto count = m_config.experts->count;
        if (name.find('*') == std::string::npos) {
            return m_weights.stack(name + ".weight", count, out, in);
        }
        std::vector<Tensor> result;
        for (std::int64_t expert = 0; expert < count; ++expert) {
            result.push_back(m_weights.matrix(numbered(name, expert) + ".weight", out, in));
        }
        return result;
    }

    Weights& m_weights;
    const CausalConfiguration& m_config;
    const CausalNames& m_names;
};

} // namespace

AttentionRule attentionRule(const CausalConfiguration& configuration, std::int64_t layer)
{
    const double byWidth = 1.0 / std::sqrt(static_cast<double>(configuration.headWidth));
    const double scale = configuration.scoreScale > 0.0 ? configuration.scoreScale : byWidth;
    const double divisor = configuration.scoresFallByLayer ? static_cast<double>(layer + 1) : 1.0;
    return {.scale = scale / divisor,
            .window = configuration.attention[static_cast<std::size_t>(layer)].window,
            .softCap = configuration.scoreCap};
}

CausalTransformer declaredTransformer(const CausalConfiguration& configuration)
{
    CausalTransformer result;
    result.heads = configuration.heads;
    result.keyValueHeads = configuration.keyValueHeads;
    result.headWidth = configuration.headWidth;
    result.width = configuration.width;
    result.vocabulary = configuration.vocabulary;
    result.context = configuration.context;
    result.embeddingScale = configuration.embeddingScale;
    result.activation = configuration.activation;
    result.order = configuration.order;
    result.residual = configuration.residual;
    result.ropes = configuration.ropes;
    result.pairs = configuration.pairs;
    if (!configuration.slopes.empty()) {
        result.slopes = Tensor::of({std::ssize(configuration.slopes)},
                                   std::span<const float>(configuration.slopes));
    }
    result.projectionLimit = configuration.projectionLimit;
    result.logitCap = configuration.logitCap;
    return result;
}

CausalTransformer loadCausalTransformer(Weights& weights, const CausalConfiguration& configuration,
                                        const CausalNames& names)
{
    const Loader loader(weights, configuration, names);
    auto result = declaredTransformer(configuration);
    loader.loadEnds(result);
    for (std::int64_t layer = 0; layer < configuration.layers; ++layer) {
        result.blocks.push_back(loader.block(layer));
    }
    return result;
}

} // namespace saccade
