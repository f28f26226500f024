// Vocabularies that are plain lists: vocab.json with merges.txt (GPT-2, CLIP), vocab.txt (BERT).
#pragma once

#include "core/text/pipeline_tokenizer.h"
#include "core/text/tokenizer_settings.h"

#include <filesystem>

namespace saccade
{

/// Byte-level BPE as GPT-2 has it; as CLIP has it if entries end with "</w>". Throws Error (file,
/// reason).
TokenizerParts readVocabularyAndMerges(const std::filesystem::path& vocabulary,
                                       const std::filesystem::path& merges,
                                       const TokenizerSettings& settings);

/// BERT's WordPiece: one entry a line. Throws Error (file, reason).
TokenizerParts readWordPieceList(const std::filesystem::path& path,
                                 const TokenizerSettings& settings);

/// The same from entries: "##" stands before those that continue a word.
TokenizerParts wordPieceTokenizer(std::vector<std::string> entries,
                                  const TokenizerSettings& settings, const std::string& file);

} // namespace saccade
