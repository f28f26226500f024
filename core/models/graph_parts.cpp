#include "core/models/graph_parts.h"

#include "core/files/checkpoint.h"
#include "core/graph/op.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace saccade
{

namespace
{

struct Kind {
    std::string_view word; // in the name of a value
    std::string_view kind;
};

// The first that fits; parts of blocks before what stands alone.
constexpr std::array kinds{Kind{"_embedding", "head"},
                           Kind{"_gate.", "attention"},
                           Kind{"_mlp.", "mlp"},
                           Kind{".cross_attention.", "attention"},
                           Kind{".attention.", "attention"},
                           Kind{".ssm.", "state space"},
                           Kind{".mlp.", "mlp"},
                           Kind{".router", "experts"},
                           Kind{".experts", "experts"},
                           Kind{".residual.middle", "attention"},
                           Kind{".residual.after", "mlp"},
                           Kind{"embedding", "embedding"},
                           Kind{"final_norm", "norms"},
                           Kind{"pooled", "head"},
                           Kind{"forecast", "head"},
                           Kind{"logits", "head"}};

// "encoder" of "encoder.blocks.3.mlp.hidden"; what is no tower stays without.
std::string towerOf(std::string_view name)
{
    for (const std::string_view tower : {"encoder", "decoder", "vision", "text"}) {
        if (name.starts_with(tower) && name.substr(tower.size()).starts_with(".")) {
            return std::string(tower);
        }
    }
    return {};
}

// Tables of angles and slopes are computed, not learned.
bool isWeight(std::string_view op, std::size_t input)
{
    const bool isTable = (op == "rotary" && input == 2) || op == "linear_bias";
    return !isTable;
}

std::string kindOfWeight(std::string_view op, const std::string& computed)
{
    if (op == "layer_norm" || op == "rms_norm") {
        return "norms";
    }
    if (op == "look_up" || op == "look_up_range") {
        return "embedding";
    }
    return op == "expert_linear" ? "experts" : computed;
}

// Multiplications and additions of one node.
CardWork workOf(const Graph& graph, const Node& node)
{
    const auto shape = [&](std::uint32_t id) -> const Shape& { return graph.info(id).shape; };
    const auto elements = [&](std::uint32_t id) {
        return static_cast<double>(shape(id).elements());
    };
    const auto op = node.op->name;
    if (op == "linear") {
        const auto inner = static_cast<double>(shape(node.inputs[0])[-1]);
        return {2.0 * elements(node.outputs[0]) * inner, 0.0};
    }
    if (op == "expert_linear") {
        const auto inner = static_cast<double>(shape(node.inputs[0])[-1]);
        return {2.0 * elements(node.outputs[0]) * inner, 0.0};
    }
    if (op == "attention_scores") {
        const auto inner = static_cast<double>(shape(node.inputs[0])[-1]);
        return {0.0, 2.0 * elements(node.outputs[0]) * inner};
    }
    if (op == "attention_mix") {
        const auto keys = static_cast<double>(shape(node.inputs[0])[-1]);
        return {0.0, 2.0 * elements(node.outputs[0]) * keys};
    }
    return {};
}

// Elements of one weight of an expert_linear that a token meets, as a share: k of all experts.
double activeShare(const Graph& graph, const Node& node)
{
    if (node.op->name != "expert_linear") {
        return 1.0;
    }
    const auto chosen = static_cast<double>(graph.info(node.inputs[1]).shape[-1]);
    return chosen / static_cast<double>(node.inputs.size() - 2);
}

} // namespace

GraphParts::GraphParts(const Checkpoint& checkpoint)
{
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const auto bytes = tensor.bytes();
        m_stored.emplace(bytes.data(), bytes.data() + bytes.size());
    }
}

// A value without a name belongs to what is computed from it first.
std::vector<GraphParts::Place> GraphParts::placesOf(const Graph& graph)
{
    std::vector<Place> places(graph.valueCount(), Place{"", "other"});
    std::vector<bool> isNamed(graph.valueCount(), false);
    for (const auto& name : graph.names()) {
        const auto kind = std::ranges::find_if(
            kinds, [&](const Kind& one) { return name.find(one.word) != std::string::npos; });
        const auto id = *graph.idOf(name);
        if (kind != kinds.end() && !isNamed[id]) {
            places[id] = {towerOf(name), std::string(kind->kind)};
            isNamed[id] = true;
        }
    }
    const auto& nodes = graph.nodes();
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        const auto& output = places[node->outputs.front()];
        for (const auto input : node->inputs) {
            if (!isNamed[input]) {
                places[input] = output;
            }
        }
    }
    return places;
}

void GraphParts::count(const Graph& graph, const Node& node, const std::vector<Place>& places)
{
    const auto& output = places[node.outputs.front()];
    for (std::size_t index = 0; index < node.inputs.size(); ++index) {
        const auto& info = graph.info(node.inputs[index]);
        const bool isFirst = info.source == ValueSource::Constant && info.dtype != DType::I32 &&
                             isWeight(node.op->name, index) &&
                             m_seen.insert(info.constant.bytes().data()).second;
        if (!isFirst) {
            continue;
        }
        const Place place{output.tower, kindOfWeight(node.op->name, output.kind)};
        auto& [part, derived] = m_parts[place];
        const auto elements = info.constant.elements();
        part.tower = place.tower;
        part.kind = place.kind;
        part.parameters += elements;
        part.activeParameters +=
            static_cast<std::int64_t>(static_cast<double>(elements) * activeShare(graph, node));
        part.bytes += std::ssize(info.constant.bytes());
        derived += isStored(info.constant) ? 0 : elements;
    }
}

CardWork GraphParts::add(const Graph& graph)
{
    const auto places = placesOf(graph);
    CardWork work;
    for (const auto& node : graph.nodes()) {
        count(graph, node, places);
        const auto more = workOf(graph, node);
        work.matrices += more.matrices;
        work.attention += more.attention;
    }
    return work;
}

bool GraphParts::isStored(const Tensor& tensor) const
{
    const auto* first = tensor.bytes().data();
    const auto after = m_stored.upper_bound(first);
    return after != m_stored.begin() && first < std::prev(after)->second;
}

std::vector<CardPart> GraphParts::parts(std::int64_t parameters, std::int64_t bytes) const
{
    std::vector<CardPart> result;
    std::size_t corrected = 0;
    std::int64_t most = -1;
    for (const auto& [place, counted] : m_parts) {
        // Without any such value: unused rows of an embedding.
        if (counted.derived > most || (counted.derived == most && place.kind == "embedding")) {
            corrected = result.size();
            most = counted.derived;
        }
        result.push_back(counted.part);
        parameters -= counted.part.parameters;
        bytes -= counted.part.bytes;
    }
    if (!result.empty()) {
        auto& part = result[corrected];
        part.parameters += parameters;
        part.activeParameters += parameters;
        part.bytes += bytes;
    }
    return result;
}

} // namespace saccade
