// Names out of untrusted files, made fit for a message.
#pragma once

#include <string>
#include <string_view>

namespace saccade
{

/// The name in quotation marks, cut after at most 80 bytes; control characters, which a terminal
/// would act on, are shown as '?'.
std::string inQuotes(std::string_view name);

} // namespace saccade
