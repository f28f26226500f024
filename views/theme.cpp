#include "views/theme.h"

namespace saccade
{

namespace
{

Theme light()
{
    Theme theme;
    theme.shade = Shade::Light;
    theme.window = QColor(0xf2, 0xf3, 0xf5);
    theme.surface = QColor(0xff, 0xff, 0xff);
    theme.raised = QColor(0xf8, 0xf9, 0xfa);
    theme.text = QColor(0x1c, 0x1f, 0x24);
    theme.secondaryText = QColor(0x5b, 0x62, 0x6d);
    theme.line = QColor(0xd8, 0xdb, 0xe0);
    theme.accent = QColor(0x0a, 0x66, 0xc2);
    theme.warning = QColor(0x9a, 0x4d, 0x00);
    return theme;
}

Theme dark()
{
    Theme theme;
    theme.shade = Shade::Dark;
    theme.window = QColor(0x16, 0x18, 0x1c);
    theme.surface = QColor(0x1d, 0x20, 0x25);
    theme.raised = QColor(0x26, 0x2a, 0x30);
    theme.text = QColor(0xe4, 0xe7, 0xeb);
    theme.secondaryText = QColor(0x9d, 0xa5, 0xb1);
    theme.line = QColor(0x3a, 0x3f, 0x48);
    theme.accent = QColor(0x62, 0xb0, 0xff);
    theme.warning = QColor(0xf2, 0xa6, 0x54);
    return theme;
}

} // namespace

const Theme& Theme::of(Shade shade)
{
    static const Theme themes[] = {light(), dark()};
    return themes[shade == Shade::Light ? 0 : 1];
}

const Theme& Theme::of(const QPalette& palette)
{
    return of(palette.color(QPalette::Window).lightness() < 128 ? Shade::Dark : Shade::Light);
}

QPalette Theme::palette() const
{
    QPalette result;
    result.setColor(QPalette::Window, window);
    result.setColor(QPalette::WindowText, text);
    result.setColor(QPalette::Base, surface);
    result.setColor(QPalette::AlternateBase, raised);
    result.setColor(QPalette::ToolTipBase, raised);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::PlaceholderText, secondaryText);
    result.setColor(QPalette::Text, text);
    result.setColor(QPalette::Button, raised);
    result.setColor(QPalette::ButtonText, text);
    result.setColor(QPalette::BrightText, warning);
    result.setColor(QPalette::Light, shade == Shade::Light ? surface : line);
    result.setColor(QPalette::Midlight, raised);
    result.setColor(QPalette::Mid, line);
    result.setColor(QPalette::Dark, shade == Shade::Light ? secondaryText : window.darker(150));
    result.setColor(QPalette::Shadow, shade == Shade::Light ? text : window.darker(200));
    result.setColor(QPalette::Highlight, accent);
    result.setColor(QPalette::HighlightedText, shade == Shade::Light ? surface : window);
    result.setColor(QPalette::Link, accent);
    result.setColor(QPalette::LinkVisited, accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faint = secondaryText;
        faint.setAlphaF(0.6F);
        result.setColor(QPalette::Disabled, role, faint);
    }
    return result;
}

} // namespace saccade
