#include "app/window/prompt_bar.h"

#include "app/window/media_field.h"
#include "app/window/model_words.h"
#include "app/window/parameter_form.h"
#include "core/decoders/decoder.h"
#include "core/text/tokenizer.h"
#include "views/panels/line_icon.h"
#include "views/panels/popover.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace saccade
{

namespace
{

constexpr int mostLines = 5;

std::vector<Parameter> decoderParameters()
{
    const auto* decoder = Registry<Decoder>::find("sample");
    return decoder != nullptr ? decoder->parameters() : std::vector<Parameter>();
}

/// What a user writes where a masked language model is to guess; empty for other models.
QString maskWord(const Model& model)
{
    if (model.info().head != HeadKind::MaskedLanguageModel || !model.tokenizer()) {
        return {};
    }
    for (const char* word : {"[MASK]", "<mask>"}) {
        if (model.tokenizer()->find(word)) {
            return QString::fromLatin1(word);
        }
    }
    return {};
}

QString formatOf(const Model& model)
{
    return QString::fromStdString(model.info().format);
}

bool holdsPicture(const QMimeData* data)
{
    return data != nullptr && data->hasImage() && !data->hasText();
}

} // namespace

PromptBar::PromptBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("promptBar"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    m_model = new QLabel(this);
    m_model->setObjectName(QStringLiteral("promptModel"));
    m_model->setProperty("secondary", true);
    m_row = new QHBoxLayout;
    m_row->setSpacing(10);
    m_row->addLayout(buildFields(), 1);
    column->addWidget(m_model);
    column->addLayout(m_row);

    m_settingsButton = new QToolButton(this);
    m_settingsButton->setObjectName(QStringLiteral("settingsButton"));
    m_settingsButton->setIcon(lineIcon(QStringLiteral("settings")));
    m_settingsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_settingsButton->setToolTip(tr("How the text is continued: steps, temperature, seed …"));
    m_settingsButton->setFocusPolicy(Qt::TabFocus);
    m_run = new QPushButton(this);
    m_run->setObjectName(QStringLiteral("runButton"));
    m_run->setProperty("primary", true);
    connect(m_settingsButton, &QToolButton::clicked, this, &PromptBar::showSettings);
    connect(m_run, &QPushButton::clicked, this, &PromptBar::runOrStop);

    m_row->addWidget(m_settingsButton);
    m_row->addWidget(m_run);
    buildSettings();
    setModel(nullptr, {});
    fitHeight();
}

QLayout* PromptBar::buildFields()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    m_picture = new MediaField(MediaField::Kind::Picture, this);
    m_sound = new MediaField(MediaField::Kind::Sound, this);
    m_series = new MediaField(MediaField::Kind::Series, this);
    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("promptText"));
    m_text->setAccessibleName(tr("Prompt"));
    m_text->setTabChangesFocus(true);
    m_text->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_second = new QLineEdit(this);
    m_second->setObjectName(QStringLiteral("promptSecond"));
    m_second->setAccessibleName(tr("Second sentence"));
    m_second->setPlaceholderText(tr("Second sentence, if the model is to compare two"));
    for (QWidget* field : {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_second)}) {
        field->installEventFilter(this);
    }
    connect(m_text, &QPlainTextEdit::textChanged, this, &PromptBar::fitHeight);
    connect(m_text, &QPlainTextEdit::textChanged, this, &PromptBar::showRunButton);
    for (auto* media : {m_picture, m_sound, m_series}) {
        connect(media, &MediaField::pathChanged, this, &PromptBar::showRunButton);
    }
    for (QWidget* field : {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_sound),
                           static_cast<QWidget*>(m_series), static_cast<QWidget*>(m_text),
                           static_cast<QWidget*>(m_second)}) {
        column->addWidget(field);
    }
    return column;
}

