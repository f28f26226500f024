// Real and reference models on every device of one kind: attention, hidden states and logits
// against the numbers of the reference implementations in ../shared/oracles, continuations token
// for token.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class OracleModels : public QObject
{
    Q_OBJECT

public:
    explicit OracleModels(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void everyTensorIsTheReferences_data();
    void everyTensorIsTheReferences();
    void greedyContinuationsAreTheReferences_data();
    void greedyContinuationsAreTheReferences();
    void storedPrecisionMeansWhatItExpandsTo_data();
    void storedPrecisionMeansWhatItExpandsTo();
    void storiesAreToldWordForWord_data();
    void storiesAreToldWordForWord();
    void teacherForcedLogitsAreTheReferences_data();
    void teacherForcedLogitsAreTheReferences();
    void theSorterSorts();

private:
    std::string m_kind;
};

} // namespace saccade
