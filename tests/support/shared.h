// Files beside the checkout that tests read where they are there.
#pragma once

#include <filesystem>
#include <string>

namespace saccade
{

/// ../shared/<relative>; SACCADE_SHARED in the environment names another folder.
std::filesystem::path sharedPath(const std::string& relative);

} // namespace saccade

/// At the start of a test function: skips, saying so, where the file is missing.
#define REQUIRE_SHARED(relative)                                                                   \
    do {                                                                                           \
        if (!std::filesystem::exists(saccade::sharedPath(relative))) {                             \
            QSKIP(("no " + saccade::sharedPath(relative).string()).c_str());                       \
        }                                                                                          \
    } while (false)
