// The reference models on the processor.
#include "tests/support/oracle_models.h"

#include <QTest>

class TestOracleModels : public saccade::OracleModels
{
    Q_OBJECT

public:
    TestOracleModels() : OracleModels("cpu") {}
};

QTEST_GUILESS_MAIN(TestOracleModels)
#include "tst_oracle_models.moc"
