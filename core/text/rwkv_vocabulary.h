// The vocabulary of RWKV World models, as its author stores it and as GGUF does.
#pragma once

#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

namespace saccade
{

/// rwkv_vocab_v20230424.txt: lines of an id, a string or bytes as Python writes them, and the
/// number of bytes. Token 0 ends a text. Throws Error naming file and line if one is broken.
std::shared_ptr<const Tokenizer> readRwkvVocabulary(const std::filesystem::path& path);

/// GGUF's "tokenizer.ggml.tokens" where its model is "rwkv": entries with the escapes of Python's
/// bytes. Null if it is another. Throws Error if it is broken.
std::shared_ptr<const Tokenizer> readGgufRwkvVocabulary(const nlohmann::json& metadata,
                                                        const std::string& file);

} // namespace saccade
