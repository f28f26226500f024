// What changes a text before it is cut into words.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace saccade
{

class Normalizer
{
public:
    virtual ~Normalizer() = default;
    /// Bytes that are no valid UTF-8 stay as they are.
    virtual std::string apply(std::string_view text) const = 0;
};

/// The "normalizer" of a tokenizer.json; null for a JSON null. Throws Error naming `file` if the
/// kind is unknown or broken or sequences are nested too deeply; JSON of a wrong type throws
/// nlohmann's exceptions, which readTokenizerJson translates.
std::unique_ptr<const Normalizer> makeNormalizer(const nlohmann::json& description,
                                                 const std::string& file);

/// Throws Error naming `file` if `description` nests sequences more than 16 deep.
void checkNesting(const nlohmann::json& description, const std::string& file);

} // namespace saccade
