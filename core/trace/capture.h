// What a run shall keep: which of the model's values, and whether they fit the memory.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct Trace;

/// The value names that --capture asks for: groups replaced by the names that any model may have.
/// Throws UsageError for a word that is no group and no value name (names have dots), naming the
/// nearest group.
std::vector<std::string> captureNames(const std::vector<std::string>& capture);

struct CapturePlan {
    std::vector<std::string> names; // of values that the model has, sorted
    std::int64_t bytes = 0;         // that they take in all
};

/// The groups of `capture` of which `trace` holds nothing: its model has no such values.
std::vector<std::string> absentGroups(const std::vector<std::string>& capture, const Trace& trace);

/// What of `capture` this model has. Members of a group that it lacks are left out; so are the
/// implicit matrices of all channels (".ssm.pattern") where their mean is there and they would take
/// more than 256 MiB. `input`: what its encoder reads; `length`: positions of its decoder. Throws
/// UsageError for a value name that the model lacks (naming the nearest), for words that
/// captureNames refuses, or if nothing is left.
CapturePlan planCapture(const Model& model, const std::vector<std::string>& capture,
                        const EncoderInput& input, std::int64_t length);

/// Throws Error with both numbers if that is more than the machine has free.
void requireMemoryFor(const CapturePlan& plan, std::int64_t length);

} // namespace saccade
