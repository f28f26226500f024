// State-space models and RWKV on GPUs.
#include "tests/support/recurrent_models.h"

#include <QTest>

class TestRecurrentModels : public saccade::RecurrentModels
{
    Q_OBJECT

public:
    TestRecurrentModels() : RecurrentModels("gpu") {}
};

QTEST_GUILESS_MAIN(TestRecurrentModels)
#include "tst_recurrent_models.moc"
