#include "core/text/gguf_vocabulary.h"

#include "core/base/error.h"
#include "core/text/gguf_split_patterns.h"
#include "core/text/json_fields.h"
#include "core/text/ranked_bpe.h"
#include "core/text/scored_bpe.h"
#include "core/text/tokenizer_json.h"
#include "core/text/unigram.h"
#include "core/text/vocabulary_files.h"

#include <QByteArray>
#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

using Json = nlohmann::json;

// Values of "tokenizer.ggml.token_type".
constexpr std::int64_t unknownType = 2;
constexpr std::int64_t controlType = 3;
constexpr std::int64_t userDefinedType = 4;

struct GgufVocabulary {
    std::vector<std::string> entries;
    std::vector<AddedToken> added;
    std::optional<std::int32_t> begin;
    std::optional<std::int32_t> end;
    std::optional<std::int32_t> unknown;
};

std::optional<std::int32_t> idAt(const Json& metadata, const char* key, std::size_t size,
                                 const std::string& file)
{
    const Json& field = fieldOf(metadata, key);
    if (field.is_null()) {
        return std::nullopt;
    }
    const auto id = field.get<std::int64_t>();
    if (id < 0 || id >= static_cast<std::int64_t>(size)) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: %2 is %3, which is none of the %4 tokens."),
                    {file, key, std::to_string(id), std::to_string(size)});
    }
    return static_cast<std::int32_t>(id);
}

GgufVocabulary readEntries(const Json& metadata, const std::string& file)
{
    GgufVocabulary result;
    result.entries = metadata.at("tokenizer.ggml.tokens").get<std::vector<std::string>>();
    const std::size_t size = result.entries.size();
    const auto types =
        fieldOr<std::vector<std::int64_t>>(metadata, "tokenizer.ggml.token_type", {});
    if (!types.empty() && types.size() != size) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1: tokenizer.ggml.token_type has %2 values for %3 tokens."),
                    {file, std::to_string(types.size()), std::to_string(size)});
    }
    result.begin = idAt(metadata, "tokenizer.ggml.bos_token_id", size, file);
    result.end = idAt(metadata, "tokenizer.ggml.eos_token_id", size, file);
    result.unknown = idAt(metadata, "tokenizer.ggml.unknown_token_id", size, file);
    for (std::size_t id = 0; id < size; ++id) {
        const auto number = static_cast<std::int32_t>(id);
        const std::int64_t type = types.empty() ? 1 : types[id];
        const bool isSpecial = type == controlType || type == unknownType ||
                               (types.empty() && (number == result.begin || number == result.end));
        if ((isSpecial || type == userDefinedType) && !result.entries[id].empty()) {
            result.added.push_back({result.entries[id], number, isSpecial});
        }
    }
    return result;
}

void addEnds(TokenizerParts& parts, const GgufVocabulary& vocabulary, const Json& metadata,
             bool addsBeginUsually)
{
    parts.begin = vocabulary.begin;
    parts.end = vocabulary.end;
    parts.chatTemplate = textOr(metadata, "tokenizer.chat_template");
    parts.special = {};
    if (vocabulary.begin && fieldOr(metadata, "tokenizer.ggml.add_bos_token", addsBeginUsually)) {
        parts.special.before.push_back(*vocabulary.begin);
    }
    if (vocabulary.end && fieldOr(metadata, "tokenizer.ggml.add_eos_token", false)) {
        parts.special.after.push_back(*vocabulary.end);
    }
}

/// SentencePiece's BPE: entries with scores, spaces written "▁".
TokenizerParts readLlama(const Json& metadata, const std::string& file)
{
    GgufVocabulary vocabulary = readEntries(metadata, file);
    const bool addsSpace = fieldOr(metadata, "tokenizer.ggml.add_space_prefix", true);
    Json normalizers = Json::array();
    if (addsSpace) {
        normalizers.push_back({{"type", "Prepend"}, {"prepend", "\u2581"}});
    }
    normalizers.push_back(
        {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}});
    const Json description{
        {"normalizer", {{"type", "Sequence"}, {"normalizers", normalizers}}},
        {"decoder",
         {{"type", "Sequence"},
          {"decoders",
           {{{"type", "Replace"}, {"pattern", {{"String", "\u2581"}}}, {"content", " "}},
            {{"type", "ByteFallback"}},
            {{"type", "Fuse"}},
            {{"type", "Strip"}, {"content", " "}, {"start", addsSpace ? 1 : 0}, {"stop", 0}}}}}}};
    auto model =
        std::make_unique<ScoredBpe>(Vocabulary(std::move(vocabulary.entries), file),
                                    metadata.at("tokenizer.ggml.scores").get<std::vector<float>>(),
                                    vocabulary.unknown.value_or(0), file);
    TokenizerParts parts = assembleTokenizer(description, std::move(model), vocabulary.added, file);
    addEnds(parts, vocabulary, metadata, true);
    return parts;
}

