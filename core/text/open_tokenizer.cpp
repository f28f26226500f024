#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/text/ctranslate2_vocabulary.h"
#include "core/text/gguf_vocabulary.h"
#include "core/text/llama2c_vocabulary.h"
#include "core/text/longest_match.h"
#include "core/text/marian_vocabulary.h"
#include "core/text/pipeline_tokenizer.h"
#include "core/text/rwkv_vocabulary.h"
#include "core/text/sentence_piece.h"
#include "core/text/text_files.h"
#include "core/text/tokenizer_json.h"
#include "core/text/tokenizer_settings.h"
#include "core/text/vocabulary_files.h"

#include <QtGlobal>
#include <algorithm>

namespace saccade
{

namespace
{

namespace fs = std::filesystem;
using Opened = std::shared_ptr<const Tokenizer>;

Opened finished(TokenizerParts parts)
{
    return std::make_shared<PipelineTokenizer>(std::move(parts));
}

Opened openJson(const fs::path& path, const TokenizerSettings& settings)
{
    TokenizerParts parts = readTokenizerJson(readJsonFile(path), path.string());
    applySettings(parts, settings);
    return finished(std::move(parts));
}

/// The first of the usual files that `folder` has; `side` of a translator's.
Opened openFolder(const fs::path& folder, const nlohmann::json& configuration, Side side)
{
    const auto has = [&](const char* name) { return fs::is_regular_file(folder / name); };
    const TokenizerSettings settings = readTokenizerSettings(folder, configuration);
    if (has("tokenizer.json")) {
        return openJson(folder / "tokenizer.json", settings);
    }
    for (const char* name : {"tokenizer.model", "spiece.model"}) {
        // PEGASUS counts 103 tokens of its own before the pieces.
        if (has(name) && settings.modelType != "pegasus") {
            return readSentencePiece(folder / name, settings);
        }
    }
    if (has("vocab.json") && has("target.spm")) {
        return readMarianVocabulary(folder, side);
    }
    if (has("vocab.json") && has("merges.txt")) {
        return finished(
            readVocabularyAndMerges(folder / "vocab.json", folder / "merges.txt", settings));
    }
    if (has("vocab.txt")) {
        return finished(readWordPieceList(folder / "vocab.txt", settings));
    }
    return nullptr;
}

/// llama2.c's tokenizer beside a model: tok<vocabulary>.bin, tokenizer.bin, or the only tok*.bin.
fs::path llama2cTokenizerBeside(const fs::path& model, const nlohmann::json& header)
{
    const fs::path folder = model.parent_path();
    const nlohmann::json size = header.value("vocab_size", nlohmann::json());
    if (size.is_number_integer()) {
        const auto count = size.get<std::int64_t>();
        const auto named = folder / ("tok" + std::to_string(count < 0 ? -count : count) + ".bin");
        if (fs::is_regular_file(named)) {
            return named;
        }
    }
    std::vector<fs::path> found;
    std::error_code problem;
    for (const auto& item :
         fs::directory_iterator(folder.empty() ? fs::path(".") : folder, problem)) {
        const std::string name = item.path().filename().string();
        if (name.starts_with("tok") && name.ends_with(".bin") && item.is_regular_file(problem)) {
            found.push_back(item.path());
        }
    }
    const auto usual = std::ranges::find_if(
        found, [](const fs::path& path) { return path.filename() == "tokenizer.bin"; });
    if (usual != found.end()) {
        return *usual;
    }
    return found.size() == 1 ? found.front() : fs::path();
}

constexpr const char* rwkvVocabulary = "rwkv_vocab_v20230424.txt";

/// The 256 bytes, the World vocabulary beside the model, or the files of a folder.
Opened openRwkv(const Checkpoint& checkpoint)
{
    if (checkpoint.configuration.value("n_vocab", 0U) == 256) {
        return byteTokenizer();
    }
    const auto world = checkpoint.besides(rwkvVocabulary);
    return world.empty() ? openFolder(checkpoint.path.parent_path(), {}, Side::Target)
                         : readRwkvVocabulary(world);
}

/// A folder without weights, or with those of CTranslate2; what reads its texts.
Opened openFolderAlone(const fs::path& folder)
{
    const auto file = folder / "config.json";
    const auto settings = fs::is_regular_file(file) ? readJsonFile(file) : nlohmann::json();
    const auto opened = openFolder(folder, settings, Side::Source);
    return opened ? opened : readCtranslate2Vocabulary(folder, Side::Source, settings);
}

Opened openOfCheckpoint(const Checkpoint& checkpoint, Side side)
{
    if (checkpoint.format == "rwkv.cpp") {
        return openRwkv(checkpoint);
    }
    if (checkpoint.format == "GGUF") {
        if (auto rwkv =
                readGgufRwkvVocabulary(checkpoint.configuration, checkpoint.path.string())) {
            return rwkv;
        }
        auto parts = readGgufVocabulary(checkpoint.configuration, checkpoint.path.string());
        return parts ? finished(std::move(*parts)) : nullptr;
    }
    if (checkpoint.format == "llama2.c") {
        const fs::path beside = llama2cTokenizerBeside(checkpoint.path, checkpoint.configuration);
        return beside.empty() ? nullptr : finished(readLlama2cVocabulary(beside));
    }
    const fs::path folder =
        fs::is_directory(checkpoint.path) ? checkpoint.path : checkpoint.path.parent_path();
    if (checkpoint.format == "CTranslate2") {
        return readCtranslate2Vocabulary(
            folder, side, checkpoint.configuration.value("settings", nlohmann::json()));
    }
    return openFolder(folder, checkpoint.configuration, side);
}

} // namespace

std::shared_ptr<const Tokenizer> openTokenizer(const Checkpoint& checkpoint)
{
    return openOfCheckpoint(checkpoint, Side::Target);
}

std::shared_ptr<const Tokenizer> findTokenizer(const fs::path& path)
{
    if (!fs::exists(path)) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no file or folder %1."),
                         {path.string()});
    }
    if (fs::is_directory(path)) {
        return openFolderAlone(path);
    }
    const fs::path folder = path.parent_path();
    const std::string name = path.filename().string();
    if (name == "vocab.json" || name == "merges.txt") {
        return finished(readVocabularyAndMerges(folder / "vocab.json", folder / "merges.txt",
                                                readTokenizerSettings(folder, {})));
    }
    if (name.ends_with(".json")) {
        return openJson(path, name == "tokenizer.json" ? readTokenizerSettings(folder, {})
                                                       : TokenizerSettings());
    }
    if (name.ends_with(".model")) {
        return readSentencePiece(path, name == "tokenizer.model" ? readTokenizerSettings(folder, {})
                                                                 : TokenizerSettings());
    }
    if (name.starts_with("rwkv_vocab") && name.ends_with(".txt")) {
        return readRwkvVocabulary(path);
    }
    if (name.ends_with(".txt")) {
        return finished(readWordPieceList(path, readTokenizerSettings(folder, {})));
    }
    if (name.starts_with("tok") && name.ends_with(".bin")) {
        return finished(readLlama2cVocabulary(path));
    }
    return openOfCheckpoint(openCheckpoint(path), Side::Source);
}

std::shared_ptr<const Tokenizer> openTokenizerFile(const fs::path& path)
{
    auto opened = findTokenizer(path);
    if (!opened) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is no tokenizer in %1. Looked for tokenizer.json, "
                                       "tokenizer.model, vocab.json with merges.txt, vocab.txt."),
            {path.string()});
    }
    return opened;
}

} // namespace saccade
