// Block-quantised weights mean what GGML says: tests/oracles/ggml_blocks.json holds bytes and floats written
// by ggml itself (libggml-base of node-llama-cpp 3's llama.cpp: ggml_quantize_chunk, then to_float).
#include "core/models/devices.h"
#include "tests/support/gguf_writer.h"
#include "tests/support/model_runs.h"
#include "tests/support/tiny_models.h"

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

// Where a block of each type keeps its half-precision scales, and the minimum beside some of them.
struct Scales {
    DType type;
    std::size_t first, count;
};

const std::vector<Scales> scales{
    {DType::Q4_0, 0, 1},   {DType::Q4_1, 0, 2},   {DType::Q5_0, 0, 1}, {DType::Q5_1, 0, 2},
    {DType::Q8_0, 0, 1},   {DType::Q2_K, 80, 2},  {DType::Q3_K, 108, 1}, {DType::Q4_K, 0, 2},
    {DType::Q5_K, 0, 2},   {DType::Q6_K, 208, 1}, {DType::IQ4_NL, 0, 1}, {DType::IQ4_XS, 0, 1}};

// Any bytes, but for scales of about 2⁻¹².
Tensor blocksOf(const Scales& kind, std::int64_t rows, std::int64_t columns, unsigned seed)
{
    auto tensor = Tensor::allocate(kind.type, {rows, columns});
    const auto blockBytes = static_cast<std::size_t>(layout(kind.type).blockBytes);
    std::size_t place = 0;
    for (auto& byte : tensor.mutableBytes()) {
        seed = seed * 1664525U + 1013904223U;
        const auto at = place++ % blockBytes;
        const bool isScale = at >= kind.first && at < kind.first + 2 * kind.count;
        const bool isHighByte = isScale && (at - kind.first) % 2 == 1;
        byte = static_cast<std::byte>(isHighByte ? 0x0CU : seed >> 24U);
    }
    return tensor;
}

// Rows of 256, which all types can store.
Checkpoint llamaOf(const Scales& kind)
{
    constexpr std::int64_t width = 256;
    Checkpoint result;
    result.configuration = {{"general.architecture", "llama"},
                            {"general.file_type", 15},
                            {"llama.block_count", 1},
                            {"llama.embedding_length", width},
                            {"llama.feed_forward_length", width},
                            {"llama.context_length", 32},
                            {"llama.attention.head_count", 4},
                            {"llama.attention.head_count_kv", 2},
                            {"llama.attention.layer_norm_rms_epsilon", 1e-5}};
    unsigned seed = 1;
    const std::map<std::string, std::int64_t> rows{
        {"token_embd", 32},     {"output", 32},           {"blk.0.attn_q", 256},
        {"blk.0.attn_k", 128},  {"blk.0.attn_v", 128},    {"blk.0.attn_output", 256},
        {"blk.0.ffn_gate", 256}, {"blk.0.ffn_up", 256},   {"blk.0.ffn_down", 256}};
    for (const auto& [name, count] : rows) {
        result.tensors.emplace(name + ".weight", blocksOf(kind, count, width, seed++));
    }
    for (const std::string name : {"output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"}) {
        result.tensors.emplace(name + ".weight", randomTensor({width}, seed++, 0.3F, 1.0F));
    }
    return result;
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

    void modelsOfBlocksInAFile_data()
    {
        QTest::addColumn<int>("kind");
        for (std::size_t kind = 0; kind < scales.size(); ++kind) {
            QTest::newRow(std::string(layout(scales[kind].type).name).c_str()) << static_cast<int>(kind);
        }
    }

    void modelsOfBlocksInAFile()
    {
        QFETCH(const int, kind);
        const auto& scale = scales[static_cast<std::size_t>(kind)];
        const auto file = throughGgufFile(llamaOf(scale));
        QCOMPARE(file->tensor("blk.0.ffn_up.weight").dtype(), scale.type);
        const std::vector<std::int32_t> tokens{3, 17, 8, 30, 30, 1, 12, 25};
        const auto backend = openBackend("cpu");
        const SessionOptions options{.taps = {"logits", "embedding"}};

        const auto ours = captured(loadModel(file, nullptr), backend, tokens, options);
        const auto theirs = captured(loadModel(expanded(*file), nullptr), backend, tokens, options);

        for (const auto& [name, tensor] : theirs) {
            float largest = 0;
            for (const auto value : tensor.floats()) {
                largest = std::max(largest, std::abs(value));
            }
            const auto difference = largestDifference(ours.at(name).floats(), tensor.floats());
            QVERIFY2(largest > 1e-3F && difference <= 1e-4 * static_cast<double>(largest),
                     qPrintable(QStringLiteral("%1 of %2 differs by %3")
                                    .arg(QString::fromStdString(name)).arg(largest).arg(difference)));
        }
    }
};

QTEST_GUILESS_MAIN(GgmlBlocksTest)
#include "tst_ggml_blocks.moc"
