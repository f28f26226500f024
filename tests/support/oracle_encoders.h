// Reference encoders of text and pictures on every device of one kind, against the numbers of the
// reference implementation (transformers) in ../shared/oracles/hf_tiny.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class OracleEncoders : public QObject
{
    Q_OBJECT

public:
    explicit OracleEncoders(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void textsAreReadAsByTheReference_data();
    void textsAreReadAsByTheReference();
    void picturesAreReadAsByTheReference_data();
    void picturesAreReadAsByTheReference();
    void clipSeesAndReadsAsTheReference_data();
    void clipSeesAndReadsAsTheReference();
    void towersOfClipStandAlone_data();
    void towersOfClipStandAlone();
    void clipNeedsOnlyOneOfPictureAndText_data();
    void clipNeedsOnlyOneOfPictureAndText();

private:
    void addDevices(std::initializer_list<const char*> families);

    std::string m_kind;
};

} // namespace saccade
