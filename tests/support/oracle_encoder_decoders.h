// Reference encoder–decoders on every device of one kind: attention of encoder, decoder and between
// them, hidden states and logits against the numbers of ../shared/oracles, continuations token for
// token; a trained model that transliterates.
#pragma once

#include <QObject>
#include <string>

namespace saccade
{

/// tests/core runs it for "cpu", tests/gpu for "gpu".
class OracleEncoderDecoders : public QObject
{
    Q_OBJECT

public:
    explicit OracleEncoderDecoders(std::string kind) : m_kind(std::move(kind)) {}

private slots:
    void initTestCase();
    void everyTensorIsTheReferences_data();
    void everyTensorIsTheReferences();
    void greedyContinuationsAreTheReferences_data();
    void greedyContinuationsAreTheReferences();
    void arabicNamesAreWrittenInLatinLetters_data();
    void arabicNamesAreWrittenInLatinLetters();

private:
    std::string m_kind;
};

} // namespace saccade
