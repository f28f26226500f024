// The arrays of an uncompressed .npz of F32, as ../shared/oracles/attention has them.
#pragma once

#include "core/graph/tensor.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>

namespace saccade
{

template <typename T>
T numberAt(const std::string& bytes, std::size_t at)
{
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// Version 1.0 of NumPy's format, C order.
inline Tensor npyTensor(const std::string& bytes)
{
    constexpr std::size_t start = 10;
    const std::size_t headerBytes = numberAt<std::uint16_t>(bytes, 8);
    const auto header = bytes.substr(start, headerBytes);
    if (header.find("'<f4'") == std::string::npos) {
        throw std::runtime_error("no F32: " + header);
    }
    static const std::regex tuple("'shape': \\(([0-9, ]*)\\)");
    std::smatch match;
    std::regex_search(header, match, tuple);
    const std::string numbers = match[1];
    static const std::regex digits("[0-9]+");
    std::vector<std::int64_t> extents;
    for (std::sregex_iterator i(numbers.begin(), numbers.end(), digits), end; i != end; ++i) {
        extents.push_back(std::stoll(i->str()));
    }
    auto tensor = Tensor::allocate(DType::F32, Shape(extents));
    std::memcpy(tensor.mutableBytes().data(), bytes.data() + start + headerBytes,
                tensor.bytes().size());
    return tensor;
}

inline std::map<std::string, Tensor> readStoredNpz(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    std::map<std::string, Tensor> arrays;
    for (std::size_t at = 0; bytes.compare(at, 4, "PK\3\4") == 0;) {
        const std::size_t size = numberAt<std::uint32_t>(bytes, at + 18);
        const std::size_t nameBytes = numberAt<std::uint16_t>(bytes, at + 26);
        const auto name = bytes.substr(at + 30, nameBytes);
        const std::size_t extraBytes = numberAt<std::uint16_t>(bytes, at + 28);
        const auto data = at + 30 + nameBytes + extraBytes;
        arrays.emplace(name.substr(0, name.rfind(".npy")), npyTensor(bytes.substr(data, size)));
        at = data + size;
    }
    return arrays;
}

} // namespace saccade
