#include "core/display/display.h"

#include "core/base/error.h"
#include "core/display/data_file.h"
#include "core/display/number_text.h"

#include <QtGlobal>
#include <array>

namespace saccade
{

namespace
{

std::string contents(const Display& display, const std::filesystem::path& path)
{
    const auto extension = lowerExtension(path);
    if (extension == ".npy") {
        return std::visit([](const auto& form) { return npyText(form); }, display);
    }
    if (extension == ".csv") {
        return csvText(display);
    }
    if (extension == ".json") {
        return jsonText(displayJson(display)) + "\n";
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error",
                                       "A matrix cannot be written as “%1”: the name must end in "
                                       ".npy, .csv or .json."),
                     {path.string()});
}

} // namespace

std::string kindName(const Display& display)
{
    static const std::array<const char*, std::variant_size_v<Display>> names{
        "matrix", "series", "tokens", "network", "table"};
    return names[display.index()];
}

nlohmann::json displayJson(const Display& display)
{
    auto json = std::visit([](const auto& form) { return toJson(form); }, display);
    json["display"] = kindName(display);
    return json;
}

std::string csvText(const Display& display)
{
    return std::visit([](const auto& form) { return csvText(form); }, display);
}

void writeDisplay(const Display& display, const std::filesystem::path& path)
{
    writeFile(contents(display, path), path);
}

} // namespace saccade
