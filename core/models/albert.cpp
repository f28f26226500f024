// ALBERT (Lan et al., arXiv:1909.11942): blocks that share their weights, narrow embeddings.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/bert_weights.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

EncoderBlock readBlock(Weights& weights, const std::string& name, const BertSizes& sizes)
{
    const auto [width, inner] = std::pair(sizes.width, sizes.inner);
    const auto projection = [&](const std::string& part, std::int64_t in, std::int64_t out) {
        return readProjection(weights, name + part, in, out);
    };
    return {.attentionNorm = readNorm(weights, name + "attention.LayerNorm", width),
            .queries = projection("attention.query", width, width),
            .keys = projection("attention.key", width, width),
            .values = projection("attention.value", width, width),
            .attentionOutput = projection("attention.dense", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "full_layer_layer_norm", width),
            .hidden = projection("ffn", width, inner),
            .mlpOutput = projection("ffn_output", inner, width),
            .mlpScale = {}};
}

// Layer l takes the blocks of group ⌊l · groups / layers⌋, all of them one after the other.
std::vector<EncoderBlock> readBlocks(Weights& weights, const Checkpoint& checkpoint,
                                     const Configuration& config, const std::string& prefix)
{
    const auto sizes = bertSizes(config, checkpoint);
    const auto groups = config.layers("num_hidden_groups", checkpoint.tensors.size());
    const auto inner = config.contains("inner_group_num")
                           ? config.layers("inner_group_num", checkpoint.tensors.size())
                           : 1;
    if (groups > sizes.layers) {
        config.refuse("num_hidden_groups",
                      QT_TRANSLATE_NOOP("Error", "no more groups than layers are expected."));
    }
    std::vector<EncoderBlock> own; // [group, block of the group]
    for (std::int64_t group = 0; group < groups; ++group) {
        for (std::int64_t i = 0; i < inner; ++i) {
            own.push_back(readBlock(weights,
                                    prefix + "encoder.albert_layer_groups." +
                                        std::to_string(group) + ".albert_layers." +
                                        std::to_string(i) + ".",
                                    sizes));
        }
    }
    std::vector<EncoderBlock> blocks;
    for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
        const auto first = own.begin() + layer * groups / sizes.layers * inner;
        blocks.insert(blocks.end(), first, first + inner);
    }
    return blocks;
}

TextEncoderParts readParts(Weights& weights, const Checkpoint& checkpoint,
                           const std::string& prefix)
{
    const Configuration config(checkpoint);
    const auto sizes = bertSizes(config, checkpoint);
    const auto width = config.count("embedding_size", 128);
    const auto embeddings = prefix + "embeddings.";
    TextEncoderParts parts;
    parts.family = "albert";
    parts.rule = {.heads = config.count("num_attention_heads"),
                  .epsilon = config.positive("layer_norm_eps", 1e-12),
                  .activation = activationNamed(config, "hidden_act", "gelu_new")};
    parts.words = weights.matrix(embeddings + "word_embeddings.weight", sizes.vocabulary, width);
    parts.positions =
        weights.matrix(embeddings + "position_embeddings.weight", sizes.positions, width);
    parts.segments =
        weights.matrix(embeddings + "token_type_embeddings.weight", sizes.segments, width);
    parts.embeddingNorm = readNorm(weights, embeddings + "LayerNorm", width);
    parts.embeddingProjection =
        readProjection(weights, prefix + "encoder.embedding_hidden_mapping_in", width, sizes.width);
    parts.blocks = readBlocks(weights, checkpoint, config, prefix);
    return parts;
}

TextHead headOf(Weights& weights, const Checkpoint& checkpoint, const std::string& prefix,
                const TextEncoderParts& parts)
{
    const auto width = parts.blocks.front().queries.weight.shape()[1];
    if (weights.contains("predictions.dense.weight")) {
        return maskedHead(weights, "predictions.dense", "predictions.LayerNorm",
                          "predictions.decoder.weight", "predictions.bias", parts);
    }
    if (auto head = tokenHead(weights, checkpoint, width)) {
        return *head;
    }
    TextHead pooled;
    if (weights.contains(prefix + "pooler.weight")) {
        pooled.dense = readProjection(weights, prefix + "pooler", width, width);
    }
    if (weights.contains("classifier.weight")) {
        const auto classes = rowsOf(checkpoint, "classifier.weight", width);
        pooled.dense = readProjection(weights, prefix + "pooler", width, width);
        pooled.kind = HeadKind::Classification;
        pooled.output = readProjection(weights, "classifier", width, classes);
        pooled.classes = readClasses(checkpoint, classes);
        return pooled;
    }
    return sentenceHead(checkpoint).value_or(pooled);
}

class AlbertFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "albert"; }
    std::vector<std::string> architectures() const override { return {"albert"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        Weights weights(*checkpoint);
        const auto prefix = prefixOf(weights, "albert.");
        auto parts = readParts(weights, *checkpoint, prefix);
        parts.head = headOf(weights, *checkpoint, prefix, parts);
        return makeTextEncoder(std::move(checkpoint), std::move(tokenizer), weights,
                               std::move(parts));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<AlbertFamily>());

} // namespace

} // namespace saccade
