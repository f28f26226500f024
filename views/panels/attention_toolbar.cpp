#include "views/panels/attention_toolbar.h"

#include "views/panels/flow_layout.h"
#include "views/panels/head_words.h"
#include "views/panels/line_icon.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <cmath>

namespace saccade
{

namespace
{

constexpr int all = -1;

QSpinBox* headSpin(const char* objectName, QWidget* parent)
{
    auto* spin = new QSpinBox(parent);
    spin->setObjectName(QString::fromLatin1(objectName));
    spin->setRange(all, 0);
    spin->setSpecialValueText(AttentionToolbar::tr("All"));
    spin->setKeyboardTracking(false);
    return spin;
}

} // namespace

AttentionToolbar::AttentionToolbar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("attentionToolbar"));
    new FlowLayout(this, 12, 6);
    layout()->setContentsMargins(10, 6, 10, 6);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    addViewControls();
    addPartControls();
    addHeadControls();
    addLookControls();
    addPictureControls();
    showView();
}

void AttentionToolbar::addViewControls()
{
    auto* segment = new QWidget(this);
    auto* row = new QHBoxLayout(segment);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_view = new QButtonGroup(this);
    const auto add = [&](View view, const QString& label, const QString& icon,
                         const char* objectName) {
        auto* button = new QToolButton(segment);
        button->setObjectName(QString::fromLatin1(objectName));
        button->setProperty("segment", view == View::Map     ? "first"
                                       : view == View::Lines ? "middle"
                                                             : "last");
        button->setText(label);
        button->setIcon(lineIcon(icon));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(label);
        m_view->addButton(button, static_cast<int>(view));
        row->addWidget(button);
    };
    add(View::Map, tr("Map"), QStringLiteral("matrix"), "mapViewButton");
    add(View::Lines, tr("Lines"), QStringLiteral("lines"), "linesViewButton");
    add(View::Picture, tr("Picture"), QStringLiteral("picture"), "pictureViewButton");
    m_view->button(static_cast<int>(View::Picture))->hide(); // until a run has one
    m_view->button(static_cast<int>(View::Map))->setChecked(true);
    connect(m_view, &QButtonGroup::idClicked, this, [this] {
        showView();
        emit viewChanged();
    });
    layout()->addWidget(segment);

    auto* fit = m_fit = new QToolButton(this);
    fit->setObjectName(QStringLiteral("fitButton"));
    fit->setIcon(lineIcon(QStringLiteral("fit")));
    fit->setToolTip(tr("Fit the whole map (0)"));
    fit->setAccessibleName(tr("Fit the whole map"));
    fit->setFocusPolicy(Qt::TabFocus);
    connect(fit, &QToolButton::clicked, this, &AttentionToolbar::fitRequested);
    layout()->addWidget(fit);
}

void AttentionToolbar::addPartControls()
{
    m_part = addCombo(tr("P&art"), "partCombo",
                      tr("Where in the model: encoder, decoder, between them …"));
    m_partField = m_part->parentWidget();
    m_partField->hide();
    connect(m_part, &QComboBox::currentIndexChanged, this,
            [this] { emit partChosen(m_part->currentData().toString().toStdString()); });
    m_implicit = new QLabel(tr("implicit"), this);
    m_implicit->setObjectName(QStringLiteral("implicitLabel"));
    m_implicit->setProperty("chip", true);
    m_implicit->setToolTip(
        tr("This layer never forms the matrix: it is the one that its recurrence amounts to. What "
           "position i gets from position j is the entry in row i, column j. Entries may be "
           "negative, and rows need not add up to 1."));
    m_implicit->hide();
    layout()->addWidget(m_implicit);
}

