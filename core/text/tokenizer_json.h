// Hugging Face's tokenizer.json.
#pragma once

#include "core/text/pipeline_tokenizer.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

/// Builds every part that the description holds. `file` is named in errors: Error for anything
/// missing, broken or unknown.
TokenizerParts readTokenizerJson(const nlohmann::json& description, const std::string& file);

/// The same with a model that comes from elsewhere; `added` are recognised besides the
/// description's own.
TokenizerParts assembleTokenizer(const nlohmann::json& description,
                                 std::unique_ptr<const TokenModel> model,
                                 std::vector<AddedToken> added, const std::string& file);

} // namespace saccade
