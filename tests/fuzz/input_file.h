// The fuzzer's bytes as files, which the readers open by their paths.
#pragma once

#include "core/base/error.h"
#include "core/files/checkpoint.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace saccade
{

/// One folder for the whole run, in memory where the system has such a place.
inline const std::filesystem::path& inputFolder()
{
    static const std::filesystem::path folder = [] {
        std::error_code error;
        const auto memory = std::filesystem::path("/dev/shm");
        const auto base = std::filesystem::is_directory(memory, error)
                              ? memory
                              : std::filesystem::temp_directory_path();
        std::string name = (base / "saccade-fuzz-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            std::abort();
        }
        std::atexit([] { std::filesystem::remove_all(inputFolder()); });
        return std::filesystem::path(name);
    }();
    return folder;
}

inline std::filesystem::path writeInput(const char* name, std::span<const char> bytes)
{
    auto path = inputFolder() / name;
    std::ofstream(path, std::ios::binary).write(bytes.data(), std::ssize(bytes));
    return path;
}

/// A safetensors file with one tensor "w".
inline std::string oneTensor()
{
    const std::string header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}";
    return std::string(1, static_cast<char>(header.size())) + std::string(7, '\0') + header +
           "0123";
}

/// Runs a reader. An Error is the right answer to broken input; any other exception ends the run.
template <typename Action>
void expectErrorOrSuccess(Action action)
{
    try {
        action();
    } catch (const Error& error) {
        if (std::string_view(error.what()).empty()) {
            std::abort();
        }
    }
}

/// Opens a checkpoint and touches every byte of it.
inline void openAndRead(const std::filesystem::path& path)
{
    expectErrorOrSuccess([&] {
        const auto checkpoint = openCheckpoint(path);
        volatile std::byte last{};
        for (const auto& [name, tensor] : checkpoint.tensors) {
            for (const auto byte : tensor.bytes()) {
                last = byte;
            }
        }
    });
}

} // namespace saccade
