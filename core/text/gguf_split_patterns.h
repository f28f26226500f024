// How byte-level BPE vocabularies in GGUF files cut words: the file only names the way.
#pragma once

#include <string>
#include <vector>

namespace saccade
{

struct GgufSplit {
    std::vector<std::string> patterns; // applied one after the other, every match a word of its own
    bool ignoresMerges = false;        // a word that is an entry is that token
    bool addsBegin = false;            // unless the file says otherwise
};

/// The way that "tokenizer.ggml.pre" names; an empty name is GPT-2's, as in files from before that
/// key. Throws Error naming `file` and the nearest known name if there is no such way: guessing
/// would give wrong tokens without a word.
const GgufSplit& ggufSplit(const std::string& name, const std::string& file);

} // namespace saccade
