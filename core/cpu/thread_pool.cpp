#include "core/cpu/thread_pool.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace saccade
{

namespace
{

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::microseconds spinTime{60};

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Whether `condition` came true within the time of a brief spin.
template <typename Condition>
bool spinUntil(const Condition& condition)
{
    const auto end = Clock::now() + spinTime;
    do {
        for (int i = 0; i < 32; ++i) {
            if (condition()) {
                return true;
            }
            relax();
        }
    } while (Clock::now() < end);
    return false;
}

} // namespace

void ThreadPool::Free::operator()(float* memory) const
{
    std::free(memory);
}

ThreadPool::ThreadPool(int threads)
{
    const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const int count = threads > 0 ? threads : cores;
    m_scratch.resize(static_cast<std::size_t>(count));
    for (int thread = 1; thread < count; ++thread) {
        m_workers.emplace_back(
            [this, thread](const std::stop_token& stop) { serve(thread, stop); });
    }
}

ThreadPool::~ThreadPool()
{
    for (auto& worker : m_workers) {
        worker.request_stop();
    }
    m_loop.fetch_add(1);
    m_loop.notify_all();
}

void ThreadPool::reserveScratch(std::int64_t floats)
{
    if (floats <= m_scratchFloats) {
        return;
    }
    constexpr std::size_t alignment = 64;
    const auto bytes =
        (static_cast<std::size_t>(floats) * sizeof(float) + alignment) / alignment * alignment;
    for (auto& scratch : m_scratch) {
        scratch.reset(static_cast<float*>(std::aligned_alloc(alignment, bytes)));
        if (scratch == nullptr) {
            m_scratchFloats = 0;
            throw Error(QT_TRANSLATE_NOOP("Error", "There is no memory for a tensor of %1 bytes."),
                        {std::to_string(bytes)});
        }
    }
    m_scratchFloats = floats;
}

void ThreadPool::runParts(std::int64_t parts, Call call, const void* task)
{
    const bool isAlone = parts > 1 && m_aloneLoops > 0;
    m_aloneLoops -= isAlone ? 1 : 0;
    if (parts <= 1 || m_workers.empty() || isAlone) {
        for (std::int64_t part = 0; part < parts; ++part) {
            call(task, part, 0);
        }
        return;
    }
    m_call = call;
    m_task = task;
    m_parts = static_cast<std::uint32_t>(parts);
    m_done.store(0, std::memory_order_relaxed);
    const auto loop = m_loop.load(std::memory_order_relaxed) + 1;
    m_open.store((std::uint64_t{loop} << 32) | m_parts, std::memory_order_release);
    m_loop.store(loop);
    if (m_sleepers.load() > 0) {
        m_loop.notify_all();
    }
    const auto start = Clock::now();
    const auto own = work(loop, 0);
    const auto worked = Clock::now();
    awaitParts(static_cast<std::uint32_t>(parts));
    const auto end = Clock::now();
    judge(Seconds(worked - start).count(), own, Seconds(end - worked).count());
}

void ThreadPool::judge(double working, std::int64_t own, double waiting)
{
    constexpr int fewest = 4;
    constexpr int most = 256;
    // A thread at work ends within about the time that a part takes; three times that is a lost
    // core.
    const double part = own > 0 ? working / static_cast<double>(own) : 0.0;
    if (own > 0 && waiting > Seconds(spinTime).count() && waiting > 3.0 * part) {
        m_aloneLoops = m_nextAlone;
        m_nextAlone = std::min(2 * m_nextAlone, most);
    } else {
        m_nextAlone = std::max(m_nextAlone - 1, fewest);
    }
}

std::int64_t ThreadPool::work(std::uint32_t loop, int thread)
{
    std::int64_t taken = 0;
    auto open = m_open.load(std::memory_order_acquire);
    while (static_cast<std::uint32_t>(open >> 32) == loop && static_cast<std::uint32_t>(open) > 0) {
        // Whoever takes a part keeps the loop from ending, so that what it reads then is of this
        // loop.
        if (m_open.compare_exchange_weak(open, open - 1, std::memory_order_acq_rel,
                                         std::memory_order_acquire)) {
            const auto parts = m_parts;
            m_call(m_task, parts - static_cast<std::uint32_t>(open), thread);
            const bool isLast = m_done.fetch_add(1) + 1 == parts;
            if (isLast && m_callerSleeps.load()) {
                m_done.notify_one();
            }
            open = m_open.load(std::memory_order_acquire);
            ++taken;
        }
    }
    return taken;
}

void ThreadPool::awaitParts(std::uint32_t parts)
{
    if (spinUntil([&] { return m_done.load(std::memory_order_acquire) == parts; })) {
        return;
    }
    m_callerSleeps.store(true);
    for (auto done = m_done.load(); done != parts; done = m_done.load()) {
        m_done.wait(done);
    }
    m_callerSleeps.store(false);
}

std::uint32_t ThreadPool::awaitLoop(std::uint32_t last)
{
    if (!spinUntil([&] { return m_loop.load(std::memory_order_acquire) != last; })) {
        m_sleepers.fetch_add(1);
        m_loop.wait(last);
        m_sleepers.fetch_sub(1);
    }
    return m_loop.load(std::memory_order_acquire);
}

void ThreadPool::serve(int thread, const std::stop_token& stop)
{
    std::uint32_t loop = 0;
    while (!stop.stop_requested()) {
        loop = awaitLoop(loop);
        work(loop, thread);
    }
}

} // namespace saccade
