#include "core/models/bert_weights.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>

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
    return {.attentionNorm = readNorm(weights, name + "attention.output.LayerNorm", width),
            .queries = projection("attention.self.query", width, width),
            .keys = projection("attention.self.key", width, width),
            .values = projection("attention.self.value", width, width),
            .attentionOutput = projection("attention.output.dense", width, width),
            .attentionScale = {},
            .mlpNorm = readNorm(weights, name + "output.LayerNorm", width),
            .hidden = projection("intermediate.dense", width, inner),
            .mlpOutput = projection("output.dense", inner, width),
            .mlpScale = {}};
}

} // namespace

BertSizes bertSizes(const Configuration& configuration, const Checkpoint& checkpoint)
{
    configuration.requireDivision("num_attention_heads", "hidden_size");
    const auto width = configuration.count("hidden_size");
    return {.width = width,
            .embeddingWidth = configuration.count("embedding_size", width),
            .inner = configuration.count("intermediate_size"),
            .layers = configuration.layers("num_hidden_layers", checkpoint.tensors.size()),
            .vocabulary = configuration.count("vocab_size"),
            .positions = configuration.count("max_position_embeddings"),
            .segments = configuration.count("type_vocab_size", 2)};
}

std::string prefixOf(const Weights& weights, const std::string& prefix,
                     const std::string& firstTensor)
{
    return weights.contains(prefix + firstTensor) ? prefix : std::string();
}

TextEncoderParts readBert(Weights& weights, const Checkpoint& checkpoint, const std::string& prefix)
{
    const Configuration config(checkpoint);
    const auto sizes = bertSizes(config, checkpoint);
    if (config.word("position_embedding_type", "absolute") != "absolute") {
        config.refuse("position_embedding_type",
                      QT_TRANSLATE_NOOP("Error", "“absolute” is expected."));
    }
    TextEncoderParts parts;
    parts.rule = {.heads = config.count("num_attention_heads"),
                  .epsilon = config.positive("layer_norm_eps", 1e-12),
                  .activation = activationNamed(config, "hidden_act", "gelu")};
    const auto embeddings = prefix + "embeddings.";
    parts.words = weights.matrix(embeddings + "word_embeddings.weight", sizes.vocabulary,
                                 sizes.embeddingWidth);
    parts.positions = weights.matrix(embeddings + "position_embeddings.weight", sizes.positions,
                                     sizes.embeddingWidth);
    parts.segments = weights.matrix(embeddings + "token_type_embeddings.weight", sizes.segments,
                                    sizes.embeddingWidth);
    parts.embeddingNorm = readNorm(weights, embeddings + "LayerNorm", sizes.embeddingWidth);
    for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
        parts.blocks.push_back(
            readBlock(weights, prefix + "encoder.layer." + std::to_string(layer) + ".", sizes));
    }
    return parts;
}

bool isMadeFor(const Checkpoint& checkpoint, std::string_view ending)
{
    const auto found = checkpoint.configuration.find("architectures");
    if (found == checkpoint.configuration.end() || !found->is_array()) {
        return false;
    }
    return std::any_of(found->begin(), found->end(), [&](const nlohmann::json& name) {
        return name.is_string() && name.get<std::string>().ends_with(ending);
    });
}

std::optional<TextHead> tokenHead(Weights& weights, const Checkpoint& checkpoint,
                                  std::int64_t width)
{
    const bool isAnswering = weights.contains("qa_outputs.weight");
    if (!isAnswering && !(isMadeFor(checkpoint, "ForTokenClassification") &&
                          weights.contains("classifier.weight"))) {
        return std::nullopt;
    }
    const std::string name = isAnswering ? "qa_outputs" : "classifier";
    const auto count = rowsOf(checkpoint, name + ".weight", width);
    TextHead head{.kind = HeadKind::Classification, .rows = HeadRows::All};
    head.output = readProjection(weights, name, width, count);
    head.classes = isAnswering && count == 2 ? std::vector<std::string>{"start", "end"}
                                             : readClasses(checkpoint, count);
    return head;
}

TextHead maskedHead(Weights& weights, const std::string& dense, const std::string& norm,
                    const std::string& output, const std::string& bias,
                    const TextEncoderParts& parts)
{
    const auto vocabulary = parts.words.shape()[0];
    const auto embeddingWidth = parts.words.shape()[1];
    const auto width = parts.blocks.front().queries.weight.shape()[1];
    TextHead head{.kind = HeadKind::MaskedLanguageModel, .rows = HeadRows::All};
    head.dense = readProjection(weights, dense, width, embeddingWidth);
    head.activation = parts.rule.activation;
    head.norm = readNorm(weights, norm, embeddingWidth);
    const bool hasOwn = weights.contains(output);
    head.output = Projection{.weight = hasOwn ? weights.matrix(output, vocabulary, embeddingWidth)
                                              : parts.words,
                             .bias = weights.vector(bias, vocabulary)};
    return head;
}

} // namespace saccade
