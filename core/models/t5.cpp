// T5 (Raffel et al., arXiv:1910.10683), T5 1.1, Flan and mT5 (Xue et al., arXiv:2010.11934), and
// UMT5 with distances in every layer: RMS norm before each part, a learned bias by distance in
// place of positions, scores without 1/√d.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/encoder_decoder_weights.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

struct FeedForward {
    std::string_view name;
    Activation activation;
    bool isGated;
};

constexpr std::array feedForwards{
    FeedForward{"relu", Activation::Relu, false},
    FeedForward{"gelu", Activation::GeluErf, false},
    FeedForward{"gelu_new", Activation::GeluTanh, false},
    FeedForward{"gated-gelu", Activation::GeluTanh, true}, // gelu_new, whatever the name says
    FeedForward{"gated-silu", Activation::Silu, true},
    FeedForward{"gated-relu", Activation::Relu, true},
};

FeedForward feedForward(const Configuration& config)
{
    const auto word = config.word("feed_forward_proj", "relu");
    const auto found = std::ranges::find(feedForwards, word, &FeedForward::name);
    if (found == feedForwards.end()) {
        config.refuse("feed_forward_proj",
                      QT_TRANSLATE_NOOP("Error", "relu, gelu, gelu_new, gated-gelu, gated-silu or "
                                                 "gated-relu is expected."));
    }
    return *found;
}

struct Hyperparameters {
    std::int64_t width, headWidth, heads, inner, vocabulary, buckets;
    FeedForward feedForward;
};

class T5 : public EncoderDecoder
{
public:
    T5(std::shared_ptr<const Checkpoint> opened, std::shared_ptr<const Tokenizer> tokenizer)
        : EncoderDecoder(std::move(opened), std::move(tokenizer))
    {
        const Configuration config(*checkpoint());
        m_hyper = {.width = config.count("d_model"),
                   .headWidth = config.count("d_kv"),
                   .heads = config.count("num_heads"),
                   .inner = config.count("d_ff"),
                   .vocabulary = config.count("vocab_size"),
                   .buckets = config.count("relative_attention_num_buckets", 32),
                   .feedForward = feedForward(config)};
        const bool isTied = config.flag("tie_word_embeddings", true);
        const auto tensors = checkpoint()->tensors.size();
        const auto layers = config.layers("num_layers", tensors);
        const auto decoderLayers = config.contains("num_decoder_layers")
                                       ? config.layers("num_decoder_layers", tensors)
                                       : layers;
        Weights weights(*checkpoint());
        EncoderDecoderWeights all{.encoder = stack(weights, "encoder", layers, Cross::None),
                                  .decoder =
                                      stack(weights, "decoder", decoderLayers, Cross::Present),
                                  .output = {},
                                  .outputBias = {}};
        all.output = isTied ? all.decoder.embedding
                            : weights.matrix("lm_head.weight", m_hyper.vocabulary, m_hyper.width);
        all.headWidth = m_hyper.headWidth;
        all.epsilon = config.positive("layer_norm_epsilon", 1e-6);
        all.activation = m_hyper.feedForward.activation;
        all.outputScale = isTied ? 1.0 / std::sqrt(static_cast<double>(m_hyper.width)) : 1.0;
        all.maximumDistance = config.count("relative_attention_max_distance", 128);
        requireDistances(config, all.maximumDistance);
        weights.describe(m_info);
        // Distances have no end; this is what the models were trained with.
        takeWeights(std::move(all), "t5", config.count("n_positions", 512));
        m_info.decoderStart = decoderStart(*checkpoint());
    }

private:
    // Half of the buckets are of one distance each, the rest reach up to the largest distance; of
    // an encoder half of them all are of keys to come.
    void requireDistances(const Configuration& config, std::int64_t maximumDistance) const
    {
        if (m_hyper.buckets < 4 || m_hyper.buckets % 4 != 0 ||
            maximumDistance <= m_hyper.buckets / 2) {
            config.refuse("relative_attention_num_buckets",
                          QT_TRANSLATE_NOOP("Error", "a multiple of 4, less than twice the largest "
                                                     "distance, is expected."));
        }
    }

    Stack stack(Weights& weights, const std::string& side, std::int64_t layers, Cross cross) const
    {
        Stack result{.embedding =
                         takeFirst(weights,
                                   {"shared.weight", side + ".embed_tokens.weight",
                                    "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"},
                                   m_hyper.vocabulary, m_hyper.width),
                     .positions = {},
                     .embeddingNorm = {},
                     .layers = {},
                     .finalNorm = rmsNorm(weights, side + ".final_layer_norm"),
                     .heads = m_hyper.heads};
        for (std::int64_t index = 0; index < layers; ++index) {
            const auto block = side + ".block." + std::to_string(index) + ".layer.";
            StackLayer layer{.attention = attention(weights, block + "0", ".SelfAttention"),
                             .cross = {},
                             .mlp = {}};
            takeDistances(weights, layer.attention, block + "0.SelfAttention", index);
            if (cross == Cross::Present) {
                layer.cross = attention(weights, block + "1", ".EncDecAttention");
            }
            layer.mlp = mlp(weights, block + (cross == Cross::Present ? "2" : "1"));
            result.layers.push_back(std::move(layer));
        }
        return result;
    }

    NormWeights rmsNorm(Weights& weights, const std::string& name) const
    {
        return {.weight = weights.vector(name + ".weight", m_hyper.width), .bias = {}};
    }

    AttentionWeights attention(Weights& weights, const std::string& layer,
                               const std::string& part) const
    {
        const auto inside = m_hyper.heads * m_hyper.headWidth;
        const auto projection = [&](const char* name, std::int64_t out, std::int64_t in) {
            return takeProjection(weights, layer + part + name, out, in, Bias::None);
        };
        return {.norm = rmsNorm(weights, layer + ".layer_norm"),
                .queries = projection(".q", inside, m_hyper.width),
                .keys = projection(".k", inside, m_hyper.width),
                .values = projection(".v", inside, m_hyper.width),
                .output = projection(".o", m_hyper.width, inside),
                .distances = {}};
    }

    // The first layer must have them; later ones have their own in UMT5.
    void takeDistances(Weights& weights, AttentionWeights& attention, const std::string& name,
                       std::int64_t index) const
    {
        const auto table = name + ".relative_attention_bias.weight";
        if (index == 0 || weights.contains(table)) {
            attention.distances = weights.array(table, {m_hyper.buckets, m_hyper.heads});
        }
    }

    MlpWeights mlp(Weights& weights, const std::string& layer) const
    {
        const auto name = layer + ".DenseReluDense.";
        const auto in = [&](const char* part) {
            return takeProjection(weights, name + part, m_hyper.inner, m_hyper.width, Bias::None);
        };
        MlpWeights result{
            .norm = rmsNorm(weights, layer + ".layer_norm"),
            .gate = {},
            .up = in(m_hyper.feedForward.isGated ? "wi_1" : "wi"),
            .down = takeProjection(weights, name + "wo", m_hyper.width, m_hyper.inner, Bias::None)};
        if (m_hyper.feedForward.isGated) {
            result.gate = in("wi_0");
        }
        return result;
    }

    Hyperparameters m_hyper;
};

class T5Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "t5"; }
    std::vector<std::string> architectures() const override { return {"t5", "mt5", "umt5"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<T5>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<T5Family>());

} // namespace

} // namespace saccade
