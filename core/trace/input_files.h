// What a model reads, made from the files and texts that a user has.
#pragma once

#include "core/models/model.h"
#include "core/trace/series_input.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace saccade
{

/// Empty paths: no such file was given.
struct InputFiles {
    std::string image;  // a picture, or its pixels as numbers (.safetensors, .npy)
    std::string audio;  // a sound, or its features as numbers
    std::string series{}; // a table (CSV), of which the part is read
    SeriesPart part{};
};

/// The files that a recipe's "source" names ("image", "audio", "series" with "columns" and "at").
InputFiles inputFiles(const nlohmann::json& source);

/// The beginning and the first `kept` pixels of a picture, as a model reads it that writes pictures
/// (ModelInfo::pixels). Throws as withFiles; UsageError also where the picture has fewer pixels.
std::vector<std::int32_t> picturePrompt(const Model& model, const std::filesystem::path& image,
                                        std::int64_t kept);

/// `input` with pixels, picture, features and series of the files, as the model wants them; without
/// a picture where that is the prompt. Numbers are taken as they are: F32 [channels, height, width]
/// and [bins, frames], also as the first of a batch. Throws UsageError if the model does not read
/// such files, there is none or it is of another kind; Error (file, reason) if it is broken.
EncoderInput withFiles(const Model& model, EncoderInput input, const InputFiles& files);

/// A text, or two that belong together, as the encoder's tokens. Throws UsageError without a
/// tokenizer.
EncoderInput textInput(const Model& model, std::string_view text);
EncoderInput textInput(const Model& model, std::string_view first, std::string_view second);

} // namespace saccade
