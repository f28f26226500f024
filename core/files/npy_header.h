// The dictionary at the start of a numpy array.
#pragma once

#include "core/graph/shape.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace saccade
{

enum class NpyOrder { RowMajor, Fortran };

struct NpyHeader {
    std::string description; // of the element type: "<f4"
    NpyOrder order = NpyOrder::RowMajor;
    Shape shape;
};

/// Reads {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } and nothing else of Python.
/// Throws Error on anything else, and on shapes whose size is not representable.
NpyHeader parseNpyHeader(const std::filesystem::path& file, std::string_view text);

} // namespace saccade
