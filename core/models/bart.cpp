// BART (Lewis et al., arXiv:1910.13461) and its kin, layer for layer alike: mBART (Liu et al.,
// arXiv:2001.08210), Marian (Junczys-Dowmunt et al., arXiv:1804.00344), PEGASUS (Zhang et al.,
// arXiv:1912.08777), M2M-100 and NLLB (Fan et al., arXiv:2010.11125).
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/encoder_decoder_weights.h"
#include "core/text/marian_vocabulary.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

enum class Positions {
    Learned,    // two rows before the first position, as fairseq's padding left them
    Sinusoidal, // of the paper: 10000^(−2j/width)
    Fairseq // 10000^(−j/(width/2 − 1)), the first position is that after the padding token's id
};

struct Variant {
    std::string_view architecture;
    NormPlace normPlace; // before: a last norm follows the layers
    bool normalisesEmbedding;
    Positions positions;
    std::string_view activation; // where the configuration names none
};

constexpr std::array variants{
    Variant{"bart", NormPlace::After, true, Positions::Learned, "gelu"},
    Variant{"mbart", NormPlace::Before, true, Positions::Learned, "gelu"},
    Variant{"marian", NormPlace::After, false, Positions::Sinusoidal, "gelu"},
    Variant{"pegasus", NormPlace::Before, false, Positions::Sinusoidal, "gelu"},
    Variant{"m2m_100", NormPlace::Before, false, Positions::Fairseq, "relu"},
};

constexpr std::int64_t learnedOffset = 2;
constexpr std::int64_t mostPositions = 1 << 16; // of a table that no file holds

const Variant& variantOf(const Checkpoint& checkpoint)
{
    const auto found =
        std::ranges::find(variants, architectureOf(checkpoint), &Variant::architecture);
    return found == variants.end() ? variants.front() : *found;
}

class Bart : public EncoderDecoder
{
public:
    Bart(std::shared_ptr<const Checkpoint> opened, std::shared_ptr<const Tokenizer> tokenizer)
        : EncoderDecoder(std::move(opened), std::move(tokenizer)),
          m_variant(variantOf(*checkpoint())), m_config(*checkpoint())
    {
        Weights weights(*checkpoint());
        // BartModel alone, without its head, is stored without the prefix.
        const auto* const prefix =
            weights.contains("model.decoder.layers.0.fc1.weight") ? "model." : "";
        m_context = m_config.count("max_position_embeddings", 1024);
        EncoderDecoderWeights all{.encoder = stack(weights, prefix, "encoder"),
                                  .decoder = stack(weights, prefix, "decoder"),
                                  .output = {},
                                  .outputBias = {}};
        const auto vocabulary = all.decoder.embedding.shape()[0];
        const auto width = m_config.count("d_model");
        all.output = m_config.flag("tie_word_embeddings", true)
                         ? all.decoder.embedding
                         : weights.matrix("lm_head.weight", vocabulary, width);
        if (weights.contains("final_logits_bias")) {
            all.outputBias =
                weights.array("final_logits_bias", {1, vocabulary}).reshaped({vocabulary});
        }
        if (all.encoder.heads != all.decoder.heads) {
            m_config.refuse("decoder_attention_heads",
                            QT_TRANSLATE_NOOP("Error", "as many as the encoder's are expected."));
        }
        all.headWidth = width / all.decoder.heads;
        all.normPlace = m_variant.normPlace;
        all.activation = activationNamed(m_config, "activation_function", m_variant.activation);
        all.attentionScale = 1.0 / std::sqrt(static_cast<double>(all.headWidth));
        weights.describe(m_info);
        takeWeights(std::move(all), std::string(m_variant.architecture), m_context);
        m_info.decoderStart = decoderStart(*checkpoint());
        // Marian's languages are split into pieces by models of their own.
        const auto pieces = checkpoint()->besides("source.spm");
        if (!pieces.empty() && checkpoint()->besides("tokenizer.json").empty()) {
            m_sourceTokenizer = readMarianVocabulary(pieces.parent_path(), Side::Source);
        }
    }

private:
    Stack stack(Weights& weights, const std::string& prefix, const std::string& side) const
    {
        const auto shape = bartStack(m_config, *checkpoint(), side);
        const bool isDecoder = side == "decoder";
        const auto name = prefix + side + ".";
        Stack result{.embedding = embedding(weights, prefix, name),
                     .positions = positions(weights, name, shape.width),
                     .embeddingNorm = {},
                     .layers = takeBartLayers(weights, name, shape,
                                              isDecoder ? Cross::Present : Cross::None),
                     .finalNorm = {},
                     .heads = shape.heads};
        if (m_config.flag("scale_embedding", false)) {
            result.embeddingScale = std::sqrt(static_cast<double>(shape.width));
        }
        if (m_variant.normalisesEmbedding) {
            result.embeddingNorm =
                takeLayerNorm(weights, name + "layernorm_embedding", shape.width);
        }
        if (m_variant.normPlace == NormPlace::Before) {
            result.finalNorm = takeLayerNorm(weights, name + "layer_norm", shape.width);
        }
        return result;
    }

    Tensor embedding(Weights& weights, const std::string& prefix, const std::string& stack) const
    {
        auto vocabulary = m_config.count("vocab_size");
        std::vector<std::string> names{stack + "embed_tokens.weight"};
        const bool isShared = m_config.flag("share_encoder_decoder_embeddings", true);
        const bool isDecoder = stack == prefix + "decoder.";
        if (isShared) {
            names.insert(names.begin(), prefix + "shared.weight");
            names.push_back(prefix + "encoder.embed_tokens.weight");
            names.push_back(prefix + "decoder.embed_tokens.weight");
        } else if (isDecoder) {
            vocabulary = m_config.count("decoder_vocab_size", vocabulary);
        }
        if (m_config.flag("tie_word_embeddings", true) && (isShared || isDecoder)) {
            names.emplace_back("lm_head.weight");
        }
        return takeFirst(weights, names, vocabulary, m_config.count("d_model"));
    }

    Tensor positions(Weights& weights, const std::string& stack, std::int64_t width) const
    {
        if (m_variant.positions == Positions::Learned) {
            return weights
                .matrix(stack + "embed_positions.weight", m_context + learnedOffset, width)
                .rows(learnedOffset, m_context);
        }
        if (m_context > mostPositions) {
            m_config.refuse("max_position_embeddings",
                            QT_TRANSLATE_NOOP("Error", "at most 65536 positions are expected."));
        }
        if (width % 2 != 0 || width < 4) {
            m_config.refuse("d_model",
                            QT_TRANSLATE_NOOP("Error", "an even number from 4 on is expected."));
        }
        const auto half = static_cast<double>(width) / 2.0;
        if (m_variant.positions == Positions::Sinusoidal) {
            return sinusoidalPositions(m_context, width, 0, half);
        }
        const auto padding = m_config.tokens("pad_token_id");
        return sinusoidalPositions(m_context, width, padding.empty() ? 2 : padding.front() + 1,
                                   half - 1.0);
    }

    const Variant& m_variant;
    Configuration m_config;
    std::int64_t m_context = 0;
};

class BartFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "bart"; }
    std::vector<std::string> architectures() const override
    {
        std::vector<std::string> names;
        for (const auto& variant : variants) {
            names.emplace_back(variant.architecture);
        }
        return names;
    }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Bart>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<BartFamily>());

} // namespace

} // namespace saccade
