// The vocabularies beside a model of CTranslate2.
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/translation_side.h"

#include <nlohmann/json.hpp>

namespace saccade
{

/// source_vocabulary, target_vocabulary or shared_vocabulary (.txt, one entry a line, or .json, a
/// list) of `folder`. Where every word is one character a text is split into characters, else at
/// white space: longer pieces are made by a program that the folder does not tell of. `settings`:
/// config.json of the model ("add_source_bos", "add_source_eos"). Null if there is no such file;
/// Error (file, reason) if it is broken.
std::shared_ptr<const Tokenizer> readCtranslate2Vocabulary(const std::filesystem::path& folder,
                                                           Side side,
                                                           const nlohmann::json& settings);

} // namespace saccade