RankedBpe::Merges readMerges(const Json& list, const std::string& file)
{
    RankedBpe::Merges merges;
    merges.reserve(list.size());
    for (const auto& item : list) {
        const auto& line = item.get_ref<const std::string&>();
        const std::size_t space = line.find(' ', 1);
        if (space == std::string::npos) {
            throw Error(
                QT_TRANSLATE_NOOP("Error", "%1: merge %2 (\"%3\") is no pair of two tokens."),
                {file, std::to_string(merges.size() + 1), line.substr(0, 80)});
        }
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

/// Byte-level BPE with merges.
TokenizerParts readGpt2(const Json& metadata, const std::string& file)
{
    GgufVocabulary vocabulary = readEntries(metadata, file);
    const GgufSplit& split = ggufSplit(textOr(metadata, "tokenizer.ggml.pre"), file);
    Json steps = Json::array();
    for (const std::string& pattern : split.patterns) {
        steps.push_back(
            {{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}});
    }
    const bool addsSpace = fieldOr(metadata, "tokenizer.ggml.add_space_prefix", false);
    steps.push_back({{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}});
    Json description{{"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", steps}}},
                     {"decoder", {{"type", "ByteLevel"}}}};
    if (addsSpace) {
        description["normalizer"] = {{"type", "Prepend"}, {"prepend", " "}};
    }
    RankedBpeOptions options;
    options.ignoreMerges = split.ignoresMerges;
    auto model = std::make_unique<RankedBpe>(Vocabulary(std::move(vocabulary.entries), file),
                                             readMerges(metadata.at("tokenizer.ggml.merges"), file),
                                             options, file);
    TokenizerParts parts = assembleTokenizer(description, std::move(model), vocabulary.added, file);
    addEnds(parts, vocabulary, metadata, split.addsBegin);
    return parts;
}

/// T5's SentencePiece: entries with log probabilities, and a table of replacements that comes
/// first.
TokenizerParts readT5(const Json& metadata, const std::string& file)
{
    constexpr std::int32_t usualUnknown = 2;
    GgufVocabulary vocabulary = readEntries(metadata, file);
    QByteArray table;
    for (const auto& byte : fieldOf(metadata, "tokenizer.ggml.precompiled_charsmap")) {
        table.append(static_cast<char>(byte.get<std::int64_t>())); // stored signed or not
    }
    Json normalizers = Json::array();
    normalizers.push_back(
        {{"type", "Precompiled"}, {"precompiled_charsmap", table.toBase64().toStdString()}});
    if (fieldOr(metadata, "tokenizer.ggml.remove_extra_whitespaces", true)) {
        normalizers.push_back({{"type", "Strip"}, {"strip_left", true}, {"strip_right", true}});
        normalizers.push_back(
            {{"type", "Replace"}, {"pattern", {{"Regex", " {2,}"}}}, {"content", " "}});
    }
    const bool addsSpace = fieldOr(metadata, "tokenizer.ggml.add_space_prefix", true);
    const Json metaspace{{"type", "Metaspace"},
                         {"replacement", "\u2581"},
                         {"prepend_scheme", addsSpace ? "always" : "never"},
                         {"split", false}};
    const Json description{
        {"normalizer", {{"type", "Sequence"}, {"normalizers", std::move(normalizers)}}},
        {"pre_tokenizer", metaspace},
        {"decoder", metaspace}};
    auto model = std::make_unique<Unigram>(
        Vocabulary(std::move(vocabulary.entries), file),
        metadata.at("tokenizer.ggml.scores").get<std::vector<float>>(),
        vocabulary.unknown.value_or(usualUnknown), Unigram::UnknownAs::Token, file);
    TokenizerParts parts = assembleTokenizer(description, std::move(model), vocabulary.added, file);
    addEnds(parts, vocabulary, metadata, false);
    return parts;
}

// GGUF marks the entries that begin a word ("▁play"), WordPiece those that go on with one
// ("##ing").
std::string wordPieceEntry(std::string entry, bool isSpecial)
{
    constexpr std::string_view wordStart = "\u2581";
    if (entry.starts_with(wordStart)) {
        return entry.substr(wordStart.size());
    }
    return isSpecial ? entry : std::string("##").append(entry);
}

/// BERT's WordPiece. Whether text becomes lower-case first is not told: it does unless an entry has
/// a capital letter, which no such text would ever meet.
TokenizerParts readBert(const Json& metadata, const std::string& file)
{
    GgufVocabulary vocabulary = readEntries(metadata, file);
    TokenizerSettings settings;
    settings.lowercases = true;
    std::size_t special = 0; // these are in order
    for (std::size_t id = 0; id < vocabulary.entries.size(); ++id) {
        auto& entry = vocabulary.entries[id];
        const bool isSpecial = special < vocabulary.added.size() &&
                               vocabulary.added[special].id == static_cast<std::int32_t>(id);
        special += isSpecial ? 1 : 0;
        entry = wordPieceEntry(std::move(entry), isSpecial);
        const bool isPlaceholder = isSpecial || entry.starts_with('[');
        if (!isPlaceholder &&
            std::ranges::any_of(entry, [](char c) { return c >= 'A' && c <= 'Z'; })) {
            settings.lowercases = false;
        }
    }
    return wordPieceTokenizer(std::move(vocabulary.entries), settings, file);
}

} // namespace

std::optional<TokenizerParts> readGgufVocabulary(const Json& metadata, const std::string& file)
{
    try {
        const std::string model = textOr(metadata, "tokenizer.ggml.model");
        if (model.empty() || model == "none" || model == "no_vocab") {
            return std::nullopt;
        }
        if (model == "llama") {
            return readLlama(metadata, file);
        }
        if (model == "gpt2") {
            return readGpt2(metadata, file);
        }
        if (model == "t5") {
            return readT5(metadata, file);
        }
        if (model == "bert") {
            return readBert(metadata, file);
        }
        throw Error(QT_TRANSLATE_NOOP(
                        "Error",
                        "%1: the vocabulary's kind \"%2\" (tokenizer.ggml.model) is not known "
                        "to this version; \"llama\", \"gpt2\", \"t5\" and \"bert\" are."),
                    {file, model.substr(0, 80)});
    } catch (const Json::exception& problem) {
        throw Error(QT_TRANSLATE_NOOP("Error", "%1: the vocabulary in the metadata is damaged: %2"),
                    {file, problem.what()});
    }
}

} // namespace saccade
