// Encoder–decoders for which there are no reference numbers, on every device of one kind, against
// tests/support/reference_encoder_decoder.h.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class EncoderDecoderFamilies : public QObject
{
    Q_OBJECT

public:
    explicit EncoderDecoderFamilies(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void bartAndItsKinAreTheirPapers_data();
    void bartAndItsKinAreTheirPapers();
    void t5AndItsKinAreTheirPapers_data();
    void t5AndItsKinAreTheirPapers();
    void t5InAGgufFileIsThePapers_data();
    void t5InAGgufFileIsThePapers();

private:
    std::string m_kind;
};

} // namespace saccade
