// The tokenizer file of llama2.c (tok512.bin, tokenizer.bin).
#pragma once

#include "core/text/pipeline_tokenizer.h"

#include <filesystem>

namespace saccade
{

/// int32 longest entry, then for each token float32 score, int32 length, bytes; little-endian.
/// Tokens 0, 1 and 2 are unknown, begin and end. Throws Error (file, offset, reason).
TokenizerParts readLlama2cVocabulary(const std::filesystem::path& path);

} // namespace saccade
