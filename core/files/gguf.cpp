#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/files/gguf_part.h"
#include "core/files/in_quotes.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

/// The path of part `number` (from 1), named as llama-gguf-split names them:
/// model-00001-of-00003.gguf. Throws UsageError if `path` has no such name for `count` parts.
std::filesystem::path pathOfPart(const std::filesystem::path& path, std::int64_t count,
                                 std::int64_t number)
{
    const std::size_t digits = 5;
    const auto padded = [&](std::int64_t value) {
        const auto text = std::to_string(value);
        return std::string(digits - std::min(text.size(), digits), '0') + text;
    };
    const auto name = path.filename().string();
    const std::string ending = "-of-" + padded(count) + ".gguf";
    if (!name.ends_with(ending) || name.size() < ending.size() + digits ||
        name.substr(name.size() - ending.size() - digits).find_first_not_of("0123456789") !=
            digits) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 is one of %2 parts of a model, whose names should end "
                                       "with %3: give all parts their names back."),
            {path.string(), std::to_string(count), std::string("-00001") + ending});
    }
    return path.parent_path() /
           (name.substr(0, name.size() - ending.size() - digits) + padded(number) + ending);
}

void checkPart(const std::filesystem::path& path, const GgufPart& part, std::int64_t count,
               std::int64_t number)
{
    const auto ownCount = ggufInteger(part.metadata, "split.count", 1);
    const auto ownNumber = ggufInteger(part.metadata, "split.no", -1) + 1;
    if (ownCount != count || ownNumber != number) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 says of itself that it is part %2 of %3, but "
                                               "its name says %4 of %5."),
                    {path.string(), std::to_string(ownNumber), std::to_string(ownCount),
                     std::to_string(number), std::to_string(count)});
    }
}

void add(Checkpoint& checkpoint, const std::filesystem::path& path, GgufPart& part)
{
    for (auto& [name, tensor] : part.tensors) {
        const auto [other, isNew] = checkpoint.tensorFiles.emplace(name, path.string());
        if (!isNew) {
            throw Error(QT_TRANSLATE_NOOP("Error", "The tensor %1 is in two files, %2 and %3."),
                        {inQuotes(name), other->second, path.string()});
        }
        checkpoint.tensors.emplace(name, std::move(tensor));
    }
}

/// The first part says everything of the model; the others have tensors alone.
void addAllParts(Checkpoint& checkpoint, std::int64_t count)
{
    for (std::int64_t number = 1; number <= count; ++number) {
        const auto path = pathOfPart(checkpoint.path, count, number);
        std::error_code error;
        if (!std::filesystem::exists(path, error)) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 is one of %2 parts of a model, but %3 is "
                                                   "missing: download it into the same folder."),
                        {checkpoint.path.string(), std::to_string(count), path.string()});
        }
        auto part = readGgufPart(path);
        checkPart(path, part, count, number);
        add(checkpoint, path, part);
        if (number == 1) {
            checkpoint.configuration = std::move(part.metadata);
        }
    }
    const auto found = std::ssize(checkpoint.tensors);
    const auto expected = ggufInteger(checkpoint.configuration, "split.tensors.count", found);
    if (found != expected) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The parts of %1 have %2 tensors together; they "
                                               "should have %3."),
                    {checkpoint.path.string(), std::to_string(found), std::to_string(expected)});
    }
}

class Gguf : public CheckpointFormat
{
public:
    std::string_view identifier() const override { return "gguf"; }

    bool matches(const std::filesystem::path&, std::span<const std::byte> head) const override
    {
        return std::string_view(reinterpret_cast<const char*>(head.data()), head.size())
            .starts_with("GGUF");
    }

    Checkpoint open(const std::filesystem::path& path) const override
    {
        Checkpoint checkpoint;
        checkpoint.path = path;
        checkpoint.format = "GGUF";
        auto part = readGgufPart(path);
        const auto count = ggufInteger(part.metadata, "split.count", 1);
        if (count > 1) {
            addAllParts(checkpoint, count);
        } else {
            add(checkpoint, path, part);
            checkpoint.configuration = std::move(part.metadata);
        }
        return checkpoint;
    }
};

const Registry<CheckpointFormat>::Entry entry(std::make_unique<Gguf>());

} // namespace

} // namespace saccade
