// Display: nodes in layers with weighted edges between them, as ribbons show them.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct NetworkNode {
    std::int64_t layer = 0;
    std::int64_t position = 0;
    std::string label;
    float value = 0; // what passes through it
};

struct NetworkEdge {
    std::int64_t from = 0, to = 0; // indices of nodes
    float value = 0;
};

struct Network {
    std::string title;
    std::string layerTitle; // "layer"
    std::string valueTitle; // "flow"
    std::vector<NetworkNode> nodes;
    std::vector<NetworkEdge> edges;
};

nlohmann::json toJson(const Network& network);
/// The edges: layer, position and label of both ends, and the value.
std::string csvText(const Network& network);
/// F32 [edges, 5]: layer and position of both ends, and the value.
std::string npyText(const Network& network);

} // namespace saccade
