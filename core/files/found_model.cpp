#include "core/files/found_model.h"

#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/foreign_file.h"
#include "core/files/gguf_head.h"
#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/models/model.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

bool isKnown(const std::string& architecture)
{
    return std::ranges::any_of(Registry<ModelFamily>::all(), [&](const auto& family) {
        return std::ranges::count(family->architectures(), architecture) > 0;
    });
}

/// By what the checkpoint says it is.
void judgeArchitecture(FoundModel& model)
{
    if (model.obstacle) {
        return;
    }
    if (model.architecture.empty()) {
        model.obstacle.emplace(
            QT_TRANSLATE_NOOP("Error", "It does not say of which architecture it is."));
    } else if (!isKnown(model.architecture)) {
        model.obstacle.emplace(
            QT_TRANSLATE_NOOP("Error", "Saccade does not know the architecture “%1”."),
            std::vector{model.architecture});
    }
}

std::int64_t bytesEnding(const std::vector<SizedFile>& files, std::string_view ending)
{
    std::int64_t bytes = 0;
    for (const auto& file : files) {
        bytes += file.path.filename().string().ends_with(ending) ? file.bytes : 0;
    }
    return bytes;
}

bool has(const std::vector<SizedFile>& files, std::string_view name)
{
    return std::ranges::any_of(files,
                               [&](const SizedFile& file) { return file.path.filename() == name; });
}

std::int64_t pickleBytes(const std::vector<SizedFile>& files)
{
    std::int64_t bytes = 0;
    for (const auto& file : files) {
        const auto name = file.path.filename().string();
        bytes += name.starts_with("pytorch_model") && name.ends_with(".bin") ? file.bytes : 0;
    }
    return bytes;
}

/// Weights in the formats of other programs, by ending.
constexpr std::array<std::pair<std::string_view, const char*>, 4> otherWeights{
    {{".onnx", "ONNX"}, {".msgpack", "Flax"}, {".h5", "TensorFlow"}, {".tflite", "TensorFlow"}}};

/// Format and size of the weights; the obstacle where there are none that Saccade reads.
void judgeWeights(FoundModel& model, const std::vector<SizedFile>& files)
{
    if (const auto bytes = bytesEnding(files, ".safetensors"); bytes > 0) {
        // model.safetensors holds all; other files beside it are variants, or something else.
        const auto whole = bytesEnding(files, "model.safetensors");
        model.format = "safetensors";
        model.bytes = whole > 0 ? whole : bytes;
        return;
    }
    if (const auto bytes = pickleBytes(files); bytes > 0) {
        model.format = "PyTorch";
        model.bytes = bytes;
        return;
    }
    if (has(files, "model.bin")) {
        model.format = "CTranslate2";
        model.bytes = bytesEnding(files, "model.bin");
        return;
    }
    for (const auto& [ending, name] : otherWeights) {
        if (const auto bytes = bytesEnding(files, ending); bytes > 0) {
            model.format = name;
            model.bytes = bytes;
            model.obstacle.emplace(QT_TRANSLATE_NOOP("Error",
                                                     "It has its weights only for %1: get them as "
                                                     "safetensors or GGUF."),
                                   std::vector<std::string>{name});
            return;
        }
    }
    model.obstacle.emplace(
        QT_TRANSLATE_NOOP("Error", "Only its configuration is here, not its weights."));
}

void judgeQuantisation(FoundModel& model, const nlohmann::json& configuration)
{
    const auto found = configuration.find("quantization_config");
    if (model.obstacle || found == configuration.end() || !found->is_object()) {
        return;
    }
    const auto method = found->find("quant_method");
    const auto name = method != found->end() && method->is_string() ? method->get<std::string>()
                                                                    : std::string("?");
    model.obstacle.emplace(
        QT_TRANSLATE_NOOP("Error", "Its weights are quantised with %1, which Saccade does not "
                                   "read: get the original ones, or GGUF."),
        std::vector{name});
}

/// Opens what only its own reader understands; cheap, for weights are mapped and not read.
void judgeByOpening(FoundModel& model)
{
    try {
        const auto checkpoint = openCheckpoint(model.path);
        model.format = checkpoint.format;
        model.architecture = architectureOf(checkpoint);
    } catch (const Error& error) {
        model.obstacle = error;
    }
    judgeArchitecture(model);
}

/// Whether what says the right things of itself is whole, too: a download may have been cut off.
void judgeWholeness(FoundModel& model)
{
    if (model.obstacle) {
        return;
    }
    try {
        openCheckpoint(model.path);
    } catch (const Error& error) {
        model.obstacle = error;
    }
}

std::vector<std::byte> headOf(const fs::path& path)
{
    constexpr std::size_t headBytes = 64;
    std::vector<std::byte> head(headBytes);
    std::ifstream stream(path, std::ios::binary);
    stream.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(headBytes));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    return head;
}

bool isTraceFile(const fs::path& path)
{
    try {
        return path.extension() == ".safetensors" &&
               readSafetensors(path).metadata.contains("saccade");
    } catch (const Error&) {
        return false; // broken, and listed as such
    }
}

