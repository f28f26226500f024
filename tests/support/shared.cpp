#include "tests/support/shared.h"

#include <cstdlib>

namespace saccade
{

std::filesystem::path sharedPath(const std::string& relative)
{
    const char* folder = std::getenv("SACCADE_SHARED");
    return std::filesystem::path(folder != nullptr ? folder : SACCADE_SHARED_FOLDER) / relative;
}

} // namespace saccade
