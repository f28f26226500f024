// The reference encoders on the processor.
#include "tests/support/oracle_encoders.h"

#include <QTest>

class TestOracleEncoders : public saccade::OracleEncoders
{
    Q_OBJECT

public:
    TestOracleEncoders() : OracleEncoders("cpu") {}
};

QTEST_GUILESS_MAIN(TestOracleEncoders)
#include "tst_oracle_encoders.moc"
