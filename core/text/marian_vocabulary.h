// Marian's tokenizers as Hugging Face stores them: pieces by a SentencePiece model a language, ids
// by a list that both share, or one each.
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/translation_side.h"

namespace saccade
{

/// source.spm or target.spm of `folder` with vocab.json (target_vocab.json for the target, where
/// there is one). A language code at the start of a text (">>fra<<") is a token. The template adds
/// "</s>". Null if the files are not there; Error (file, reason) if one is broken.
std::shared_ptr<const Tokenizer> readMarianVocabulary(const std::filesystem::path& folder,
                                                      Side side);

} // namespace saccade
