// Gradients of whole models on the GPU.
#include "tests/support/oracle_gradients.h"

#include <QTest>

class TestVulkanModelGradients : public saccade::OracleGradients
{
    Q_OBJECT

public:
    TestVulkanModelGradients() : OracleGradients("gpu") {}
};

QTEST_GUILESS_MAIN(TestVulkanModelGradients)
#include "tst_model_gradients.moc"
