// A tokenizer put together from parts: added tokens, normalizer, pre-tokenizer, model, template,
// decoder.
#pragma once

#include "core/text/added_tokens.h"
#include "core/text/normalizer.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/token_decoder.h"
#include "core/text/token_model.h"
#include "core/text/token_template.h"
#include "core/text/tokenizer.h"

#include <memory>
#include <optional>
#include <string>

namespace saccade
{

struct TokenizerParts {
    AddedTokens added;
    std::unique_ptr<const Normalizer> normalizer;     // may be null
    std::unique_ptr<const PreTokenizer> preTokenizer; // may be null
    std::unique_ptr<const TokenModel> model;          // never null
    TokenTemplate special;
    std::unique_ptr<const TokenDecoder> decoder; // null: entries are joined by spaces
    std::string kind;
    std::optional<std::int32_t> begin;
    std::optional<std::int32_t> end;
    std::string chatTemplate;
};

class PipelineTokenizer : public Tokenizer
{
public:
    explicit PipelineTokenizer(TokenizerParts parts);

    std::string kind() const override { return m_parts.kind; }
    std::int64_t size() const override;
    std::vector<std::int32_t> encode(std::string_view text, SpecialTokens special) const override;
    TokenPair encodePair(std::string_view first, std::string_view second) const override;
    std::string decode(std::span<const std::int32_t> ids, SpecialTokens special) const override;
    std::string pieceText(std::int32_t id) const override;
    std::string entry(std::int32_t id) const override;
    std::optional<std::int32_t> find(std::string_view entry) const override;
    std::optional<std::int32_t> beginToken() const override { return m_parts.begin; }
    std::optional<std::int32_t> endToken() const override { return m_parts.end; }
    std::string chatTemplate() const override { return m_parts.chatTemplate; }

private:
    class WordCache;
    std::string decodeAt(std::span<const std::int32_t> ids, SpecialTokens special,
                         TextPlace place) const;
    void checkId(std::int32_t id) const;

    TokenizerParts m_parts;
};

} // namespace saccade
