#include "core/analyses/layered_flow.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace saccade
{

namespace
{

constexpr auto unreachable = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t nowhere = -1;

std::vector<std::int32_t> wholeNumbers(std::span<const float> values, std::int64_t n)
{
    if (std::ssize(values) != n * n) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1 values do not fill a matrix of %2 rows and %3 columns."),
            {std::to_string(values.size()), std::to_string(n), std::to_string(n)});
    }
    constexpr float most = 1.001F;
    unsigned strangers = 0; // NaN among them
    std::vector<std::int32_t> result(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto x = values[i];
        strangers |= static_cast<unsigned>(!(x >= 0.0F)) | static_cast<unsigned>(!(x <= most));
        const auto positive = x > 0.0F ? x : 0.0F;
        const auto share = positive < 1.0F ? positive : 1.0F;
        result[i] =
            static_cast<std::int32_t>(share * static_cast<float>(LayeredCapacities::one) + 0.5F);
    }
    if (strangers != 0) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The attention holds numbers outside 0 … 1: no flow "
                                               "can be computed through it."));
    }
    return result;
}

bool isLowerTriangular(std::span<const std::int32_t> matrix, std::int64_t n)
{
    for (std::int64_t row = 0; row < n; ++row) {
        const auto* values = matrix.data() + row * n;
        if (std::any_of(values + row + 1, values + n, [](std::int32_t x) { return x != 0; })) {
            return false;
        }
    }
    return true;
}

std::int64_t sum(std::span<const std::int32_t> values)
{
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

} // namespace

LayeredCapacities::LayeredCapacities(std::span<const std::vector<float>> layers, std::int64_t n)
    : m_positions(n)
{
    for (const auto& layer : layers) {
        m_layers.push_back(wholeNumbers(layer, n));
        m_isCausal = m_isCausal && isLowerTriangular(m_layers.back(), n);
    }
}

LayeredFlow::LayeredFlow(LayeredCapacities capacities)
    : m_remaining(std::move(capacities)), m_n(m_remaining.positions())
{
    const auto layers = static_cast<std::size_t>(m_remaining.layers());
    const auto nodes = (layers + 1) * static_cast<std::size_t>(m_n);
    m_distance.resize(nodes);
    m_place.resize(nodes);
    m_incoming.resize(nodes);
    m_frontier.resize(layers + 1);
    m_reached.resize(layers + 1);
    m_unvisited.resize(layers + 1);
}

// Back to no flow at all: only edges that carried something are looked at.
void LayeredFlow::reset()
{
    while (!m_touched.empty()) {
        const auto& edge = m_touched.back();
        remaining(edge.layer)[edge.from * m_n + edge.to] = edge.capacity;
        incoming((edge.layer - 1) * m_n + edge.to).clear();
        m_touched.pop_back();
    }
}

void LayeredFlow::begin(const FlowEnds& ends)
{
    if (ends.layer < 1 || ends.layer > m_remaining.layers() || ends.position < 0 ||
        ends.position >= m_n || ends.input < 0 || ends.input >= m_n) {
        throw Error(QT_TRANSLATE_NOOP("Error", "There is no flow from position %1 of layer %2 to "
                                               "input %3: there are %4 layers of %5 positions."),
                    {std::to_string(ends.position), std::to_string(ends.layer),
                     std::to_string(ends.input), std::to_string(m_remaining.layers()),
                     std::to_string(m_n)});
    }
    reset();
    m_ends = ends;
    const auto top =
        m_remaining.layer(ends.layer)
            .subspan(static_cast<std::size_t>(ends.position * m_n), static_cast<std::size_t>(m_n));
    m_atOutput.assign(top.begin(), top.end());
    m_atInput.resize(static_cast<std::size_t>(m_n));
    const auto first = m_remaining.layer(1);
    for (std::int64_t i = 0; i < m_n; ++i) {
        m_atInput[index(i)] = first[index(i * m_n + ends.input)];
    }
}

// What the edges at the ends let through, and those alone.
std::int64_t LayeredFlow::bound() const
{
    const std::span<const std::int32_t> output(m_atOutput);
    const std::span<const std::int32_t> input(m_atInput);
    if (!m_remaining.isCausal()) {
        return std::min(sum(output), sum(input));
    }
    // Nothing gets to earlier positions than the input, or comes from later ones than the output.
    return m_ends.input > m_ends.position ? 0
                                          : std::min(sum(output.subspan(index(m_ends.input))),
                                                     sum(input.first(index(m_ends.position) + 1)));
}

