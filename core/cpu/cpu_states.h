// The contents of states on the CPU, by name.
#pragma once

#include "core/graph/backend.h"

#include <map>
#include <string>

namespace saccade
{

class CpuStateStore : public StateStore
{
public:
    std::unique_ptr<StateStore> fork() const override;
    void clear() override;

    /// The state of this name, zero if nothing was written yet. Throws Error if a program declared
    /// it with another type or shape, or memory is short.
    Tensor state(const ValueInfo& info);

private:
    std::map<std::string, Tensor, std::less<>> m_states;
};

} // namespace saccade
