// The reference models on every Vulkan device.
#include "tests/support/oracle_models.h"

#include <QTest>

class TestOracleModels : public saccade::OracleModels
{
    Q_OBJECT

public:
    TestOracleModels() : OracleModels("gpu") {}
};

QTEST_GUILESS_MAIN(TestOracleModels)
#include "tst_oracle_models.moc"
