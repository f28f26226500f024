// Exact maximum flow through the layers of a model: how much can get from one input to one output
// when no connection carries more than its attention.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace saccade
{

/// The capacities: node i of layer l, to node k of layer l − 1, at most A_l[i, k] in 0 … 1. Layer 0
/// is the input. Held as whole numbers, 2^30 standing for 1, so that flows are exact: a maximum
/// flow differs from that of the given numbers by 2^−31 for each edge of the smallest cut at most.
class LayeredCapacities
{
public:
    static constexpr std::int32_t one = std::int32_t{1} << 30;

    /// `layers`: A_1 … A_L, each [n, n]. Throws Error for numbers that are not in 0 … 1 (a little
    /// more is taken for 1), or matrices that are not of n · n numbers.
    LayeredCapacities(std::span<const std::vector<float>> layers, std::int64_t n);

    std::int64_t positions() const { return m_positions; }
    std::int64_t layers() const { return static_cast<std::int64_t>(m_layers.size()); }
    /// A_l as [n, n], l = 1 … L.
    std::span<const std::int32_t> layer(std::int64_t l) const
    {
        return m_layers[static_cast<std::size_t>(l - 1)];
    }
    std::span<std::int32_t> layer(std::int64_t l)
    {
        return m_layers[static_cast<std::size_t>(l - 1)];
    }
    /// Whether no position takes anything from a later one.
    bool isCausal() const { return m_isCausal; }

private:
    std::int64_t m_positions;
    std::vector<std::vector<std::int32_t>> m_layers;
    bool m_isCausal = true;
};

struct FlowEnds {
    std::int64_t layer = 1;    // of the output: 1 … L
    std::int64_t position = 0; // of the output
    std::int64_t input = 0;    // position in layer 0
};

struct FlowAmount {
    double value = 0;
    /// The flow reaches the trivial bound, min(1, Σ_i A_1[i, input]): what lies between says
    /// nothing.
    bool saturated = false;
};

struct FlowEdge {
    std::int64_t layer = 0; // the upper one
    std::int64_t from = 0, to = 0;
    double value = 0;
};

/// Finds maximum flows one after the other; memory is kept between them. Dinic's algorithm (1970)
/// on dense layers: distances to the input are found layer by layer, then paths of that length are
/// filled until none is left; ends as soon as the bound by the ends' own capacities is reached.
/// Each thread needs its own.
class LayeredFlow
{
public:
    explicit LayeredFlow(LayeredCapacities capacities);

    /// Throws Error for ends that do not exist; Cancelled.
    FlowAmount maximum(const FlowEnds& ends, const std::stop_token& stop = {});
    /// The edges that carry something of the last flow.
    std::vector<FlowEdge> edges() const;

private:
    /// An edge that carried something, with the capacity left before.
    struct Touched {
        std::int32_t layer, from, to, capacity;
    };
    struct Incoming {
        std::int32_t from, amount;
    };
    struct Step {
        std::int32_t node;
        std::int32_t least; // what gets here along the path
    };

    std::int32_t* remaining(std::int64_t layer) { return m_remaining.layer(layer).data(); }
    std::vector<Incoming>& incoming(std::int64_t node)
    {
        return m_incoming[static_cast<std::size_t>(node)];
    }
    std::size_t index(std::int64_t layer) const { return static_cast<std::size_t>(layer); }
    void reset();
    void begin(const FlowEnds& ends);
    std::int64_t bound() const;
    bool findDistances();
    void spread(std::int32_t distance);
    template <typename Reaches>
    void visit(std::int64_t layer, std::int32_t distance, const Reaches& reaches);
    std::int64_t fill();
    std::int32_t fillFrom(std::int32_t node, std::int32_t most);
    std::int32_t next(std::int32_t node, std::int32_t& residual);
    std::int32_t augment(std::vector<Step>& path);
    void move(std::int32_t from, std::int32_t to, std::int32_t amount);

    LayeredCapacities m_remaining; // of the edges between layers 2 … L − 1 and those below
    std::int64_t m_n;
    FlowEnds m_ends;
    std::vector<std::int32_t> m_atOutput, m_atInput; // capacity left of the edges at the ends
    std::vector<Touched> m_touched;
    // Of the nodes, layer · n + position.
    std::vector<std::int32_t> m_distance, m_place;
    std::vector<std::vector<Incoming>> m_incoming; // what flows in from the layer above
    std::vector<std::vector<std::int32_t>> m_frontier, m_reached, m_unvisited; // by layer
    std::vector<Step> m_path;
};

} // namespace saccade
