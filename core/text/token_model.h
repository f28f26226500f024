// What turns one word (a piece that the pre-tokenizer cut) into token ids.
#pragma once

#include "core/text/vocabulary.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

class TokenModel
{
public:
    virtual ~TokenModel() = default;
    /// "BPE", "WordPiece", "Unigram", "word list".
    virtual std::string kind() const = 0;
    virtual const Vocabulary& vocabulary() const = 0;
    virtual std::vector<std::int32_t> tokenize(std::string_view word) const = 0;
};

} // namespace saccade
