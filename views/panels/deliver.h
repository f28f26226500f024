// Results from the worker to the GUI thread.
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <cstdint>
#include <memory>
#include <utility>

namespace saccade
{

/// Says whether a result is still wanted: a ticket is, until its purpose gives out a newer one or
/// is dropped. Both are used on the GUI thread alone; a ticket may travel through other threads.
class Ticket
{
public:
    explicit Ticket(std::shared_ptr<const std::uint64_t> newest)
        : m_newest(std::move(newest)), m_mine(*m_newest)
    {
    }
    bool isWanted() const { return *m_newest == m_mine; }

private:
    std::shared_ptr<const std::uint64_t> m_newest;
    std::uint64_t m_mine;
};

class Purpose
{
public:
    Ticket renew()
    {
        ++*m_newest;
        return Ticket(m_newest);
    }
    Ticket ticket() const { return Ticket(m_newest); }
    void drop() { ++*m_newest; }

private:
    std::shared_ptr<std::uint64_t> m_newest = std::make_shared<std::uint64_t>(0);
};

/// Where a job's results go: copied into the job when it is posted.
class Delivery
{
public:
    Delivery(QObject* receiver, Ticket ticket) : m_receiver(receiver), m_ticket(std::move(ticket))
    {
    }

    /// From any thread: calls `function` on the GUI thread if the receiver lives and the result is
    /// wanted.
    template <typename Function>
    void operator()(Function function) const
    {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [receiver = m_receiver, ticket = m_ticket, call = std::move(function)]() mutable {
                if (receiver && ticket.isWanted()) {
                    call();
                }
            },
            Qt::QueuedConnection);
    }

private:
    QPointer<QObject> m_receiver;
    Ticket m_ticket;
};

} // namespace saccade
