// The reference encoder–decoders on the processor.
#include "tests/support/oracle_encoder_decoders.h"

#include <QTest>

class TestOracleEncoderDecoders : public saccade::OracleEncoderDecoders
{
    Q_OBJECT

public:
    TestOracleEncoderDecoders() : OracleEncoderDecoders("cpu") {}
};

QTEST_GUILESS_MAIN(TestOracleEncoderDecoders)
#include "tst_oracle_encoder_decoders.moc"
