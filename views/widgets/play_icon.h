// The triangle that starts and the bars that pause.
#pragma once

#include <QIcon>

namespace saccade
{

/// Drawn at 16 × 16 points for a screen of `ratio` pixels a point.
QIcon playIcon(const QColor& colour, bool isPlaying, double ratio);

} // namespace saccade
