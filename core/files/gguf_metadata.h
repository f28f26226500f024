// The typed values that a GGUF file says about its model.
#pragma once

#include "core/files/byte_reader.h"

#include <nlohmann/json.hpp>

namespace saccade
{

/// `count` keys with their values, as a JSON object: numbers keep their value (integers exactly, up
/// to 64 bits), arrays are JSON arrays. Strings are the file's bytes, which need not be valid
/// UTF-8: who dumps them chooses json::error_handler_t::replace. Throws Error on unknown types,
/// keys that occur twice, arrays nested deeper than 8, more than 16 million array elements, and
/// values beyond the end.
nlohmann::json readGgufMetadata(ByteReader& reader, const std::filesystem::path& path,
                                std::uint64_t count);

} // namespace saccade