FlowAmount LayeredFlow::maximum(const FlowEnds& ends, const std::stop_token& stop)
{
    begin(ends);
    const auto columnSum = sum(m_atInput);
    std::int64_t total = 0;
    if (ends.layer == 1) {
        total = m_atOutput[index(ends.input)];
    } else {
        const auto most = bound();
        while (total < most && findDistances()) {
            if (stop.stop_requested()) {
                throw Cancelled();
            }
            total += fill();
        }
    }
    const auto trivial = std::min<std::int64_t>(LayeredCapacities::one, columnSum);
    return {static_cast<double>(total) / LayeredCapacities::one, total >= trivial - m_n};
}

// Of every node the number of edges to the input along which more can flow, as far as the output.
// → whether it is reached
bool LayeredFlow::findDistances()
{
    std::ranges::fill(m_distance, unreachable);
    for (std::int64_t layer = 1; layer < m_ends.layer; ++layer) {
        auto& unvisited = m_unvisited[index(layer)];
        unvisited.resize(static_cast<std::size_t>(m_n));
        std::iota(unvisited.begin(), unvisited.end(), 0);
        m_frontier[index(layer)].clear();
    }
    visit(1, 1, [this](std::int32_t position) { return m_atInput[index(position)] > 0; });
    m_frontier[1] = m_reached[1];
    for (std::int32_t distance = 2;; ++distance) {
        const bool isReached =
            std::ranges::any_of(m_frontier[index(m_ends.layer - 1)],
                                [this](std::int32_t k) { return m_atOutput[index(k)] > 0; });
        const bool isOver = std::all_of(m_frontier.begin() + 1, m_frontier.begin() + m_ends.layer,
                                        [](const auto& nodes) { return nodes.empty(); });
        if (isReached || isOver) {
            m_distance[index(m_ends.layer * m_n + m_ends.position)] = distance;
            return isReached;
        }
        spread(distance);
    }
}

// Unvisited nodes of a layer that `reaches` says get one edge further.
template <typename Reaches>
void LayeredFlow::visit(std::int64_t layer, std::int32_t distance, const Reaches& reaches)
{
    auto& unvisited = m_unvisited[index(layer)];
    auto& reached = m_reached[index(layer)];
    reached.clear();
    for (std::size_t i = 0; i < unvisited.size();) {
        const auto position = unvisited[i];
        if (reaches(position)) {
            const auto node = index(layer * m_n + position);
            m_distance[node] = distance;
            m_place[node] = 0;
            reached.push_back(position);
            unvisited[i] = unvisited.back();
            unvisited.pop_back();
        } else {
            ++i;
        }
    }
}

void LayeredFlow::spread(std::int32_t distance)
{
    for (std::int64_t layer = 1; layer < m_ends.layer; ++layer) {
        const auto& below = m_frontier[index(layer - 1)];
        const auto& above = m_frontier[index(layer + 1)];
        const bool hasBelow = layer > 1 && !below.empty();
        const bool hasAbove = layer + 1 < m_ends.layer && !above.empty();
        if (!hasBelow && !hasAbove) {
            m_reached[index(layer)].clear();
            continue;
        }
        const auto leads = [](const std::int32_t* row, const std::vector<std::int32_t>& nodes) {
            return std::ranges::any_of(nodes, [row](std::int32_t k) { return row[k] > 0; });
        };
        // Along an edge that carries something, less can flow.
        const auto comesFrom = [&](const std::vector<Incoming>& edges, std::int64_t upper) {
            return std::ranges::any_of(edges, [&](const Incoming& edge) {
                return edge.amount > 0 &&
                       m_distance[index(upper * m_n + edge.from)] == distance - 1;
            });
        };
        visit(layer, distance, [&](std::int32_t position) {
            return (hasBelow && leads(remaining(layer) + position * m_n, below)) ||
                   (hasAbove && comesFrom(incoming(layer * m_n + position), layer + 1));
        });
    }
    m_frontier.swap(m_reached);
}

// Paths of the distances found, until there are no more. → what flows along them
std::int64_t LayeredFlow::fill()
{
    const auto distance = m_distance[index(m_ends.layer * m_n + m_ends.position)];
    const auto first = (m_ends.layer - 1) * m_n;
    std::int64_t total = 0;
    for (std::int64_t step = 0; step < m_n; ++step) {
        const auto k = (m_ends.position + step) % m_n;
        if (m_atOutput[index(k)] > 0 && m_distance[index(first + k)] == distance - 1) {
            const auto amount =
                fillFrom(static_cast<std::int32_t>(first + k), m_atOutput[index(k)]);
            m_atOutput[index(k)] -= amount;
            total += amount;
        }
    }
    return total;
}

