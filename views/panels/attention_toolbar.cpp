#include "views/panels/attention_toolbar.h"

#include "views/panels/flow_layout.h"
#include "views/panels/line_icon.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

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
    addHeadControls();
    addLookControls();
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
        button->setProperty("segment", view == View::Map ? "first" : "last");
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
    m_view->button(static_cast<int>(View::Map))->setChecked(true);
    connect(m_view, &QButtonGroup::idClicked, this, &AttentionToolbar::viewChanged);
    layout()->addWidget(segment);

    auto* fit = new QToolButton(this);
    fit->setObjectName(QStringLiteral("fitButton"));
    fit->setIcon(lineIcon(QStringLiteral("fit")));
    fit->setToolTip(tr("Fit the whole map (0)"));
    fit->setAccessibleName(tr("Fit the whole map"));
    fit->setFocusPolicy(Qt::TabFocus);
    connect(fit, &QToolButton::clicked, this, &AttentionToolbar::fitRequested);
    layout()->addWidget(fit);
}

void AttentionToolbar::addHeadControls()
{
    m_layer = headSpin("layerSpin", this);
    m_head = headSpin("headSpin", this);
    m_layer->setToolTip(tr("Layer, counted from 0; All takes every layer together"));
    m_head->setToolTip(tr("Head, counted from 0; All takes every head together"));
    layout()->addWidget(withLabel(tr("La&yer"), m_layer));
    layout()->addWidget(withLabel(tr("&Head"), m_head));
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

void AttentionToolbar::setExtent(int layers, int heads)
{
    const QSignalBlocker quietLayer(m_layer), quietHead(m_head);
    m_layer->setRange(all, layers - 1);
    m_head->setRange(all, heads - 1);
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
