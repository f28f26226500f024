#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/mapped_file.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QTest>
#include <csignal>
#include <cstdlib>
#include <map>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace saccade
{

namespace
{

using namespace std::string_literals;

std::string readBytes(const std::filesystem::path& path)
{
    const auto mapped = mapFile(path);
    return {reinterpret_cast<const char*>(mapped.bytes.data()), mapped.bytes.size()};
}

bool isUsageError(const std::filesystem::path& path)
{
    try {
        openCheckpoint(path);
    } catch (const UsageError&) {
        return true;
    } catch (const Error&) {
        return false;
    }
    return false;
}

} // namespace

class CheckpointTest : public QObject
{
    Q_OBJECT

private slots:
    void opensRealCheckpoints_data();
    void opensRealCheckpoints();
    void everyFormatRefusesTruncationOfARealFile_data();
    void everyFormatRefusesTruncationOfARealFile();
    void saysWhatAForeignFileIs_data();
    void saysWhatAForeignFileIs();
    void refusesPathsThatAreNoFiles();
    void opensSafetensorsAlone();
    void longNamesAndControlCharactersDoNotReachTheMessage();
    void hostileCountsDoNotTakeMemory_data();
    void hostileCountsDoNotTakeMemory();

private:
    QTemporaryDir m_folder;
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
    row("oracles/hf_tiny/gpt2/model.fp16.safetensors", "Hugging Face", "transformer.wte.weight",
        "[200, 48]");
    row("assets/derived/gpt-nano-sort-hf-gpt2", "Hugging Face", "transformer.wte.weight",
        "[3, 48]");
    row("demo/language-model", "Hugging Face", "transformer.wte.weight", "[1024, 128]");
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
    QCOMPARE(checkpoint.tensorFiles.size(), checkpoint.tensors.size());
    QVERIFY(!checkpoint.configuration.empty());
    QVERIFY(checkpoint.parameterCount() > 0);
    QVERIFY(readAll(checkpoint) > 0);
}

void CheckpointTest::everyFormatRefusesTruncationOfARealFile_data()
{
    // A real file for each format; a format without one fails here.
    const std::map<std::string_view, const char*> samples{
        {"ctranslate2", "assets/encdec/aren-transliteration/v2-i8-model.bin"},
        {"gguf", "assets/derived/stories260k-gguf/stories260K-Q8_0.gguf"},
        {"hugging-face", "oracles/hf_tiny/gpt2/model.safetensors"},
        {"llama2c", "assets/lm/stories260k/stories260K.bin"},
        {"npz", "assets/format-fixtures/candle-tests/test.npz"},
        {"pytorch", "assets/lm/arena-algorithmic/sum_model.pt"},
        {"rwkv.cpp", "assets/lm/rwkv-tiny/tiny-rwkv-4v0-660K-Q5_1.bin"},
        {"safetensors", "oracles/hf_tiny/llama/model.safetensors"},
    };
    QTest::addColumn<QString>("identifier");
    QTest::addColumn<QString>("sample");
    for (const auto& format : Registry<CheckpointFormat>::all()) {
        const auto name = std::string(format->identifier());
        const auto sample = samples.find(format->identifier());
        QTest::newRow(name.c_str())
            << QString::fromStdString(name) << (sample == samples.end() ? "" : sample->second);
    }
}

void CheckpointTest::everyFormatRefusesTruncationOfARealFile()
{
    QFETCH(QString, identifier);
    QFETCH(QString, sample);
    QVERIFY2(!sample.isEmpty(), "this format has no real file in the test");
    REQUIRE_SHARED(sample.toStdString());
    const auto source = sharedPath(sample.toStdString());
    const auto whole = readBytes(source);
    const auto name = identifier.toStdString() + "/" + source.filename().string();
    if (identifier == "hugging-face") {
        writeFile(m_folder, "hugging-face/config.json", "{}");
    }
    QVERIFY(messageOf([&] { openCheckpoint(writeFile(m_folder, name, whole)); }).empty());
    constexpr std::size_t steps = 200;
    for (std::size_t i = 0; i < steps; ++i) {
        // Dense at the start, where the headers are: quadratic steps.
        const auto size = whole.size() * i * i / (steps * steps);
        const auto path = writeFile(m_folder, name, whole.substr(0, size));
        const auto message = messageOf([&] { openCheckpoint(path); });
        QVERIFY2(message.find(path.string()) != std::string::npos, std::to_string(size).c_str());
    }
}

void CheckpointTest::saysWhatAForeignFileIs_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& bytes, const char* reason) {
        QTest::newRow(name) << name << bytes << reason;
    };
    const auto old = [](std::uint32_t magic) -> std::string {
        return FileBytes().number(magic).zeros(60);
    };
    row("empty.gguf", "", "is empty");
    row("pointer.gguf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "git lfs pull");
    row("page.bin", "<!DOCTYPE html>\n<html>", "web page");
    row("page.gguf", "\r\n  <HTML lang=\"en\">", "web page");
    row("pickle.pt", "\x80\x02\x8a\x0al\xfc\x9c\x46\xf9", "Python pickle");
    row("keras.h5", "\x89HDF\r\n\x1a\n\x00"s, "HDF5");
    row("old.bin", old(0x67676d6c), "GGML format that GGUF has replaced");
    row("ggjt.bin", old(0x67676a74), "GGML format that GGUF has replaced");
    row("lora.bin", old(0x67676c61), "GGML format that GGUF has replaced");
    row("newer.bin", old(0x616b3432), "legacy version 0");
    row("model.onnx", "\x08\x07\x12\x07pytorch", "ONNX");
    row("hidden", "\x08\x07\x12\x07pytorch", "ONNX");
    row("frozen.pb", "\x0a\x10graph", "model for TensorFlow,");
    row("model.ckpt-7.data-00000-of-00001", "\x01\x02", "model for TensorFlow,");
    row("phone.tflite", "\x1c\x00\x00\x00TFL3"s, "TensorFlow Lite");
    row("phone.model", "\x1c\x00\x00\x00TFL3"s, "TensorFlow Lite");
    row("phone.mlmodel", "\x08\x01\x12\x07", "Core ML");
    row("flax_model.msgpack", "\x81\xa6params", "Flax");
    row("model.keras", "PK\x03\x04", "Keras");
    row("array.npy", "\x93NUMPY\x01\x00"s, "NumPy");
    row("model.gguf.gz", "\x1f\x8b\x08", "unpack it first");
    row("notes.txt", "Dear diary", "is no model that Saccade opens");
    row("tokenizer.json", "{}", "is no model that Saccade opens");
}

