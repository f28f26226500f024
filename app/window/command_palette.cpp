#include "app/window/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>
#include <algorithm>

namespace saccade
{

namespace
{

constexpr int commandRole = Qt::UserRole;

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral(" …")).trimmed();
}

} // namespace

int matchScore(const QString& typed, const QString& text)
{
    int score = 1000;
    qsizetype place = -1;
    for (const QChar letter : typed) {
        if (letter.isSpace()) {
            continue;
        }
        const auto next = text.indexOf(letter, place + 1, Qt::CaseInsensitive);
        if (next < 0) {
            return -1;
        }
        const bool startsWord = next == 0 || !text[next - 1].isLetterOrNumber();
        score -= next == place + 1 || startsWord ? 0 : static_cast<int>(next - place);
        place = next;
    }
    return std::max(score - static_cast<int>(place), 0);
}

CommandPalette::CommandPalette(QWidget* window) : QFrame(window, Qt::Popup)
{
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("popover", true);
    setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setPlaceholderText(tr("Type a command"));
    m_field->setAccessibleName(tr("Command"));
    m_field->setClearButtonEnabled(true);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::trigger);
}

void CommandPalette::open(const QMenuBar& menus)
{
    m_commands.clear();
    collect(menus.actions(), {});
    m_field->clear();
    filter({});
    const QWidget& window = *parentWidget();
    resize(std::min(560, window.width() - 40), std::min(380, window.height() - 80));
    move(window.mapToGlobal(QPoint((window.width() - width()) / 2, 60)));
    show();
    m_field->setFocus();
}

void CommandPalette::collect(const QList<QAction*>& actions, const QString& path)
{
    for (auto* action : actions) {
        if (action->isSeparator() || !action->isVisible() || !action->isEnabled() ||
            action->text().isEmpty()) {
            continue;
        }
        const QString name = path.isEmpty() ? plain(action->text())
                                            : path + QStringLiteral(" › ") + plain(action->text());
        if (auto* menu = action->menu()) {
            emit menu->aboutToShow(); // menus that are filled when they open
            collect(menu->actions(), name);
        } else {
            m_commands.append({action, name});
        }
    }
}

void CommandPalette::filter(const QString& typed)
{
    QList<std::pair<int, qsizetype>> found; // score, index
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        const int score = matchScore(typed, m_commands[i].path);
        if (score >= 0) {
            found.append({score, i});
        }
    }
    std::ranges::stable_sort(found, [](const auto& a, const auto& b) { return a.first > b.first; });
    m_list->clear();
    for (const auto& [score, index] : found) {
        const auto& command = m_commands[index];
        const QString keys = command.action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            keys.isEmpty() ? command.path : QStringLiteral("%1    (%2)").arg(command.path, keys));
        item->setData(commandRole, index);
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::trigger()
{
    const auto* item = m_list->currentItem();
    if (item == nullptr) {
        return;
    }
    const QPointer<QAction> action = m_commands[item->data(commandRole).toLongLong()].action;
    hide();
    if (action) {
        action->trigger();
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) {
        return QFrame::eventFilter(watched, event);
    }
    const auto* key = static_cast<QKeyEvent*>(event);
    const int rows = m_list->count();
    switch (key->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (rows > 0) {
            const int step = key->key() == Qt::Key_Down ? 1 : rows - 1;
            m_list->setCurrentRow((m_list->currentRow() + step) % rows);
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        trigger();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace saccade
