// SentencePiece models (tokenizer.model), run by Google's own library.
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/tokenizer_settings.h"

#include <filesystem>
#include <memory>

namespace saccade
{

/// Throws Error (file, reason) if the file is no model.
std::shared_ptr<const Tokenizer> readSentencePiece(const std::filesystem::path& path,
                                                   const TokenizerSettings& settings);

} // namespace saccade