std::int32_t LayeredFlow::fillFrom(std::int32_t node, std::int32_t most)
{
    std::int32_t total = 0;
    m_path.assign(1, {node, most});
    while (!m_path.empty()) {
        const auto [last, least] = m_path.back();
        if (last < 2 * m_n && m_distance[index(last)] == 1) {
            total += augment(m_path);
            continue;
        }
        std::int32_t residual = 0;
        const auto further = next(last, residual);
        if (further != nowhere) {
            m_path.push_back({further, std::min(least, residual)});
            continue;
        }
        m_distance[index(last)] = unreachable; // nothing more gets from here to the input
        m_path.pop_back();
    }
    return total;
}

// The next node on a shortest path, from the place where the last search ended. An edge that was
// left because its end is closed is passed over by that end's distance.
std::int32_t LayeredFlow::next(std::int32_t node, std::int32_t& residual)
{
    const auto n = static_cast<std::int32_t>(m_n);
    const auto layer = node / n;
    const auto position = node % n;
    const auto wanted = m_distance[index(node)] - 1;
    auto& place = m_place[index(node)];
    if (layer > 1) {
        const auto* row = remaining(layer) + position * m_n;
        const auto* distances = m_distance.data() + (layer - 1) * m_n;
        for (; place < n; ++place) {
            // The position itself first: the residual connection carries most.
            const auto to = position + place < n ? position + place : position + place - n;
            if (row[to] > 0 && distances[to] == wanted) {
                residual = row[to];
                return (layer - 1) * n + to;
            }
        }
    } else {
        place = std::max(place, n);
    }
    const auto& edges = incoming(node);
    for (; place - n < std::ssize(edges); ++place) {
        const auto& edge = edges[index(place - n)];
        if (edge.amount > 0 && m_distance[index((layer + 1) * m_n + edge.from)] == wanted) {
            residual = edge.amount;
            return (layer + 1) * n + edge.from;
        }
    }
    return nowhere;
}

// Fills the path to its end at the input, and goes back to where more may flow. → the amount
std::int32_t LayeredFlow::augment(std::vector<Step>& path)
{
    const auto last = path.back().node;
    auto& room = m_atInput[index(last - m_n)];
    const auto amount = std::min(path.back().least, room);
    room -= amount;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        move(path[i].node, path[i + 1].node, amount);
    }
    std::size_t open = 0; // nodes to which the path still leads
    for (auto& step : path) {
        step.least -= amount;
        open += step.least > 0 ? 1 : 0;
    }
    if (room == 0) {
        m_distance[index(last)] = unreachable;
        open = std::min(open, path.size() - 1);
    }
    path.resize(open);
    return amount;
}

void LayeredFlow::move(std::int32_t from, std::int32_t to, std::int32_t amount)
{
    const auto n = static_cast<std::int32_t>(m_n);
    const bool isDown = to / n < from / n;
    const auto layer = std::max(to / n, from / n);
    const auto upper = (isDown ? from : to) % n;
    const auto lower = (isDown ? to : from) % n;
    const auto change = isDown ? amount : -amount;
    auto& left = remaining(layer)[upper * m_n + lower];
    m_touched.push_back({layer, upper, lower, left});
    left -= change;
    auto& edges = incoming((layer - 1) * m_n + lower);
    const auto edge = std::ranges::find(edges, upper, &Incoming::from);
    if (edge != edges.end()) {
        edge->amount += change;
    } else {
        edges.push_back({upper, change});
    }
}

std::vector<FlowEdge> LayeredFlow::edges() const
{
    constexpr double unit = 1.0 / LayeredCapacities::one;
    std::vector<FlowEdge> result;
    if (m_ends.layer == 1) {
        const auto value = m_atOutput.empty() ? 0 : m_atOutput[index(m_ends.input)];
        return {{1, m_ends.position, m_ends.input, static_cast<double>(value) * unit}};
    }
    const std::span<const std::int32_t> top = m_remaining.layer(m_ends.layer);
    const std::span<const std::int32_t> first = m_remaining.layer(1);
    const auto add = [&](std::int64_t layer, std::int64_t from, std::int64_t to,
                         std::int64_t used) {
        if (used > 0) {
            result.push_back({layer, from, to, static_cast<double>(used) * unit});
        }
    };
    for (std::int64_t i = 0; i < m_n; ++i) {
        add(m_ends.layer, m_ends.position, i,
            top[index(m_ends.position * m_n + i)] - m_atOutput[index(i)]);
        add(1, i, m_ends.input, first[index(i * m_n + m_ends.input)] - m_atInput[index(i)]);
    }
    for (auto node = m_n; node < (m_ends.layer - 1) * m_n; ++node) {
        for (const auto& edge : m_incoming[index(node)]) {
            add(node / m_n + 1, edge.from, node % m_n, edge.amount);
        }
    }
    return result;
}

} // namespace saccade
