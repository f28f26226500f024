#include "core/trace/token_text.h"

namespace saccade
{

std::string tokenText(const Tokenizer& tokenizer, std::span<const std::int32_t> tokens)
{
    std::vector<std::int32_t> known;
    for (const auto token : tokens) {
        if (token >= 0 && token < tokenizer.size()) {
            known.push_back(token);
        }
    }
    return tokenizer.decode(known);
}

std::string continuationText(const Tokenizer& tokenizer, std::span<const std::int32_t> tokens,
                             std::int64_t promptLength)
{
    const auto length = static_cast<std::size_t>(promptLength);
    const auto all = tokenText(tokenizer, tokens);
    const auto prompt = tokenText(tokenizer, tokens.first(length));
    return all.starts_with(prompt) ? all.substr(prompt.size())
                                   : tokenText(tokenizer, tokens.subspan(length));
}

} // namespace saccade
