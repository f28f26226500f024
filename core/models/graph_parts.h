// Which part of a model each weight of a graph belongs to, told by the names of what it computes.
#pragma once

#include "core/models/model_card.h"

#include <map>
#include <set>

namespace saccade
{

/// Adds up graphs of one model; weights that occur twice count once.
class GraphParts
{
public:
    explicit GraphParts(const Checkpoint& checkpoint);

    /// Counts the weights, and the work of one run.
    CardWork add(const Graph& graph);
    /// What the graphs compute with may be made of what is stored (positions for another size,
    /// tables): the parts that hold such values are corrected until all add up to what the model
    /// loaded.
    std::vector<CardPart> parts(std::int64_t parameters, std::int64_t bytes) const;

private:
    struct Place {
        std::string tower, kind;
        auto operator<=>(const Place&) const = default;
    };
    static std::vector<Place> placesOf(const Graph& graph);
    void count(const Graph& graph, const Node& node, const std::vector<Place>& places);

    struct Counted {
        CardPart part;
        std::int64_t derived = 0; // parameters that the checkpoint does not store like this
    };
    bool isStored(const Tensor& tensor) const;

    std::map<const std::byte*, const std::byte*> m_stored; // where tensors begin and end
    std::map<Place, Counted> m_parts;
    std::set<const std::byte*> m_seen; // weights by their first byte
};

} // namespace saccade
