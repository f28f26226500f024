// RWKV 5 and 6, Eagle and Finch (Peng et al., arXiv:2404.05892): heads with a matrix for a state,
// which decays by constants (5) or by what the token says (6).
#include "core/base/registry.h"
#include "core/models/rwkv_weights.h"

#include <array>
#include <cmath>

namespace saccade
{

namespace
{

enum Mixed { MixedDecay, MixedKey, MixedValue, MixedReceptance, MixedGate, mixedCount };

/// What version 6 finds from each token: how much of the row before it takes, and the decay.
struct Finding {
    Tensor share;                            // [width], for the row that decides
    Projection low;                          // width → 5·rank
    std::array<Tensor, mixedCount> shares;   // [width]
    std::array<Projection, mixedCount> high; // rank → width
    Tensor decay;                            // [width]
    Projection decayLow, decayHigh;
    std::int64_t rank = 0;
};

using Mixes = std::array<std::optional<Mix>, mixedCount>;

struct Block {
    RecurrentNorm timeNorm, channelNorm, headNorm;
    Mixes mixes;                    // of version 5
    std::optional<Finding> finding; // of version 6
    Projection key, value, receptance, output;
    std::optional<Projection> gate; // not in 5.1
    Tensor decays;                  // [width], of version 5
    Tensor bonus;                   // [width]
    ChannelMixing channels;
};

class Rwkv6 : public Model
{
public:
    Rwkv6(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const Tokenizer> tokenizer)
    {
        RwkvWeights weights(*checkpoint);
        m_sizes = weights.sizes();
        m_frame = weights.frame();
        m_isFinch = weights.contains("blocks.0.att.time_maa_x");
        // rwkv.cpp stores decays by head, [heads, d, 1] or [heads, 1, 1].
        m_heads = weights.requireHeads(m_sizes.headWidth > 0
                                           ? m_sizes.width / m_sizes.headWidth
                                           : weights.extent("blocks.0.att.time_decay", 0));
        m_headParts = headParts(m_sizes.width, m_heads);
        m_zeros = filled(m_sizes.width, 0.0F);
        for (std::int64_t layer = 0; layer < m_sizes.layers; ++layer) {
            m_blocks.push_back(load(weights, rwkvBlock(layer)));
        }
        weights.describe(m_info);
        m_info.family = "rwkv6";
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
    Block load(RwkvWeights& weights, const std::string& name) const
    {
        const auto width = m_sizes.width;
        Block block;
        block.timeNorm = weights.norm(name + "ln1");
        block.channelNorm = weights.norm(name + "ln2");
        block.headNorm = weights.norm(name + "att.ln_x");
        block.key = weights.projection(name + "att.key.weight", width, width);
        block.value = weights.projection(name + "att.value.weight", width, width);
        block.receptance = weights.projection(name + "att.receptance.weight", width, width);
        block.output = weights.projection(name + "att.output.weight", width, width);
        if (weights.contains(name + "att.gate.weight")) {
            block.gate = weights.projection(name + "att.gate.weight", width, width);
        }
        const bool hasHeadBonus = weights.contains(name + "att.time_first"); // 5.1
        block.bonus =
            hasHeadBonus ? repeated(weights.flat(name + "att.time_first", m_heads), width / m_heads)
                         : weights.flat(name + "att.time_faaaa", width);
        if (m_isFinch) {
            block.finding = loadFinding(weights, name + "att.");
        } else {
            block.decays = hasHeadBonus ? repeated(weights.flat(name + "att.time_decay", m_heads),
                                                   width / m_heads)
                                        : weights.flat(name + "att.time_decay", width);
            block.mixes = loadMixes(weights, name + "att.time_mix_");
        }
        block.channels = loadChannels(weights, name + "ffn.");
        return block;
    }

    static Mixes loadMixes(RwkvWeights& weights, const std::string& name)
    {
        Mixes mixes;
        mixes[MixedKey] = weights.mix(name + "k", MixShare::OfCurrent);
        mixes[MixedValue] = weights.mix(name + "v", MixShare::OfCurrent);
        mixes[MixedReceptance] = weights.mix(name + "r", MixShare::OfCurrent);
        if (weights.contains(name + "g")) {
            mixes[MixedGate] = weights.mix(name + "g", MixShare::OfCurrent);
        }
        return mixes;
    }

    Finding loadFinding(RwkvWeights& weights, const std::string& name) const
    {
        const auto width = m_sizes.width;
        Finding finding;
        finding.share = weights.flat(name + "time_maa_x", width);
        // w2: [5, width, rank]
        finding.rank = weights.extent(name + "time_maa_w2", 2);
        finding.low = weights.projection(name + "time_maa_w1", width, mixedCount * finding.rank);
        const auto high = weights.flat(name + "time_maa_w2", mixedCount * width * finding.rank)
                              .reshaped({mixedCount, width, finding.rank});
        const bool isFused = !weights.contains(name + "time_maa_w");
        const auto fused =
            isFused
                ? weights.flat(name + "x_rwkvag", mixedCount * width).reshaped({mixedCount, width})
                : Tensor();
        for (int part = 0; part < mixedCount; ++part) {
            const auto index = static_cast<std::size_t>(part);
            finding.high[index] = {high.rows(part, 1).reshaped({width, finding.rank}), {}};
            finding.shares[index] = isFused
                                        ? fused.rows(part, 1).reshaped({width})
                                        : weights.flat(name + "time_maa_" + "wkvrg"[part], width);
        }
        finding.decay = weights.flat(name + "time_decay", width);
        const auto decayRank = weights.extent(name + "time_decay_w1", 0);
        finding.decayLow = weights.projection(name + "time_decay_w1", width, decayRank);
        finding.decayHigh = weights.projection(name + "time_decay_w2", decayRank, width);
        return finding;
    }

    ChannelMixing loadChannels(RwkvWeights& weights, const std::string& name) const
    {
        const auto width = m_sizes.width;
        const auto inner = weights.extent(name + "key.weight", 0);
        const auto mix = name + (m_isFinch ? "time_maa_" : "time_mix_");
        const auto kind = m_isFinch ? MixShare::OfPrevious : MixShare::OfCurrent;
        return {weights.mix(mix + "k", kind), weights.projection(name + "key.weight", width, inner),
                weights.projection(name + "value.weight", inner, width),
                ChannelMixing::Gate{weights.mix(mix + "r", kind),
                                    weights.projection(name + "receptance.weight", width, width)}};
    }

    // x [n, width] → [n, width]
    Value addBlock(const RecurrentBlock& block, Value x) const
    {
        const auto& weights = m_blocks[static_cast<std::size_t>(block.layer())];
        const auto scale = rwkvScale(m_sizes, block.layer());
        const auto normed = block.norm(x, weights.timeNorm, m_sizes.epsilon);
        const auto rows = mixedRows(block, normed, weights);
        const auto output = addTimeMixing(block, rows, weights);
        const auto attended =
            block.name(scale == 1.0 ? output : affine(output, scale), "ssm.output");
        const auto middle = block.name(add(x, attended), "residual.middle");
        const auto mixed =
            addChannelMixing(block, block.norm(middle, weights.channelNorm, m_sizes.epsilon),
                             weights.channels, scale);
        return endRwkvBlock(block, add(middle, mixed), m_sizes);
    }

    using MixedRows = std::array<std::optional<Value>, mixedCount>;

    static MixedRows mixedRows(const RecurrentBlock& block, Value x, const Block& weights)
    {
        const auto previous = block.shifted(x, "time");
        MixedRows rows;
        if (!weights.finding) {
            for (std::size_t part = 0; part < mixedCount; ++part) {
                if (weights.mixes[part]) {
                    rows[part] = block.mix(x, previous, *weights.mixes[part]);
                }
            }
            return rows;
        }
        const auto& finding = *weights.finding;
        const auto change = add(previous, affine(x, -1.0));
        const auto moved = [&](Value share) { return add(x, multiply(change, share)); };
        const auto deciding = add(x, multiply(change, block.constant(finding.share)));
        const auto low = activate(project(deciding, finding.low), Activation::Tanh);
        for (std::size_t part = 0; part < mixedCount; ++part) {
            const auto own =
                columns(low, static_cast<std::int64_t>(part) * finding.rank, finding.rank);
            rows[part] =
                moved(add(project(own, finding.high[part]), block.constant(finding.shares[part])));
        }
        return rows;
    }

    /// Factors of the state: constants, or exp(−exp(d + W₂·tanh(W₁·x))).
    static Value decaysOf(const RecurrentBlock& block, const MixedRows& rows, const Block& weights)
    {
        if (!weights.finding) {
            return block.constant(weights.decays);
        }
        const auto& finding = *weights.finding;
        const auto low = activate(project(*rows[MixedDecay], finding.decayLow), Activation::Tanh);
        const auto rates = activate(
            add(project(low, finding.decayHigh), block.constant(finding.decay)), Activation::Exp);
        return block.name(activate(affine(rates, -1.0), Activation::Exp), "ssm.decays");
    }

    Value addTimeMixing(const RecurrentBlock& block, const MixedRows& rows,
                        const Block& weights) const
    {
        const auto width = m_sizes.width;
        MatrixRecurrence recurrence;
        recurrence.heads = m_heads;
        recurrence.queries =
            block.name(project(*rows[MixedReceptance], weights.receptance), "ssm.queries");
        recurrence.keys = block.name(project(*rows[MixedKey], weights.key), "ssm.keys");
        recurrence.decays = decaysOf(block, rows, weights);
        recurrence.bonus = block.constant(weights.bonus);
        const auto input = block.name(project(*rows[MixedValue], weights.value), "ssm.input");
        const auto scanned = block.name(
            wkv6(block.state("scan", {width, width / m_heads}), input, recurrence), "ssm.scan");

        const auto epsilon = m_isFinch ? 64e-5 : 1e-5;
        auto gated = block.headNorm(scanned, m_headParts, weights.headNorm, epsilon);
        // What each value is multiplied by on its way out; the norm takes off the mean of the head.
        auto gates = multiply(
            block.spread(normFactors(scanned, m_heads, Centring::Mean, epsilon), m_headParts),
            block.constant(weights.headNorm.weight));
        if (weights.gate) {
            const auto gate = block.name(
                activate(project(*rows[MixedGate], *weights.gate), Activation::Silu), "ssm.gate");
            gated = multiply(gated, gate);
            gates = multiply(gates, gate);
        }
        block.name(gated, "ssm.gated");
        addMatrices(block, recurrence, gates);
        return project(gated, weights.output);
    }

    void addMatrices(const RecurrentBlock& block, MatrixRecurrence recurrence, Value gates) const
    {
        recurrence.keys = block.kept(recurrence.keys, "keys");
        if (m_isFinch) {
            recurrence.decays = block.kept(recurrence.decays, "decays");
        }
        block.addPatterns([&](const MatrixPlace& place) { return wkv6Matrix(recurrence, place); });
        block.addUnified({{}, gates, block.constant(m_zeros), std::nullopt});
    }

    RwkvSizes m_sizes;
    RwkvFrame m_frame;
    bool m_isFinch = false; // version 6
    std::int64_t m_heads = 0;
    HeadParts m_headParts;
    Tensor m_zeros;
    std::vector<Block> m_blocks;
};

class Rwkv6Family : public ModelFamily
{
public:
    std::string_view identifier() const override { return "rwkv6"; }
    std::vector<std::string> architectures() const override { return {"rwkv5", "rwkv6"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override
    {
        return std::make_shared<Rwkv6>(std::move(checkpoint), std::move(tokenizer));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<Rwkv6Family>());

} // namespace

} // namespace saccade
