// OpenNMT's encoder–decoder transformer (Klein et al., arXiv:1701.02810; Vaswani et al.,
// arXiv:1706.03762) as CTranslate2 stores it.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/in_quotes.h"
#include "core/models/ctranslate2_weights.h"
#include "core/models/encoder_decoder_weights.h"
#include "core/text/ctranslate2_vocabulary.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

// By CTranslate2's numbers.
constexpr std::array activations{Activation::Relu,    Activation::GeluTanh,  Activation::Silu,
                                 Activation::GeluErf, Activation::GeluQuick, Activation::Tanh,
                                 Activation::Sigmoid};

constexpr std::int64_t sinusoidalContext = 1024; // the table has no end
// OpenNMT's vocabularies begin so; for models without their vocabulary.
constexpr std::int32_t usualBegin = 1, usualEnd = 2;

[[noreturn]] void refuse(const Checkpoint& checkpoint, const std::string& what)
{
    throw Error(QT_TRANSLATE_NOOP("Error", "%1 is a model of CTranslate2 with %2, which Saccade "
                                           "does not know: it opens encoder–decoder transformers "
                                           "with positions that are added."),
                {checkpoint.path.string(), inQuotes(what)});
}

void requireKnown(const Checkpoint& checkpoint)
{
    const auto specification = checkpoint.configuration.value("specification", "");
    if (!specification.empty() && specification != "TransformerBase" &&
        specification != "TransformerBig" && specification != "TransformerSpec") {
        refuse(checkpoint, specification);
    }
    for (const auto& [name, tensor] : checkpoint.tensors) {
        for (const auto* part : {"relative_", "embeddings_1/", "rotary", "alibi", "shared_layer",
                                 "project_in", "queries_scale", "weight_zero"}) {
            if (name.find(part) != std::string::npos) {
                refuse(checkpoint, name);
            }
        }
        if (name.ends_with("start_from_zero_embedding") &&
            ctranslate2Number(checkpoint, name).value_or(0.0) != 0.0) {
            refuse(checkpoint, name);
        }
    }
}

class Ctranslate2Transformer : public EncoderDecoder
{
public:
    Ctranslate2Transformer(std::shared_ptr<const Checkpoint> opened,
                           std::shared_ptr<const Tokenizer> tokenizer)
        : EncoderDecoder(std::move(opened), std::move(tokenizer))
    {
        requireKnown(*checkpoint());
        const auto floats = ctranslate2Floats(*checkpoint());
        m_floats = &floats;
        Weights weights(floats);
        EncoderDecoderWeights all{.encoder = stack(weights, "encoder/"),
                                  .decoder = stack(weights, "decoder/"),
                                  .output = {},
                                  .outputBias = {}};
        const auto vocabulary = all.decoder.embedding.shape()[0];
        all.output = weights.matrix("decoder/projection/weight", vocabulary, m_width);
        if (weights.contains("decoder/projection/bias")) {
            all.outputBias = weights.vector("decoder/projection/bias", vocabulary);
        }
        all.headWidth = m_width / all.decoder.heads;
        all.normPlace = number("encoder/pre_norm", "pre_norm", 1.0) != 0.0 ? NormPlace::Before
                                                                           : NormPlace::After;
        all.activation = activation();
        all.attentionScale = 1.0 / std::sqrt(static_cast<double>(all.headWidth));
        all.outputScale = number("decoder/scale_outputs", "", 1.0);
        const auto context =
            std::min(all.encoder.positions->shape()[0], all.decoder.positions->shape()[0]);
        weights.describe(m_info);
        m_floats = nullptr;
        takeWeights(std::move(all), "ctranslate2", context);
        takeVocabularies();
    }

private:
    double number(std::string_view name, std::string_view older, double fallback) const
    {
        const auto own = ctranslate2Number(*m_floats, name);
        const auto shared = ctranslate2Number(*m_floats, older);
        return own.value_or(shared.value_or(fallback));
    }

    Activation activation() const
    {
        const auto chosen = number("encoder/activation", "activation", 0.0);
        if (!(chosen >= 0.0 && chosen < static_cast<double>(activations.size()))) {
            refuse(*checkpoint(), "activation " + std::to_string(chosen));
        }
        return activations.at(static_cast<std::size_t>(chosen));
    }

    std::int64_t headsOf(const std::string& side) const
    {
        const bool isBig = checkpoint()->configuration.value("specification", "") ==
                           std::string_view("TransformerBig");
        const auto stated = number(side + "num_heads", "num_heads", isBig ? 16.0 : 8.0);
        if (!(stated >= 1.0 && stated <= static_cast<double>(m_width))) {
            refuse(*checkpoint(), side + "num_heads");
        }
        const auto heads = static_cast<std::int64_t>(stated);
        if (m_width % heads != 0) {
            refuse(*checkpoint(), side + "num_heads");
        }
        return heads;
    }

    Stack stack(Weights& weights, const std::string& side)
    {
        const auto table = weights.contains(side + "embeddings/weight")
                               ? side + "embeddings/weight"
                               : side + "embeddings_0/weight";
        const auto& shape = m_floats->tensor(table).shape();
        if (shape.rank() != 2 || (m_width != 0 && shape[1] != m_width) || shape[1] % 2 != 0 ||
            shape[1] < 4) {
            refuse(*checkpoint(), table);
        }
        m_width = shape[1];
        Stack result{.embedding = weights.matrix(table, shape[0], m_width),
                     .positions = positions(weights, side + "position_encodings/encodings"),
                     .embeddingNorm = optionalNorm(weights, side + "layernorm_embedding"),
                     .layers = {},
                     .finalNorm = optionalNorm(weights, side + "layer_norm"),
                     .heads = headsOf(side),
                     .embeddingScale = embeddingScale(side)};
        for (std::int64_t index = 0;; ++index) {
            const auto block = side + "layer_" + std::to_string(index) + "/";
            if (!weights.contains(block + "ffn/linear_0/weight")) {
                break;
            }
            result.layers.push_back(layer(weights, block));
        }
        if (result.layers.empty()) {
            refuse(*checkpoint(), side + "layer_0");
        }
        return result;
    }

