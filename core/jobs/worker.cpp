#include "core/jobs/worker.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace saccade
{

// Jobs own what they captured, and stop callbacks may post again: both are destroyed or called only
// while the mutex is free.

Worker::Worker() : m_thread([this](std::stop_token stop) { loop(std::move(stop)); }) {}

Worker::~Worker()
{
    m_thread.request_stop();
    cancelAll();
}

void Worker::post(std::string tag, std::function<void(std::stop_token)> job)
{
    if (!tag.empty()) {
        cancel(tag);
    }
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back({std::move(tag), std::move(job)});
    }
    m_wake.notify_one();
}

void Worker::cancel(const std::string& tag)
{
    std::vector<Job> dropped;
    std::stop_source running(std::nostopstate);
    {
        const std::lock_guard lock(m_mutex);
        const auto first = std::stable_partition(m_queue.begin(), m_queue.end(),
                                                 [&](const Job& job) { return job.tag != tag; });
        std::move(first, m_queue.end(), std::back_inserter(dropped));
        m_queue.erase(first, m_queue.end());
        if (m_runningTag == tag) {
            running = m_runningStop;
        }
    }
    running.request_stop();
}

void Worker::cancelAll()
{
    std::deque<Job> dropped;
    std::stop_source running(std::nostopstate);
    {
        const std::lock_guard lock(m_mutex);
        dropped.swap(m_queue);
        running = m_runningStop;
    }
    running.request_stop();
}

void Worker::loop(std::stop_token stop)
{
    while (true) {
        Job job;
        std::stop_token jobStop;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return !m_queue.empty(); }) ||
                stop.stop_requested()) {
                return;
            }
            job = std::move(m_queue.front());
            m_queue.pop_front();
            m_runningTag = job.tag;
            m_runningStop = std::stop_source();
            jobStop = m_runningStop.get_token();
        }
        job.work(jobStop);
        job.work = nullptr;
        const std::lock_guard lock(m_mutex);
        m_runningTag.clear();
    }
}

} // namespace saccade
