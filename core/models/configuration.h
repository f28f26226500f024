// The hyper-parameters that a checkpoint states: untrusted numbers, checked as they are read.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saccade
{

struct Checkpoint;

/// Reads one JSON object. Keys that are null count as absent. Every error names the file, the key
/// and what was expected.
class Configuration
{
public:
    /// `prefix` stands before every key ("llama." in GGUF).
    explicit Configuration(const Checkpoint& checkpoint, std::string prefix = {});
    Configuration(std::string file, const nlohmann::json& object, std::string prefix = {});

    bool contains(std::string_view key) const { return find(key) != nullptr; }
    /// A whole number from 1 to 2³¹ − 1.
    std::int64_t count(std::string_view key) const;
    std::int64_t count(std::string_view key, std::int64_t fallback) const;
    /// A whole number from 0 to 2³¹ − 1.
    std::int64_t whole(std::string_view key, std::int64_t fallback) const;
    /// A count of layers, each of which needs a tensor: larger ones are refused before anyone
    /// loops.
    std::int64_t layers(std::string_view key, std::size_t tensors) const;
    /// Throws Error unless the count `divisor` divides the count `dividend`.
    void requireDivision(std::string_view divisor, std::string_view dividend) const;
    /// A finite number above 0.
    double positive(std::string_view key) const;
    double positive(std::string_view key, double fallback) const;
    bool flag(std::string_view key, bool fallback) const;
    std::string word(std::string_view key, std::string_view fallback) const;
    /// `count` finite numbers above 0.
    std::vector<double> positives(std::string_view key, std::int64_t count) const;
    /// A list of whole numbers from 0 to 2³¹ − 1; none if the key is absent.
    std::vector<std::int64_t> wholes(std::string_view key) const;
    /// A list of true and false; none if the key is absent or has no list.
    std::vector<bool> flags(std::string_view key) const;
    /// A list of words; none if the key is absent.
    std::vector<std::string> words(std::string_view key) const;
    /// The object of this key, which may be absent.
    std::optional<Configuration> object(std::string_view key) const;
    /// A token id, several, or none.
    std::vector<std::int32_t> tokens(std::string_view key) const;

    [[noreturn]] void refuse(std::string_view key, const char* expectation) const;
    const std::string& file() const { return m_file; }

private:
    const nlohmann::json* find(std::string_view key) const;
    const nlohmann::json& need(std::string_view key) const;

    std::string m_file;
    const nlohmann::json* m_object; // of the checkpoint, which outlives this
    std::string m_prefix;
};

} // namespace saccade
