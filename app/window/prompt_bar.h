// What the open model is to read, how it is continued, Run and Stop.
#pragma once

#include "app/window/workspace.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace saccade
{

class MediaField;
class ParameterForm;

/// Shows the fields that the model reads: text, a second text, a picture, a sound, a series.
class PromptBar : public QFrame
{
    Q_OBJECT
public:
    explicit PromptBar(QWidget* parent = nullptr);

    Prompt prompt() const;
    void setPrompt(const Prompt& prompt);
    void setText(const QString& text);
    /// Kept for the next model where the open one reads none.
    void setPicture(const QString& path);
    void setSound(const QString& path);
    void setSeries(const QString& path);
    bool reads(InputKind kind) const;
    /// Whether all is there that the model reads.
    bool isComplete() const;
    /// `name`: as the window calls the model. Null: there is none.
    void setModel(const Model* model, const QString& name);
    void setRunning(bool running);
    void focusText();

signals:
    void runRequested(const saccade::Prompt& prompt);
    void stopRequested();
    /// A picture is on the clipboard, and the user pastes.
    void pasteRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;

private:
    QLayout* buildFields();
    void buildSettings();
    void showFields(const Model* model);
    QString placeholder(const Model* model) const;
    void showSettings();
    void showSummary();
    void showRunButton();
    void fitHeight();
    void runOrStop();

    QLabel* m_model;
    QHBoxLayout* m_row;
    MediaField *m_picture, *m_sound, *m_series;
    QPlainTextEdit* m_text;
    QLineEdit* m_second;
    QToolButton* m_settingsButton;
    QPushButton* m_run;
    QFrame* m_popover;
    ParameterForm* m_form;
    QSpinBox *m_steps, *m_seed;
    std::vector<InputKind> m_inputs; // of the model; empty without one
    bool m_generates = true;
    bool m_running = false;
    QString m_startedText; // of the run that was started or shown last
};

} // namespace saccade
