// What the first start shows.
#pragma once

#include "app/window/workspace.h"
#include "views/selection.h"

namespace saccade
{

/// A passage that comes twice, in verse that the demo model has learnt.
Prompt demoPrompt();
/// Its previous-token head, the most regular one: each token reads the one before it.
Selection demoSelection();

} // namespace saccade
