#include "core/files/checkpoint.h"
#include "core/files/json_file.h"
#include "core/models/configuration.h"
#include "core/models/image_preprocessing.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

constexpr std::int64_t mostSide = 4096;

std::int64_t side(const Configuration& config, std::string_view key)
{
    const auto value = config.count(key);
    if (value > mostSide) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "at most 4096 pixels are expected."));
    }
    return value;
}

// One finite number a channel; `fallback` where the key is absent.
std::vector<double> channelNumbers(const nlohmann::json& object, const Configuration& config,
                                   const std::string& key, std::int64_t channels,
                                   const std::vector<double>& fallback)
{
    if (!config.contains(key)) {
        return fallback;
    }
    const auto& list = object.at(key);
    const auto isFinite = [](const nlohmann::json& value) {
        return value.is_number() && std::isfinite(value.get<double>());
    };
    if (!list.is_array() || std::ssize(list) != channels ||
        !std::all_of(list.begin(), list.end(), isFinite)) {
        config.refuse(key, QT_TRANSLATE_NOOP("Error", "one number for each channel is expected."));
    }
    return list.get<std::vector<double>>();
}

void readNormalisation(const nlohmann::json& object, const Configuration& config,
                       const std::string& meanKey, const std::string& deviationKey,
                       ImagePreprocessing& rule)
{
    rule.mean = channelNumbers(object, config, meanKey, rule.channels, rule.mean);
    rule.deviation = channelNumbers(object, config, deviationKey, rule.channels, rule.deviation);
    if (std::ranges::any_of(rule.deviation, [](double value) { return value <= 0.0; })) {
        config.refuse(deviationKey,
                      QT_TRANSLATE_NOOP("Error", "a finite number above 0 is expected."));
    }
}

// What one number for the size means depends on the kind of image processor.
bool isSizeOfShortestEdge(const Configuration& config, const ImagePreprocessing& fallback)
{
    const auto type =
        config.word("image_processor_type", config.word("feature_extractor_type", ""));
    if (type.starts_with("CLIP") || type.starts_with("Bit")) {
        return true;
    }
    return !type.starts_with("ViT") && !type.starts_with("DeiT") &&
           fallback.resize == Resize::ShortestEdge;
}

void readSize(const nlohmann::json& object, const Configuration& config,
              const ImagePreprocessing& fallback, ImagePreprocessing& rule)
{
    if (!config.flag("do_resize", true)) {
        rule.resize = Resize::None;
        return;
    }
    if (!config.contains("size")) {
        return;
    }
    if (object.at("size").is_number()) {
        const auto size = side(config, "size");
        rule.resize = isSizeOfShortestEdge(config, fallback) ? Resize::ShortestEdge : Resize::Exact;
        rule.shortestEdge = rule.width = rule.height = size;
        return;
    }
    const auto size = *config.object("size");
    if (size.contains("shortest_edge")) {
        rule.resize = Resize::ShortestEdge;
        rule.shortestEdge = side(size, "shortest_edge");
    } else {
        rule.resize = Resize::Exact;
        rule.height = side(size, "height");
        rule.width = side(size, "width");
    }
}

void readCrop(const nlohmann::json& object, const Configuration& config, ImagePreprocessing& rule)
{
    const bool isCropped = config.flag("do_center_crop", rule.cropWidth > 0);
    if (!isCropped) {
        rule.cropWidth = rule.cropHeight = 0;
    } else if (config.contains("crop_size") && object.at("crop_size").is_number()) {
        rule.cropWidth = rule.cropHeight = side(config, "crop_size");
    } else if (const auto crop = config.object("crop_size")) {
        rule.cropHeight = side(*crop, "height");
        rule.cropWidth = side(*crop, "width");
    } else if (rule.cropWidth == 0) {
        rule.cropWidth = rule.width;
        rule.cropHeight = rule.height;
    }
}

// By the numbers of Pillow.
Resampling resamplingNumbered(const nlohmann::json& object, const Configuration& config,
                              Resampling fallback)
{
    constexpr std::array known{Resampling::Nearest, Resampling::Lanczos, Resampling::Bilinear,
                               Resampling::Bicubic};
    if (!config.contains("resample")) {
        return fallback;
    }
    const auto& number = object.at("resample");
    if (!number.is_number_integer() || number.get<double>() < 0.0 ||
        number.get<double>() >= static_cast<double>(known.size())) {
        config.refuse("resample", QT_TRANSLATE_NOOP("Error", "0 (nearest), 1 (Lanczos), 2 "
                                                             "(bilinear) or 3 (bicubic) is "
                                                             "expected."));
    }
    return known.at(number.get<std::size_t>());
}

