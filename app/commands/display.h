// Whether a window can be shown at all.
#pragma once

namespace saccade
{

/// Throws Error, in one sentence, where no display can be reached: Qt itself would abort the
/// program.
void requireDisplay();

} // namespace saccade
