// RWKV 4 (Peng et al., arXiv:2305.13048): every channel an average of the values before, weighted
// by exponentials.
#include "core/base/registry.h"
#include "core/models/rwkv_weights.h"

#include <cmath>

namespace saccade
{

namespace
{

struct Block {
    RecurrentNorm timeNorm, channelNorm;
    Mix keyMix, valueMix, receptanceMix;
    Projection key, value, receptance, output;
    Tensor decay; // [channels], negative: what e^{k} loses in a step
    Tensor bonus; // [channels]
    ChannelMixing channels;
};

class Rwkv4 : public Model
{
public:
    Rwkv4(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        RwkvWeights weights(*checkpoint);
        m_sizes = weights.sizes();
        m_frame = weights.frame();
        m_channels = weights.extent("blocks.0.att.key.weight", 0);
        m_zeros = filled(m_channels, 0.0F);
        for (std::int64_t layer = 0; layer < m_sizes.layers; ++layer) {
            m_blocks.push_back(load(weights, rwkvBlock(layer)));
        }
        weights.describe(m_info);
        m_info.family = "rwkv";
        m_info.heads = m_channels;
        m_info.headWidth = 1;
        m_info.attention = {recurrentPart(m_sizes.layers, m_channels)};
        m_checkpoint = std::move(checkpoint);
        m_tokenizer = std::move(tokenizer);
    }

    std::unique_ptr<ModelGraph> build(const GraphShape& shape) const override
    {
        return buildRwkv(m_sizes, m_frame, shape, [this](const RecurrentBlock& block, Value x) {
            return addBlock(block, x);
        });
    }

private:
    Block load(RwkvWeights& weights, const std::string& name) const
    {
        const auto width = m_sizes.width;
        const auto inner = weights.extent(name + "ffn.key.weight", 0);
        Block block;
        block.timeNorm = weights.norm(name + "ln1");
        block.channelNorm = weights.norm(name + "ln2");
        block.keyMix = weights.mix(name + "att.time_mix_k", MixShare::OfCurrent);
        block.valueMix = weights.mix(name + "att.time_mix_v", MixShare::OfCurrent);
        block.receptanceMix = weights.mix(name + "att.time_mix_r", MixShare::OfCurrent);
        block.key = weights.projection(name + "att.key.weight", width, m_channels);
        block.value = weights.projection(name + "att.value.weight", width, m_channels);
        block.receptance = weights.projection(name + "att.receptance.weight", width, m_channels);
        block.output = weights.projection(name + "att.output.weight", m_channels, width);
        block.decay = weights.flat(name + "att.time_decay", m_channels);
        if (!weights.isRwkvCpp()) { // its converter has done so
            block.decay = mapped(block.decay, [](float w) { return -std::exp(w); });
        }
        block.bonus = weights.flat(name + "att.time_first", m_channels);
        block.channels = {
            weights.mix(name + "ffn.time_mix_k", MixShare::OfCurrent),
            weights.projection(name + "ffn.key.weight", width, inner),
            weights.projection(name + "ffn.value.weight", inner, width),
            ChannelMixing::Gate{weights.mix(name + "ffn.time_mix_r", MixShare::OfCurrent),
                                weights.projection(name + "ffn.receptance.weight", width, width)}};
        return block;
    }

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x) const
    {
        const auto& weights = m_blocks[static_cast<std::size_t>(block.layer())];
        const auto scale = rwkvScale(m_sizes, block.layer());
        const auto attended =
            addTimeMixing(block, block.norm(x, weights.timeNorm, m_sizes.epsilon), weights, scale);
        const auto middle = block.name(add(x, attended), "residual.middle");
        const auto mixed =
            addChannelMixing(block, block.norm(middle, weights.channelNorm, m_sizes.epsilon),
                             weights.channels, scale);
        return endRwkvBlock(block, add(middle, mixed), m_sizes);
    }

    Value addTimeMixing(const RecurrentBlock& block, Value x, const Block& weights,
                        double scale) const
    {
        const auto previous = block.shifted(x, "time");
        const auto projected = [&](const Mix& mix, const Projection& projection) {
            return project(block.mix(x, previous, mix), projection);
        };
        const auto gate = block.name(
            activate(projected(weights.receptanceMix, weights.receptance), Activation::Sigmoid),
            "ssm.gate");
        const auto keys = block.name(projected(weights.keyMix, weights.key), "ssm.keys");
        const auto input = block.name(projected(weights.valueMix, weights.value), "ssm.input");
        const auto decay = block.constant(weights.decay);
        const auto bonus = block.constant(weights.bonus);
        const auto scanned = block.name(
            wkv4(block.state("scan", {3, m_channels}), keys, input, decay, bonus), "ssm.scan");
        const auto kept = block.kept(keys, "keys");
        block.addPatterns(
            [&](const MatrixPlace& place) { return wkv4Matrix(kept, decay, bonus, place); });
        block.addUnified({{}, gate, block.constant(m_zeros), std::nullopt});
        const auto gated = block.name(multiply(scanned, gate), "ssm.gated");
        const auto output = project(gated, weights.output);
        return block.name(scale == 1.0 ? output : affine(output, scale), "ssm.output");
    }

    RwkvSizes m_sizes;
    RwkvFrame m_frame;
    std::int64_t m_channels = 0;
    Tensor m_zeros;
    std::vector<Block> m_blocks;
};

class Rwkv4Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "rwkv"; }
    std::vector<std::string> architectures() const override { return {"rwkv"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Rwkv4>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Rwkv4Family>());

} // namespace

} // namespace saccade
