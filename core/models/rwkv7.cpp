// RWKV 7, Goose (Peng et al., arXiv:2503.14456): a matrix for a state from which every token takes
// out part of what lies at its key, by a rate of its own, before it puts in its value.
#include "core/base/registry.h"
#include "core/models/rwkv_weights.h"

#include <array>

namespace saccade
{

namespace
{

/// f(x·A)·B + c, narrow in between.
struct LowRank {
    Projection low, high;
    std::optional<Tensor> offset; // [width]
};

struct Block {
    RecurrentNorm timeNorm, channelNorm, headNorm;
    std::array<Mix, 6> mixes; // in the order of their name, r w k v a g
    LowRank decay, rate, gate;
    std::optional<LowRank> value0; // how much of the first layer's value: not in the first layer
    Tensor keyScale, rateScale;    // [width]
    Tensor bonus;                  // [width]
    Projection key, value, receptance, output;
    ChannelMixing channels;
};

class Rwkv7 : public Model
{
public:
    Rwkv7(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        RwkvWeights weights(*checkpoint);
        m_sizes = weights.sizes();
        m_frame = weights.frame();
        // rwkv.cpp stores r_k as [heads, d].
        m_heads =
            weights.requireHeads(m_sizes.headWidth > 0 ? m_sizes.width / m_sizes.headWidth
                                                       : weights.extent("blocks.0.att.r_k", 0));
        m_headParts = headParts(m_sizes.width, m_heads);
        m_zeros = filled(m_sizes.width, 0.0F);
        for (std::int64_t layer = 0; layer < m_sizes.layers; ++layer) {
            m_blocks.push_back(load(weights, layer));
        }
        weights.describe(m_info);
        m_info.family = "rwkv7";
        m_info.heads = m_heads;
        m_info.headWidth = m_sizes.width / m_heads;
        m_info.attention = {recurrentPart(m_sizes.layers, m_heads)};
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
    Block load(RwkvWeights& weights, std::int64_t layer) const
    {
        const auto width = m_sizes.width;
        const auto name = rwkvBlock(layer);
        const auto lowRank = [&](const std::string& part) {
            const auto rank = weights.extent(name + "att." + part + "1", 0);
            LowRank result{weights.projection(name + "att." + part + "1", width, rank),
                           weights.projection(name + "att." + part + "2", rank, width),
                           {}};
            if (part != "g") {
                result.offset = weights.flat(name + "att." + part + "0", width);
            }
            return result;
        };
        Block block;
        block.timeNorm = weights.norm(name + "ln1");
        block.channelNorm = weights.norm(name + "ln2");
        block.headNorm = weights.norm(name + "att.ln_x");
        const auto shares = weights.flat(name + "att.x_rwkvag", std::ssize(block.mixes) * width)
                                .reshaped({std::ssize(block.mixes), width});
        for (std::size_t part = 0; part < block.mixes.size(); ++part) {
            block.mixes[part] =
                mixOf(shares.rows(static_cast<std::int64_t>(part), 1).reshaped({width}),
                      MixShare::OfPrevious);
        }
        block.decay = lowRank("w");
        block.rate = lowRank("a");
        block.gate = lowRank("g");
        if (layer > 0) {
            block.value0 = lowRank("v");
        }
        block.keyScale = weights.flat(name + "att.k_k", width);
        block.rateScale = weights.flat(name + "att.k_a", width);
        block.bonus = weights.flat(name + "att.r_k", width);
        block.key = weights.projection(name + "att.key.weight", width, width);
        block.value = weights.projection(name + "att.value.weight", width, width);
        block.receptance = weights.projection(name + "att.receptance.weight", width, width);
        block.output = weights.projection(name + "att.output.weight", width, width);
        const auto inner = weights.extent(name + "ffn.key.weight", 0);
        block.channels = {weights.mix(name + "ffn.x_k", MixShare::OfPrevious),
                          weights.projection(name + "ffn.key.weight", width, inner),
                          weights.projection(name + "ffn.value.weight", inner, width),
                          std::nullopt};
        return block;
    }

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x) const
    {
        const auto& weights = m_blocks[static_cast<std::size_t>(block.layer())];
        const auto normed = block.norm(x, weights.timeNorm, m_sizes.epsilon);
        const auto attended = block.name(addTimeMixing(block, normed, weights), "ssm.output");
        const auto middle = block.name(add(x, attended), "residual.middle");
        const auto mixed = addChannelMixing(
            block, block.norm(middle, weights.channelNorm, m_sizes.epsilon), weights.channels, 1.0);
        return endRwkvBlock(block, add(middle, mixed), m_sizes);
    }

