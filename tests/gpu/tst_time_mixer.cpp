// TinyTimeMixer on GPUs.
#include "tests/support/time_mixer_runs.h"

#include <QTest>

class TestTimeMixer : public saccade::TimeMixerRuns
{
    Q_OBJECT

public:
    TestTimeMixer() : TimeMixerRuns("gpu") {}
};

QTEST_GUILESS_MAIN(TestTimeMixer)
#include "tst_time_mixer.moc"
