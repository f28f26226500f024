#include "core/display/network.h"

#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <array>

namespace saccade
{

namespace
{

const NetworkNode& nodeAt(const Network& network, std::int64_t index)
{
    return network.nodes.at(static_cast<std::size_t>(index));
}

} // namespace

nlohmann::json toJson(const Network& network)
{
    auto nodes = nlohmann::json::array();
    for (const auto& node : network.nodes) {
        nodes.push_back({{"layer", node.layer},
                         {"position", node.position},
                         {"label", node.label},
                         {"value", shortest(node.value)}});
    }
    auto edges = nlohmann::json::array();
    for (const auto& edge : network.edges) {
        edges.push_back({{"from", edge.from}, {"to", edge.to}, {"value", shortest(edge.value)}});
    }
    return {{"title", network.title},
            {"layer_title", network.layerTitle},
            {"value_title", network.valueTitle},
            {"nodes", std::move(nodes)},
            {"edges", std::move(edges)}};
}

std::string csvText(const Network& network)
{
    auto text = csvLine({"from_" + network.layerTitle, "from_position", "from",
                         "to_" + network.layerTitle, "to_position", "to", network.valueTitle});
    for (const auto& edge : network.edges) {
        const auto& from = nodeAt(network, edge.from);
        const auto& to = nodeAt(network, edge.to);
        text += csvLine({std::to_string(from.layer), std::to_string(from.position), from.label,
                         std::to_string(to.layer), std::to_string(to.position), to.label,
                         numberText(edge.value)});
    }
    return text;
}

std::string npyText(const Network& network)
{
    std::vector<float> values;
    for (const auto& edge : network.edges) {
        for (const auto index : {edge.from, edge.to}) {
            values.push_back(static_cast<float>(nodeAt(network, index).layer));
            values.push_back(static_cast<float>(nodeAt(network, index).position));
        }
        values.push_back(edge.value);
    }
    return npyBytes(std::array<std::int64_t, 2>{std::ssize(network.edges), 5}, values);
}

} // namespace saccade
