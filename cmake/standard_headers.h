// Precompiled for every source (cmake/SaccadeBuild.cmake): what most sources include anyway, none of it ours. Sources
// still include what they use: with SACCADE_PRECOMPILE=OFF nothing of this is there.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <QString>
#include <QtGlobal>
#include <nlohmann/json.hpp>
