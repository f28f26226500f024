// The reference encoder–decoders on every Vulkan device.
#include "tests/support/oracle_encoder_decoders.h"

#include <QTest>

class TestOracleEncoderDecoders : public saccade::OracleEncoderDecoders
{
    Q_OBJECT

public:
    TestOracleEncoderDecoders() : OracleEncoderDecoders("gpu") {}
};

QTEST_GUILESS_MAIN(TestOracleEncoderDecoders)
#include "tst_oracle_encoder_decoders.moc"
