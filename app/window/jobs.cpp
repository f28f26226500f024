#include "app/window/jobs.h"

#include "core/base/error.h"

#include <chrono>

namespace saccade
{

/// Lives as long as the job, run or dropped: the window learns of its end in either case.
struct Jobs::Ending {
    Delivery deliver;
    std::function<void()> tell;

    ~Ending() { deliver(tell); }
};

namespace
{

/// Not more often than a screen can show.
Progress throttled(const Delivery& deliver, std::function<void(qint64, qint64)> show)
{
    using Clock = std::chrono::steady_clock;
    auto last = std::make_shared<Clock::time_point>();
    return [deliver, show = std::move(show), last](std::int64_t done, std::int64_t total) {
        const auto now = Clock::now();
        if (now - *last >= std::chrono::milliseconds(30) || done == total) {
            *last = now;
            deliver([show, done, total] { show(done, total); });
        }
    };
}

} // namespace

Jobs::Jobs(QObject* parent) : QObject(parent) {}

void Jobs::post(const std::string& tag, const QString& title, Work work)
{
    const Delivery result(this, m_purposes[tag].renew());
    const Delivery always(this, m_always.ticket());
    auto ending = std::make_shared<Ending>(always, [this, tag, title] { end(tag, title); });
    auto progress =
        throttled(result, [this](qint64 done, qint64 total) { emit progressed(done, total); });
    ++m_pending[tag];
    if (!title.isEmpty()) {
        emit started(title);
    }
    emit runningChanged();
    m_worker.post(
        tag, [this, result, title, progress, ending, work = std::move(work)](std::stop_token stop) {
            try {
                if (auto finish = work({stop, progress, result})) {
                    result(std::move(finish));
                }
            } catch (const Cancelled&) {
                return;
            } catch (const std::exception& error) {
                result([this, notice = errorNotice(error, title)] { emit failed(notice); });
            }
        });
}

void Jobs::end(const std::string& tag, const QString& title)
{
    --m_pending[tag];
    if (!title.isEmpty()) {
        emit ended();
    }
    emit runningChanged();
}

void Jobs::cancel(const std::string& tag)
{
    m_purposes[tag].drop();
    m_worker.cancel(tag);
}

void Jobs::cancelAll()
{
    for (auto& [tag, purpose] : m_purposes) {
        purpose.drop();
    }
    m_worker.cancelAll();
}

bool Jobs::isRunning(const std::string& tag) const
{
    const auto found = m_pending.find(tag);
    return found != m_pending.end() && found->second > 0;
}

} // namespace saccade
