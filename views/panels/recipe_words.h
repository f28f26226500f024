// What made a run, as a reader sees it.
#pragma once

#include "core/trace/trace.h"

#include <QPalette>
#include <QString>

namespace saccade
{

/// The recipe's fields as a small rich-text table, long values shortened.
QString recipeWords(const Trace& trace, const QPalette& palette);

} // namespace saccade
