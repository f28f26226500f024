// Colours of the window and of exported figures, light and dark.
#pragma once

#include <QColor>
#include <QPalette>

namespace saccade
{

enum class Shade { Light, Dark };

/// Everything that draws takes its colours from here, never from literals.
struct Theme {
    Shade shade = Shade::Light;
    QColor window, surface, raised; // background of frame, of panels, of cards
    QColor text, secondaryText;
    QColor line;   // separators, axes
    QColor accent; // selection, the one brand colour
    QColor warning;

    static const Theme& of(Shade shade);
    /// The shade of the palette in use.
    static const Theme& of(const QPalette& palette);
    QPalette palette() const;
};

} // namespace saccade
