// Saccade's own line icons, drawn in the colours of the palette in use.
#pragma once

#include <QIcon>
#include <QPalette>

namespace saccade
{

/// The icon resources/icons/<name>.svg; follows a change of theme and is crisp at any scale factor.
/// `role`: the palette colour that it is drawn in.
QIcon lineIcon(const QString& name, QPalette::ColorRole role = QPalette::WindowText);

} // namespace saccade