void AttentionToolbar::addPictureControls()
{
    m_pictureControls = new QWidget(this);
    auto* row = new QHBoxLayout(m_pictureControls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_opacity = new QSlider(Qt::Horizontal, m_pictureControls);
    m_opacity->setObjectName(QStringLiteral("opacitySlider"));
    m_opacity->setRange(0, 100);
    m_opacity->setValue(static_cast<int>(std::lround(PatchLook().opacity * 100)));
    m_opacity->setFixedWidth(90);
    m_opacity->setToolTip(tr("How much of the picture the attention covers"));
    m_opacity->setAccessibleName(tr("Opacity"));
    auto* name = new QLabel(tr("Opacity"), m_pictureControls);
    name->setProperty("secondary", true);
    name->setBuddy(m_opacity);
    const auto toggle = [this](const QString& text, const QString& explanation,
                               const char* objectName) {
        auto* button = new QToolButton(m_pictureControls);
        button->setObjectName(QString::fromLatin1(objectName));
        button->setText(text);
        button->setToolTip(explanation);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::toggled, this, &AttentionToolbar::lookChanged);
        return button;
    };
    m_grid = toggle(tr("Grid"), tr("Lines between the patches"), "gridButton");
    m_grid->setChecked(PatchLook().grid == PatchGrid::Shown);
    m_smooth = toggle(tr("Smooth"),
                      tr("Blends from patch to patch (bilinear); else each patch has one colour"),
                      "smoothButton");
    m_smooth->setChecked(PatchLook().filter == PatchFilter::Bilinear);
    row->addWidget(name);
    row->addWidget(m_opacity);
    row->addWidget(m_grid);
    row->addWidget(m_smooth);
    layout()->addWidget(m_pictureControls);
    connect(m_opacity, &QSlider::valueChanged, this, &AttentionToolbar::lookChanged);
}

/// Controls that say nothing in a view are not shown there.
void AttentionToolbar::showView()
{
    const bool isPicture = view() == View::Picture;
    m_fit->setVisible(view() == View::Map);
    m_pictureControls->setVisible(isPicture);
    m_poolingField->setVisible(!isPicture);
}

void AttentionToolbar::setRun(const RunDocument& run)
{
    showParts(run);
    const QSignalBlocker quietLayer(m_layer), quietHead(m_head);
    m_layer->setRange(all, run.attention->layers() - 1);
    m_head->setRange(all, run.attention->heads() - 1);
    showNaming(run.headNaming());
    if (run.part.implicit == m_implicit->isHidden()) {
        showSigns(run.part.implicit ? Signs::Both : Signs::Positive);
    }
    const bool isOnPicture = run.isOnPicture();
    auto* picture = m_view->button(static_cast<int>(View::Picture));
    auto* lines = m_view->button(static_cast<int>(View::Lines));
    if (picture->isHidden() == isOnPicture) {
        // Who opens a picture wants to see it; who leaves one sees the map.
        m_view->button(static_cast<int>(isOnPicture ? View::Picture : View::Map))->setChecked(true);
    }
    picture->setVisible(isOnPicture);
    lines->setProperty("segment", isOnPicture ? "middle" : "last");
    lines->style()->unpolish(lines);
    lines->style()->polish(lines);
    showView();
}

void AttentionToolbar::showNaming(HeadNaming naming)
{
    const bool isHead = naming == HeadNaming::Heads;
    m_headName->setText(isHead ? tr("&Head") : tr("C&hannel"));
    m_head->setAccessibleName(m_headName->text().remove(QLatin1Char('&')));
    m_head->setToolTip(isHead ? tr("Head, counted from 0; All takes every head together")
                              : tr("Channel, counted from 0; All takes every channel together"));
}

/// Where entries may be negative, colours diverge from zero; afterwards the user's own come back.
void AttentionToolbar::showSigns(Signs signs)
{
    const bool isBoth = signs == Signs::Both;
    m_implicit->setVisible(isBoth);
    const QString diverging = QStringLiteral("balance");
    if (isBoth) {
        m_coloursBefore = m_colourMap->currentData().toString();
    }
    const QString wanted = isBoth ? diverging : m_coloursBefore;
    const bool isOurs = isBoth || m_colourMap->currentData().toString() == diverging;
    if (isOurs && m_colourMap->findData(wanted) >= 0) {
        m_colourMap->setCurrentIndex(m_colourMap->findData(wanted));
    }
}

void AttentionToolbar::showParts(const RunDocument& run)
{
    const QSignalBlocker quiet(m_part);
    m_part->clear();
    for (const auto& part : run.parts) {
        m_part->addItem(partTitle(part), QString::fromStdString(part.values));
    }
    m_part->setCurrentIndex(m_part->findData(QString::fromStdString(run.part.values)));
    m_partField->setVisible(run.parts.size() > 1);
}

PatchLook AttentionToolbar::patchLook() const
{
    return {.opacity = m_opacity->value() / 100.0,
            .filter = m_smooth->isChecked() ? PatchFilter::Bilinear : PatchFilter::Nearest,
            .grid = m_grid->isChecked() ? PatchGrid::Shown : PatchGrid::Hidden};
}

