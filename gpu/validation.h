// What the Vulkan validation layers complain about, collected so that tests can fail on it.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace saccade
{

/// One log for the process: messages come from the driver's threads, before any device exists.
class ValidationLog
{
public:
    static ValidationLog& common();
    /// SACCADE_VULKAN_VALIDATION=1 in the environment asks for the layers.
    static bool isWanted();

    void add(std::string message);
    /// Everything since the last call.
    std::vector<std::string> take();

private:
    std::mutex m_mutex;
    std::vector<std::string> m_messages;
};

} // namespace saccade
