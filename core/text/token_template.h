// The special tokens that a tokenizer puts around a text.
#pragma once

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
    std::vector<std::int32_t> before;
    std::vector<std::int32_t> after;

    std::vector<std::int32_t> around(std::vector<std::int32_t> ids) const;
};

using TokenSearch = std::function<std::optional<std::int32_t>(std::string_view entry)>;

/// The "post_processor" of a tokenizer.json, as far as it concerns a single text; empty for a JSON
/// null. Throws Error naming `file` if it is unknown, broken, or names tokens that `find` does not
/// know.
TokenTemplate readTokenTemplate(const nlohmann::json& description, const TokenSearch& find,
                                const std::string& file);

} // namespace saccade
