// RoBERTa (Liu et al., arXiv:1907.11692), XLM-RoBERTa, CamemBERT: BERT whose positions begin after
// the padding token's number.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/bert_weights.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

TextHead headOf(Weights& weights, const Checkpoint& checkpoint, const std::string& prefix,
                const TextEncoderParts& parts)
{
    const auto width = parts.embeddingNorm->weight.shape()[0];
    if (weights.contains("lm_head.dense.weight")) {
        auto head = maskedHead(weights, "lm_head.dense", "lm_head.layer_norm",
                               "lm_head.decoder.weight", "lm_head.bias", parts);
        head.activation = Activation::GeluErf; // whatever the blocks have
        return head;
    }
    if (auto head = tokenHead(weights, checkpoint, width)) {
        return *head;
    }
    if (weights.contains("classifier.out_proj.weight")) {
        const auto classes = rowsOf(checkpoint, "classifier.out_proj.weight", width);
        TextHead head{.kind = HeadKind::Classification};
        head.dense = readProjection(weights, "classifier.dense", width, width);
        head.output = readProjection(weights, "classifier.out_proj", width, classes);
        head.classes = readClasses(checkpoint, classes);
        return head;
    }
    if (auto head = sentenceHead(checkpoint)) {
        return *head;
    }
    TextHead head;
    if (weights.contains(prefix + "pooler.dense.weight")) {
        head.dense = readProjection(weights, prefix + "pooler.dense", width, width);
    }
    return head;
}

class RobertaFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "roberta"; }
    std::vector<std::string> architectures() const override
    {
        return {"roberta", "xlm-roberta", "camembert"};
    }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        const auto prefix = prefixOf(weights, "roberta.");
        auto parts = readBert(weights, *checkpoint, prefix);
        parts.family = "roberta";
        const Configuration config(*checkpoint);
        const auto padding = config.tokens("pad_token_id");
        const auto first = (padding.empty() ? 1 : std::int64_t{padding.front()}) + 1;
        if (first >= parts.positions.shape()[0]) {
            config.refuse("pad_token_id", QT_TRANSLATE_NOOP("Error", "a number below those of the "
                                                                     "positions is expected."));
        }
        parts.firstPosition = static_cast<std::int32_t>(first);
        parts.head = headOf(weights, *checkpoint, prefix, parts);
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<RobertaFamily>());

} // namespace

} // namespace saccade
