#include "core/base/error.h"
#include "core/files/json_file.h"
#include "core/files/mapped_file.h"
#include "views/displays/figure.h"

#include <QFile>
#include <QImageReader>
#include <QXmlStreamReader>

namespace saccade
{

namespace
{

template <typename T>
using Names = std::vector<std::pair<T, const char*>>;

const Names<ScaleKind> scales = {{ScaleKind::Linear, "linear"},
                                 {ScaleKind::Logarithmic, "logarithmic"},
                                 {ScaleKind::PerRow, "per-row"}};
const Names<Pooling> poolings = {{Pooling::Mean, "mean"}, {Pooling::Maximum, "maximum"}};
const Names<Combine> combines = {{Combine::Mean, "mean"}, {Combine::Maximum, "maximum"}};
const Names<PatchFilter> filters = {{PatchFilter::Nearest, "nearest"},
                                    {PatchFilter::Bilinear, "bilinear"}};
const Names<Shade> shades = {{Shade::Light, "light"}, {Shade::Dark, "dark"}};

template <typename T>
std::string nameOf(const Names<T>& names, T value)
{
    for (const auto& [item, name] : names) {
        if (item == value) {
            return name;
        }
    }
    return names.front().second;
}

template <typename T>
T valueOf(const Names<T>& names, const nlohmann::json& json, const char* member, T initial)
{
    if (!json.contains(member)) {
        return initial;
    }
    const auto given = json.at(member).get<std::string>();
    for (const auto& [item, name] : names) {
        if (given == name) {
            return item;
        }
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "The figure option %1 cannot be \"%2\"."),
                     {member, given});
}

/// Text of the first element of this local name; empty if there is none.
QString elementText(const QByteArray& xml, QLatin1String name)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name) {
            return reader.readElementText();
        }
    }
    return {};
}

QString storedRecipe(QFile& file)
{
    const QByteArray start = file.peek(8);
    if (start.startsWith("\x89PNG")) {
        return QImageReader(&file, "png").text(QStringLiteral("saccade-recipe"));
    }
    const QByteArray bytes = file.readAll();
    if (!start.startsWith("%PDF")) {
        return elementText(bytes, QLatin1String("desc"));
    }
    const auto begin = bytes.indexOf("<x:xmpmeta");
    const auto end = bytes.indexOf("</x:xmpmeta>", begin);
    return begin < 0 || end < 0
               ? QString()
               : elementText(bytes.mid(begin, end + 12 - begin), QLatin1String("recipe"));
}

} // namespace

nlohmann::json toJson(const FigureOptions& options)
{
    return {{"width-mm", options.widthMillimetres},
            {"theme", nameOf(shades, options.shade)},
            {"scale", nameOf(scales, options.scale)},
            {"colour-map", options.colourMap},
            {"pooling", nameOf(poolings, options.pooling)},
            {"part", options.part},
            {"query", options.query},
            {"opacity", options.patches.opacity},
            {"filter", nameOf(filters, options.patches.filter)},
            {"grid", options.patches.grid == PatchGrid::Shown},
            {"layer", options.head.layer},
            {"head", options.head.head},
            {"combine", nameOf(combines, options.head.combine)},
            {"first-token", options.firstToken},
            {"last-token", options.lastToken},
            {"dpi", options.dotsPerInch},
            {"title", options.title}};
}

FigureOptions figureOptions(const nlohmann::json& json)
{
    FigureOptions options;
    try {
        options.widthMillimetres = json.value("width-mm", options.widthMillimetres);
        options.shade = valueOf(shades, json, "theme", options.shade);
        options.scale = valueOf(scales, json, "scale", options.scale);
        options.colourMap = json.value("colour-map", options.colourMap);
        options.pooling = valueOf(poolings, json, "pooling", options.pooling);
        options.part = json.value("part", options.part);
        options.query = json.value("query", options.query);
        options.patches.opacity = json.value("opacity", options.patches.opacity);
        options.patches.filter = valueOf(filters, json, "filter", options.patches.filter);
        options.patches.grid = json.value("grid", true) ? PatchGrid::Shown : PatchGrid::Hidden;
        options.head.layer = json.value("layer", options.head.layer);
        options.head.head = json.value("head", options.head.head);
        options.head.combine = valueOf(combines, json, "combine", options.head.combine);
        options.firstToken = json.value("first-token", options.firstToken);
        options.lastToken = json.value("last-token", options.lastToken);
        options.dotsPerInch = json.value("dpi", options.dotsPerInch);
        options.title = json.value("title", options.title);
    } catch (const nlohmann::json::exception& problem) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The figure options cannot be read: %1."),
                         {jsonReason(problem)});
    }
    return options;
}

nlohmann::json figureRecipe(const std::filesystem::path& path)
{
    mapFile(path); // refuses what is no regular file: a device would be read without end
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 cannot be read: %2."),
                    {path.string(), file.errorString().toStdString()});
    }
    const auto stored = storedRecipe(file).toStdString();
    const auto recipe =
        stored.empty() ? nlohmann::json() : parseJson(stored, path, DuplicateKeys::LastWins);
    if (!recipe.is_object() || !recipe.contains("figure")) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The file %1 carries no recipe of Saccade."),
                    {path.string()});
    }
    return recipe;
}

} // namespace saccade