/// A file that is no GGUF.
std::optional<FoundModel> modelOfFile(const SizedFile& file)
{
    static constexpr std::string_view endings[] = {".safetensors", ".pth",  ".pt",   ".npz", ".bin",
                                                   ".ckpt",        ".ggml", ".onnx", ".h5"};
    const auto ending = file.path.extension().string();
    if (std::ranges::count(endings, ending) == 0 || isTraceFile(file.path)) {
        return std::nullopt;
    }
    FoundModel model{.name = file.path.stem().string(), .path = file.path, .bytes = file.bytes};
    const auto head = headOf(file.path);
    const bool isOurs =
        std::ranges::any_of(Registry<CheckpointFormat>::all(),
                            [&](const auto& format) { return format->matches(file.path, head); });
    if (isOurs) {
        judgeByOpening(model);
        return model;
    }
    try {
        refuseForeign(file.path, head);
    } catch (const Error& error) {
        model.format = ending.substr(1);
        model.obstacle = error;
        return model;
    }
    return std::nullopt;
}

/// "name-00002-of-00005.gguf", as llama.cpp splits models.
struct Part {
    std::string whole;
    int number = 1, count = 1;
};

Part partOf(const fs::path& path)
{
    static const std::regex pattern("(.*)-([0-9]{5})-of-([0-9]{5})\\.gguf");
    const auto name = path.filename().string();
    constexpr std::size_t longest = 255; // std::regex recurses
    std::smatch match;
    if (name.size() > longest || !std::regex_match(name, match, pattern)) {
        return {path.stem().string()};
    }
    return {match[1], std::stoi(match[2]), std::stoi(match[3])};
}

/// The parts of one model, in order.
FoundModel modelOfParts(const std::vector<SizedFile>& parts)
{
    auto model = modelOfGguf(parts.front());
    const auto first = partOf(parts.front().path);
    model.name = first.whole;
    model.bytes = 0;
    int expected = 1;
    for (const auto& file : parts) {
        model.bytes += file.bytes;
        expected += partOf(file.path).number == expected ? 1 : 0;
    }
    if (expected <= first.count) {
        model.obstacle.emplace(
            QT_TRANSLATE_NOOP("Error", "Part %1 of its %2 files is missing: download it again."),
            std::vector{std::to_string(expected), std::to_string(first.count)});
    }
    return model;
}

} // namespace

FoundModel modelOfGguf(const SizedFile& file)
{
    const auto head = readGgufHead(file.path);
    FoundModel model{.name = file.path.stem().string(), .path = file.path, .bytes = file.bytes};
    model.architecture = head.architecture;
    model.format = head.quantisation.empty() ? "GGUF" : "GGUF " + head.quantisation;
    static constexpr std::string_view readable[] = {"IQ4_NL", "IQ4_XS"};
    if (head.architecture.empty()) {
        judgeByOpening(model);
    } else if (head.architecture == "clip") {
        model.obstacle.emplace(QT_TRANSLATE_NOOP(
            "Error", "It is the picture projector of another model, not a model by itself."));
    } else if (head.quantisation.starts_with("IQ") &&
               std::ranges::count(readable, head.quantisation) == 0) {
        model.obstacle.emplace(
            QT_TRANSLATE_NOOP("Error", "Its weights are quantised with %1, which Saccade does not "
                                       "read: get the original ones, or GGUF."),
            std::vector{head.quantisation});
    }
    judgeArchitecture(model);
    judgeWholeness(model);
    return model;
}

std::optional<FoundModel> modelOfFolder(const fs::path& folder, const std::vector<SizedFile>& files)
{
    FoundModel model{.name = folder.filename().string(), .path = folder};
    if (has(files, "model_index.json")) {
        model.format = "diffusers";
        model.obstacle.emplace(QT_TRANSLATE_NOOP(
            "Error", "It is a pipeline of several models, which Saccade does not open."));
        return model;
    }
    if (!has(files, "config.json")) {
        return std::nullopt;
    }
    judgeWeights(model, files);
    if (model.format == "CTranslate2") {
        model.path = folder / "model.bin";
        judgeByOpening(model);
        return model;
    }
    try {
        Checkpoint checkpoint;
        checkpoint.path = folder;
        checkpoint.format = "Hugging Face";
        checkpoint.configuration = readJson(folder / "config.json");
        model.architecture = architectureOf(checkpoint);
        judgeQuantisation(model, checkpoint.configuration);
    } catch (const Error& error) {
        model.obstacle = error;
    }
    judgeArchitecture(model);
    judgeWholeness(model);
    return model;
}

std::vector<FoundModel> modelsOfFiles(const std::vector<SizedFile>& files)
{
    std::vector<FoundModel> models;
    std::map<std::pair<std::string, int>, std::vector<SizedFile>> ggufs; // by name and parts
    for (const auto& file : files) {
        if (file.path.extension() == ".gguf") {
            const auto part = partOf(file.path);
            ggufs[{part.whole, part.count}].push_back(file);
        } else if (auto model = modelOfFile(file)) {
            models.push_back(std::move(*model));
        }
    }
    for (auto& [name, parts] : ggufs) {
        std::ranges::sort(parts, {}, [](const SizedFile& file) { return file.path; });
        models.push_back(modelOfParts(parts));
    }
    std::ranges::sort(models, {}, &FoundModel::name);
    return models;
}

} // namespace saccade
