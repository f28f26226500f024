// The tensors of a PyTorch file, made from what its pickle says and the records of raw numbers.
#pragma once

#include "core/files/pickle.h"
#include "core/graph/tensor.h"

#include <functional>
#include <map>
#include <memory>
#include <span>

namespace saccade
{

/// The bytes of one record and what keeps them alive.
struct TorchRecord {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

/// Builds tensors; those that share a record share its bytes.
class TorchRecords
{
public:
    /// `find` gives the record of a key, or throws Error.
    TorchRecords(std::filesystem::path path,
                 std::function<TorchRecord(const std::string& key, std::int64_t bytes)> find);

    /// A view of its record; where strides skip or transpose, a row-major copy. Throws Error (file,
    /// tensor, reason) if it leaves its record, or if all copies together are far larger than what
    /// is stored.
    Tensor tensor(const PickleTensor& pickled, const std::string& name);

private:
    const Tensor& record(const PickleStorage& storage);
    Tensor copy(const PickleTensor& pickled, const Tensor& record, const std::string& name);
    void requireInside(const PickleTensor& pickled, const std::string& name) const;

    std::filesystem::path m_path;
    std::function<TorchRecord(const std::string&, std::int64_t)> m_find;
    std::map<std::string, Tensor> m_records; // one-dimensional, whole
    std::int64_t m_storedBytes = 0;
    std::int64_t m_copiedBytes = 0;
};

} // namespace saccade
