// One thread that does all long work in order, so that exactly one owns model, backend and device.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace saccade {

/// Jobs run in the order posted. A job with a tag replaces a queued one of the same tag and asks a running
/// one of that tag to stop, so that dragging a slider never builds a backlog. Jobs must not throw.
class Worker {
public:
    Worker();
    /// Asks the running job to stop, drops the others and waits.
    ~Worker();

    void post(std::string tag, std::function<void(std::stop_token)> job);
    /// Drops queued jobs of the tag and asks a running one to stop.
    void cancel(const std::string& tag);
    void cancelAll();

private:
    struct Job {
        std::string tag;
        std::function<void(std::stop_token)> work;
    };
    void loop(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_queue;
    std::string m_runningTag;
    std::stop_source m_runningStop;
    std::jthread m_thread;
};

} // namespace saccade
