#include "core/text/tokenizer_json.h"

#include "core/base/error.h"
#include "core/text/json_fields.h"
#include "core/text/ranked_bpe.h"
#include "core/text/unigram.h"
#include "core/text/word_list.h"
#include "core/text/word_piece.h"

#include <QtGlobal>
#include <limits>

namespace saccade
{

namespace
{

Vocabulary readVocabulary(const nlohmann::json& object, const std::string& file)
{
    std::vector<std::pair<std::string, std::int64_t>> entries;
    entries.reserve(object.size());
    for (const auto& [entry, id] : object.get_ref<const nlohmann::json::object_t&>()) {
        if (!id.is_number_integer()) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "%1: the id of the token \"%2\" is no whole number."),
                {file, entry.substr(0, 80)});
        }
        entries.emplace_back(entry, id.get<std::int64_t>());
    }
    return {std::move(entries), file};
}

/// Each merge as "a b" or as ["a", "b"].
RankedBpe::Merges readMerges(const nlohmann::json& list, const std::string& file)
{
    RankedBpe::Merges merges;
    merges.reserve(list.size());
    for (const auto& item : list) {
        if (item.is_array() && item.size() == 2) {
            merges.emplace_back(item[0].get<std::string>(), item[1].get<std::string>());
            continue;
        }
        const auto& line = item.get_ref<const std::string&>();
        const std::size_t space = line.find(' ');
        if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "%1: merge %2 (\"%3\") is no pair of two tokens."),
                {file, std::to_string(merges.size() + 1), line.substr(0, 80)});
        }
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

std::unique_ptr<const TokenModel> readBpe(const nlohmann::json& model, const std::string& file)
{
    RankedBpeOptions options;
    options.unknownToken = textOr(model, "unk_token");
    options.continuingPrefix = textOr(model, "continuing_subword_prefix");
    options.endOfWord = textOr(model, "end_of_word_suffix");
    options.byteFallback = fieldOr(model, "byte_fallback", false);
    options.fuseUnknown = fieldOr(model, "fuse_unk", false);
    options.ignoreMerges = fieldOr(model, "ignore_merges", false);
    return std::make_unique<RankedBpe>(readVocabulary(model.at("vocab"), file),
                                       readMerges(model.at("merges"), file), options, file);
}

std::unique_ptr<const TokenModel> readWordPiece(const nlohmann::json& model,
                                                const std::string& file)
{
    WordPiece::Options options;
    options.unknownToken = textOr(model, "unk_token", "[UNK]");
    options.continuingPrefix = textOr(model, "continuing_subword_prefix", "##");
    options.longestWord = fieldOr<std::int64_t>(model, "max_input_chars_per_word", 100);
    return std::make_unique<WordPiece>(readVocabulary(model.at("vocab"), file), options, file);
}

std::unique_ptr<const TokenModel> readUnigram(const nlohmann::json& model, const std::string& file)
{
    std::vector<std::string> entries;
    std::vector<float> scores;
    for (const auto& item : model.at("vocab")) {
        entries.push_back(item.at(0).get<std::string>());
        scores.push_back(item.at(1).get<float>());
    }
    const nlohmann::json& unknown = fieldOf(model, "unk_id");
    const auto unknownId =
        unknown.is_null() ? std::nullopt : std::optional(unknown.get<std::int64_t>());
    const auto unknownAs = fieldOr(model, "byte_fallback", false) ? Unigram::UnknownAs::Bytes
                                                                  : Unigram::UnknownAs::Token;
    return std::make_unique<Unigram>(Vocabulary(std::move(entries), file), std::move(scores),
                                     unknownId, unknownAs, file);
}

/// Files of the first versions do not name the model's kind.
std::string modelType(const nlohmann::json& model)
{
    const std::string type = textOr(model, "type");
    if (!type.empty()) {
        return type;
    }
    return model.contains("merges") ? "BPE" : model.contains("unk_id") ? "Unigram" : "WordPiece";
}

std::unique_ptr<const TokenModel> readModel(const nlohmann::json& model, const std::string& file)
{
    const std::string type = modelType(model);
    if (type == "BPE") {
        return readBpe(model, file);
    }
    if (type == "WordPiece") {
        return readWordPiece(model, file);
    }
    if (type == "Unigram") {
        return readUnigram(model, file);
    }
    if (type == "WordLevel") {
        return std::make_unique<WordList>(readVocabulary(model.at("vocab"), file),
                                          textOr(model, "unk_token"));
    }
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "%1: the tokenizer's model \"%2\" is not known to this version; BPE, "
                             "WordPiece, Unigram and WordLevel are."),
                {file, type.substr(0, 80)});
}

