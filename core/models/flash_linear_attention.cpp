// Checkpoints of the library flash-linear-attention (Yang & Zhang, github.com/fla-org) in Hugging
// Face's form: RetNet (Sun et al., arXiv:2307.08621), gated linear attention (Yang et al.,
// arXiv:2312.06635) and linear attention with feature maps (Katharopoulos et al.,
// arXiv:2006.16236). Names of tensors and defaults are those of its fla/models and fla/layers.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/configuration.h"
#include "core/models/encoder_parts.h"
#include "core/models/linear_attention.h"
#include "core/models/rope_configuration.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

/// What the library takes where config.json is silent, and what only one kind has.
struct Kind {
    const char* name; // "model_type"
    std::int64_t heads;
    double keyShare, valueShare; // of the width
};
constexpr Kind retnet{"retnet", 8, 1.0, 2.0};
constexpr Kind gla{"gla", 4, 0.5, 1.0};
constexpr Kind linear{"linear_attn", 4, 1.0, 1.0};

/// Rows of a matrix or entries of a vector, `group` times for each of `heads` heads.
Tensor rowsForEveryHead(const Tensor& stored, std::int64_t heads, std::int64_t group)
{
    if (group == 1) {
        return stored;
    }
    const auto wide = toF32(stored);
    auto extents = stored.shape().extents();
    const auto each = wide.floats().size() / static_cast<std::size_t>(heads);
    extents.front() *= group;
    auto result = Tensor::allocate(DType::F32, Shape(std::move(extents)));
    auto to = result.mutableFloats().begin();
    for (std::size_t head = 0; head < static_cast<std::size_t>(heads); ++head) {
        for (std::int64_t copy = 0; copy < group; ++copy) {
            to = std::ranges::copy(wide.floats().subspan(head * each, each), to).out;
        }
    }
    return result;
}

class Reader
{
public:
    Reader(Weights& weights, const Checkpoint& checkpoint, const Kind& kind)
        : m_weights(weights), m_checkpoint(checkpoint), m_config(checkpoint), m_kind(kind)
    {
        m_width = m_config.count("hidden_size");
        m_heads = m_config.count("num_heads", kind.heads);
        m_storedHeads = m_config.count("num_kv_heads", m_heads);
        m_keys = channels("expand_k", kind.keyShare);
        m_values = channels("expand_v", kind.valueShare);
        check();
    }

    LinearAttentionParts read()
    {
        LinearAttentionParts parts;
        parts.family = m_kind.name;
        parts.heads = m_heads;
        parts.keyWidth = m_keys / m_heads;
        parts.valueWidth = m_values / m_heads;
        parts.epsilon = m_config.positive("norm_eps", 1e-6);
        parts.sum = m_config.flag("norm_feature_map", false) ? ScoreSum::One : ScoreSum::Free;
        const auto vocabulary = m_config.count("vocab_size");
        parts.embedding = m_weights.matrix("model.embeddings.weight", vocabulary, m_width);
        parts.finalNorm = m_weights.vector("model.norm.weight", m_width);
        parts.output = m_weights.contains("lm_head.weight")
                           ? m_weights.matrix("lm_head.weight", vocabulary, m_width)
                           : parts.embedding;
        const auto layers = m_config.layers("num_hidden_layers", m_checkpoint.tensors.size());
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            parts.blocks.push_back(block("model.layers." + std::to_string(layer) + "."));
        }
        if (m_kind.name == std::string_view(retnet.name)) {
            addRetention(parts);
        }
        return parts;
    }

