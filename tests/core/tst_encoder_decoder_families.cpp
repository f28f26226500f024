// Encoder–decoders without reference numbers on the processor.
#include "tests/support/encoder_decoder_families.h"

#include <QTest>

class TestEncoderDecoderFamilies : public saccade::EncoderDecoderFamilies
{
    Q_OBJECT

public:
    TestEncoderDecoderFamilies() : EncoderDecoderFamilies("cpu") {}
};

QTEST_GUILESS_MAIN(TestEncoderDecoderFamilies)
#include "tst_encoder_decoder_families.moc"
