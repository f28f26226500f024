// Threads that share the parts of one loop after another.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace saccade
{

/// Runs loops whose parts do not depend on each other. The caller works too and waits for nobody
/// but those who hold a part: a thread that sleeps or has lost its core delays nothing. Workers
/// spin for a moment after each loop, because the next one is near, then sleep. Parts must not
/// throw.
class ThreadPool
{
public:
    /// `threads` counts the caller; 0: as many as there are cores.
    explicit ThreadPool(int threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int threads() const { return static_cast<int>(m_workers.size()) + 1; }

    /// task(part, thread) for part = 0 … parts − 1, at most 2^31; returns when all are done.
    template <typename Task>
    void run(std::int64_t parts, const Task& task)
    {
        const auto call = [](const void* object, std::int64_t part, int thread) {
            (*static_cast<const Task*>(object))(part, thread);
        };
        runParts(parts, call, &task);
    }

    /// Room of each thread for `floats` numbers, kept between loops. Throws Error if memory is
    /// short.
    void reserveScratch(std::int64_t floats);
    float* scratch(int thread) const { return m_scratch[static_cast<std::size_t>(thread)].get(); }

private:
    using Call = void (*)(const void* task, std::int64_t part, int thread);
    struct Free {
        void operator()(float* memory) const;
    };

    void runParts(std::int64_t parts, Call call, const void* task);
    /// Takes parts of loop number `loop` until there are none.
    /// → how many it took.
    std::int64_t work(std::uint32_t loop, int thread);
    void serve(int thread, const std::stop_token& stop);
    std::uint32_t awaitLoop(std::uint32_t last);
    void awaitParts(std::uint32_t parts);
    /// Learns from how long the others held the caller up, who did `own` parts in `working`
    /// seconds.
    void judge(double working, std::int64_t own, double waiting);

    // What is to be done; stable while a part of the loop is held.
    Call m_call = nullptr;
    const void* m_task = nullptr;
    std::uint32_t m_parts = 0;

    alignas(64) std::atomic<std::uint64_t> m_open{0}; // loop number · 2^32 + parts not yet taken
    alignas(64) std::atomic<std::uint32_t> m_done{0}; // parts of this loop
    std::atomic<bool> m_callerSleeps{false};
    alignas(64) std::atomic<std::uint32_t> m_loop{0}; // its number; what workers sleep on
    std::atomic<int> m_sleepers{0};

    int m_aloneLoops = 0; // that the caller will do alone
    int m_nextAlone = 4;  // how many it would be after the next delay

    std::int64_t m_scratchFloats = 0;
    std::vector<std::unique_ptr<float, Free>> m_scratch;
    std::vector<std::jthread> m_workers;
};

} // namespace saccade
