#include "core/trace/recipe.h"

#include "core/base/error.h"
#include "core/files/json_file.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

// The library's message names the key and the type that it expected.
template <typename Read>
auto reading(const Read& read)
{
    try {
        return read();
    } catch (const nlohmann::json::exception& error) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The recipe is damaged: %1"), {jsonReason(error)});
    }
}

} // namespace

nlohmann::json recipeOf(const RunRequest& request, const Settings& settings, const ModelInfo& model,
                        const DeviceInfo& device)
{
    auto edits = nlohmann::json::array();
    for (const auto& edit : request.edits) {
        edits.push_back(text(edit));
    }
    const auto named =
        request.source.is_object() ? request.source.value("model", model.path) : model.path;
    return {{"model", named},
            {"source", request.source},
            {"prompt", request.prompt},
            {"input", {{"tokens", request.input.tokens}, {"segments", request.input.segments}}},
            {"steps", request.steps},
            {"decoder", request.decoder},
            {"settings", settings},
            {"seed", request.seed},
            {"edits", std::move(edits)},
            {"capture", request.capture},
            {"device", device.identifier},
            {"device_name", device.name}};
}

std::string recipeModel(const nlohmann::json& recipe)
{
    return reading([&] { return recipe.at("model").get<std::string>(); });
}

RunRequest recipeRequest(const nlohmann::json& recipe)
{
    return reading([&] {
        RunRequest request;
        request.prompt = recipe.at("prompt").get<std::vector<std::int32_t>>();
        if (const auto input = recipe.find("input"); input != recipe.end()) {
            request.input.tokens = input->at("tokens").get<std::vector<std::int32_t>>();
            request.input.segments = input->at("segments").get<std::vector<std::int32_t>>();
        }
        request.steps = recipe.at("steps").get<std::int64_t>();
        request.decoder = recipe.at("decoder").get<std::string>();
        request.settings = recipe.at("settings");
        request.seed = recipe.at("seed").get<std::uint64_t>();
        for (const auto& edit : recipe.at("edits")) {
            request.edits.push_back(parseEdit(edit.get<std::string>()));
        }
        request.capture = recipe.at("capture").get<std::vector<std::string>>();
        request.source = recipe.value("source", nlohmann::json());
        return request;
    });
}

} // namespace saccade
