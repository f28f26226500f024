#include "core/models/picture_encoder.h"

#include "core/models/describe.h"

#include <array>

namespace saccade
{

namespace
{

class PictureEncoder : public Model
{
public:
    PictureEncoder(std::shared_ptr<const Checkpoint> checkpoint, const Weights& weights,
                   PictureEncoderParts parts)
        : m_parts(std::move(parts))
    {
        const auto width = m_parts.patches.projection.weight.shape()[0];
        const auto& patches = m_parts.patches;
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = m_parts.family;
        m_info.layers = std::ssize(m_parts.blocks);
        m_info.heads = m_parts.rule.heads;
        m_info.keyValueHeads = m_info.heads;
        m_info.headWidth = width / m_info.heads;
        m_info.width = width;
        m_info.context = patchSequence(patches.grid, patches).length;
        m_info.inputs = {InputKind::Image};
        m_info.head = m_parts.head.output ? HeadKind::Classification : HeadKind::Embedding;
        m_info.generates = false;
        m_info.encodes = true;
        m_info.classes = m_parts.classes;
        m_info.attention = {{.queries = "patches",
                             .keys = "patches",
                             .layers = m_info.layers,
                             .heads = m_info.heads,
                             .causal = false}};
        m_checkpoint = std::move(checkpoint);
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        const auto grid = patchGrid(input.pixels, m_parts.patches, m_info.name);
        auto encoder = std::make_unique<EncoderGraph>();
        auto& graph = encoder->graph;
        auto x = embedPatches(*encoder, input.pixels.shape(), m_parts.patches);
        if (m_parts.firstNorm) {
            x = normed(x, *m_parts.firstNorm, m_parts.rule.epsilon);
        }
        graph.setName(x, "embedding"); // [positions, width]
        x = addEncoderBlocks(x, m_parts.blocks, m_parts.rule);
        if (m_parts.finalNorm) {
            x = normed(x, *m_parts.finalNorm, m_parts.rule.epsilon);
        }
        graph.addName(x, "final_norm");
        const auto result = addHead(x, patchSequence(grid, m_parts.patches));
        const std::string name = m_parts.head.output ? "logits" : "pooled";
        graph.addName(result, name);
        encoder->results = {name};
        encoder->sequences = {patchSequence(grid, m_parts.patches)};
        return encoder;
    }

    ImagePreprocessing imagePreprocessing() const override { return m_parts.preprocessing; }

private:
    // x [positions, width] → [1, classes or width]
    Value addHead(Value x, const Sequence& sequence) const
    {
        const auto& head = m_parts.head;
        auto features = featuresOf(x, sequence);
        if (head.norm) {
            features = normed(features, *head.norm, m_parts.rule.epsilon);
        }
        if (head.dense) {
            features = activate(project(features, *head.dense), Activation::Tanh);
        }
        if (!head.output) {
            return features;
        }
        const auto logits = project(features, *head.output);
        return head.second ? affine(add(logits, project(rowOf(x, 1), *head.second)), 0.5) : logits;
    }

    Value featuresOf(Value x, const Sequence& sequence) const
    {
        const auto mean = [&] {
            const auto patches = sequence.leading == 0 ? x
                                                       : rows(x, sequence.leading,
                                                              sequence.length - sequence.leading);
            return meanRows(patches);
        };
        switch (m_parts.head.features) {
        case PictureFeatures::PatchMean:
            return mean();
        case PictureFeatures::ClassTokenAndMean:
            return reshape(concatenate(std::array{rowOf(x, 0), mean()}), {1, 2 * x.shape()[1]});
        default:
            return rowOf(x, 0);
        }
    }

    PictureEncoderParts m_parts;
};

} // namespace

std::shared_ptr<const Model> makePictureEncoder(std::shared_ptr<const Checkpoint> checkpoint,
                                                const Weights& weights, PictureEncoderParts parts)
{
    return std::make_shared<PictureEncoder>(std::move(checkpoint), weights, std::move(parts));
}

} // namespace saccade
