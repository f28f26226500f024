// What `saccade info` says about a trace.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace saccade
{

struct Trace;

/// Whether the file is a safetensors file, whatever its name, that calls itself a trace.
bool isTrace(const std::filesystem::path& path);

nlohmann::json sequencesJson(const Trace& trace);
nlohmann::json predictionsJson(const Trace& trace);

nlohmann::json traceInfo(const Trace& trace);
/// The same for people: aligned rows, then the tensors.
std::string traceInfoText(const Trace& trace);

} // namespace saccade
