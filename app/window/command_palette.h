// Every command of the window by typing a part of its name.
#pragma once

#include <QFrame>
#include <QPointer>

class QAction;
class QLineEdit;
class QListWidget;
class QMenuBar;

namespace saccade
{

class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    /// Shows the commands of the menus that can be used now, centred near the top of the window.
    void open(const QMenuBar& menus);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Command {
        QPointer<QAction> action;
        QString path; // "View › Theme › Dark"
    };
    void collect(const QList<QAction*>& actions, const QString& path);
    void filter(const QString& typed);
    void trigger();

    QLineEdit* m_field;
    QListWidget* m_list;
    QList<Command> m_commands;
};

/// How well `typed` fits `text`: its letters have to come in this order; the fewer gaps and the
/// earlier, the higher. −1: not at all.
int matchScore(const QString& typed, const QString& text);

} // namespace saccade
