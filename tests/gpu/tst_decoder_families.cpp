// Families without an oracle on every Vulkan device.
#include "tests/support/family_models.h"

#include <QTest>

class TestDecoderFamilies : public saccade::FamilyModels
{
    Q_OBJECT

public:
    TestDecoderFamilies() : FamilyModels("gpu") {}
};

QTEST_GUILESS_MAIN(TestDecoderFamilies)
#include "tst_decoder_families.moc"