    // A flag, or the factor itself; the paper's factor where nothing is said.
    double embeddingScale(const std::string& side) const
    {
        const auto paper = std::sqrt(static_cast<double>(m_width));
        const auto flag = side + "embeddings/multiply_by_sqrt_depth";
        const auto name =
            m_floats->contains(side + "scale_embeddings") ? side + "scale_embeddings" : flag;
        const auto stated = ctranslate2Number(*m_floats, name);
        if (!stated) {
            return paper;
        }
        const bool isFlag = m_floats->tensor(name).dtype() == DType::I8;
        return !isFlag ? *stated : *stated != 0.0 ? paper : 1.0;
    }

    Tensor positions(Weights& weights, const std::string& name) const
    {
        if (!weights.contains(name)) {
            // The first position is 1.
            return sinusoidalPositions(sinusoidalContext, m_width, 1,
                                       static_cast<double>(m_width) / 2.0 - 1.0);
        }
        const auto& shape = m_floats->tensor(name).shape();
        return weights.matrix(name, shape.rank() == 2 ? shape[0] : 0, m_width);
    }

    StackNorm norm(Weights& weights, const std::string& name) const
    {
        return {.weight = weights.vector(name + "/gamma", m_width),
                .bias = weights.vector(name + "/beta", m_width)};
    }

    std::optional<StackNorm> optionalNorm(Weights& weights, const std::string& name) const
    {
        return weights.contains(name + "/gamma") ? std::optional(norm(weights, name))
                                                 : std::nullopt;
    }

    static Projection linear(Weights& weights, const std::string& name, std::int64_t out,
                             std::int64_t in)
    {
        Projection projection{.weight = weights.matrix(name + "/weight", out, in), .bias = {}};
        if (weights.contains(name + "/bias")) {
            projection.bias = weights.vector(name + "/bias", out);
        }
        return projection;
    }

    // Part `index` of projections that are stored one below the other.
    Projection part(const Projection& fused, std::int64_t index) const
    {
        Projection result{.weight = fused.weight.rows(index * m_width, m_width), .bias = {}};
        if (fused.bias) {
            result.bias = fused.bias->rows(index * m_width, m_width);
        }
        return result;
    }

    StackLayer layer(Weights& weights, const std::string& block) const
    {
        const auto fused = linear(weights, block + "self_attention/linear_0", 3 * m_width, m_width);
        StackLayer result{.attention = {.norm = norm(weights, block + "self_attention/layer_norm"),
                                        .queries = part(fused, 0),
                                        .keys = part(fused, 1),
                                        .values = part(fused, 2),
                                        .output = linear(weights, block + "self_attention/linear_1",
                                                         m_width, m_width),
                                        .distances = {}},
                          .cross = {},
                          .mlp = mlp(weights, block + "ffn/")};
        if (block.starts_with("decoder/")) {
            const auto memory = linear(weights, block + "attention/linear_1", 2 * m_width, m_width);
            result.cross = {
                .norm = norm(weights, block + "attention/layer_norm"),
                .queries = linear(weights, block + "attention/linear_0", m_width, m_width),
                .keys = part(memory, 0),
                .values = part(memory, 1),
                .output = linear(weights, block + "attention/linear_2", m_width, m_width),
                .distances = {}};
        }
        return result;
    }

    MlpWeights mlp(Weights& weights, const std::string& name) const
    {
        const auto& shape = m_floats->tensor(name + "linear_0/weight").shape();
        const auto inner = shape.rank() == 2 ? shape[0] : 0;
        MlpWeights result{.norm = norm(weights, name + "layer_norm"),
                          .gate = {},
                          .up = linear(weights, name + "linear_0", inner, m_width),
                          .down = linear(weights, name + "linear_1", m_width, inner)};
        if (weights.contains(name + "linear_0_noact/weight")) {
            result.gate = result.up;
            result.up = linear(weights, name + "linear_0_noact", inner, m_width);
        }
        return result;
    }

    void takeVocabularies()
    {
        const auto& path = checkpoint()->path;
        const auto folder = std::filesystem::is_directory(path) ? path : path.parent_path();
        const auto settings = checkpoint()->configuration.value("settings", nlohmann::json());
        m_sourceTokenizer = readCtranslate2Vocabulary(folder, Side::Source, settings);
        const auto target =
            m_tokenizer ? m_tokenizer : readCtranslate2Vocabulary(folder, Side::Target, settings);
        const auto idOf = [&](const char* setting, const char* usual, std::int32_t fallback) {
            const auto found = settings.is_object() ? settings.find(setting) : settings.end();
            const bool isStated =
                settings.is_object() && found != settings.end() && found->is_string();
            const auto entry = isStated ? found->get<std::string>() : std::string(usual);
            return target ? target->find(entry).value_or(fallback) : fallback;
        };
        m_info.decoderStart = {idOf("decoder_start_token", "<s>", usualBegin)};
        m_info.stopTokens = {idOf("eos_token", "</s>", usualEnd)};
    }

    const Checkpoint* m_floats = nullptr; // while it is read
    std::int64_t m_width = 0;
};

class Ctranslate2Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "ctranslate2"; }
    std::vector<std::string> architectures() const override { return {"ctranslate2"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Ctranslate2Transformer>(std::move(checkpoint),
                                                        std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Ctranslate2Family>());

} // namespace

} // namespace saccade
