// Where a mechanism was published.
#pragma once

#include <string>

namespace saccade
{

struct Citation {
    std::string title;
    std::string authors;
    int year = 0;
    std::string arxiv; // "1706.03762", or empty
};

} // namespace saccade
