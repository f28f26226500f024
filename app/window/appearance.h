// Light or dark: palette, style sheet, which of them the system wants.
#pragma once

#include "views/theme.h"

#include <QString>

namespace saccade
{

enum class ThemeChoice { System, Light, Dark };

/// Applies to the whole program, at once.
void applyTheme(ThemeChoice choice);
/// Window and dialog style of a theme, as a Qt style sheet.
QString styleSheet(const Theme& theme);

QString word(ThemeChoice choice); // "system", "light", "dark": for settings and options
ThemeChoice themeChoice(const QString& word);

} // namespace saccade
