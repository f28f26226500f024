// The model card for people: aligned rows.
#pragma once

#include "core/models/model_card.h"

#include <string>

namespace saccade
{

/// What the model reads and gives, its sizes, its parts, what a token costs, its element types.
std::string modelCardText(const Model& model, const ModelCard& card);

/// Every tensor of the checkpoint: name, type, shape, file.
std::string tensorsText(const Model& model);
nlohmann::json tensorsJson(const Model& model);

} // namespace saccade
