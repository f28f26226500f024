// What a restricted reading of a Python pickle yields: plain values and tensors, nothing else.
#pragma once

#include "core/files/byte_reader.h"
#include "core/graph/dtype.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace saccade
{

/// Index of a value among those of its pickle. A pickle may refer to a value many times, and a list
/// to itself: indices make that harmless.
using PickleIndex = std::uint32_t;

struct PickleNone {
};

struct PickleList {
    std::vector<PickleIndex> items;
    bool isTuple = false;
};

struct PickleDictionary {
    std::vector<std::pair<PickleIndex, PickleIndex>> items; // in the pickle's order, keys may recur
};

/// A numpy element type, such as "f8".
struct PickleNumpyType {
    std::string name;
    bool isBigEndian = false;
};

/// One of the few names that may be called or stand for themselves.
struct PickleGlobal {
    std::size_t known = 0; // which of those (pickle_globals.cpp)
    std::string name;      // "torch.FloatStorage"
};

/// Elements that lie in a record of the file.
struct PickleStorage {
    DType type = DType::F32;
    std::string key;           // of the record
    std::int64_t elements = 0; // of the whole record
    std::int64_t first = 0;    // where this storage starts in it
};

struct PickleTensor {
    PickleStorage storage;
    std::int64_t offset = 0; // elements
    std::vector<std::int64_t> extents, strides;
};

/// Behind a pointer, so that the many small values stay small.
using PickleTensorPointer = std::shared_ptr<const PickleTensor>;

/// Strings and bytes alike are std::string; whole numbers have 64 bits.
using PickleValue =
    std::variant<PickleNone, bool, std::int64_t, double, std::string, PickleList, PickleDictionary,
                 PickleNumpyType, PickleGlobal, PickleStorage, PickleTensorPointer>;

struct Pickle {
    std::vector<PickleValue> values;
    PickleIndex root = 0;

    const PickleValue& operator[](PickleIndex index) const { return values[index]; }
};

/// Reads one pickle, up to its STOP. Throws Error with file, byte and reason on every instruction
/// and every name that no state_dict needs (nothing is ever called), on numbers beyond 64 bits, on
/// references to nothing, and on more than a million instructions
/// (a tensor takes about 40; the largest that were measured have 11,000 in all).
/// Source: the instructions of CPython's Lib/pickletools.py, protocols 2 to 5.
Pickle readPickle(ByteReader& reader);

} // namespace saccade
