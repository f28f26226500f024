// Arrays of numpy: one a file (.npy), or several in a zip archive (.npz).
#pragma once

#include "core/graph/tensor.h"

#include <filesystem>
#include <map>
#include <string>

namespace saccade
{

/// A view of the mapped file; Fortran order is brought into row-major order. Little-endian numbers
/// of 16 to 64 bits (f2, f4, f8, i1, i2, i4, i8, u1) and booleans. Throws Error (file, reason) on
/// other types (objects, which are pickles, among them), on a header that is anything but numpy's
/// dictionary, and where the data are too short or too long.
/// Source: numpy/lib/format.py, versions 1 to 3.
Tensor readNpy(const std::filesystem::path& path);

/// The arrays of an archive by their names, without ".npy"; other entries are left aside.
std::map<std::string, Tensor, std::less<>> readNpz(const std::filesystem::path& path);

} // namespace saccade
