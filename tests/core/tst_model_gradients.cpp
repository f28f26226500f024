// Gradients of whole models on the processor.
#include "tests/support/oracle_gradients.h"

#include <QTest>

class TestModelGradients : public saccade::OracleGradients
{
    Q_OBJECT

public:
    TestModelGradients() : OracleGradients("cpu") {}
};

QTEST_GUILESS_MAIN(TestModelGradients)
#include "tst_model_gradients.moc"
