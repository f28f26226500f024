#include "app/window/parameter_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <algorithm>
#include <limits>

namespace saccade
{

namespace
{

QString translated(const char* text)
{
    return QCoreApplication::translate("Parameter", text);
}

int clampedInteger(double value)
{
    return static_cast<int>(std::clamp(value, static_cast<double>(std::numeric_limits<int>::min()),
                                       static_cast<double>(std::numeric_limits<int>::max())));
}

} // namespace

ParameterForm::ParameterForm(std::vector<Parameter> parameters, QWidget* parent)
    : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    for (const auto& parameter : parameters) {
        QWidget* field = nullptr;
        switch (parameter.type) {
        case ParameterType::Integer:
            field = integerField(parameter);
            break;
        case ParameterType::Number:
            field = numberField(parameter);
            break;
        case ParameterType::Flag:
            field = flagField(parameter);
            break;
        case ParameterType::Word:
            field = wordField(parameter);
            break;
        }
        field->setObjectName(QStringLiteral("parameter-") +
                             QString::fromStdString(parameter.identifier));
        field->setToolTip(translated(parameter.help));
        field->setAccessibleName(translated(parameter.label));
        auto* label = new QLabel(translated(parameter.label), this);
        label->setToolTip(translated(parameter.help));
        label->setBuddy(field);
        m_form->addRow(label, field);
        m_fields.back().setValue(parameter.initial);
    }
}

QWidget* ParameterForm::integerField(const Parameter& parameter)
{
    auto* spin = new QSpinBox(this);
    spin->setRange(clampedInteger(parameter.minimum), clampedInteger(parameter.maximum));
    connect(spin, &QSpinBox::valueChanged, this, &ParameterForm::valuesChanged);
    m_fields.push_back({parameter.identifier, [spin] { return spin->value(); },
                        [spin](const nlohmann::json& value) { spin->setValue(value.get<int>()); }});
    return spin;
}

QWidget* ParameterForm::numberField(const Parameter& parameter)
{
    auto* spin = new QDoubleSpinBox(this);
    spin->setRange(parameter.minimum, parameter.maximum);
    spin->setDecimals(3);
    spin->setSingleStep(parameter.maximum - parameter.minimum <= 1 ? 0.01 : 0.1);
    connect(spin, &QDoubleSpinBox::valueChanged, this, &ParameterForm::valuesChanged);
    m_fields.push_back(
        {parameter.identifier, [spin] { return spin->value(); },
         [spin](const nlohmann::json& value) { spin->setValue(value.get<double>()); }});
    return spin;
}

QWidget* ParameterForm::flagField(const Parameter& parameter)
{
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, &ParameterForm::valuesChanged);
    m_fields.push_back(
        {parameter.identifier, [box] { return box->isChecked(); },
         [box](const nlohmann::json& value) { box->setChecked(value.get<bool>()); }});
    return box;
}

QWidget* ParameterForm::wordField(const Parameter& parameter)
{
    if (parameter.choices.empty()) { // any word
        auto* line = new QLineEdit(this);
        connect(line, &QLineEdit::textChanged, this, &ParameterForm::valuesChanged);
        m_fields.push_back({parameter.identifier, [line] { return line->text().toStdString(); },
                            [line](const nlohmann::json& value) {
                                line->setText(QString::fromStdString(value.get<std::string>()));
                            }});
        return line;
    }
    auto* combo = new QComboBox(this);
    for (const auto& choice : parameter.choices) {
        combo->addItem(QString::fromStdString(choice));
    }
    connect(combo, &QComboBox::currentIndexChanged, this, &ParameterForm::valuesChanged);
    m_fields.push_back({parameter.identifier,
                        [combo] { return combo->currentText().toStdString(); },
                        [combo](const nlohmann::json& value) {
                            combo->setCurrentText(QString::fromStdString(value.get<std::string>()));
                        }});
    return combo;
}

void ParameterForm::addField(const QString& label, QWidget* field)
{
    auto* name = new QLabel(label, this);
    name->setBuddy(field);
    m_form->insertRow(m_extraFields++, name, field);
}

Settings ParameterForm::values() const
{
    Settings values = Settings::object();
    for (const auto& field : m_fields) {
        values[field.identifier] = field.value();
    }
    return values;
}

void ParameterForm::setValues(const Settings& values)
{
    for (const auto& field : m_fields) {
        if (const auto found = values.find(field.identifier); found != values.end()) {
            field.setValue(*found);
        }
    }
}

} // namespace saccade
