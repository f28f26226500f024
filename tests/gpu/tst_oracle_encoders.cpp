// The reference encoders on every Vulkan device.
#include "tests/support/oracle_encoders.h"

#include <QTest>

class TestOracleEncoders : public saccade::OracleEncoders
{
    Q_OBJECT

public:
    TestOracleEncoders() : OracleEncoders("gpu") {}
};

QTEST_GUILESS_MAIN(TestOracleEncoders)
#include "tst_oracle_encoders.moc"
