// The vocabulary within a GGUF file.
#pragma once

#include "core/text/pipeline_tokenizer.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace saccade
{

/// From the file's metadata ("tokenizer.ggml.model" and its neighbours). Nothing if it has no
/// vocabulary; throws Error naming `file` and the key if it is broken or of an unknown kind.
std::optional<TokenizerParts> readGgufVocabulary(const nlohmann::json& metadata,
                                                 const std::string& file);

} // namespace saccade
