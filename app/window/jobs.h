// Work off the GUI thread: what is posted here runs on the one worker and comes back as signals.
#pragma once

#include "app/window/notice.h"
#include "core/base/progress.h"
#include "core/jobs/worker.h"
#include "views/panels/deliver.h"

#include <QObject>
#include <functional>
#include <map>

namespace saccade
{

/// What a job is given on the working thread.
struct JobControl {
    std::stop_token stop;
    Progress progress;
    Delivery deliver; // for results on the way
};

class Jobs : public QObject
{
    Q_OBJECT
public:
    /// Runs on the working thread; what it returns is called on the GUI thread if nothing newer of
    /// the same tag was posted and it was not cancelled. May throw: an Error becomes `failed`,
    /// Cancelled nothing.
    using Finish = std::function<void()>;
    using Work = std::function<Finish(const JobControl&)>;

    explicit Jobs(QObject* parent = nullptr);

    Worker& worker() { return m_worker; }
    /// `title`: shown while it runs; empty for work that nobody waits for.
    void post(const std::string& tag, const QString& title, Work work);
    /// Drops what was not begun and asks what runs to stop; nothing of it comes back.
    void cancel(const std::string& tag);
    /// The same, but what the job makes of it comes back.
    void stop(const std::string& tag) { m_worker.cancel(tag); }
    void cancelAll();
    bool isRunning(const std::string& tag) const;

signals:
    void started(const QString& title);
    void progressed(qint64 done, qint64 total);
    void ended();
    void runningChanged();
    void failed(const saccade::Notice& notice);

private:
    struct Ending;
    void end(const std::string& tag, const QString& title);

    std::map<std::string, Purpose> m_purposes;
    std::map<std::string, int> m_pending;
    Purpose m_always;
    Worker m_worker; // last: it stops before what its jobs deliver to is gone
};

} // namespace saccade