std::vector<AddedToken> readAdded(const nlohmann::json& list)
{
    std::vector<AddedToken> tokens;
    for (const auto& item : list) {
        const auto id = item.at("id").get<std::int64_t>();
        const bool isId = id >= 0 && id < std::numeric_limits<std::int32_t>::max();
        AddedToken token;
        token.content = item.at("content").get<std::string>();
        token.id = isId ? static_cast<std::int32_t>(id) : -1;
        token.isSpecial = fieldOr(item, "special", false);
        token.stripsLeft = fieldOr(item, "lstrip", false);
        token.stripsRight = fieldOr(item, "rstrip", false);
        token.isSingleWord = fieldOr(item, "single_word", false);
        token.isNormalized = fieldOr(item, "normalized", !token.isSpecial);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

/// Whether some string within `value` is `text`.
bool mentions(const nlohmann::json& value, std::string_view text)
{
    if (value.is_string()) {
        return value.get_ref<const std::string&>() == text;
    }
    return value.is_structured() && std::ranges::any_of(value, [&](const nlohmann::json& item) {
               return mentions(item, text);
           });
}

std::string kindOf(const nlohmann::json& description, const TokenModel& model)
{
    const auto anyMentions = [&](std::string_view text) {
        return mentions(fieldOf(description, "decoder"), text) ||
               mentions(fieldOf(description, "pre_tokenizer"), text) ||
               mentions(fieldOf(description, "normalizer"), text);
    };
    const std::string kind = model.kind();
    if (kind == "BPE" && anyMentions("ByteLevel")) {
        return "byte-level BPE";
    }
    return kind == "BPE" && (anyMentions("\u2581") || anyMentions("Metaspace")) ? "metaspace BPE"
                                                                                : kind;
}

TokenizerParts assemble(const nlohmann::json& description, std::unique_ptr<const TokenModel> model,
                        std::vector<AddedToken> added, const std::string& file)
{
    TokenizerParts parts;
    parts.model = std::move(model);
    for (const char* step : {"normalizer", "pre_tokenizer", "post_processor", "decoder"}) {
        checkNesting(fieldOf(description, step), file);
    }
    parts.normalizer = makeNormalizer(fieldOf(description, "normalizer"), file);
    parts.preTokenizer = makePreTokenizer(fieldOf(description, "pre_tokenizer"), file);
    parts.decoder = makeTokenDecoder(fieldOf(description, "decoder"), file);
    auto tokens = readAdded(fieldOf(description, "added_tokens"));
    tokens.insert(tokens.begin(), std::make_move_iterator(added.begin()),
                  std::make_move_iterator(added.end()));
    const std::int64_t limit =
        std::min<std::int64_t>(parts.model->vocabulary().size() + 2 * std::ssize(tokens) + 65536,
                               std::numeric_limits<std::int32_t>::max());
    parts.added = AddedTokens(
        std::move(tokens), limit,
        [&](std::string_view text) {
            return parts.normalizer ? parts.normalizer->apply(text) : std::string(text);
        },
        file);
    const auto find = [&](std::string_view entry) {
        const AddedToken* token = parts.added.withContent(entry);
        return token != nullptr ? std::optional(token->id) : parts.model->vocabulary().find(entry);
    };
    parts.special = readTokenTemplate(fieldOf(description, "post_processor"), find, file);
    parts.kind = kindOf(description, *parts.model);
    return parts;
}

/// Runs `read`, and says in our words what nlohmann's library finds wrong with the types of fields.
template <typename Read>
TokenizerParts translated(const std::string& file, const Read& read)
{
    try {
        return read();
    } catch (const nlohmann::json::exception& problem) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1 does not describe a tokenizer: %2"),
                    {file, problem.what()});
    }
}

} // namespace

TokenizerParts readTokenizerJson(const nlohmann::json& description, const std::string& file)
{
    return translated(file, [&] {
        return assemble(description, readModel(description.at("model"), file), {}, file);
    });
}

TokenizerParts assembleTokenizer(const nlohmann::json& description,
                                 std::unique_ptr<const TokenModel> model,
                                 std::vector<AddedToken> added, const std::string& file)
{
    return translated(
        file, [&] { return assemble(description, std::move(model), std::move(added), file); });
}

} // namespace saccade
