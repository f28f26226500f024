#include "core/models/model.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/text/tokenizer.h"

#include <QtGlobal>
#include <algorithm>

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

std::string knownArchitectures()
{
    std::string text;
    for (const auto& family : Registry<ModelFamily>::all()) {
        for (const auto& architecture : family->architectures()) {
            text += (text.empty() ? "" : ", ") + architecture;
        }
    }
    return text;
}

} // namespace

std::shared_ptr<const Model> loadModel(std::shared_ptr<const Checkpoint> checkpoint,
                                       std::shared_ptr<const Tokenizer> tokenizer)
{
    const auto architecture = architectureOf(*checkpoint);
    if (architecture.empty()) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1 does not say of which architecture its model is. Put the "
                                      "config.json of the model beside it; Saccade knows %2."),
                    {checkpoint->path.string(), knownArchitectures()});
    }
    const auto* family = familyOf(architecture);
    if (family == nullptr) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1 is a model of the architecture “%2”, which Saccade does not "
                                 "know. It knows %3."),
                    {checkpoint->path.string(), architecture, knownArchitectures()});
    }
    return family->load(std::move(checkpoint), std::move(tokenizer));
}

std::shared_ptr<const Model> openModel(const std::filesystem::path& path)
{
    auto checkpoint = std::make_shared<const Checkpoint>(openCheckpoint(path));
    auto tokenizer = openTokenizer(*checkpoint);
    return loadModel(std::move(checkpoint), std::move(tokenizer));
}

} // namespace saccade
