#include "core/trace/file_sums.h"

#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/files/mapped_file.h"
#include "core/models/model.h"

#include <QCryptographicHash>
#include <QtGlobal>
#include <set>

namespace saccade
{

namespace
{

using Sum = QCryptographicHash;

constexpr std::size_t mebibyte = 1 << 20;
constexpr std::size_t parts = 16; // of a large file of weights

void addBytes(Sum& sum, std::span<const std::byte> bytes)
{
    sum.addData(QByteArrayView(bytes.data(), std::ssize(bytes)));
}

std::string hexadecimal(const Sum& sum)
{
    return sum.result().toHex().toStdString();
}

bool isFile(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

std::string wholeSum(const std::filesystem::path& path)
{
    Sum sum(Sum::Sha256);
    addBytes(sum, mapFile(path).bytes);
    return hexadecimal(sum);
}

// Whole, or the length and parts that are evenly spread from the first byte to the last.
void addWeights(Sum& sum, const std::filesystem::path& path)
{
    const auto file = mapFile(path);
    const auto bytes = file.bytes;
    if (bytes.size() <= parts * mebibyte) {
        addBytes(sum, bytes);
        return;
    }
    const auto length = static_cast<std::uint64_t>(bytes.size());
    addBytes(sum, std::as_bytes(std::span(&length, 1)));
    for (std::size_t part = 0; part < parts; ++part) {
        addBytes(sum, bytes.subspan((bytes.size() - mebibyte) / (parts - 1) * part, mebibyte));
    }
}

// Empty for a model that was made in memory.
std::string modelSum(const Checkpoint& checkpoint)
{
    std::set<std::string> files;
    for (const auto& [tensor, file] : checkpoint.tensorFiles) {
        files.insert(file);
    }
    Sum sum(Sum::Sha256);
    bool isSummed = false;
    for (const auto& file : files) {
        if (isFile(file)) {
            addWeights(sum, file);
            isSummed = true;
        }
    }
    if (const auto configuration = checkpoint.besides("config.json"); !configuration.empty()) {
        addWeights(sum, configuration);
    }
    return isSummed ? hexadecimal(sum) : std::string();
}

std::string nameOf(const nlohmann::json& recipe, const std::string& key)
{
    const auto source = recipe.find("source");
    if (source != recipe.end() && source->is_object() && source->contains(key) &&
        source->at(key).is_string()) {
        return source->at(key).get<std::string>();
    }
    return key;
}

} // namespace

nlohmann::json fileSums(const Model& model, const nlohmann::json& source)
{
    auto sums = nlohmann::json::object();
    if (source.is_object()) {
        for (const auto* key : {"image", "audio", "series"}) {
            const auto path = source.find(key);
            if (path != source.end() && path->is_string() && isFile(path->get<std::string>())) {
                sums[key] = wholeSum(path->get<std::string>());
            }
        }
    }
    if (model.checkpoint() != nullptr) {
        if (auto sum = modelSum(*model.checkpoint()); !sum.empty()) {
            sums["model"] = std::move(sum);
        }
    }
    return sums;
}

void requireSameFiles(const nlohmann::json& recipe, const Model& model)
{
    const auto stated = recipe.find("sha256");
    if (stated == recipe.end() || !stated->is_object()) {
        return;
    }
    const auto sums = fileSums(model, recipe.value("source", nlohmann::json()));
    for (const auto& [key, sum] : stated->items()) {
        const auto now = sums.find(key);
        if (now != sums.end() && *now != sum) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "“%1” has changed since this recipe was written: the "
                                          "result would be another. Put the old file back, or run "
                                          "the model anew."),
                        {nameOf(recipe, key)});
        }
    }
}

} // namespace saccade
