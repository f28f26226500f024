#include "gpu/validation.h"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace saccade
{

ValidationLog& ValidationLog::common()
{
    static ValidationLog log;
    return log;
}

bool ValidationLog::isWanted()
{
    const char* value = std::getenv("SACCADE_VULKAN_VALIDATION");
    return value != nullptr && std::string_view(value) == "1";
}

void ValidationLog::add(std::string message)
{
    const std::lock_guard lock(m_mutex);
    m_messages.push_back(std::move(message));
}

std::vector<std::string> ValidationLog::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_messages, {});
}

} // namespace saccade
