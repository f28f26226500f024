#include "core/text/vocabulary_files.h"

#include "core/base/error.h"
#include "core/text/json_fields.h"
#include "core/text/ranked_bpe.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer_json.h"
#include "core/text/word_piece.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

using Json = nlohmann::json;

Json gpt2Description(bool addsSpace)
{
    const Json byteLevel{{"type", "ByteLevel"}, {"add_prefix_space", addsSpace}};
    return {{"pre_tokenizer", byteLevel}, {"decoder", byteLevel}};
}

/// CLIP's: lower case, words by its own pattern, "</w>" behind each word.
Json clipDescription()
{
    const char* pattern = R"('s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+)";
    const Json spaces{{"type", "Replace"}, {"pattern", {{"Regex", "\\s+"}}}, {"content", " "}};
    const Json split{{"type", "Split"},
                     {"pattern", {{"Regex", pattern}}},
                     {"behavior", "Removed"},
                     {"invert", true}};
    const Json bytes{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
    return {{"normalizer",
             {{"type", "Sequence"},
              {"normalizers", {{{"type", "NFC"}}, spaces, {{"type", "Lowercase"}}}}}},
            {"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", {split, bytes}}}},
            {"decoder",
             {{"type", "Sequence"},
              {"decoders",
               {{{"type", "Replace"}, {"pattern", {{"String", "</w>"}}}, {"content", " "}},
                {{"type", "ByteLevel"}}}}}}};
}

Json readMergeLines(const std::filesystem::path& path)
{
    Json merges = Json::array();
    for (const std::string& line : readLines(path)) {
        const bool isComment = merges.empty() && line.starts_with("#version");
        if (!isComment && !line.empty()) {
            merges.push_back(line);
        }
    }
    return merges;
}

/// Special tokens that the vocabulary has under one of these names.
std::vector<AddedToken> namedTokens(const Json& vocabulary, const TokenizerSettings& settings)
{
    std::vector<AddedToken> tokens = settings.added;
    std::vector<std::string> names{"<|endoftext|>", "<|startoftext|>", "<s>",
                                   "</s>",          "<pad>",           "<mask>"};
    for (const auto& name : {settings.begin, settings.end, settings.unknown}) {
        if (name) {
            names.push_back(*name);
        }
    }
    for (const std::string& name : names) {
        const Json& id = fieldOf(vocabulary, name.c_str());
        const bool isKnown = std::ranges::any_of(
            tokens, [&](const AddedToken& token) { return token.content == name; });
        if (!isKnown && id.is_number_unsigned() &&
            id.get<std::uint64_t>() < vocabulary.size() * 2 + 65536) {
            tokens.push_back({name, id.get<std::int32_t>(), true});
        }
    }
    return tokens;
}

Json addedTokensJson(const std::vector<AddedToken>& tokens)
{
    Json list = Json::array();
    for (const AddedToken& token : tokens) {
        list.push_back({{"id", token.id},
                        {"content", token.content},
                        {"special", token.isSpecial},
                        {"lstrip", token.stripsLeft},
                        {"rstrip", token.stripsRight},
                        {"single_word", token.isSingleWord},
                        {"normalized", token.isNormalized}});
    }
    return list;
}

} // namespace

TokenizerParts readVocabularyAndMerges(const std::filesystem::path& vocabulary,
                                       const std::filesystem::path& merges,
                                       const TokenizerSettings& settings)
{
    Json entries = readJsonFile(vocabulary);
    if (!entries.is_object()) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "%1: a vocabulary must be a JSON object of tokens and ids."),
            {vocabulary.string()});
    }
    const auto endsWord = [](const auto& item) { return item.key().ends_with("</w>"); };
    bool isClip = false;
    for (const auto& item : entries.items()) {
        isClip = isClip || endsWord(item);
    }
    const std::vector<AddedToken> named = namedTokens(entries, settings);
    Json description = isClip ? clipDescription() : gpt2Description(settings.addsSpace);
    description["added_tokens"] = addedTokensJson(named);
    description["model"] = {{"type", "BPE"}, {"merges", readMergeLines(merges)}};
    description["model"]["vocab"] = std::move(entries);
    const bool opensAndCloses = isClip || settings.tokenizerClass.starts_with("Roberta") ||
                                settings.modelType == "roberta" || settings.modelType == "bart";
    if (isClip) {
        description["model"]["end_of_word_suffix"] = "</w>";
        description["model"]["unk_token"] = "<|endoftext|>";
    }
    TokenizerParts parts = readTokenizerJson(description, vocabulary.string());
    applySettings(parts, settings);
    if (isClip && !settings.begin) {
        parts.begin = parts.model->vocabulary().find("<|startoftext|>");
    }
    if (opensAndCloses && parts.begin && parts.end) {
        parts.special = {{*parts.begin}, {*parts.end}};
    }
    return parts;
}

TokenizerParts wordPieceTokenizer(std::vector<std::string> entries,
                                  const TokenizerSettings& settings, const std::string& file)
{
    Vocabulary vocabulary(std::move(entries), file);
    std::vector<AddedToken> added = settings.added;
    for (const char* name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}) {
        if (const auto id = vocabulary.find(name)) {
            added.push_back({name, *id, true});
        }
    }
    Json description{
        {"normalizer", {{"type", "BertNormalizer"}, {"lowercase", settings.lowercases}}},
        {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
        {"decoder", {{"type", "WordPiece"}, {"prefix", "##"}, {"cleanup", true}}}};
    const auto classToken = vocabulary.find("[CLS]");
    const auto separator = vocabulary.find("[SEP]");
    if (classToken && separator) {
        description["post_processor"] = {{"type", "BertProcessing"},
                                         {"cls", {"[CLS]", *classToken}},
                                         {"sep", {"[SEP]", *separator}}};
    }
    WordPiece::Options options;
    options.unknownToken = settings.unknown.value_or("[UNK]");
    auto model = std::make_unique<WordPiece>(std::move(vocabulary), options, file);
    TokenizerParts parts = assembleTokenizer(description, std::move(model), std::move(added), file);
    applySettings(parts, settings);
    return parts;
}

TokenizerParts readWordPieceList(const std::filesystem::path& path,
                                 const TokenizerSettings& settings)
{
    return wordPieceTokenizer(readLines(path), settings, path.string());
}

} // namespace saccade
