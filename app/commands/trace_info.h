// What `saccade info` says about a trace.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

struct Trace;

/// Whether the file is a safetensors file that calls itself a trace.
bool isTrace(const std::filesystem::path& path);

nlohmann::json traceInfo(const Trace& trace);
/// The same for people: aligned rows, then the tensors.
std::string traceInfoText(const Trace& trace);

} // namespace saccade
