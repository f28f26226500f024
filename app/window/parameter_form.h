// Fields for declared parameters, whatever they are.
#pragma once

#include "core/base/parameters.h"

#include <QFormLayout>
#include <QWidget>
#include <functional>
#include <vector>

namespace saccade
{

class ParameterForm : public QWidget
{
    Q_OBJECT
public:
    explicit ParameterForm(std::vector<Parameter> parameters, QWidget* parent = nullptr);

    Settings values() const;
    /// Parameters that `values` does not name keep what they show.
    void setValues(const Settings& values);
    /// A field that is no declared parameter, above the others.
    void addField(const QString& label, QWidget* field);

signals:
    void valuesChanged();

private:
    struct Field {
        std::string identifier;
        std::function<nlohmann::json()> value;
        std::function<void(const nlohmann::json&)> setValue;
    };
    QWidget* integerField(const Parameter& parameter);
    QWidget* numberField(const Parameter& parameter);
    QWidget* flagField(const Parameter& parameter);
    QWidget* wordField(const Parameter& parameter);

    QFormLayout* m_form;
    std::vector<Field> m_fields;
    int m_extraFields = 0;
};

} // namespace saccade
