// One launch of a kernel, before it is known where its buffers lie.
#pragma once

#include "gpu/kernel.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace saccade
{

/// Part of a slot: a piece of device memory that a Program knows by number until it has been
/// placed.
struct View {
    std::uint32_t slot = 0;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;

    View part(std::uint64_t first, std::uint64_t count) const
    {
        return {slot, offset + first, count};
    }
};

/// Share: writes other places than the dispatches beside it that share the view.
enum class Access { Read, Write, ReadWrite, Share };

struct Binding {
    View view;
    BindingKind kind = BindingKind::Storage;
    Access access = Access::Read;
};

inline Binding reads(const View& view, BindingKind kind)
{
    return {view, kind, Access::Read};
}
inline Binding writes(const View& view, Access access = Access::Write)
{
    return {view, BindingKind::Storage, access};
}

struct Dispatch {
    std::string_view shader;
    std::vector<std::uint32_t> constants; // from constant 2 on: 0 and 1 are the workgroup's
    std::vector<Binding> bindings;
    std::vector<std::uint32_t> push;
    std::uint64_t groups = 1;
    std::uint64_t iterations = 0; // of all loops of one invocation, at most
};

/// A number as a push constant or a specialisation constant.
inline std::uint32_t word(float value)
{
    return std::bit_cast<std::uint32_t>(value);
}
inline std::uint32_t word(std::int64_t value)
{
    return static_cast<std::uint32_t>(value);
}

} // namespace saccade
