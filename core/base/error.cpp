#include "core/base/error.h"

#include <QtGlobal>

#include <utility>

namespace saccade {

Error::Error(const char* pattern, std::vector<std::string> arguments)
    : std::runtime_error(substitute(pattern, arguments)), m_pattern(pattern),
      m_arguments(std::move(arguments))
{
}

Cancelled::Cancelled() : Error(QT_TRANSLATE_NOOP("Error", "Stopped.")) {}

std::string substitute(const std::string& pattern, const std::vector<std::string>& arguments)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1' &&
                             pattern[i + 1] <= '9';
        const auto index = isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : 0;
        if (isPlace && index < arguments.size()) {
            text += arguments[index];
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

} // namespace saccade
