// State-space models and RWKV on every device of one kind: against reference implementations,
// trained models with golden logits and plain second implementations; their implicit matrices
// against what the layers compute.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class RecurrentModels : public QObject
{
    Q_OBJECT

public:
    explicit RecurrentModels(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void everyTensorIsTheReferences_data();
    void everyTensorIsTheReferences();
    void greedyContinuationsAreTheReferences_data();
    void greedyContinuationsAreTheReferences();
    void trainedModelsGiveTheirGoldenLogits_data();
    void trainedModelsGiveTheirGoldenLogits();
    void logitsAreThoseOfASecondImplementation_data();
    void logitsAreThoseOfASecondImplementation();
    void matricesTimesInputsAreTheScans_data();
    void matricesTimesInputsAreTheScans();
    void unifiedMatricesGiveWhatLeavesTheLayer_data();
    void unifiedMatricesGiveWhatLeavesTheLayer();
    void batchesAndBranchesChangeNothing_data();
    void batchesAndBranchesChangeNothing();
    void theBlockOfMambaIsTheReferences();
    void whatNobodyLooksAtTakesNoMemory();
    void aLimitOfInfinityIsNone();

private:
    std::string m_kind;
};

} // namespace saccade
