#include "core/files/checkpoint.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <array>

namespace saccade
{

namespace
{

using Fields = std::array<std::int32_t, 7>;

// dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size, seq_len
constexpr Fields small{8, 6, 2, 4, 2, 5, 3};

/// Floats after the header: llama2.c's checkpoint_init_weights, added up by hand for `small`.
constexpr int smallFloats = 5 * 8                     // token_embedding_table
                            + 2 * 8                   // rms_att_weight
                            + 2 * (64 + 32 + 32 + 64) // wq wk wv wo
                            + 2 * 8                   // rms_ffn_weight
                            + 2 * 3 * 6 * 8           // w1 w2 w3
                            + 8                       // rms_final_weight
                            + 2 * 3 * 1;              // freq_cis_real, freq_cis_imag

std::string model(const Fields& fields, int floats)
{
    FileBytes bytes;
    for (const auto field : fields) {
        bytes.number(field);
    }
    return bytes.floats(floats);
}

} // namespace

class Llama2cTest : public QObject
{
    Q_OBJECT

private slots:
    void findsEveryTensorInItsPlace();
    void aNegativeVocabularyBringsAClassifier();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();
    void refusesTruncation();
    void aFlippedBitOfTheHeaderIsReadOrRefused();
    void theRealModelHasTheValuesOfItsOtherForms();

private:
    Checkpoint open(const std::string& bytes)
    {
        return openCheckpoint(writeFile(m_folder, "model.bin", bytes));
    }
    QTemporaryDir m_folder;
};

void Llama2cTest::findsEveryTensorInItsPlace()
{
    const auto checkpoint = open(model(small, smallFloats));
    QCOMPARE(checkpoint.format, std::string("llama2.c"));
    QVERIFY(checkpoint.configuration == nlohmann::json({{"dim", 8},
                                                        {"hidden_dim", 6},
                                                        {"n_layers", 2},
                                                        {"n_heads", 4},
                                                        {"n_kv_heads", 2},
                                                        {"vocab_size", 5},
                                                        {"seq_len", 3}}));
    QCOMPARE(checkpoint.tensors.size(), 11U);
    const auto first = [&](const char* name, const Shape& shape) {
        return static_cast<int>(checkpoint.tensor(name, shape).floats()[0]);
    };
    // The floats count up from 0: the first of a tensor is its place in the file.
    QCOMPARE(first("token_embedding_table", {5, 8}), 0);
    QCOMPARE(first("rms_att_weight", {2, 8}), 40);
    QCOMPARE(first("wq", {2, 8, 8}), 56);
    QCOMPARE(first("wk", {2, 4, 8}), 184);
    QCOMPARE(first("wv", {2, 4, 8}), 248);
    QCOMPARE(first("wo", {2, 8, 8}), 312);
    QCOMPARE(first("rms_ffn_weight", {2, 8}), 440);
    QCOMPARE(first("w1", {2, 6, 8}), 456);
    QCOMPARE(first("w2", {2, 8, 6}), 552);
    QCOMPARE(first("w3", {2, 6, 8}), 648);
    QCOMPARE(first("rms_final_weight", {8}), 744);
}

void Llama2cTest::aNegativeVocabularyBringsAClassifier()
{
    auto fields = small;
    fields[5] = -5;
    const auto checkpoint = open(model(fields, smallFloats + 40));
    QVERIFY(checkpoint.configuration["vocab_size"] == 5);
    QCOMPARE(static_cast<int>(checkpoint.tensor("wcls", {5, 8}).floats()[0]), smallFloats);
}

void Llama2cTest::refusesBrokenFiles_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << bytes << reason;
    };
    const auto header = [&](const char* name, std::size_t field, std::int32_t value) {
        auto fields = small;
        fields.at(field) = value;
        row(name, model(fields, smallFloats), "is no model that Saccade opens");
    };
    row("one float more", model(small, smallFloats + 1), "asks for 3060 bytes, but it has 3064");
    row("one float less", model(small, smallFloats - 1), "asks for 3060 bytes, but it has 3056");
    row("no data", model(small, 0), "asks for 3060 bytes, but it has 28");
    auto large = small;
    large[5] = 1 << 24;
    row("huge vocabulary", model(large, smallFloats), "but it has 3060");
    header("no width", 0, 0);
    header("negative width", 0, -8);
    header("largest width", 0, 2147483647);
    header("width that heads do not divide", 3, 3);
    header("odd head width", 3, 8);
    header("negative hidden width", 1, -6);
    header("no layers", 2, 0);
    header("largest number of layers", 2, 2147483647);
    header("more key heads than heads", 4, 8);
    header("key heads that do not divide heads", 4, 3);
    header("no vocabulary", 5, 0);
    header("smallest vocabulary", 5, -2147483647 - 1);
    header("no length", 6, 0);
    row("version 2", FileBytes().number<std::uint32_t>(0x616b3432).zeros(300), "version 1 or 2");
}

