// Names of values with stars, as edits, taps and captures write them.
#pragma once

#include <string_view>

namespace saccade
{

/// Whether `name` is what `pattern` names: part by part between the dots, where * stands for one
/// whole part ("blocks.*.mlp.output").
bool matchesName(std::string_view pattern, std::string_view name);

} // namespace saccade
