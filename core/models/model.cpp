#include "core/models/model.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/text/tokenizer.h"

#include <QtGlobal>
#include <algorithm>
#include <iterator>

namespace saccade
{

namespace
{

const ModelFamily* familyOf(std::string_view architecture)
{
    for (const auto& family : Registry<ModelFamily>::all()) {
        const auto known = family->architectures();
        if (std::ranges::find(known, architecture) != known.end()) {
            return family.get();
        }
    }
    return nullptr;
}

// Of an encoder–decoder: its output begins with tokens that the files state, whatever was trained.
void requireStart(const ModelInfo& info, const std::filesystem::path& path)
{
    const auto outside = std::ranges::find_if(info.decoderStart, [&](std::int32_t token) {
        return token < 0 || token >= info.vocabulary;
    });
    if (outside != info.decoderStart.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1: the output begins with the token %2, by "
                                      "“decoder_start_token_id” (or the “bos_token_id”s) of its "
                                      "config.json or generation_config.json, but the "
                                      "vocabulary ends at %3."),
                    {path.string(), std::to_string(*outside), std::to_string(info.vocabulary - 1)});
    }
}

[[noreturn]] void refuseUnknown(const Checkpoint& checkpoint, const std::string& architecture)
{
    constexpr std::size_t most = 3;
    const auto known = knownArchitectures();
    std::string list;
    for (const auto& name : nearestOnes(architecture, known, most)) {
        list += (list.empty() ? "" : ", ") + name;
    }
    throw Error(QT_TRANSLATE_NOOP("Error",
                                  "%1 is a model of the architecture “%2”, which Saccade does not "
                                  "know. The nearest of the %4 that it knows are %3; `saccade "
                                  "info --architectures` lists all."),
                {checkpoint.path.string(), architecture, list, std::to_string(known.size())});
}

[[noreturn]] void refuseInput(const ModelInfo& info, const char* sentence)
{
    throw UsageError(sentence, {info.name});
}

} // namespace

std::vector<std::string> knownArchitectures()
{
    std::vector<std::string> names;
    for (const auto& family : Registry<ModelFamily>::all()) {
        std::ranges::copy(family->architectures(), std::back_inserter(names));
    }
    std::ranges::sort(names);
    return names;
}

std::vector<AttentionPart> attentionParts(const ModelInfo& info)
{
    if (!info.attention.empty()) {
        return info.attention;
    }
    return {{.layers = info.layers, .heads = info.heads}};
}

std::map<std::string, Tensor, std::less<>> encoderTensors(const EncoderInput& input)
{
    std::map<std::string, Tensor, std::less<>> tensors;
    if (!input.tokens.empty()) {
        const Shape length{std::ssize(input.tokens)};
        const std::vector<std::int32_t> first(input.tokens.size(), 0);
        const auto& segments = input.segments.empty() ? first : input.segments;
        tensors.emplace("tokens", Tensor::of(length, std::span<const std::int32_t>(input.tokens)));
        tensors.emplace("segments", Tensor::of(length, std::span<const std::int32_t>(segments)));
    }
    if (!input.pixels.isEmpty()) {
        tensors.emplace("pixels", input.pixels);
    }
    if (!input.features.isEmpty()) {
        tensors.emplace("features", input.features);
    }
    if (!input.series.isEmpty()) {
        tensors.emplace("series", input.series);
    }
    return tensors;
}

std::unique_ptr<ModelGraph> Model::build(const GraphShape&) const
{
    refuseInput(m_info,
                QT_TRANSLATE_NOOP("Error",
                                  "%1 reads its input whole and does not write: ask for 0 steps."));
}

std::unique_ptr<EncoderGraph> Model::buildEncoder(const EncoderInput&) const
{
    refuseInput(m_info, QT_TRANSLATE_NOOP("Error", "%1 has no encoder: give it a text alone."));
}

ImagePreprocessing Model::imagePreprocessing() const
{
    refuseInput(m_info, QT_TRANSLATE_NOOP("Error", "%1 does not read images."));
}

AudioPreprocessing Model::audioPreprocessing() const
{
    refuseInput(m_info, QT_TRANSLATE_NOOP("Error", "%1 does not read sounds."));
}

SeriesPreprocessing Model::seriesPreprocessing() const
{
    refuseInput(m_info, QT_TRANSLATE_NOOP("Error", "%1 does not read series."));
}

std::shared_ptr<const Model> loadModel(std::shared_ptr<const Checkpoint> checkpoint,
                                       std::shared_ptr<const Tokenizer> tokenizer)
{
    const auto architecture = architectureOf(*checkpoint);
    if (checkpoint->tensors.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 holds no tensors: it is no model."),
                    {checkpoint->path.string()});
    }
    if (architecture.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1 does not say of which architecture its model is. Put the "
                                      "config.json of the model beside it, or choose a model of "
                                      "the %2 architectures that `saccade info --architectures` "
                                      "lists."),
                    {checkpoint->path.string(), std::to_string(knownArchitectures().size())});
    }
    const auto* family = familyOf(architecture);
    if (family == nullptr) {
        refuseUnknown(*checkpoint, architecture);
    }
    const auto path = checkpoint->path;
    auto model = family->load(std::move(checkpoint), std::move(tokenizer));
    requireStart(model->info(), path);
    return model;
}

std::shared_ptr<const Model> openModel(const std::filesystem::path& path)
{
    auto checkpoint = std::make_shared<const Checkpoint>(openCheckpoint(path));
    auto tokenizer = openTokenizer(*checkpoint);
    return loadModel(std::move(checkpoint), std::move(tokenizer));
}

} // namespace saccade
