// What compiles a Graph and runs it again and again. CpuBackend is the reference; VulkanBackend
// lives in gpu.
#pragma once

#include "core/graph/graph.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace saccade {

/// The contents of State values, shared by every Program compiled with it: a KV cache that the
/// program for the prompt fills and the program for one token continues.
class StateStore {
public:
    virtual ~StateStore() = default;
    /// A second store with the same contents, for a branch of decoding.
    virtual std::unique_ptr<StateStore> fork() const = 0;
    /// All contents back to zero.
    virtual void clear() = 0;
};

/// A compiled Graph. Not thread-safe: one worker owns the engine.
class Program {
public:
    virtual ~Program() = default;
    /// Sets an Input. Throws Error if type or shape differ from the declared ones.
    virtual void set(Value input, const Tensor& tensor) = 0;
    /// Throws Cancelled when asked to stop, Error when the device fails.
    virtual void run(std::stop_token stop = {}) = 0;
    /// Contents of an output after the last run, copied to the host.
    virtual Tensor get(Value output) = 0;
    /// Device bytes of this program's own buffers (activations and outputs), for `info` and tests.
    virtual std::int64_t bytes() const = 0;
};

struct DeviceInfo {
    std::string identifier; // "cpu", "gpu:0"
    std::string name;       // as the driver or the system calls it
    std::string driver;     // version, for reports
    std::int64_t memoryBytes = 0;
    bool isSoftware = false; // a GPU emulated on the CPU, such as lavapipe
    std::string remark;      // why it cannot be used; empty if it can
};

class Backend {
public:
    virtual ~Backend() = default;
    virtual const DeviceInfo& device() const = 0;
    virtual std::unique_ptr<StateStore> createStates() = 0;
    /// `outputs` are what `get` may be asked for; what no output needs is not computed. Constants are
    /// brought to the device once and shared by all programs of this backend while any uses them.
    /// Throws Error naming each op that this backend lacks, or the bytes that do not fit.
    virtual std::unique_ptr<Program> compile(const Graph& graph, std::span<const Value> outputs,
                                             std::shared_ptr<StateStore> states) = 0;
};

} // namespace saccade
