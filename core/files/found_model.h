// A model that lies on this machine, as a list shows it.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace saccade
{

/// Whose folder it was found in.
enum class ModelPlace { HuggingFace, Ollama, LmStudio, Folder };

struct FoundModel {
    std::string name{};           // "openai/whisper-tiny", "llama3.2:1b"
    std::filesystem::path path{}; // what openModel takes
    ModelPlace place = ModelPlace::Folder;
    std::string architecture{};      // as architectureOf says; may be empty
    std::string format{};            // "safetensors", "GGUF Q4_K_M", "PyTorch"
    std::int64_t bytes = 0;          // of its weights
    std::optional<Error> obstacle{}; // why Saccade does not open it
};

/// A file with its size, links followed.
struct SizedFile {
    std::filesystem::path path;
    std::int64_t bytes = 0;
};

/// A folder with a config.json, judged by its files without opening weights: none if it holds
/// neither weights nor anything that stands for them.
std::optional<FoundModel> modelOfFolder(const std::filesystem::path& folder,
                                        const std::vector<SizedFile>& files);

/// The models among the files of one folder that are models by themselves; the parts of a GGUF
/// model in several files become one. Traces, projectors and other files are left out.
std::vector<FoundModel> modelsOfFiles(const std::vector<SizedFile>& files);

/// One GGUF file, whatever its name.
FoundModel modelOfGguf(const SizedFile& file);

} // namespace saccade
