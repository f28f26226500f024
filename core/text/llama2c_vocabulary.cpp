#include "core/text/llama2c_vocabulary.h"

#include "core/base/error.h"
#include "core/text/scored_bpe.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer_json.h"

#include <QtGlobal>
#include <bit>
#include <cstring>

namespace saccade
{

namespace
{

static_assert(std::endian::native == std::endian::little, "llama2.c's files are little-endian");

template <typename T>
T valueAt(const std::string& bytes, std::size_t at)
{
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// "\n<s>\n" is how the exporter writes "<s>".
std::string trimmed(const std::string& entry)
{
    const std::size_t first = entry.find_first_not_of('\n');
    const std::size_t last = entry.find_last_not_of('\n');
    return first == std::string::npos ? entry : entry.substr(first, last - first + 1);
}

} // namespace

TokenizerParts readLlama2cVocabulary(const std::filesystem::path& path)
{
    const std::string file = path.string();
    const std::string bytes = readWholeFile(path);
    std::vector<std::string> entries;
    std::vector<float> scores;
    const auto damaged = [&](std::size_t at) {
        return Error(QT_TRANSLATE_NOOP("Error",
                                       "%1: token %2 at offset %3 does not fit into the file's %4 "
                                       "bytes. The file is damaged or no tokenizer of llama2.c."),
                     {file, std::to_string(entries.size()), std::to_string(at),
                      std::to_string(bytes.size())});
    };
    constexpr std::size_t header = sizeof(std::int32_t);
    for (std::size_t at = header; at < bytes.size() || entries.empty();) {
        if (at > bytes.size() || bytes.size() - at < sizeof(float) + sizeof(std::int32_t)) {
            throw damaged(at);
        }
        const auto length = valueAt<std::int32_t>(bytes, at + sizeof(float));
        const std::size_t start = at + sizeof(float) + sizeof(std::int32_t);
        if (length < 0 || static_cast<std::size_t>(length) > bytes.size() - start) {
            throw damaged(at);
        }
        scores.push_back(valueAt<float>(bytes, at));
        entries.push_back(bytes.substr(start, static_cast<std::size_t>(length)));
        at = start + static_cast<std::size_t>(length);
    }
    std::vector<AddedToken> added;
    for (std::size_t id = 0; id < 3 && id < entries.size(); ++id) {
        added.push_back({trimmed(entries[id]), static_cast<std::int32_t>(id), true});
    }
    const nlohmann::json description{
        {"normalizer", {{"type", "Prepend"}, {"prepend", " "}}},
        {"decoder",
         {{"type", "Sequence"},
          {"decoders",
           {{{"type", "ByteFallback"}},
            {{"type", "Fuse"}},
            {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}}}}}};
    auto model = std::make_unique<ScoredBpe>(Vocabulary(std::move(entries), file),
                                             std::move(scores), 0, file);
    TokenizerParts parts = assembleTokenizer(description, std::move(model), std::move(added), file);
    parts.kind = "metaspace BPE";
    if (parts.model->vocabulary().size() > 2) {
        parts.begin = 1;
        parts.end = 2;
        parts.special.before = {1};
    }
    return parts;
}

} // namespace saccade
