// T5 (Raffel et al., arXiv:1910.10683), T5 1.1, Flan and mT5 (Xue et al., arXiv:2010.11934), and
// UMT5 with distances in every layer: RMS norm before each part, a learned bias by distance in
// place of positions, scores without 1/√d.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/encoder_decoder_weights.h"
#include "core/models/t5_names.h"

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
    std::int64_t width = 0, headWidth = 0, heads = 0, inner = 0, vocabulary = 0;
    std::int64_t layers = 0, decoderLayers = 0;
    std::int64_t buckets = 32, maximumDistance = 128;
    std::int64_t context = 512; // distances have no end; this is what the models were trained with
    double epsilon = 1e-6;
    Activation activation = Activation::Relu;
    bool isGated = false;
    bool isTied = true;
    std::vector<std::int32_t> decoderStart{};
};

// Half of the buckets are of one distance each, the rest reach up to the largest distance; of an
// encoder half of them all are of keys to come.
void requireDistances(const Configuration& config, std::string_view key,
                      const Hyperparameters& hyper)
{
    if (hyper.buckets < 4 || hyper.buckets % 4 != 0 || hyper.maximumDistance <= hyper.buckets / 2) {
        config.refuse(key,
                      QT_TRANSLATE_NOOP("Error", "a multiple of 4, less than twice the largest "
                                                 "distance, is expected."));
    }
}

Hyperparameters huggingFaceHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto tensors = checkpoint.tensors.size();
    Hyperparameters hyper;
    hyper.width = config.count("d_model");
    hyper.headWidth = config.count("d_kv");
    hyper.heads = config.count("num_heads");
    hyper.inner = config.count("d_ff");
    hyper.vocabulary = config.count("vocab_size");
    hyper.layers = config.layers("num_layers", tensors);
    hyper.decoderLayers = config.contains("num_decoder_layers")
                              ? config.layers("num_decoder_layers", tensors)
                              : hyper.layers;
    hyper.buckets = config.count("relative_attention_num_buckets", hyper.buckets);
    hyper.maximumDistance = config.count("relative_attention_max_distance", hyper.maximumDistance);
    requireDistances(config, "relative_attention_num_buckets", hyper);
    hyper.context = config.count("n_positions", hyper.context);
    hyper.epsilon = config.positive("layer_norm_epsilon", hyper.epsilon);
    const auto stated = feedForward(config);
    hyper.activation = stated.activation;
    hyper.isGated = stated.isGated;
    hyper.isTied = config.flag("tie_word_embeddings", true);
    hyper.decoderStart = decoderStart(checkpoint);
    return hyper;
}

Hyperparameters ggufHyperparameters(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, "t5.");
    const auto tensors = checkpoint.tensors.size();
    Hyperparameters hyper;
    hyper.width = config.count("embedding_length");
    hyper.heads = config.count("attention.head_count");
    if (!config.contains("attention.key_length")) {
        config.requireDivision("attention.head_count", "embedding_length");
    }
    hyper.headWidth = config.count("attention.key_length", hyper.width / hyper.heads);
    hyper.inner = config.count("feed_forward_length");
    const auto& embedding = checkpoint.tensor("token_embd.weight").shape();
    hyper.vocabulary = embedding.rank() == 2 ? embedding[0] : 0;
    hyper.layers = config.layers("block_count", tensors);
    hyper.decoderLayers = config.contains("decoder_block_count")
                              ? config.layers("decoder_block_count", tensors)
                              : hyper.layers;
    hyper.buckets = config.count("attention.relative_buckets_count", hyper.buckets);
    requireDistances(config, "attention.relative_buckets_count", hyper);
    hyper.context = config.count("context_length", hyper.context);
    hyper.epsilon = config.positive("attention.layer_norm_rms_epsilon", hyper.epsilon);
    // The gate tells T5 1.1 from T5; GGUF names no activation.
    hyper.isGated = checkpoint.contains("enc.blk.0.ffn_gate.weight");
    hyper.activation = hyper.isGated ? Activation::GeluTanh : Activation::Relu;
    hyper.isTied = !checkpoint.contains("output.weight");
    hyper.decoderStart = config.tokens("decoder_start_token_id");
    if (hyper.decoderStart.empty()) {
        hyper.decoderStart = {0}; // padding, as all of them begin
    }
    return hyper;
}

