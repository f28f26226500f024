#include "app/window/panel_dock.h"

#include "views/panels/line_icon.h"
#include "views/panels/panel.h"
#include "views/panels/popover.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace saccade
{

namespace
{

constexpr int explanationWidth = 400;

}

PanelDock::PanelDock(const PanelKind& kind, Panel* panel, QWidget* parent)
    : QDockWidget(kind.title(), parent), m_panel(panel)
{
    const auto identifier = kind.identifier();
    setObjectName(QString::fromUtf8(identifier.data(), std::ssize(identifier)) +
                  QStringLiteral("Dock"));
    buildTitle(kind.title());
    m_copy = addButton(QStringLiteral("copy"), tr("Copy picture and numbers"), "copyButton");
    m_export =
        addButton(QStringLiteral("export"), tr("Export a figure or the numbers"), "exportButton");
    m_explain = addButton(QStringLiteral("explain"), tr("What am I looking at?"), "explainButton");
    addDetachButton();
    connect(m_copy, &QToolButton::clicked, m_panel, &Panel::copy);
    connect(m_export, &QToolButton::clicked, this, &PanelDock::exportRequested);
    connect(m_explain, &QToolButton::clicked, this, &PanelDock::explain);
    connect(m_panel, &Panel::contentChanged, this, &PanelDock::showState);
    m_panel->setBackgroundRole(QPalette::Base);
    m_panel->setAutoFillBackground(true);
    setWidget(m_panel);
    showState();
}

PanelDock::PanelDock(const QString& title, QWidget* content, QWidget* parent)
    : QDockWidget(title, parent)
{
    buildTitle(title);
    addDetachButton();
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    setWidget(content);
}

void PanelDock::buildTitle(const QString& title)
{
    setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable |
                QDockWidget::DockWidgetClosable);
    auto* bar = new QWidget(this);
    bar->setProperty("dockTitle", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    m_titleRow = new QHBoxLayout(bar);
    m_titleRow->setContentsMargins(12, 4, 6, 4);
    m_titleRow->setSpacing(2);
    auto* name = new QLabel(title, bar);
    name->setProperty("dockTitleText", true);
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_titleRow->addWidget(name, 1);
    setTitleBarWidget(bar);
}

QToolButton* PanelDock::addButton(const QString& icon, const QString& name, const char* objectName)
{
    auto* button = new QToolButton(titleBarWidget());
    button->setObjectName(QString::fromLatin1(objectName));
    button->setIcon(lineIcon(icon));
    button->setToolTip(name);
    button->setAccessibleName(QStringLiteral("%1: %2").arg(windowTitle(), name));
    button->setFocusPolicy(Qt::TabFocus);
    m_titleRow->addWidget(button);
    return button;
}

void PanelDock::addDetachButton()
{
    auto* detach = addButton(QStringLiteral("detach"), tr("Detach, or dock again"), "detachButton");
    connect(detach, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
}

void PanelDock::showState()
{
    const bool hasFigure = !m_panel->figureKind().empty();
    m_export->setVisible(hasFigure);
    m_copy->setVisible(hasFigure);
}

void PanelDock::explain()
{
    if (m_panel == nullptr) {
        return;
    }
    auto* popover = new Popover(this);
    popover->setObjectName(QStringLiteral("explanation"));
    popover->setAttribute(Qt::WA_DeleteOnClose);
    auto* text = new QLabel(m_panel->explanation(), popover);
    text->setObjectName(QStringLiteral("explanationText"));
    text->setTextFormat(Qt::RichText);
    text->setWordWrap(true);
    text->setFixedWidth(explanationWidth);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    popover->column().addWidget(text);
    popover->showBelow(*m_explain);
}

} // namespace saccade
