// DistilBERT (Sanh et al., arXiv:1910.01108): half of BERT's blocks, no segments.
#include "core/base/registry.h"
#include "core/models/bert_weights.h"

namespace saccade
{

namespace
{

EncoderBlock readBlock(Weights& weights, const std::string& name, std::int64_t width,
                       std::int64_t inner)
{
    const auto projection = [&](const std::string& part, std::int64_t in, std::int64_t out) {
        return readProjection(weights, name + part, in, out);
    };
    return {.attentionNorm = readNorm(weights, name + "sa_layer_norm", width),
            .queries = projection("attention.q_lin", width, width),
            .keys = projection("attention.k_lin", width, width),
            .values = projection("attention.v_lin", width, width),
            .attentionOutput = projection("attention.out_lin", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "output_layer_norm", width),
            .hidden = projection("ffn.lin1", width, inner),
            .mlpOutput = projection("ffn.lin2", inner, width),
            .mlpScale = {}};
}

TextEncoderParts readParts(Weights& weights, const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    config.requireDivision("n_heads", "dim");
    const auto prefix = prefixOf(weights, "distilbert.");
    const auto width = config.count("dim");
    const auto embeddings = prefix + "embeddings.";
    TextEncoderParts parts;
    parts.family = "distilbert";
    parts.rule = {.heads = config.count("n_heads"),
                  .epsilon = 1e-12,
                  .activation = activationNamed(config, "activation", "gelu")};
    parts.words =
        weights.matrix(embeddings + "word_embeddings.weight", config.count("vocab_size"), width);
    parts.positions = weights.matrix(embeddings + "position_embeddings.weight",
                                     config.count("max_position_embeddings"), width);
    parts.embeddingNorm = readNorm(weights, embeddings + "LayerNorm", width);
    const auto layers = config.layers("n_layers", checkpoint.tensors.size());
    for (std::int64_t layer = 0; layer < layers; ++layer) {
        parts.blocks.push_back(
            readBlock(weights, prefix + "transformer.layer." + std::to_string(layer) + ".", width,
                      config.count("hidden_dim")));
    }
    return parts;
}

TextHead headOf(Weights& weights, const Checkpoint& checkpoint, const TextEncoderParts& parts)
{
    const auto width = parts.words.shape()[1];
    if (weights.contains("vocab_transform.weight")) {
        return maskedHead(weights, "vocab_transform", "vocab_layer_norm", "vocab_projector.weight",
                          "vocab_projector.bias", parts);
    }
    if (auto head = tokenHead(weights, checkpoint, width)) {
        return *head;
    }
    if (weights.contains("classifier.weight")) {
        const auto classes = rowsOf(checkpoint, "classifier.weight", width);
        TextHead head{.kind = HeadKind::Classification};
        head.dense = readProjection(weights, "pre_classifier", width, width);
        head.activation = Activation::Relu;
        head.output = readProjection(weights, "classifier", width, classes);
        head.classes = readClasses(checkpoint, classes);
        return head;
    }
    return sentenceHead(checkpoint).value_or(TextHead());
}

class DistilBertFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "distilbert"; }
    std::vector<std::string> architectures() const override { return {"distilbert"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        auto parts = readParts(weights, *checkpoint);
        parts.head = headOf(weights, *checkpoint, parts);
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<DistilBertFamily>());

} // namespace

} // namespace saccade
