#include "core/display/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace saccade
{

std::string numberText(float value)
{
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), result.ptr};
}

double shortest(float value)
{
    if (!std::isfinite(value)) {
        return static_cast<double>(value);
    }
    const auto text = numberText(value);
    double result = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

std::string jsonText(const nlohmann::json& document, int indent)
{
    return document.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace saccade