void Llama2cTest::refusesBrokenFiles()
{
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { open(bytes); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains("model.bin"), qPrintable(message));
}

void Llama2cTest::refusesTruncation()
{
    const auto whole = model(small, smallFloats);
    for (std::size_t size = 0; size < whole.size(); size += size < 64 ? 1 : 13) {
        QVERIFY2(!messageOf([&] { open(whole.substr(0, size)); }).empty(),
                 std::to_string(size).c_str());
    }
}

void Llama2cTest::aFlippedBitOfTheHeaderIsReadOrRefused()
{
    const auto whole = model(small, smallFloats);
    for (std::size_t bit = 0; bit < sizeof(Fields) * 8; ++bit) {
        auto bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        // Each bit changes the size that the header asks for, or makes it impossible.
        QVERIFY2(!messageOf([&] { readAll(open(bytes)); }).empty(), std::to_string(bit).c_str());
    }
}

void Llama2cTest::theRealModelHasTheValuesOfItsOtherForms()
{
    REQUIRE_SHARED("assets/lm/stories260k/stories260K.bin");
    const auto original = openCheckpoint(sharedPath("assets/lm/stories260k/stories260K.bin"));
    const auto gguf =
        openCheckpoint(sharedPath("assets/derived/stories260k-gguf/stories260K-F32.gguf"));
    const auto huggingFace = openCheckpoint(sharedPath("assets/derived/stories260k-hf-llama"));
    const auto compare = [](const Tensor& a, const Tensor& b, const char* name) {
        QVERIFY2(a.shape() == b.shape() && std::ranges::equal(a.bytes(), b.bytes()), name);
    };
    compare(original.tensor("token_embedding_table"), gguf.tensor("token_embd.weight"), "GGUF");
    compare(original.tensor("token_embedding_table"),
            huggingFace.tensor("model.embed_tokens.weight"), "Hugging Face");
    for (int layer = 0; layer < 5; ++layer) {
        const auto slice = [&](const char* name) {
            const auto& stacked = original.tensor(name);
            return stacked.rows(layer, 1).reshaped({stacked.shape()[1], stacked.shape()[2]});
        };
        const auto number = std::to_string(layer);
        for (const auto& [name, ggufName, hfName] : {std::array{"w1", "ffn_gate", "mlp.gate_proj"},
                                                     {"w2", "ffn_down", "mlp.down_proj"},
                                                     {"w3", "ffn_up", "mlp.up_proj"},
                                                     {"wv", "attn_v", "self_attn.v_proj"},
                                                     {"wo", "attn_output", "self_attn.o_proj"}}) {
            compare(slice(name), gguf.tensor("blk." + number + "." + ggufName + ".weight"), name);
            compare(slice(name),
                    huggingFace.tensor("model.layers." + number + "." + hfName + ".weight"), name);
        }
    }
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::Llama2cTest)
#include "tst_files_llama2c.moc"
