// The element types of ggml, as GGUF files number them.
#pragma once

#include "core/graph/dtype.h"

#include <cstdint>
#include <optional>
#include <string>

namespace saccade
{

/// Nothing for types that Saccade does not compute with.
std::optional<DType> dtypeOfGgml(std::uint32_t number);

/// "IQ4_XS", or "42" where the number has no name.
std::string ggmlTypeName(std::uint32_t number);

} // namespace saccade
