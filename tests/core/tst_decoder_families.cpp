// Families without an oracle on the processor.
#include "tests/support/family_models.h"

#include <QTest>

class TestDecoderFamilies : public saccade::FamilyModels
{
    Q_OBJECT

public:
    TestDecoderFamilies() : FamilyModels("cpu") {}
};

QTEST_GUILESS_MAIN(TestDecoderFamilies)
#include "tst_decoder_families.moc"
