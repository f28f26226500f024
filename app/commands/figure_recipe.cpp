#include "app/commands/figure_recipe.h"

#include "app/commands/trace_info.h"
#include "core/base/error.h"
#include "core/files/json_file.h"
#include "core/trace/trace.h"

#include <QtGlobal>

namespace saccade
{

namespace
{

nlohmann::json readDocument(const std::filesystem::path& path)
{
    auto document = readJson(path);
    if (!document.is_object()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 is no recipe: a JSON object was expected."),
                    {path.string()});
    }
    return document;
}

FigureRecipe parsed(const nlohmann::json& document, const std::filesystem::path& path)
{
    try {
        return {document.at("run"), document.at("figure").get<std::string>(),
                figureOptions(document.at("options"))};
    } catch (const nlohmann::json::exception& error) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The recipe in %1 is damaged: %2"),
                    {path.string(), jsonReason(error)});
    }
}

} // namespace

FigureRecipe readFigureRecipe(const std::filesystem::path& path)
{
    const auto extension = path.extension();
    if (isTrace(path)) {
        return {loadTrace(path)->recipe, {}, {}};
    }
    if (extension == ".json") {
        const auto document = readDocument(path);
        return document.contains("run") ? parsed(document, path) : FigureRecipe{document, {}, {}};
    }
    return parsed(figureRecipe(path), path);
}

} // namespace saccade
