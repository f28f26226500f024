// Numbers as files and documents write them: the shortest text that reads back the same.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

/// "0.1" for 0.1F; "nan", "inf".
std::string numberText(float value);

/// The double whose shortest text is that of the float, so that JSON says 0.1 and not
/// 0.10000000149011612. Values that are not finite become null when written.
double shortest(float value);

/// A document as text. Bytes that are no UTF-8 (a character split over two tokens) become U+FFFD.
/// `indent` −1: on one line.
std::string jsonText(const nlohmann::json& document, int indent = -1);

} // namespace saccade
