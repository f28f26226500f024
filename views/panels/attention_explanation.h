// "What am I looking at", for each kind of attention.
#pragma once

#include "views/run_document.h"

namespace saccade
{

/// Rich text with formula and citations, with what is special of its part first.
QString attentionExplanation(const RunDocument& run);

} // namespace saccade