Resampling resamplingNamed(const Configuration& config)
{
    const auto word = config.word("interpolation", "bicubic");
    if (word == "bilinear") {
        return Resampling::Bilinear;
    }
    if (word == "nearest") {
        return Resampling::Nearest;
    }
    if (word == "lanczos") {
        return Resampling::Lanczos;
    }
    if (word != "bicubic") {
        config.refuse("interpolation", QT_TRANSLATE_NOOP("Error", "nearest, bilinear, bicubic or "
                                                                  "lanczos is expected."));
    }
    return Resampling::Bicubic;
}

// "input_size": [channels, height, width]
std::array<std::int64_t, 3> inputSize(const nlohmann::json& object, const Configuration& config)
{
    std::array<std::int64_t, 3> size{3, 224, 224};
    if (!config.contains("input_size")) {
        return size;
    }
    const auto& list = object.at("input_size");
    const auto isSide = [](const nlohmann::json& value) {
        return value.is_number_integer() && value.get<double>() >= 1.0 &&
               value.get<double>() <= static_cast<double>(mostSide);
    };
    if (!list.is_array() || list.size() != size.size() ||
        !std::all_of(list.begin(), list.end(), isSide) || (list.at(0) != 1 && list.at(0) != 3)) {
        config.refuse("input_size", QT_TRANSLATE_NOOP("Error", "channels (1 or 3), height and "
                                                               "width are expected."));
    }
    std::ranges::copy(list.get<std::vector<std::int64_t>>(), size.begin());
    return size;
}

} // namespace

ImagePreprocessing readImagePreprocessing(const Checkpoint& checkpoint,
                                          const ImagePreprocessing& fallback)
{
    const auto file = checkpoint.besides("preprocessor_config.json");
    if (file.empty()) {
        return fallback;
    }
    const auto object = readJson(file);
    if (!object.is_object()) {
        return fallback;
    }
    const Configuration config(file.string(), object);
    auto rule = fallback;
    readSize(object, config, fallback, rule);
    readCrop(object, config, rule);
    rule.resampling = resamplingNumbered(object, config, fallback.resampling);
    rule.factor =
        config.flag("do_rescale", true) ? config.positive("rescale_factor", fallback.factor) : 1.0;
    if (config.flag("do_normalize", true)) {
        readNormalisation(object, config, "image_mean", "image_std", rule);
    } else {
        rule.mean.clear();
        rule.deviation.clear();
    }
    return rule;
}

ImagePreprocessing timmImagePreprocessing(const Checkpoint& checkpoint)
{
    const Configuration whole(checkpoint);
    const auto config = whole.object("pretrained_cfg");
    ImagePreprocessing rule{.mean = {0.485, 0.456, 0.406}, .deviation = {0.229, 0.224, 0.225}};
    if (!config) {
        rule.resampling = Resampling::Bicubic;
        return rule;
    }
    const auto& object = checkpoint.configuration.at("pretrained_cfg");
    const auto [channels, height, width] = inputSize(object, *config);
    rule.channels = channels;
    rule.width = rule.cropWidth = width;
    rule.height = rule.cropHeight = height;
    rule.cropRounding = CropRounding::HalfToEven;
    rule.resampling = resamplingNamed(*config);
    if (channels == 1) {
        rule.mean.resize(1);
        rule.deviation.resize(1);
    }
    readNormalisation(object, *config, "mean", "std", rule);
    const auto part = config->positive("crop_pct", 0.875); // of the resized picture
    const auto grown = [part](std::int64_t size) {
        return static_cast<std::int64_t>(std::floor(static_cast<double>(size) / part));
    };
    if (part > 1.0 || grown(std::max(width, height)) > mostSide) {
        config->refuse("crop_pct", QT_TRANSLATE_NOOP("Error", "at most 1 is expected."));
    }
    const bool isSquashed = config->word("crop_mode", "center") == "squash" || width != height;
    rule.resize = isSquashed ? Resize::Exact : Resize::ShortestEdge;
    rule.shortestEdge = grown(height);
    if (isSquashed) {
        rule.width = grown(width);
        rule.height = grown(height);
    }
    return rule;
}

} // namespace saccade