void CheckpointTest::saysWhatAForeignFileIs()
{
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    QFETCH(QString, reason);
    const auto path = writeFile(m_folder, "foreign/" + name.toStdString(), bytes);
    const auto message = QString::fromStdString(messageOf([&] { openCheckpoint(path); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
    QVERIFY2(message.contains(name), qPrintable(message));
    QVERIFY(isUsageError(path));
}

void CheckpointTest::refusesPathsThatAreNoFiles()
{
    QTemporaryDir folder;
    QVERIFY(isUsageError(pathIn(folder, "missing.gguf")));
    QVERIFY(isUsageError(pathIn(folder, "")));
    QVERIFY(isUsageError(""));
    QVERIFY(isUsageError("\xff\xfe.gguf"));
    const auto pipe = pathIn(folder, "pipe.gguf");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(!messageOf([&] { openCheckpoint(pipe); }).empty());
    QVERIFY(!messageOf([&] { openCheckpoint("/dev/null"); }).empty());
}

void CheckpointTest::opensSafetensorsAlone()
{
    const auto bytes =
        safetensorsBytes("{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", 8);
    for (const auto* name : {"alone/model.safetensors", "alone/model.weights"}) {
        const auto checkpoint = openCheckpoint(writeFile(m_folder, name, bytes));
        QCOMPARE(checkpoint.format, std::string("safetensors"));
        QVERIFY(checkpoint.configuration.is_object());
        QVERIFY(checkpoint.contains("w"));
    }
}

void CheckpointTest::longNamesAndControlCharactersDoNotReachTheMessage()
{
    const auto name = "\\u001b\\u009b[31m" + std::string(100'000, 'x');
    const auto header =
        substitute("{'%1':{'dtype':'F9','shape':[2],'data_offsets':[0,8]}}", {name});
    const auto path = writeFile(m_folder, "names/w.safetensors", safetensorsBytes(header, 8));
    const auto message = messageOf([&] { openCheckpoint(path); });
    QVERIFY2(message.find("\"??[31mxxx") != std::string::npos, message.c_str());
    QVERIFY(message.size() < 500);
}

void CheckpointTest::hostileCountsDoNotTakeMemory_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::string>("bytes");
    const auto start = [](std::uint64_t tensors, std::uint64_t values) {
        return FileBytes().text("GGUF").number<std::uint32_t>(3).number(tensors).number(values);
    };
    const auto array = [&](std::uint32_t type, std::uint64_t count) -> std::string {
        return start(0, 1).string("k").number<std::uint32_t>(9).number(type).number(count).zeros(
            4096);
    };
    constexpr std::uint64_t billion = 1'000'000'000;
    QTest::newRow("tensors") << "a.gguf" << std::string(start(billion, 0).zeros(4096));
    QTest::newRow("values") << "b.gguf" << std::string(start(0, billion).zeros(4096));
    QTest::newRow("array of bytes") << "c.gguf" << array(0, billion);
    QTest::newRow("array of texts") << "d.gguf" << array(8, billion);
    QTest::newRow("array of arrays") << "e.gguf" << array(9, billion);
    QTest::newRow("text") << "f.gguf" << std::string(start(0, 1).number(billion).zeros(4096));
    QTest::newRow("header") << "g.safetensors"
                            << std::string(
                                   FileBytes().number<std::uint64_t>(99'999'999).zeros(4096));
    QTest::newRow("nesting") << "h.safetensors"
                             << safetensorsBytes(std::string(10'000'000, '['), 0);
    QTest::newRow("shape") << "i.safetensors"
                           << safetensorsBytes("{'w':{'dtype':'F32','shape':[1000000000],"
                                               "'data_offsets':[0,4000000000]}}",
                                               8);
    QTest::newRow("llama2.c") << "j.bin"
                              << std::string(FileBytes()
                                                 .number(1 << 16)
                                                 .number(1 << 20)
                                                 .number(1 << 10)
                                                 .number(1 << 10)
                                                 .number(1 << 10)
                                                 .number(1 << 24)
                                                 .number(1 << 24)
                                                 .zeros(4096));
}

void CheckpointTest::hostileCountsDoNotTakeMemory()
{
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the address sanitizer needs memory without limit");
#endif
    QFETCH(QString, name);
    QFETCH(std::string, bytes);
    const auto path = writeFile(m_folder, "counts/" + name.toStdString(), bytes);
    enum Outcome { refused, opened, otherwise };
    const auto child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        // 100 MB for everything that is not mapped from a file.
        const rlimit limit{100'000'000, 100'000'000};
        ::setrlimit(RLIMIT_DATA, &limit);
        try {
            ::_exit(messageOf([&] { openCheckpoint(path); }).empty() ? opened : refused);
        } catch (...) {
            ::_exit(otherwise);
        }
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), static_cast<int>(refused));
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CheckpointTest)
#include "tst_files_checkpoint.moc"
