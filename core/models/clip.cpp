// CLIP (Radford et al., arXiv:2103.00020): a picture and a text, each read by its own encoder, meet
// in one space. Either alone works too, as do checkpoints of one encoder.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/clip_towers.h"
#include "core/models/describe.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

// Stored as a logarithm, of shape [] or [1].
double readScale(Weights& weights, const Checkpoint& checkpoint)
{
    const auto& shape = checkpoint.tensor("logit_scale").shape();
    const auto scale = weights.array("logit_scale", shape.rank() == 0 ? Shape() : Shape{1});
    return std::exp(static_cast<double>(toF32(scale).floats().front()));
}

class Clip : public Model
{
public:
    explicit Clip(std::shared_ptr<const Checkpoint> checkpoint,
                  std::shared_ptr<const Tokenizer> tokenizer)
    {
        Weights weights(*checkpoint);
        if (weights.contains("text_model.embeddings.token_embedding.weight")) {
            m_text = readClipText(weights, *checkpoint);
        }
        if (weights.contains("vision_model.embeddings.class_embedding") || !m_text) {
            m_vision = readClipVision(weights, *checkpoint);
        }
        if (m_text && m_vision) {
            m_scale = readScale(weights, *checkpoint);
        }
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        describeTowers();
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        const bool hasText = m_text && !input.tokens.empty();
        const bool hasPicture = m_vision && !input.pixels.isEmpty();
        if (!hasText && !hasPicture) {
            throw UsageError(
                m_text && m_vision
                    ? QT_TRANSLATE_NOOP("Error", "%1 reads a picture, a text or both, and was "
                                                 "given neither.")
                : m_text ? QT_TRANSLATE_NOOP("Error", "%1 reads a text, and was given none.")
                         : QT_TRANSLATE_NOOP("Error", "%1 reads a picture, and was given none."),
                {m_info.name});
        }
        auto encoder = std::make_unique<EncoderGraph>();
        std::optional<Value> text, picture; // [1, width]
        if (hasText) {
            text = addClipText(*encoder, *m_text, std::ssize(input.tokens), m_info.name);
        }
        if (hasPicture) {
            picture = addClipVision(*encoder, *m_vision, input.pixels, m_info.name);
        }
        if (text && picture) {
            addSimilarity(*encoder, *picture, *text);
        }
        return encoder;
    }

    ImagePreprocessing imagePreprocessing() const override
    {
        return m_vision ? m_vision->preprocessing : Model::imagePreprocessing();
    }

private:
    // The two embeddings have length 1: their product is the cosine.
    void addSimilarity(EncoderGraph& encoder, Value picture, Value text) const
    {
        auto& graph = encoder.graph;
        const auto width = picture.shape()[1];
        const auto product =
            attentionScores(reshape(picture, {1, 1, width}), reshape(text, {1, 1, width}),
                            constantPosition(graph, 0), {.scale = m_scale, .everyKey = true});
        graph.setName(reshape(product, {1, 1}), "logits"); // [images, texts]
        encoder.results.push_back("logits");
    }

    void describeTowers()
    {
        m_info.family = "clip";
        m_info.head = m_text && m_vision ? HeadKind::Similarity : HeadKind::Embedding;
        m_info.generates = false;
        m_info.encodes = true;
        m_info.inputs.clear();
        const auto take = [&](const ClipTower& tower, AttentionPart part) {
            part.values = tower.rule.prefix + "blocks.*.attention";
            part.layers = std::ssize(tower.blocks);
            part.heads = tower.rule.heads;
            m_info.layers = std::max(m_info.layers, part.layers);
            m_info.heads = std::max(m_info.heads, part.heads);
            m_info.width = tower.width;
            m_info.headWidth = tower.width / part.heads;
            m_info.attention.push_back(std::move(part));
        };
        if (m_text) {
            take(m_text->tower, {.causal = true});
            m_info.inputs.push_back(InputKind::Text);
            m_info.vocabulary = m_text->words.shape()[0];
            m_info.context = m_text->positions.shape()[0];
        }
        if (m_vision) {
            take(m_vision->tower, {.queries = "patches", .keys = "patches", .causal = false});
            m_info.inputs.push_back(InputKind::Image);
        }
        if (!m_text) {
            m_info.context = patchSequence(m_vision->patches.grid, m_vision->patches).length;
        }
        m_info.keyValueHeads = m_info.heads;
    }

    std::optional<ClipText> m_text;
    std::optional<ClipVision> m_vision;
    double m_scale = 1.0;
};

class ClipFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "clip"; }
    std::vector<std::string> architectures() const override
    {
        return {"clip", "clip_text_model", "clip_vision_model"};
    }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Clip>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<ClipFamily>());

} // namespace

} // namespace saccade
