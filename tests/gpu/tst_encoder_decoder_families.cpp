// Encoder–decoders without reference numbers on every Vulkan device.
#include "tests/support/encoder_decoder_families.h"

#include <QTest>

class TestEncoderDecoderFamilies : public saccade::EncoderDecoderFamilies
{
    Q_OBJECT

public:
    TestEncoderDecoderFamilies() : EncoderDecoderFamilies("gpu") {}
};

QTEST_GUILESS_MAIN(TestEncoderDecoderFamilies)
#include "tst_encoder_decoder_families.moc"
