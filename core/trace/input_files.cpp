#include "core/trace/input_files.h"

#include "core/base/error.h"
#include "core/files/named_file.h"
#include "core/files/npy.h"
#include "core/files/picture.h"
#include "core/files/safetensors.h"
#include "core/files/sound.h"
#include "core/models/image_preprocessing.h"
#include "core/models/log_mel.h"
#include "core/text/tokenizer.h"
#include "core/trace/picture_input.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

bool isNumbers(const std::filesystem::path& path)
{
    return path.extension() == ".safetensors" || path.extension() == ".npy";
}

std::map<std::string, Tensor, std::less<>> tensorsOf(const std::filesystem::path& path)
{
    if (path.extension() == ".npy") {
        return {{"", readNpy(path)}};
    }
    return readSafetensors(path).tensors;
}

// The tensor of this name, or the only one, without the axis of a batch. → F32 of `rank` axes
Tensor numbersOf(const std::filesystem::path& path, std::initializer_list<std::string_view> names,
                 std::size_t rank)
{
    requireFile(path);
    const auto tensors = tensorsOf(path);
    auto found = tensors.size() == 1 ? tensors.begin() : tensors.end();
    for (const auto name : names) {
        found = found == tensors.end() ? tensors.find(name) : found;
    }
    const auto fits = [&](const Tensor& tensor) {
        return !tensor.isEmpty() &&
               (tensor.shape().rank() == rank || tensor.shape().rank() == rank + 1);
    };
    if (found == tensors.end() || !fits(found->second)) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "%1 does not hold what the model reads: one tensor of %2 axes, or "
                              "one of the name “%3”."),
            {path.string(), std::to_string(rank), std::string(*names.begin())});
    }
    const auto whole = toF32(found->second);
    if (whole.shape().rank() == rank) {
        return whole;
    }
    auto extents = whole.shape().extents();
    extents.erase(extents.begin());
    return whole.rows(0, 1).reshaped(Shape(std::move(extents)));
}

const Tokenizer& tokenizerOf(const Model& model)
{
    if (model.sourceTokenizer() == nullptr) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The model “%1” has no tokenizer: give --tokens "
                                           "instead of a text, or put its tokenizer beside it."),
                         {model.info().name});
    }
    return *model.sourceTokenizer();
}

} // namespace

InputFiles inputFiles(const nlohmann::json& source)
{
    if (!source.is_object()) {
        return {};
    }
    InputFiles files{.image = source.value("image", std::string()),
                     .audio = source.value("audio", std::string()),
                     .series = source.value("series", std::string()),
                     .part = {.columns = source.value("columns", std::vector<std::string>())}};
    if (source.contains("at")) {
        files.part.at = source.at("at").get<std::int64_t>();
    }
    return files;
}

std::vector<std::int32_t> picturePrompt(const Model& model, const std::filesystem::path& image,
                                        std::int64_t kept)
{
    const auto preprocessing = model.imagePreprocessing(); // refuses models without pictures
    const auto& kind = *model.info().pixels;
    if (kept < 0 || kept > kind.pixels()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 pixels cannot be kept of a picture that has %2."),
            {std::to_string(kept), std::to_string(kind.pixels())});
    }
    const auto pixels = isNumbers(image)
                            ? numbersOf(image, {"pixel_values", "pixels", "input.pixels"}, 3)
                            : preparePicture(readPicture(image), preprocessing).pixels;
    const auto tokens = pixelTokens(kind, pixels);
    std::vector<std::int32_t> prompt{kind.beginToken};
    prompt.insert(prompt.end(), tokens.begin(), tokens.begin() + kept);
    return prompt;
}

EncoderInput withFiles(const Model& model, EncoderInput input, const InputFiles& files)
{
    if (!files.image.empty() && model.info().pixels == nullptr) {
        const auto preprocessing = model.imagePreprocessing();
        if (isNumbers(files.image)) {
            input.pixels = numbersOf(files.image, {"pixel_values", "pixels", "input.pixels"}, 3);
            input.picture = shownPixels(input.pixels, preprocessing);
        } else {
            input = withPicture(std::move(input), files.image, preprocessing);
        }
    }
    if (!files.audio.empty()) {
        const auto preprocessing = model.audioPreprocessing();
        input.features =
            isNumbers(files.audio)
                ? numbersOf(files.audio, {"input_features", "features", "input.features"}, 2)
                : logMel(readSound(files.audio), preprocessing);
    }
    if (!files.series.empty()) {
        input = withSeries(std::move(input), files.series, files.part, model.seriesPreprocessing());
    }
    return input;
}

EncoderInput textInput(const Model& model, std::string_view text)
{
    EncoderInput input;
    input.tokens = tokenizerOf(model).encode(text);
    return input;
}

EncoderInput textInput(const Model& model, std::string_view first, std::string_view second)
{
    auto pair = tokenizerOf(model).encodePair(first, second);
    EncoderInput input;
    input.tokens = std::move(pair.ids);
    input.segments = std::move(pair.segments);
    return input;
}

} // namespace saccade
