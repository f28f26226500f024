// How far a job has come.
#pragma once

#include <cstdint>
#include <functional>

namespace saccade {

/// Called now and then from the working thread with units done and units in all (0: not known).
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

} // namespace saccade
