#include "core/jobs/worker.h"

#include <QTest>
#include <atomic>
#include <memory>
#include <mutex>
#include <semaphore>
#include <vector>

namespace saccade
{

class WorkerTest : public QObject
{
    Q_OBJECT
private slots:
    void jobsRunInTheOrderPosted()
    {
        std::vector<int> order;
        std::binary_semaphore done(0);
        Worker worker;
        for (int i = 0; i < 100; ++i) {
            worker.post("job " + std::to_string(i),
                        [&order, i](std::stop_token) { order.push_back(i); });
        }
        worker.post("last", [&](std::stop_token) { done.release(); });
        done.acquire();
        QCOMPARE(order.size(), std::size_t{100});
        QVERIFY(std::ranges::is_sorted(order));
    }

    void aNewerJobReplacesAQueuedOneOfItsTag()
    {
        std::vector<int> ran;
        std::binary_semaphore gate(0);
        std::binary_semaphore done(0);
        Worker worker;
        worker.post("gate", [&](std::stop_token) { gate.acquire(); });
        for (int i = 0; i < 50; ++i) {
            worker.post("tile", [&ran, i](std::stop_token) { ran.push_back(i); });
        }
        worker.post("last", [&](std::stop_token) { done.release(); });
        gate.release();
        done.acquire();
        QCOMPARE(ran, std::vector<int>{49});
    }

    void jobsWithoutATagReplaceNothing()
    {
        int ran = 0;
        std::binary_semaphore done(0);
        Worker worker;
        for (int i = 0; i < 10; ++i) {
            worker.post({}, [&](std::stop_token stop) { ran += stop.stop_requested() ? 0 : 1; });
        }
        worker.post("last", [&](std::stop_token) { done.release(); });
        done.acquire();
        QCOMPARE(ran, 10);
    }

    void aNewerJobStopsARunningOneOfItsTagOnly()
    {
        std::atomic<bool> othersStopped = false;
        std::binary_semaphore started(0);
        std::binary_semaphore done(0);
        Worker worker;
        worker.post("run", [&](std::stop_token stop) {
            std::binary_semaphore stopped(0);
            const std::stop_callback callback(stop, [&] { stopped.release(); });
            started.release();
            stopped.acquire();
        });
        started.acquire();
        worker.post("tile", [&](std::stop_token stop) { othersStopped = stop.stop_requested(); });
        worker.post("run", [&](std::stop_token) { done.release(); });
        done.acquire();
        QVERIFY(!othersStopped);
    }

    void cancelDropsQueuedJobsAndStopsTheRunningOne()
    {
        std::atomic<int> ran = 0;
        std::binary_semaphore started(0);
        std::binary_semaphore done(0);
        Worker worker;
        worker.post("run", [&](std::stop_token stop) {
            std::binary_semaphore stopped(0);
            const std::stop_callback callback(stop, [&] { stopped.release(); });
            started.release();
            stopped.acquire();
        });
        started.acquire();
        worker.post("tile", [&](std::stop_token) { ++ran; });
        worker.cancel("tile");
        worker.cancel("run");
        worker.post("last", [&](std::stop_token) { done.release(); });
        done.acquire();
        QCOMPARE(ran.load(), 0);
    }

    void aStopCallbackMayPost()
    {
        std::binary_semaphore started(0);
        std::binary_semaphore done(0);
        Worker worker;
        worker.post("run", [&](std::stop_token stop) {
            std::binary_semaphore stopped(0);
            const std::stop_callback callback(stop, [&] {
                worker.post("after", [&](std::stop_token) { done.release(); });
                stopped.release();
            });
            started.release();
            stopped.acquire();
        });
        started.acquire();
        worker.cancel("run");
        done.acquire();
    }

    void destroyingStopsTheRunningJobAndDropsTheOthers()
    {
        std::atomic<int> ran = 0;
        std::atomic<bool> sawStop = false;
        std::binary_semaphore started(0);
        const auto captured = std::make_shared<int>(0);
        {
            Worker worker;
            worker.post("run", [&](std::stop_token stop) {
                std::binary_semaphore stopped(0);
                const std::stop_callback callback(stop, [&] { stopped.release(); });
                started.release();
                stopped.acquire();
                sawStop = true;
            });
            started.acquire();
            worker.post("other", [&, captured](std::stop_token) { ++ran; });
        }
        QVERIFY(sawStop);
        QCOMPARE(ran.load(), 0);
        QCOMPARE(captured.use_count(), 1L);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::WorkerTest)
#include "tst_worker.moc"