void PromptBar::buildSettings()
{
    auto* popover = new Popover(this);
    popover->setObjectName(QStringLiteral("settingsPopover"));
    m_popover = popover;
    m_form = new ParameterForm(decoderParameters(), popover);
    m_steps = new QSpinBox(m_form);
    m_steps->setObjectName(QStringLiteral("stepsSpin"));
    m_steps->setRange(0, 100000);
    m_steps->setValue(Prompt().steps > 0 ? static_cast<int>(Prompt().steps) : 0);
    m_steps->setToolTip(tr("Tokens to write after the prompt; 0 reads the prompt alone"));
    m_steps->setAccessibleName(tr("Steps"));
    m_seed = new QSpinBox(m_form);
    m_seed->setObjectName(QStringLiteral("seedSpin"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setToolTip(tr("The same seed draws the same tokens; without effect at temperature 0"));
    m_seed->setAccessibleName(tr("Seed"));
    m_form->addField(tr("Steps"), m_steps);
    m_form->addField(tr("Seed"), m_seed);
    auto* title = new QLabel(tr("Decoding"), popover);
    title->setProperty("sectionTitle", true);
    popover->column().addWidget(title);
    popover->column().addWidget(m_form);
    connect(m_steps, &QSpinBox::valueChanged, this, &PromptBar::showSummary);
    connect(m_form, &ParameterForm::valuesChanged, this, &PromptBar::showSummary);
    showSummary();
}

void PromptBar::showSettings()
{
    static_cast<Popover*>(m_popover)->showBelow(*m_settingsButton);
    m_steps->setFocus();
}

void PromptBar::showSummary()
{
    const Settings settings = m_form->values();
    const double temperature = settings.value("temperature", 0.0);
    const QString how = temperature > 0
                            ? tr("temperature %1").arg(QString::number(temperature, 'g', 3))
                            : tr("greedy");
    m_settingsButton->setText(tr("%n step(s), %1", nullptr, m_steps->value()).arg(how));
    m_settingsButton->setAccessibleName(tr("Decoding: %1").arg(m_settingsButton->text()));
}

Prompt PromptBar::prompt() const
{
    const auto read = [this](InputKind kind, const QString& value) {
        return reads(kind) ? value : QString();
    };
    return {.text = read(InputKind::Text, m_text->toPlainText()),
            .second = read(InputKind::TextPair, m_second->text()),
            .picture = read(InputKind::Image, m_picture->path()),
            .sound = read(InputKind::Audio, m_sound->path()),
            .series = read(InputKind::Series, m_series->path()),
            .steps = m_generates ? m_steps->value() : 0,
            .settings = m_form->values(),
            .seed = static_cast<std::uint64_t>(m_seed->value())};
}

void PromptBar::setPrompt(const Prompt& prompt)
{
    const QString typed = m_text->toPlainText();
    if (prompt.text == m_startedText && typed != m_startedText && !m_startedText.isEmpty()) {
        return; // the run is there, and meanwhile the user has typed on
    }
    m_startedText = prompt.text;
    setText(prompt.text);
    m_second->setText(prompt.second);
    m_picture->setPath(prompt.picture);
    m_sound->setPath(prompt.sound);
    m_series->setPath(prompt.series);
    if (m_generates) {
        m_steps->setValue(static_cast<int>(prompt.steps));
    }
    m_form->setValues(prompt.settings);
    m_seed->setValue(static_cast<int>(prompt.seed));
}

void PromptBar::setText(const QString& text)
{
    if (text != m_text->toPlainText()) {
        m_text->setPlainText(text);
        m_text->moveCursor(QTextCursor::End); // who types goes on
    }
}

void PromptBar::setPicture(const QString& path)
{
    m_picture->setPath(path);
}

void PromptBar::setSound(const QString& path)
{
    m_sound->setPath(path);
}

void PromptBar::setSeries(const QString& path)
{
    m_series->setPath(path);
}

bool PromptBar::reads(InputKind kind) const
{
    const bool readsPair = kind == InputKind::Text && reads(InputKind::TextPair);
    return readsPair || std::ranges::count(m_inputs, kind) > 0;
}

bool PromptBar::isComplete() const
{
    const bool readsMedia =
        reads(InputKind::Image) || reads(InputKind::Audio) || reads(InputKind::Series);
    return !m_inputs.empty() && (!reads(InputKind::Image) || !m_picture->path().isEmpty()) &&
           (!reads(InputKind::Audio) || !m_sound->path().isEmpty()) &&
           (!reads(InputKind::Series) || !m_series->path().isEmpty()) &&
           (readsMedia || !m_text->document()->isEmpty());
}

void PromptBar::setModel(const Model* model, const QString& name)
{
    m_inputs = model != nullptr ? model->info().inputs : std::vector<InputKind>();
    m_generates = model == nullptr || model->info().generates;
    m_model->setText(
        model == nullptr ? tr("No model")
        : model->info().heads > 0
            ? tr("%1 · %2 × %3 · %4")
                  .arg(name, layersInWords(model->info()), headsInWords(model->info()),
                       formatOf(*model))
            : tr("%1 · %2 · %3").arg(name, layersInWords(model->info()), formatOf(*model)));
    showFields(model);
    showRunButton();
}

void PromptBar::showFields(const Model* model)
{
    m_picture->setVisible(reads(InputKind::Image));
    m_sound->setVisible(reads(InputKind::Audio));
    m_series->setVisible(reads(InputKind::Series));
    m_text->setVisible(model == nullptr || reads(InputKind::Text));
    m_second->setVisible(reads(InputKind::TextPair));
    m_settingsButton->setVisible(m_generates);
    // Beside the last line of several; level with the one field of a picture or a sound.
    const auto side = m_text->isVisibleTo(this) ? Qt::AlignBottom : Qt::AlignVCenter;
    m_row->setAlignment(m_settingsButton, side);
    m_row->setAlignment(m_run, side);
    m_text->setPlaceholderText(placeholder(model));
    m_text->viewport()->update(); // Qt 6.4 does not draw a changed placeholder by itself
}

QString PromptBar::placeholder(const Model* model) const
{
    if (model == nullptr) {
        return tr("Open a model first (Ctrl+O)");
    }
    if (!model->tokenizer()) {
        return tr("Type token ids such as 3, 1, 4: this model has no tokenizer; Ctrl+Enter runs "
                  "it");
    }
    if (const QString mask = maskWord(*model); !mask.isEmpty()) {
        return tr("Type a sentence with %1 where the model is to guess; Ctrl+Enter runs it")
            .arg(mask);
    }
    if (!m_generates) {
        return tr("Type a text for the model to read; Ctrl+Enter runs it");
    }
    return model->info().encodes ? tr("Type the text that the encoder reads; Ctrl+Enter runs it")
                                 : tr("Type a prompt; Ctrl+Enter runs the model");
}

void PromptBar::setRunning(bool running)
{
    if (running && !m_running) {
        m_startedText = m_text->toPlainText();
    }
    m_running = running;
    showRunButton();
}

void PromptBar::showRunButton()
{
    m_run->setText(m_running ? tr("Stop") : tr("Run"));
    m_run->setIcon(lineIcon(m_running ? QStringLiteral("stop") : QStringLiteral("run"),
                            QPalette::HighlightedText));
    m_run->setToolTip(m_running ? tr("Stop and keep the steps made so far (Esc)")
                                : tr("Run the model (Ctrl+Enter)"));
    m_run->setEnabled(m_running || isComplete());
}

void PromptBar::focusText()
{
    (m_text->isHidden() ? static_cast<QWidget*>(m_run) : m_text)->setFocus(Qt::ShortcutFocusReason);
}

void PromptBar::runOrStop()
{
    if (m_running) {
        emit stopRequested();
    } else if (m_run->isEnabled()) {
        emit runRequested(prompt());
    }
}

bool PromptBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool isField = watched == m_text || watched == m_second;
    if (isField && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Paste) &&
            holdsPicture(QGuiApplication::clipboard()->mimeData())) {
            emit pasteRequested();
            return true;
        }
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            if (!m_running) {
                runOrStop();
            }
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_running) {
            emit stopRequested();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

bool PromptBar::event(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::Polish) {
        fitHeight();
    }
    return QFrame::event(event);
}

/// As high as the text, between two lines and a few.
void PromptBar::fitHeight()
{
    const int lines = std::clamp(m_text->document()->lineCount(), 2, mostLines);
    const int margins =
        2 * static_cast<int>(m_text->document()->documentMargin()) + 2 * m_text->frameWidth() + 2;
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + margins);
}

} // namespace saccade
