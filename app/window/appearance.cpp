#include "app/window/appearance.h"

#include <QApplication>
#include <QStyleFactory>

namespace saccade
{

namespace
{

/// The palette that the desktop gave us before we set ours.
Shade systemShade()
{
    static const Shade shade = Theme::of(QGuiApplication::palette()).shade;
    return shade;
}

QString mixed(const QColor& under, const QColor& over, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return QColor(part(under.red(), over.red()), part(under.green(), over.green()),
                  part(under.blue(), over.blue()))
        .name();
}

constexpr auto sheet = R"(
QMainWindow, QDialog { background: %window%; }
QMainWindow::separator { background: %window%; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: %tint%; }
QMenuBar { background: %window%; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: %hover%; }
QStatusBar { background: %window%; }
QStatusBar::item { border: none; }
QSplitter::handle { background: %line%; }
QSplitter::handle:horizontal { width: 1px; }
QToolTip { background: %raised%; color: %text%; border: 1px solid %line%; padding: 4px 6px; }

QLabel[secondary="true"] { color: %secondary%; }
QLabel[sectionTitle="true"] { font-weight: 600; padding-top: 4px; }
QLabel[panelTitle="true"] { font-weight: 600; font-size: 13pt; }
QLabel[empty="true"] { color: %secondary%; font-size: 12pt; padding: 40px; }
QLabel[foot="true"] { padding: 6px 12px; border-top: 1px solid %line%; }
QWidget[dockTitle="true"] { background: %surface%; border-bottom: 1px solid %line%; }
QLabel[dockTitleText="true"] { font-weight: 600; }
QFrame[popover="true"] { background: %surface%; border: 1px solid %line%; border-radius: 6px; }

QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; background: transparent; }
QToolButton:hover { background: %hover%; }
QToolButton:pressed, QToolButton:checked { background: %tint%; }
QToolButton:focus { border-color: %accent%; }
QToolButton::menu-indicator { image: none; }
QToolButton[segment] { border: 1px solid %line%; padding: 4px 10px; }
QToolButton[segment="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QToolButton[segment="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }
QToolButton[segment="middle"] { border-radius: 0; border-left: none; }
QLabel[chip="true"] { background: %tint%; border-radius: 5px; padding: 3px 8px; }
QToolButton[segment]:checked { background: %tint%; }
QToolButton[segment]:focus { border-color: %accent%; }

QPushButton { border: 1px solid %line%; border-radius: 6px; padding: 5px 14px; background: %raised%; }
QPushButton:hover { background: %hover%; }
QPushButton:pressed { background: %tint%; }
QPushButton:focus { border-color: %accent%; }
QPushButton:disabled { color: %faint%; }
QPushButton[primary="true"] { background: %accent%; border-color: %accent%; color: %onAccent%; font-weight: 600;
                              padding: 6px 16px; }
QPushButton[primary="true"]:hover { background: %accentHover%; }
QPushButton[primary="true"]:focus { border: 2px solid %text%; padding: 5px 15px; }
QPushButton[primary="true"]:disabled { background: %hover%; border-color: %hover%; color: %faint%; }

QFrame#promptBar { background: %surface%; }
QPlainTextEdit, QLineEdit { border: 1px solid %line%; border-radius: 6px; background: %surface%; padding: 2px 4px;
                            selection-background-color: %accent%; selection-color: %onAccent%; }
QPlainTextEdit:focus, QLineEdit:focus { border-color: %accent%; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }

QTreeView { border: none; background: %surface%; outline: none; padding: 6px 8px; }
QTreeView::item { padding: 3px 2px; border-radius: 4px; }
QTreeView::branch { background: %surface%; }
QTreeView::item:hover { background: %hover%; }
QTreeView::item:selected { background: %tint%; color: %text%; }
QTableView { border: none; background: transparent; outline: none; }
QTableView::item { padding: 0 6px; border: none; }
QTableView::item:hover { background: %hover%; }
QTableView::item:selected { background: %tint%; color: %text%; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; border: none; border-bottom: 1px solid %line%; color: %secondary%;
                       padding: 3px 6px; }
QTableView QHeaderView::section { padding-left: 9px; }
QListWidget { background: transparent; outline: none; }
QListWidget::item { padding: 5px 8px; border-radius: 4px; }
QListWidget::item:selected { background: %tint%; color: %text%; }

QProgressBar { border: none; border-radius: 3px; background: %line%; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: %accent%; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: %line%; border-radius: 3px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %secondary%; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame#messageBar { border: none; border-bottom: 1px solid %line%; background: %raised%; }
QFrame#messageBar[severity="warning"], QFrame#messageBar[severity="error"] {
    background: %alarm%; border-left: 4px solid %warning%; }
)";

} // namespace

QString styleSheet(const Theme& theme)
{
    const std::pair<const char*, QString> colours[] = {
        {"%window%", theme.window.name()},
        {"%surface%", theme.surface.name()},
        {"%raised%", theme.raised.name()},
        {"%text%", theme.text.name()},
        {"%secondary%", theme.secondaryText.name()},
        {"%line%", theme.line.name()},
        {"%accent%", theme.accent.name()},
        {"%warning%", theme.warning.name()},
        {"%hover%", mixed(theme.surface, theme.text, 0.07)},
        {"%tint%", mixed(theme.surface, theme.accent, 0.18)},
        {"%faint%", mixed(theme.surface, theme.text, 0.4)},
        {"%alarm%", mixed(theme.surface, theme.warning, 0.12)},
        {"%accentHover%", mixed(theme.accent, theme.text, 0.15)},
        {"%onAccent%", theme.palette().color(QPalette::HighlightedText).name()}};
    QString text = QString::fromLatin1(sheet);
    for (const auto& [name, value] : colours) {
        text.replace(QLatin1String(name), value);
    }
    return text;
}

void applyTheme(ThemeChoice choice)
{
    const Shade system = systemShade();
    const Shade shade = choice == ThemeChoice::Light  ? Shade::Light
                        : choice == ThemeChoice::Dark ? Shade::Dark
                                                      : system;
    const Theme& theme = Theme::of(shade);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(theme.palette());
    qApp->setStyleSheet(styleSheet(theme));
}

QString word(ThemeChoice choice)
{
    return choice == ThemeChoice::Light  ? QStringLiteral("light")
           : choice == ThemeChoice::Dark ? QStringLiteral("dark")
                                         : QStringLiteral("system");
}

ThemeChoice themeChoice(const QString& word)
{
    return word == QLatin1String("light")  ? ThemeChoice::Light
           : word == QLatin1String("dark") ? ThemeChoice::Dark
                                           : ThemeChoice::System;
}

} // namespace saccade