private:
    /// A share of the width, of which every head has as much.
    std::int64_t channels(const char* key, double share) const
    {
        constexpr double most = 1 << 30;
        const double exact = static_cast<double>(m_width) * m_config.positive(key, share);
        const auto count = exact < most ? static_cast<std::int64_t>(std::llround(exact)) : 0;
        if (count < 1 || count % m_heads != 0 ||
            std::abs(exact - static_cast<double>(count)) > 1e-6) {
            m_config.refuse(key, QT_TRANSLATE_NOOP("Error", "a share of the width is expected that "
                                                            "the heads divide."));
        }
        return count;
    }

    void check() const
    {
        if (m_heads % m_storedHeads != 0) {
            m_config.refuse("num_kv_heads",
                            QT_TRANSLATE_NOOP("Error", "a divisor of num_heads is expected."));
        }
        for (const auto* key : {"attn", "use_short_conv", "norm_q", "norm_k"}) {
            const auto found = m_checkpoint.configuration.find(key);
            const bool isOff = found == m_checkpoint.configuration.end() || found->is_null() ||
                               *found == nlohmann::json(false);
            if (!isOff) {
                m_config.refuse(key, QT_TRANSLATE_NOOP("Error", "Saccade reads models without it "
                                                                "alone."));
            }
        }
        const auto activation = m_config.word("hidden_act", "swish");
        if (activation != "swish" && activation != "silu") {
            m_config.refuse("hidden_act", QT_TRANSLATE_NOOP("Error", "silu is expected."));
        }
        if (m_kind.name == std::string_view(gla.name) && m_values % m_keys != 0) {
            m_config.refuse("expand_v",
                            QT_TRANSLATE_NOOP("Error", "a multiple of expand_k is expected."));
        }
    }

    LinearAttentionBlock block(const std::string& name)
    {
        const auto group = m_heads / m_storedHeads;
        const auto projection = [&](const std::string& part, std::int64_t in, std::int64_t out) {
            return readProjection(m_weights, name + part, in, out, ProjectionBias::None);
        };
        const auto shared = [&](const std::string& part, std::int64_t out) {
            auto result = projection(part, m_width, out / group);
            result.weight = rowsForEveryHead(result.weight, m_storedHeads, group);
            return result;
        };
        LinearAttentionBlock result;
        result.attentionNorm = m_weights.vector(name + "attn_norm.weight", m_width);
        result.mlpNorm = m_weights.vector(name + "mlp_norm.weight", m_width);
        result.queries = projection("attn.q_proj", m_width, m_keys);
        result.keys = shared("attn.k_proj", m_keys);
        result.values = shared("attn.v_proj", m_values);
        result.output = projection("attn.o_proj", m_values, m_width);
        if (m_kind.name == std::string_view(linear.name)) {
            result.queryFeatures = namedFeatures(name + "attn.feature_map_", "q", "k");
            result.keyFeatures = namedFeatures(name + "attn.feature_map_", "k", "q");
        } else {
            if (m_config.flag("use_output_gate", true)) {
                result.gate = projection("attn.g_proj", m_width, m_values);
            }
            if (m_config.contains("feature_map")) {
                result.queryFeatures = {FeatureKind::Function,
                                        activationNamed(m_config, "feature_map", "")};
                result.keyFeatures = result.queryFeatures;
            }
        }
        if (m_kind.name == std::string_view(gla.name)) {
            result.decay = decay(name + "attn.gk_proj.", group);
        }
        result.headNorm = headNorm(name + "attn.");
        readMlp(name, result);
        return result;
    }

    TokenDecay decay(const std::string& name, std::int64_t group)
    {
        const auto rank = rowsOf(m_checkpoint, name + "0.weight", m_width);
        TokenDecay result;
        result.low = readProjection(m_weights, name + "0", m_width, rank, ProjectionBias::None);
        result.high = readProjection(m_weights, name + "1", rank, m_keys / group);
        result.high.weight = rowsForEveryHead(result.high.weight, m_storedHeads, group);
        result.high.bias = rowsForEveryHead(*result.high.bias, m_storedHeads, group);
        const auto least = m_checkpoint.configuration.find("clamp_min");
        if (least != m_checkpoint.configuration.end() && !least->is_null()) {
            if (!least->is_number() || !(least->get<double>() <= 0.0)) {
                m_config.refuse("clamp_min",
                                QT_TRANSLATE_NOOP("Error", "a number up to 0 is expected."));
            }
            result.least = least->get<double>();
        }
        return result;
    }

    /// That of a head for every head; ones where the file has none.
    Tensor headNorm(const std::string& name)
    {
        const auto d = m_values / m_heads;
        for (const auto* part : {"g_norm_swish_gate.weight", "g_norm.weight", "norm.weight"}) {
            if (m_weights.contains(name + part)) {
                return rowsForEveryHead(toF32(m_weights.vector(name + part, d)), 1, m_heads);
            }
        }
        if (m_config.flag("elementwise_affine", true)) {
            m_weights.vector(name + "g_norm.weight", d); // refuses: it is missing
        }
        return filled(m_values, 1.0F);
    }

    /// `tied`: the other's name, under which the tensors lie where both share them.
    FeatureMap namedFeatures(const std::string& name, const std::string& own,
                             const std::string& tied)
    {
        const auto d = m_keys / m_heads;
        const auto kind = m_config.word("feature_map", "elementwise_product");
        const auto isPositive = [&] { return kind == "elu" || kind == "relu" || kind == "t2r"; };
        if (m_config.flag("norm_feature_map", false) && !isPositive()) {
            m_config.refuse("feature_map",
                            QT_TRANSLATE_NOOP("Error", "with norm_feature_map, elu, relu or t2r is "
                                                       "expected."));
        }
        const auto first = kind == "t2r" ? ".layer" : ".layer1";
        const auto base = name + (m_weights.contains(name + own + first + ".weight") ? own : tied);
        if (kind == "elementwise_product") {
            return {.kind = FeatureKind::Product,
                    .first = readProjection(m_weights, base + ".layer1", d, d),
                    .second = readProjection(m_weights, base + ".layer2", d, d)};
        }
        if (kind == "t2r") {
            return {.kind = FeatureKind::LinearRelu,
                    .first =
                        readProjection(m_weights, base + ".layer", d, d, ProjectionBias::None)};
        }
        if (kind == "elu") {
            return {.kind = FeatureKind::EluPlusOne};
        }
        if (kind == "relu") {
            return {.kind = FeatureKind::Function, .activation = Activation::Relu};
        }
        if (kind != "identity") {
            m_config.refuse("feature_map",
                            QT_TRANSLATE_NOOP("Error", "elementwise_product, elu, identity, relu "
                                                       "or t2r is expected."));
        }
        return {};
    }

    /// Older files hold gate and input as one matrix, "gate_proj".
    void readMlp(const std::string& name, LinearAttentionBlock& result)
    {
        const auto rows = rowsOf(m_checkpoint, name + "mlp.gate_proj.weight", m_width);
        const bool isFused = !m_weights.contains(name + "mlp.up_proj.weight");
        const auto inner = isFused ? std::max<std::int64_t>(rows / 2, 1) : rows;
        const auto gate =
            m_weights.matrix(name + "mlp.gate_proj.weight", isFused ? 2 * inner : inner, m_width);
        result.mlpGate.weight = isFused ? gate.rows(0, inner) : gate;
        result.mlpInput.weight =
            isFused ? gate.rows(inner, inner)
                    : m_weights.matrix(name + "mlp.up_proj.weight", inner, m_width);
        result.mlpOutput.weight = m_weights.matrix(name + "mlp.down_proj.weight", m_width, inner);
    }

    /// Head h forgets by 1 − 2^(−5−h); queries and keys turn with their positions.
    void addRetention(LinearAttentionParts& parts) const
    {
        for (std::int64_t head = 0; head < m_heads; ++head) {
            parts.rates.push_back(std::log1p(-std::exp2(-5.0 - static_cast<double>(head))));
        }
        const auto d = evenWidth(m_config, "expand_k", parts.keyWidth);
        auto frequencies = Tensor::allocate(DType::F32, {d / 2});
        for (std::int64_t i = 0; i < d / 2; ++i) {
            frequencies.mutableFloats()[static_cast<std::size_t>(i)] = static_cast<float>(
                std::pow(10000.0, -2.0 * static_cast<double>(i) / static_cast<double>(d)));
        }
        parts.frequencies = frequencies;
    }

    Weights& m_weights;
    const Checkpoint& m_checkpoint;
    Configuration m_config;
    const Kind& m_kind;
    std::int64_t m_width = 0, m_heads = 1, m_storedHeads = 1;
    std::int64_t m_keys = 0, m_values = 0; // channels of all heads
};

class FlashLinearAttentionFamily : public ModelFamily
{
public:
    explicit FlashLinearAttentionFamily(const Kind& kind) : m_kind(kind) {}
    std::string_view identifier() const override { return m_kind.name; }
    std::vector<std::string> architectures() const override { return {m_kind.name}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        auto parts = Reader(weights, *checkpoint, m_kind).read();
        return makeLinearAttention(std::move(checkpoint), std::move(tokenizer), weights,
                                   std::move(parts));
    }

private:
    const Kind& m_kind;
};

const Registry<ModelFamily>::Entry
    retnetEntry(std::make_unique<FlashLinearAttentionFamily>(retnet));
const Registry<ModelFamily>::Entry glaEntry(std::make_unique<FlashLinearAttentionFamily>(gla));
const Registry<ModelFamily>::Entry
    linearEntry(std::make_unique<FlashLinearAttentionFamily>(linear));

} // namespace

} // namespace saccade