    static Value found(const RecurrentBlock& block, Value x, const LowRank& weights,
                       std::optional<Activation> between)
    {
        const auto low = project(x, weights.low);
        const auto high = project(between ? activate(low, *between) : low, weights.high);
        return weights.offset ? add(high, block.constant(*weights.offset)) : high;
    }

    /// The layer's own value, and what it takes over from the first layer's.
    static Value valueOf(const RecurrentBlock& block, Value x, const Block& weights)
    {
        const auto own = project(x, weights.value);
        if (!weights.value0) {
            return own;
        }
        const auto first = block.find(0, "ssm.input");
        const auto share =
            activate(found(block, x, *weights.value0, std::nullopt), Activation::Sigmoid);
        return add(own, multiply(add(first, affine(own, -1.0)), share));
    }

    Value addTimeMixing(const RecurrentBlock& block, Value x, const Block& weights) const
    {
        const auto previous = block.shifted(x, "time");
        const auto mixed = [&](std::size_t part) {
            return block.mix(x, previous, weights.mixes[part]);
        };
        const auto width = m_sizes.width;
        DeltaRecurrence recurrence;
        recurrence.heads = m_heads;
        recurrence.queries = block.name(project(mixed(0), weights.receptance), "ssm.queries");
        // exp(−e^{−1/2}·σ(…)): never below 0.545 (equation 12).
        const auto decay =
            activate(found(block, mixed(1), weights.decay, Activation::Tanh), Activation::Sigmoid);
        recurrence.decays =
            block.name(activate(affine(decay, -0.606531), Activation::Exp), "ssm.decays");
        const auto key = project(mixed(2), weights.key);
        const auto input = block.name(valueOf(block, mixed(3), weights), "ssm.input");
        const auto rate =
            activate(found(block, mixed(4), weights.rate, std::nullopt), Activation::Sigmoid);
        const auto gate =
            block.name(found(block, mixed(5), weights.gate, Activation::Sigmoid), "ssm.gate");

        const auto d = width / m_heads;
        const auto direction =
            reshape(lengthNorm(reshape(multiply(key, block.constant(weights.keyScale)),
                                       {block.rows() * m_heads, d})),
                    {block.rows(), width});
        recurrence.removals = affine(direction, -1.0);
        recurrence.returns = multiply(direction, rate);
        const auto scaled = multiply(key, block.constant(weights.rateScale));
        recurrence.keys =
            block.name(add(key, multiply(scaled, affine(rate, 1.0, -1.0))), "ssm.keys");

        const auto scanned =
            block.name(wkv7(block.state("scan", {width, d}), input, recurrence), "ssm.scan");
        addMatrices(block, recurrence, scanned, gate, weights);
        const auto normed = block.headNorm(scanned, m_headParts, weights.headNorm, headEpsilon);
        const auto bonus = block.sums(
            multiply(multiply(recurrence.keys, recurrence.queries), block.constant(weights.bonus)),
            m_headParts);
        const auto direct = multiply(block.spread(bonus, m_headParts), input);
        const auto gated = block.name(multiply(add(normed, direct), gate), "ssm.gated");
        return project(gated, weights.output);
    }

    /// The unified pattern leaves out the bonus, which passes the norm by.
    void addMatrices(const RecurrentBlock& block, DeltaRecurrence recurrence, Value scanned,
                     Value gate, const Block& weights) const
    {
        recurrence.keys = block.kept(recurrence.keys, "keys");
        recurrence.decays = block.kept(recurrence.decays, "decays");
        recurrence.removals = block.kept(recurrence.removals, "removals");
        recurrence.returns = block.kept(recurrence.returns, "returns");
        block.addPatterns([&](const MatrixPlace& place) { return wkv7Matrix(recurrence, place); });
        const auto factors = normFactors(scanned, m_heads, Centring::Mean, headEpsilon);
        const auto gates = multiply(multiply(block.spread(factors, m_headParts), gate),
                                    block.constant(weights.headNorm.weight));
        block.addUnified({{}, gates, block.constant(m_zeros), std::nullopt});
    }

    static constexpr double headEpsilon = 64e-5;

    RwkvSizes m_sizes;
    RwkvFrame m_frame;
    std::int64_t m_heads = 0;
    HeadParts m_headParts;
    Tensor m_zeros;
    std::vector<Block> m_blocks;
};

class Rwkv7Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "rwkv7"; }
    std::vector<std::string> architectures() const override { return {"rwkv7"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Rwkv7>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Rwkv7Family>());

} // namespace

} // namespace saccade
