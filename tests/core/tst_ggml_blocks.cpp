// Block-quantised weights mean what GGML says: tests/oracles/ggml_blocks.json holds bytes and floats written
// by ggml itself (libggml-base of node-llama-cpp 3's llama.cpp: ggml_quantize_chunk, then to_float).
#include "core/graph/tensor.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <fstream>

using namespace saccade;

namespace {

const nlohmann::json& oracle()
{
    static const auto document =
        nlohmann::json::parse(std::ifstream(SACCADE_SOURCE_FOLDER "/tests/oracles/ggml_blocks.json"));
    return document;
}

} // namespace

class GgmlBlocksTest : public QObject {
    Q_OBJECT
private slots:
    void blocksBecomeTheFloatsOfGgml_data()
    {
        QTest::addColumn<QString>("type");
        for (const auto& [type, entry] : oracle().items()) {
            QTest::newRow(type.c_str()) << QString::fromStdString(type);
        }
    }

    void blocksBecomeTheFloatsOfGgml()
    {
        QFETCH(QString, type);
        const auto& entry = oracle()[type.toStdString()];
        const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(entry["bytes"].get<std::string>()));
        const auto expected = entry["floats"].get<std::vector<float>>();
        const auto owner = std::make_shared<QByteArray>(bytes);
        const std::span view(reinterpret_cast<const std::byte*>(owner->constData()),
                             static_cast<std::size_t>(owner->size()));
        const auto dtype = dtypeNamed(type.toStdString());
        QVERIFY(dtype.has_value());

        const auto tensor = toF32(Tensor::view(*dtype, Shape{2, std::ssize(expected) / 2}, view, owner));

        const auto actual = tensor.floats();
        QCOMPARE(actual.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            // One rounding of the product scale · integer may differ.
            QVERIFY2(std::abs(actual[i] - expected[i]) <= 2e-7F * std::max(1.0F, std::abs(expected[i])),
                     qPrintable(QStringLiteral("%1: %2, not %3").arg(i).arg(actual[i]).arg(expected[i])));
        }
    }
};

QTEST_GUILESS_MAIN(GgmlBlocksTest)
#include "tst_ggml_blocks.moc"
