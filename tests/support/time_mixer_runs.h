// TinyTimeMixer on one kind of device against the plain one, for tests of each backend.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

class TimeMixerRuns : public QObject
{
    Q_OBJECT

public:
    /// Devices whose identifiers begin with `kind`: "cpu", "gpu".
    explicit TimeMixerRuns(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void forecastsAreThoseOfThePlainModel_data();
    void forecastsAreThoseOfThePlainModel();

private:
    std::string m_kind;
};

} // namespace saccade
