// Models of every family that has no oracle, on every device of one kind, against the plain
// implementation in reference_decoder.h.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class FamilyModels : public QObject
{
    Q_OBJECT

public:
    explicit FamilyModels(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void everyValueIsTheReferences_data();
    void everyValueIsTheReferences();

private:
    std::string m_kind;
};

} // namespace saccade
