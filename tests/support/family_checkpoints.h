// Small checkpoints of the families that have no oracle, with pseudo-random weights: one for each
// way that a family can be built.
#pragma once

#include "core/graph/tensor.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct FamilyCheckpoint {
    std::string name;
    nlohmann::json config; // as config.json
    std::map<std::string, Tensor, std::less<>> tensors;
};

/// Vocabulary 32, at least 24 positions.
std::vector<FamilyCheckpoint> familyCheckpoints();

} // namespace saccade
