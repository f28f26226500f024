// From the nodes of a graph to dispatches: what each op's file in gpu/bindings writes to.
#pragma once

#include "core/base/registry.h"
#include "gpu/dispatch.h"
#include "gpu/fusion.h"
#include "gpu/slots.h"
#include "gpu/tuning.h"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace saccade
{

class Lowering;

/// How one op becomes dispatches; registered by its file in gpu/bindings. The name is a literal
/// there: the Op itself, in another file, may not have been constructed yet.
struct OpLowering {
    std::string_view name;
    void (*lower)(Lowering& lowering, const Node& node);

    std::string_view identifier() const { return name; }
};

/// Part of a weight that one texel buffer can show: rows first … of the whole.
struct WeightPart {
    View view;
    std::int64_t first = 0;
    std::int64_t rows = 0;
};

struct Weight {
    WeightLayoutOnDevice layout;
    std::vector<WeightPart> parts;
};

class Lowering
{
public:
    Lowering(const Graph& graph, const DeviceTraits& traits, const Tuning& tuning,
             Constants& constants);

    /// Lowers the scheduled nodes. Throws Error naming each op that has no lowering.
    void lower(std::span<const std::uint32_t> order, std::span<const Value> outputs);

    const Tuning& tuning() const { return m_tuning; }
    const DeviceTraits& traits() const { return m_traits; }
    const Shape& shape(std::uint32_t value) const { return m_graph.info(value).shape; }
    DType dtype(std::uint32_t value) const { return m_graph.info(value).dtype; }
    std::int64_t elements(std::uint32_t value) const { return shape(value).elements(); }
    bool isConstant(std::uint32_t value) const;

    /// Where a value lies; constants as F32, or as integers.
    View read(std::uint32_t value);
    /// What a constant holds.
    const Tensor& tensor(std::uint32_t value) const { return m_graph.info(value).constant; }
    /// F32 numbers that a lowering made itself.
    View constant(const Tensor& floats);
    /// Memory for a value that the node computes.
    View write(std::uint32_t value);
    /// The value lies where another one does.
    void alias(std::uint32_t value, const View& view);
    /// Memory that lives as long as the dispatches that use it.
    View scratch(std::uint64_t bytes);
    Weight weight(std::uint32_t value, ConstantForm form);
    /// What the linear node computes beyond the product.
    Epilogue epilogue(const Node& node) const;
    /// Whether a view may begin at this offset on the device.
    bool isAligned(std::uint64_t offset) const;
    void add(Dispatch dispatch);

    std::vector<Slot>& slots() { return m_slots; }
    const std::vector<Slot>& slots() const { return m_slots; }
    const std::vector<Dispatch>& dispatches() const { return m_dispatches; }
    const std::map<std::uint32_t, View>& views() const { return m_views; }
    std::vector<std::shared_ptr<DeviceConstant>> constants() const;

private:
    std::uint32_t addSlot(SlotUse use, std::uint64_t bytes);
    std::uint32_t constantSlot(const Tensor& tensor, ConstantForm form);
    void checkLimits(const Dispatch& dispatch) const;

    const Graph& m_graph;
    const DeviceTraits& m_traits;
    const Tuning& m_tuning;
    Constants& m_constants;
    Epilogues m_epilogues;
    std::uint32_t m_node = 0; // that is being lowered
    std::vector<Slot> m_slots;
    std::vector<Dispatch> m_dispatches;
    std::map<std::uint32_t, View> m_views;
    std::map<const DeviceConstant*, std::uint32_t> m_constantSlots;
};

} // namespace saccade
