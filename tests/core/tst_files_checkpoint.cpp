#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "tests/support/shared.h"

#include <QTest>

namespace saccade
{

class CheckpointTest : public QObject
{
    Q_OBJECT

private slots:
    void opensRealCheckpoints_data();
    void opensRealCheckpoints();
};

void CheckpointTest::opensRealCheckpoints_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char* path, const char* format, const char* tensor,
                        const char* shape) {
        QTest::newRow(path) << path << format << tensor << shape;
    };
    row("oracles/hf_tiny/gpt2", "Hugging Face", "transformer.wte.weight", "[200, 48]");
    row("oracles/hf_tiny/gpt2/sharded", "Hugging Face", "transformer.wte.weight", "[200, 48]");
    row("assets/lm/stories260k/stories260K.bin", "llama2.c", "w2", "[5, 64, 172]");
    for (const auto* kind : {"F32", "F16", "Q8_0"}) {
        const auto path =
            QByteArray("assets/derived/stories260k-gguf/stories260K-") + kind + ".gguf";
        row(path, "GGUF", "blk.0.ffn_down.weight", "[64, 172]");
    }
    row("assets/derived/stories260k-hf-llama", "Hugging Face", "model.embed_tokens.weight",
        "[512, 64]");
}

void CheckpointTest::opensRealCheckpoints()
{
    QFETCH(QString, path);
    QFETCH(QString, format);
    QFETCH(QString, tensor);
    QFETCH(QString, shape);
    REQUIRE_SHARED(path.toStdString());
    const auto checkpoint = openCheckpoint(sharedPath(path.toStdString()));
    QCOMPARE(QString::fromStdString(checkpoint.format), format);
    QCOMPARE(QString::fromStdString(checkpoint.tensor(tensor.toStdString()).shape().text()), shape);
    QVERIFY(!checkpoint.configuration.empty());
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CheckpointTest)
#include "tst_files_checkpoint.moc"
