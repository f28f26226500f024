// What the first start shows.
#pragma once

#include "app/window/workspace.h"
#include "views/selection.h"

namespace saccade
{

/// A passage that comes twice: in its second half the induction heads of the demo model read what
/// came after the same token in the first half.
Prompt demoPrompt();
/// One such head, on a token of the second half.
Selection demoSelection();

} // namespace saccade
