// BERT (Devlin et al., arXiv:1810.04805) and what has its form: MiniLM, sentence-transformers, in
// Hugging Face's files and in GGUF.
#include "core/base/registry.h"
#include "core/models/bert_weights.h"

namespace saccade
{

namespace
{

// The first token's state through a dense layer and tanh.
TextHead pooler(Weights& weights, const std::string& prefix, std::int64_t width)
{
    TextHead head;
    head.dense = readProjection(weights, prefix + "pooler.dense", width, width);
    return head;
}

TextHead headOf(Weights& weights, const Checkpoint& checkpoint, const std::string& prefix,
                const TextEncoderParts& parts)
{
    const auto width = parts.embeddingNorm->weight.shape()[0];
    if (weights.contains("cls.predictions.transform.dense.weight")) {
        return maskedHead(weights, "cls.predictions.transform.dense",
                          "cls.predictions.transform.LayerNorm", "cls.predictions.decoder.weight",
                          "cls.predictions.bias", parts);
    }
    if (auto head = tokenHead(weights, checkpoint, width)) {
        return *head;
    }
    if (weights.contains("classifier.weight")) {
        auto head = pooler(weights, prefix, width);
        const auto classes = rowsOf(checkpoint, "classifier.weight", width);
        head.kind = HeadKind::Classification;
        head.output = readProjection(weights, "classifier", width, classes);
        head.classes = readClasses(checkpoint, classes);
        return head;
    }
    if (auto head = sentenceHead(checkpoint)) {
        return *head;
    }
    return weights.contains(prefix + "pooler.dense.weight") ? pooler(weights, prefix, width)
                                                            : TextHead();
}

class BertFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "bert"; }
    std::vector<std::string> architectures() const override { return {"bert"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        TextEncoderParts parts;
        if (checkpoint->format == "GGUF") {
            parts = readBertGguf(weights, *checkpoint);
        } else {
            const auto prefix = prefixOf(weights, "bert.");
            parts = readBert(weights, *checkpoint, prefix);
            parts.head = headOf(weights, *checkpoint, prefix, parts);
        }
        parts.family = "bert";
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<BertFamily>());

} // namespace

} // namespace saccade
