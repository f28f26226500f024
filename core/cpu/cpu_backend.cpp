#include "core/cpu/cpu_backend.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/cpu/cpu_program.h"
#include "core/cpu/cpu_states.h"
#include "core/graph/schedule.h"
#include "core/models/devices.h"

#include <QtGlobal>
#include <algorithm>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace saccade
{

namespace
{

const VectorKernels& levelNamed(std::string_view name)
{
    const auto levels = vectorLevels();
    if (name.empty()) {
        return levels.front();
    }
    const auto found = std::ranges::find(levels, name, &VectorKernels::level);
    if (found == levels.end()) {
        throw Error(QT_TRANSLATE_NOOP("Error", "This processor does not run code for %1."),
                    {std::string(name)});
    }
    return *found;
}

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            const auto start = line.find_first_not_of(": \t", line.find(':'));
            return start == std::string::npos ? "CPU" : line.substr(start);
        }
    }
    return "CPU";
}

DeviceInfo describe(const VectorKernels& vector, int threads)
{
    DeviceInfo info;
    info.identifier = "cpu";
    info.name = processorName();
    info.driver = std::string(vector.level) + ", " + std::to_string(threads) + " threads";
    info.memoryBytes = static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
    return info;
}

} // namespace

CpuBackend::CpuBackend(const CpuOptions& options)
    : m_vector(levelNamed(options.level)), m_pool(std::make_shared<ThreadPool>(options.threads))
{
    m_device = describe(m_vector, m_pool->threads());
}

std::unique_ptr<StateStore> CpuBackend::createStates()
{
    return std::make_unique<CpuStateStore>();
}

std::unique_ptr<Program> CpuBackend::compile(const Graph& graph, std::span<const Value> outputs,
                                             std::shared_ptr<StateStore> states)
{
    auto own = std::dynamic_pointer_cast<CpuStateStore>(states);
    if (own == nullptr) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The states of another device cannot be used on the CPU."));
    }
    return std::make_unique<CpuProgram>(fuseAttention(graph, outputs), outputs, std::move(own),
                                        m_pool, m_vector);
}

namespace
{

class CpuKind : public BackendKind
{
public:
    std::string_view identifier() const override { return "cpu"; }
    std::vector<DeviceInfo> devices() const override
    {
        const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        return {describe(vectorLevels().front(), cores)};
    }
    std::shared_ptr<Backend> open(const DeviceInfo&) const override
    {
        return std::make_shared<CpuBackend>();
    }
};

const Registry<BackendKind>::Entry entry{std::make_unique<CpuKind>()};

} // namespace

} // namespace saccade
