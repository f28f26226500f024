#include "core/text/ctranslate2_vocabulary.h"

#include "core/base/error.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/ranked_bpe.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer_json.h"
#include "core/text/utf8.h"
#include "core/text/word_list.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;

constexpr auto unknown = "<unk>";
constexpr auto begin = "<s>";
constexpr auto end = "</s>";
constexpr std::array specials{"<blank>", begin, end, unknown, "<pad>"};

fs::path vocabularyFile(const fs::path& folder, Side side)
{
    const std::string own = side == Side::Source ? "source_vocabulary" : "target_vocabulary";
    for (const std::string& name : {own, std::string("shared_vocabulary")}) {
        for (const auto* ending : {".txt", ".json"}) {
            std::error_code error;
            if (fs::is_regular_file(folder / (name + ending), error)) {
                return folder / (name + ending);
            }
        }
    }
    return {};
}

std::vector<std::string> entriesOf(const fs::path& file)
{
    std::vector<std::string> entries;
    if (file.extension() == ".txt") {
        entries = readLines(file);
    } else {
        const auto list = readJsonFile(file);
        if (!list.is_array() || !std::ranges::all_of(list, [](const nlohmann::json& entry) {
                return entry.is_string();
            })) {
            throw Error(QT_TRANSLATE_NOOP("Error", "%1 is no list of words."), {file.string()});
        }
        entries = list.get<std::vector<std::string>>();
    }
    // OpenNMT counts unknown words last.
    if (std::ranges::find(entries, unknown) == entries.end()) {
        entries.emplace_back(unknown);
    }
    return entries;
}

bool isSpecial(const std::string& entry)
{
    return std::ranges::find(specials, entry) != specials.end();
}

bool isCharacter(const std::string& entry)
{
    return isSpecial(entry) || (!entry.empty() && codePointAt(entry, 0).length == entry.size());
}

bool isSet(const nlohmann::json& settings, const char* key)
{
    const auto found = settings.find(key);
    return found != settings.end() && found->is_boolean() && found->get<bool>();
}

} // namespace

std::shared_ptr<const Tokenizer> readCtranslate2Vocabulary(const fs::path& folder, Side side,
                                                           const nlohmann::json& settings)
{
    const auto path = vocabularyFile(folder, side);
    if (path.empty()) {
        return nullptr;
    }
    const auto file = path.string();
    auto entries = entriesOf(path);
    std::vector<AddedToken> added;
    for (std::size_t id = 0; id < entries.size(); ++id) {
        if (isSpecial(entries[id])) {
            added.push_back({entries[id], static_cast<std::int32_t>(id), true});
        }
    }
    const bool isOfCharacters = std::ranges::all_of(entries, isCharacter);
    Vocabulary vocabulary(std::move(entries), file);
    nlohmann::json description;
    std::unique_ptr<const TokenModel> model;
    if (isOfCharacters) {
        // Pairs without merges are characters.
        RankedBpeOptions options;
        options.unknownToken = unknown;
        model = std::make_unique<RankedBpe>(std::move(vocabulary), RankedBpe::Merges(),
                                            std::move(options), file);
        description["decoder"] = {{"type", "Fuse"}};
    } else {
        model = std::make_unique<WordList>(std::move(vocabulary), unknown);
        description["pre_tokenizer"] = {{"type", "WhitespaceSplit"}};
    }
    auto parts = assembleTokenizer(description, std::move(model), std::move(added), file);
    parts.kind = isOfCharacters ? "characters" : "words";
    parts.begin = parts.model->vocabulary().find(begin);
    parts.end = parts.model->vocabulary().find(end);
    if (side == Side::Source && settings.is_object()) {
        if (isSet(settings, "add_source_bos") && parts.begin) {
            parts.special.before = {*parts.begin};
        }
        if (isSet(settings, "add_source_eos") && parts.end) {
            parts.special.after = {*parts.end};
        }
    }
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

} // namespace saccade
