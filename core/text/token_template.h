// The special tokens that a tokenizer puts around a text.
#pragma once

#include "core/text/tokenizer.h"

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct TokenTemplate {
    /// A place in a pair of texts: one of the texts, or a special token.
    struct Place {
        enum class Kind { First, Second, Special };
        Kind kind = Kind::Special;
        std::int32_t token = 0;   // of a special one
        std::int32_t segment = 0; // 0 or 1
    };

    std::vector<std::int32_t> before;
    std::vector<std::int32_t> after;
    /// Of two texts; empty: before, the first, after, the second, after, as BERT has it.
    std::vector<Place> pair{};

    std::vector<std::int32_t> around(std::vector<std::int32_t> ids) const;
    TokenPair join(std::span<const std::int32_t> first, std::span<const std::int32_t> second) const;
};

using TokenSearch = std::function<std::optional<std::int32_t>(std::string_view entry)>;

/// The "post_processor" of a tokenizer.json, for one text and for two; empty for a JSON null.
/// Throws Error naming `file` if it is unknown, broken, or names tokens that `find` does not know.
TokenTemplate readTokenTemplate(const nlohmann::json& description, const TokenSearch& find,
                                const std::string& file);

} // namespace saccade
