// Names out of untrusted files, made fit for a message.
#pragma once

#include <string>
#include <string_view>

namespace saccade
{

/// The name in quotation marks, cut after 80 bytes; control characters and bytes outside ASCII that
/// a terminal could act on are shown as '?'.
std::string inQuotes(std::string_view name);

} // namespace saccade