void AttentionToolbar::addHeadControls()
{
    m_layer = headSpin("layerSpin", this);
    m_head = headSpin("headSpin", this);
    m_layer->setToolTip(tr("Layer, counted from 0; All takes every layer together"));
    layout()->addWidget(withLabel(tr("La&yer"), m_layer));
    auto* headField = withLabel(tr("&Head"), m_head);
    m_headName = headField->findChild<QLabel*>();
    layout()->addWidget(headField);
    showNaming(HeadNaming::Heads);
    m_combine = addCombo(tr("&Combine"), "combineCombo", tr("How several heads become one map"));
    m_combineField = m_combine->parentWidget();
    m_combine->addItem(tr("Mean"), static_cast<int>(Combine::Mean));
    m_combine->addItem(tr("Maximum"), static_cast<int>(Combine::Maximum));
    m_combineField->hide();
    connect(m_layer, &QSpinBox::valueChanged, this, &AttentionToolbar::announceChoice);
    connect(m_head, &QSpinBox::valueChanged, this, &AttentionToolbar::announceChoice);
    connect(m_combine, &QComboBox::currentIndexChanged, this, &AttentionToolbar::announceChoice);
}

void AttentionToolbar::addLookControls()
{
    m_scale =
        addCombo(tr("&Scale"), "scaleCombo",
                 tr("How values become colours: linear, logarithmic over four decades, or each row "
                    "divided by its own maximum"));
    m_scale->addItem(tr("Linear"), static_cast<int>(ScaleKind::Linear));
    m_scale->addItem(tr("Logarithmic"), static_cast<int>(ScaleKind::Logarithmic));
    m_scale->addItem(tr("Per row"), static_cast<int>(ScaleKind::PerRow));

    m_colourMap = addCombo(tr("C&olours"), "colourMapCombo",
                           tr("Colour map; all are safe for colour-blind eyes"));
    for (const auto& map : ColourMap::all()) {
        m_colourMap->addItem(map.title(),
                             QString::fromUtf8(map.identifier().data(),
                                               static_cast<qsizetype>(map.identifier().size())));
    }

    m_colourMap->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_colourMap->setMinimumContentsLength(8);

    m_pooling = addCombo(tr("&Pooling"), "poolingCombo",
                         tr("What one pixel shows where it covers several cells"));
    m_pooling->addItem(tr("Mean"), static_cast<int>(Pooling::Mean));
    m_pooling->addItem(tr("Maximum"), static_cast<int>(Pooling::Maximum));
    m_poolingField = m_pooling->parentWidget();
    for (auto* combo : {m_scale, m_colourMap, m_pooling}) {
        connect(combo, &QComboBox::currentIndexChanged, this, &AttentionToolbar::lookChanged);
    }
}

QComboBox* AttentionToolbar::addCombo(const QString& label, const char* objectName,
                                      const QString& explanation)
{
    auto* combo = new QComboBox(this);
    combo->setObjectName(QString::fromLatin1(objectName));
    combo->setToolTip(explanation);
    layout()->addWidget(withLabel(label, combo));
    return combo;
}

QWidget* AttentionToolbar::withLabel(const QString& label, QWidget* field)
{
    auto* pair = new QWidget(this);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto* name = new QLabel(label, pair);
    name->setProperty("secondary", true);
    name->setBuddy(field);
    QString plain = label;
    field->setAccessibleName(plain.remove(QLatin1Char('&')));
    row->addWidget(name);
    row->addWidget(field);
    return pair;
}

void AttentionToolbar::setChoice(const HeadChoice& choice)
{
    const QSignalBlocker quietLayer(m_layer), quietHead(m_head), quietCombine(m_combine);
    m_layer->setValue(choice.layer);
    m_head->setValue(choice.head);
    m_combine->setCurrentIndex(m_combine->findData(static_cast<int>(choice.combine)));
    m_combineField->setVisible(choice.layer == all || choice.head == all);
}

HeadChoice AttentionToolbar::choice() const
{
    return {.layer = m_layer->value(),
            .head = m_head->value(),
            .combine = static_cast<Combine>(m_combine->currentData().toInt())};
}

void AttentionToolbar::announceChoice()
{
    emit choiceChanged(choice());
}

ScaleKind AttentionToolbar::scale() const
{
    return static_cast<ScaleKind>(m_scale->currentData().toInt());
}

std::string AttentionToolbar::colourMap() const
{
    return m_colourMap->currentData().toString().toStdString();
}

Pooling AttentionToolbar::pooling() const
{
    return static_cast<Pooling>(m_pooling->currentData().toInt());
}

AttentionToolbar::View AttentionToolbar::view() const
{
    return static_cast<View>(m_view->checkedId());
}

} // namespace saccade
