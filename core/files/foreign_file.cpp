#include "core/files/foreign_file.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace saccade
{

namespace
{

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    const char* sentence; // %1: the file
};

constexpr const char* pickle =
    QT_TRANSLATE_NOOP("Error", "%1 is a Python pickle, but not as torch.save writes it: save the "
                               "model's state_dict with torch.save, or as safetensors.");
constexpr const char* oldGgml = QT_TRANSLATE_NOOP(
    "Error", "%1 is in a GGML format that GGUF has replaced: convert the original "
             "checkpoint to GGUF with a recent llama.cpp.");
constexpr const char* webPage = QT_TRANSLATE_NOOP(
    "Error", "%1 is a web page, not the file behind it: download it again with the "
             "link of the file itself.");

constexpr std::array signatures{
    Signature{"version https://git-lfs"sv,
              QT_TRANSLATE_NOOP("Error",
                                "%1 is a Git LFS pointer, not the file itself: run 'git lfs "
                                "pull' in its folder, or download the file.")},
    Signature{"\x80\x02"sv, pickle},
    Signature{"\x80\x03"sv, pickle},
    Signature{"\x80\x04"sv, pickle},
    Signature{"\x80\x05"sv, pickle},
    Signature{"\x89HDF\r\n\x1a\n"sv,
              QT_TRANSLATE_NOOP("Error",
                                "%1 is an HDF5 file, as Keras writes, which Saccade does not "
                                "open: convert the weights to safetensors.")},
    Signature{"lmgg"sv, oldGgml},
    Signature{"fmgg"sv, oldGgml},
    Signature{"tjgg"sv, oldGgml},
    Signature{"algg"sv, oldGgml},
    Signature{"24ka"sv, QT_TRANSLATE_NOOP(
                            "Error", "%1 is a llama2.c file of version 1 or 2; Saccade opens the "
                                     "legacy version 0: export it again with --version 0.")},
    Signature{"\x93NUMPY"sv,
              QT_TRANSLATE_NOOP("Error",
                                "%1 is one NumPy array, not a checkpoint: store the model's "
                                "arrays as safetensors.")},
    Signature{"\x1f\x8b"sv,
              QT_TRANSLATE_NOOP("Error", "%1 is compressed with gzip: unpack it first.")},
};

[[noreturn]] void refuseProgram(const std::filesystem::path& path, std::string_view program)
{
    throw UsageError(QT_TRANSLATE_NOOP("Error",
                                       "%1 is a model for %2, which Saccade does not open: "
                                       "use the model's PyTorch or safetensors files."),
                     {path.string(), std::string(program)});
}

/// Formats that have no magic number, or one that others share.
void refuseExtension(const std::filesystem::path& path, std::string_view head)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> programs{{
        {".pb", "TensorFlow"},
        {".tflite", "TensorFlow Lite"},
        {".mlmodel", "Core ML"},
        {".msgpack", "Flax"},
        {".keras", "Keras"},
        {".pte", "ExecuTorch"},
        {".engine", "TensorRT"},
    }};
    for (const auto& [extension, program] : programs) {
        if (path.extension() == extension) {
            refuseProgram(path, program);
        }
    }
    if (head.substr(0, 8).ends_with("TFL3")) { // behind the root offset of its FlatBuffer
        refuseProgram(path, "TensorFlow Lite");
    }
    // model.ckpt-1000.index beside model.ckpt-1000.data-00000-of-00001
    if (path.string().find(".data-0") != std::string::npos || path.extension() == ".index") {
        refuseProgram(path, "TensorFlow");
    }
}

std::string_view withoutLeadingSpace(std::string_view text)
{
    const auto start = text.find_first_not_of(" \t\r\n");
    return start == std::string_view::npos ? std::string_view() : text.substr(start);
}

bool isWebPage(std::string_view head)
{
    std::string start(withoutLeadingSpace(head).substr(0, 9));
    std::ranges::transform(start, start.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return start.starts_with("<!doctype") || start.starts_with("<html");
}

/// ONNX is a protobuf without a magic number: field 1, the IR version, comes first, then field 2
/// (the producer's name) or 7 (the graph).
bool isOnnx(std::string_view head)
{
    return head.size() > 3 && head[0] == '\x08' && head[1] > 0 && head[1] < 32 &&
           (head[2] == '\x12' || head[2] == '\x3a');
}

} // namespace

void refuseForeign(const std::filesystem::path& path, std::span<const std::byte> head)
{
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    if (text.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The file %1 is empty: download it again."),
                         {path.string()});
    }
    for (const auto& [bytes, sentence] : signatures) {
        if (text.starts_with(bytes)) {
            throw UsageError(sentence, {path.string()});
        }
    }
    refuseExtension(path, text);
    if (isWebPage(text)) {
        throw UsageError(webPage, {path.string()});
    }
    if (path.extension() == ".onnx" || isOnnx(text)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "%1 is an ONNX model, which Saccade does not open: "
                                           "use the checkpoint that it was exported from."),
                         {path.string()});
    }
}

void refuseForeignFolder(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::exists(path / "saved_model.pb", error)) {
        refuseProgram(path, "TensorFlow");
    }
    if (path.extension() == ".mlpackage" || path.extension() == ".mlmodelc") {
        refuseProgram(path, "Core ML");
    }
}

} // namespace saccade
