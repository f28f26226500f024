// The prompt, how it is continued, Run and Stop.
#pragma once

#include "app/window/workspace.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace saccade
{

class ParameterForm;

class PromptBar : public QFrame
{
    Q_OBJECT
public:
    explicit PromptBar(QWidget* parent = nullptr);

    Prompt prompt() const;
    void setPrompt(const Prompt& prompt);
    void setText(const QString& text);
    /// `name`: as the window calls the model. Null: there is none.
    void setModel(const Model* model, const QString& name);
    void setRunning(bool running);
    void focusText();

signals:
    void runRequested(const saccade::Prompt& prompt);
    void stopRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void buildSettings();
    void showSettings();
    void showSummary();
    void showRunButton();
    void fitHeight();
    void runOrStop();

    QLabel* m_model;
    QPlainTextEdit* m_text;
    QToolButton* m_settingsButton;
    QPushButton* m_run;
    QFrame* m_popover;
    ParameterForm* m_form;
    QSpinBox *m_steps, *m_seed;
    bool m_hasModel = false;
    bool m_running = false;
    QString m_startedText; // of the run that was started or shown last
};

} // namespace saccade
