// Whole words only: every word is an entry or unknown.
#pragma once

#include "core/text/token_model.h"

#include <optional>

namespace saccade
{

class WordList : public TokenModel
{
public:
    WordList(Vocabulary vocabulary, std::string_view unknownToken)
        : m_vocabulary(std::move(vocabulary)), m_unknown(m_vocabulary.find(unknownToken))
    {
    }
    std::string kind() const override { return "word list"; }
    const Vocabulary& vocabulary() const override { return m_vocabulary; }
    std::vector<std::int32_t> tokenize(std::string_view word) const override
    {
        const auto id = m_vocabulary.find(word);
        const auto chosen = id ? id : m_unknown;
        return chosen ? std::vector{*chosen} : std::vector<std::int32_t>();
    }

private:
    Vocabulary m_vocabulary;
    std::optional<std::int32_t> m_unknown;
};

} // namespace saccade