class T5 : public EncoderDecoder
{
public:
    T5(std::shared_ptr<const Checkpoint> opened, std::shared_ptr<const Tokenizer> tokenizer)
        : EncoderDecoder(std::move(opened), std::move(tokenizer)),
          m_names(isGguf() ? ggufT5Names() : huggingFaceT5Names()),
          m_hyper(isGguf() ? ggufHyperparameters(*checkpoint())
                           : huggingFaceHyperparameters(*checkpoint()))
    {
        Weights weights(*checkpoint());
        EncoderDecoderWeights all{.encoder = stack(weights, T5Side::Encoder, m_hyper.layers),
                                  .decoder = stack(weights, T5Side::Decoder, m_hyper.decoderLayers),
                                  .output = {},
                                  .outputBias = {}};
        all.output = m_hyper.isTied
                         ? all.decoder.embedding
                         : weights.matrix(m_names.output(), m_hyper.vocabulary, m_hyper.width);
        all.headWidth = m_hyper.headWidth;
        all.epsilon = m_hyper.epsilon;
        all.activation = m_hyper.activation;
        if (m_hyper.isTied) {
            all.outputScale = 1.0 / std::sqrt(static_cast<double>(m_hyper.width));
        }
        all.maximumDistance = m_hyper.maximumDistance;
        weights.describe(m_info);
        takeWeights(std::move(all), "t5", m_hyper.context);
        m_info.decoderStart = m_hyper.decoderStart;
    }

private:
    bool isGguf() const { return checkpoint()->format == "GGUF"; }

    Stack stack(Weights& weights, T5Side side, std::int64_t layers) const
    {
        Stack result{.embedding =
                         takeFirst(weights, m_names.embedding(), m_hyper.vocabulary, m_hyper.width),
                     .positions = {},
                     .embeddingNorm = {},
                     .layers = {},
                     .finalNorm = rmsNorm(weights, m_names.finalNorm(side)),
                     .heads = m_hyper.heads};
        for (std::int64_t index = 0; index < layers; ++index) {
            const auto names = m_names.selfAttention(side, index);
            StackLayer layer{.attention = attention(weights, names),
                             .cross = {},
                             .mlp = mlp(weights, m_names.mlp(side, index))};
            takeDistances(weights, layer.attention, names.distances, index);
            if (side == T5Side::Decoder) {
                layer.cross = attention(weights, m_names.crossAttention(index));
            }
            result.layers.push_back(std::move(layer));
        }
        return result;
    }

    StackNorm rmsNorm(Weights& weights, const std::string& name) const
    {
        return {.weight = weights.vector(name, m_hyper.width), .bias = {}};
    }

    AttentionWeights attention(Weights& weights, const T5AttentionNames& names) const
    {
        const auto inside = m_hyper.heads * m_hyper.headWidth;
        const auto in = [&](const std::string& name) {
            return takeProjection(weights, name, inside, m_hyper.width, Bias::None);
        };
        return {.norm = rmsNorm(weights, names.norm),
                .queries = in(names.queries),
                .keys = in(names.keys),
                .values = in(names.values),
                .output = takeProjection(weights, names.output, m_hyper.width, inside, Bias::None),
                .distances = {}};
    }

    // The first layer must have them; later ones have their own in UMT5.
    void takeDistances(Weights& weights, AttentionWeights& attention, const std::string& name,
                       std::int64_t index) const
    {
        if (index == 0 || weights.contains(name)) {
            attention.distances = toF32(weights.array(name, {m_hyper.buckets, m_hyper.heads}));
        }
    }

    MlpWeights mlp(Weights& weights, const T5MlpNames& names) const
    {
        const auto in = [&](const std::string& name) {
            return takeProjection(weights, name, m_hyper.inner, m_hyper.width, Bias::None);
        };
        MlpWeights result{
            .norm = rmsNorm(weights, names.norm),
            .gate = {},
            .up = in(m_hyper.isGated ? names.up : names.ungated),
            .down = takeProjection(weights, names.down, m_hyper.width, m_hyper.inner, Bias::None)};
        if (m_hyper.isGated) {
            result.gate = in(names.gate);
        }
        return result;
    }

    const T5Names& m_names;
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
