// What turns the entries of tokens back into text.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace saccade
{

struct DecodedPiece {
    std::string text;
    bool isAdded = false; // an added token: its text stands for itself
};

/// Whether the pieces open the text or go on in the midst of one: only at the start is the space
/// dropped that encoding put there.
enum class TextPlace { Start, Middle };

class TokenDecoder
{
public:
    virtual ~TokenDecoder() = default;
    virtual std::vector<DecodedPiece> apply(std::vector<DecodedPiece> pieces,
                                            TextPlace place) const = 0;
};

/// The "decoder" of a tokenizer.json; null for a JSON null. Throws as makeNormalizer does.
std::unique_ptr<const TokenDecoder> makeTokenDecoder(const nlohmann::json& description,
                                                     const std::string& file);

} // namespace saccade
