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
    /// Counts the weights, and the work of one run.
    CardWork add(const Graph& graph);
    std::vector<CardPart> parts() const;

private:
    struct Place {
        std::string tower, kind;
        auto operator<=>(const Place&) const = default;
    };
    static std::vector<Place> placesOf(const Graph& graph);
    void count(const Graph& graph, const Node& node, const std::vector<Place>& places);

    std::map<Place, CardPart> m_parts;
    std::set<const std::byte*> m_seen; // weights by their first byte
};

} // namespace saccade
