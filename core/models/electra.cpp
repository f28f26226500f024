// ELECTRA (Clark et al., arXiv:2003.10555): BERT with narrower embeddings, trained to tell replaced
// words.
#include "core/base/registry.h"
#include "core/models/bert_weights.h"

namespace saccade
{

namespace
{

TextHead discriminator(Weights& weights, const TextEncoderParts& parts, std::int64_t width)
{
    TextHead head{.kind = HeadKind::Classification, .rows = HeadRows::All};
    head.dense = readProjection(weights, "discriminator_predictions.dense", width, width);
    head.activation = parts.rule.activation;
    head.output = readProjection(weights, "discriminator_predictions.dense_prediction", width, 1);
    head.classes = {"replaced"};
    return head;
}

TextHead headOf(Weights& weights, const Checkpoint& checkpoint, const TextEncoderParts& parts)
{
    const auto width = parts.blocks.front().queries.weight.shape()[1];
    if (weights.contains("generator_predictions.dense.weight")) {
        auto head =
            maskedHead(weights, "generator_predictions.dense", "generator_predictions.LayerNorm",
                       "generator_lm_head.weight", "generator_lm_head.bias", parts);
        head.activation = Activation::GeluErf; // whatever the blocks have
        return head;
    }
    if (weights.contains("discriminator_predictions.dense.weight")) {
        return discriminator(weights, parts, width);
    }
    if (auto head = tokenHead(weights, checkpoint, width)) {
        return *head;
    }
    if (weights.contains("classifier.out_proj.weight")) {
        const auto classes = rowsOf(checkpoint, "classifier.out_proj.weight", width);
        TextHead head{.kind = HeadKind::Classification};
        head.dense = readProjection(weights, "classifier.dense", width, width);
        head.activation = Activation::GeluErf;
        head.output = readProjection(weights, "classifier.out_proj", width, classes);
        head.classes = readClasses(checkpoint, classes);
        return head;
    }
    return sentenceHead(checkpoint).value_or(TextHead());
}

class ElectraFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "electra"; }
    std::vector<std::string> architectures() const override { return {"electra"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        const auto prefix = prefixOf(weights, "electra.");
        auto parts = readBert(weights, *checkpoint, prefix);
        parts.family = "electra";
        const auto sizes = bertSizes(Configuration(*checkpoint), *checkpoint);
        if (sizes.embeddingWidth != sizes.width) {
            parts.embeddingProjection = readProjection(weights, prefix + "embeddings_project",
                                                       sizes.embeddingWidth, sizes.width);
        }
        parts.head = headOf(weights, *checkpoint, parts);
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<ElectraFamily>());

} // namespace

} // namespace saccade
