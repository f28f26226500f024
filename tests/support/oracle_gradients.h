// Gradients of whole models, for any kind of device.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

class OracleGradients : public QObject
{
    Q_OBJECT

public:
    explicit OracleGradients(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void slopesOfModelsThatWrite_data();
    void slopesOfModelsThatWrite();
    void slopesOfModelsThatRead_data();
    void slopesOfModelsThatRead();
    void slopesReachTheEncoderOfAPair_data();
    void slopesReachTheEncoderOfAPair();
    void headImportanceIsThatOfTheReference_data();
    void headImportanceIsThatOfTheReference();

private:
    std::string m_kind; // "cpu", "gpu"
};

} // namespace saccade
