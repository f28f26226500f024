// What any checkpoint says of itself, whatever its family.
#pragma once

#include "core/models/model.h"

namespace saccade
{

/// Name, architecture, format, path, the token that begins a text and those that end one. Throws
/// Error if the configuration states them wrongly.
ModelInfo describe(const Checkpoint& checkpoint);

} // namespace saccade
