#include "core/cpu/thread_pool.h"

#include <QTest>
#include <numeric>

using namespace saccade;

class TestThreadPool : public QObject
{
    Q_OBJECT

private slots:
    void runsEveryPartOnce_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 8}) {
            QTest::addRow("%d threads", threads) << threads;
        }
    }

    void runsEveryPartOnce()
    {
        QFETCH(int, threads);
        ThreadPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        std::vector<int> counts(97);
        for (int loop = 0; loop < 3000; ++loop) {
            const auto parts = static_cast<std::int64_t>(loop) % 97;
            std::ranges::fill(counts, 0);
            pool.run(parts,
                     [&](std::int64_t part, int) { ++counts[static_cast<std::size_t>(part)]; });
            const auto total = std::accumulate(counts.begin(), counts.end(), 0);
            QCOMPARE(total, static_cast<int>(parts));
            QVERIFY(std::ranges::all_of(counts, [](int count) { return count <= 1; }));
        }
    }

    void wakesWorkersThatSleep()
    {
        ThreadPool pool(3);
        for (int loop = 0; loop < 20; ++loop) {
            QTest::qSleep(2); // longer than workers spin
            std::atomic<int> done = 0;
            pool.run(50, [&](std::int64_t, int) { ++done; });
            QCOMPARE(done.load(), 50);
        }
    }

    void givesEachThreadItsScratch()
    {
        ThreadPool pool(3);
        pool.reserveScratch(1000);
        for (int thread = 0; thread < 3; ++thread) {
            std::fill_n(pool.scratch(thread), 1000, static_cast<float>(thread));
        }
        pool.reserveScratch(10);
        QCOMPARE(pool.scratch(1)[999], 1.0F);
        QCOMPARE(pool.scratch(2)[0], 2.0F);
    }
};

QTEST_GUILESS_MAIN(TestThreadPool)
#include "tst_thread_pool.moc"
