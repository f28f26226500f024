// A model's description as traces and `saccade info --json` hold it.
#pragma once

#include "core/models/model.h"

#include <nlohmann/json.hpp>

namespace saccade
{

nlohmann::json toJson(const AttentionPart& part);
nlohmann::json toJson(const Sequence& sequence);

/// The parts of which a description (untrusted) speaks; the default one where it names none, as
/// traces of decoders alone did. Throws Error naming the member that is wrong.
std::vector<AttentionPart> attentionParts(const nlohmann::json& modelInfo);

/// Throws Error naming the member that is wrong.
Sequence sequenceOf(const nlohmann::json& json);

/// "blocks.3.attention" for block 3 of a part.
std::string layerName(const AttentionPart& part, std::int64_t layer);

/// Words for files: "text", "text_pair", "image", "audio".
std::string word(InputKind kind);
/// "language_model", "masked_language_model", "classification", "embedding", "similarity".
std::string word(HeadKind kind);

} // namespace saccade
