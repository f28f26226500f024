#include "gpu/lowering.h"

#include "core/base/error.h"
#include "core/graph/op.h"

#include <QtGlobal>
#include <algorithm>
#include <set>
#include <utility>

namespace saccade
{

namespace
{

std::uint64_t bytesOf(const ValueInfo& info)
{
    return static_cast<std::uint64_t>(Tensor::bytesFor(info.dtype, info.shape));
}

void requireAll(const Graph& graph, std::span<const std::uint32_t> order)
{
    std::set<std::string> missing;
    for (const auto index : order) {
        const auto name = graph.nodes()[index].op->name;
        if (Registry<OpLowering>::find(name) == nullptr) {
            missing.emplace(name);
        }
    }
    if (!missing.empty()) {
        std::string names;
        for (const auto& name : missing) {
            names += (names.empty() ? "" : ", ") + name;
        }
        throw Error(QT_TRANSLATE_NOOP("Error", "The GPU cannot compute %1 yet; choose the CPU "
                                               "(--device cpu)."),
                    {names});
    }
}

} // namespace

Lowering::Lowering(const Graph& graph, const DeviceTraits& traits, const Tuning& tuning,
                   Constants& constants)
    : m_graph(graph), m_traits(traits), m_tuning(tuning), m_constants(constants)
{
}

void Lowering::lower(std::span<const std::uint32_t> order, std::span<const Value> outputs)
{
    requireAll(m_graph, order);
    m_epilogues = fuseEpilogues(m_graph, order, outputs);
    for (const auto index : order) {
        if (!m_epilogues.isAbsorbed[index]) {
            m_node = index;
            const Node& node = m_graph.nodes()[index];
            Registry<OpLowering>::find(node.op->name)->lower(*this, node);
        }
    }
    for (const auto& output : outputs) {
        if (!isConstant(output.id)) {
            auto& slot = m_slots[read(output.id).slot];
            slot.use = slot.use == SlotUse::Work ? SlotUse::Output : slot.use;
        }
    }
}

bool Lowering::isConstant(std::uint32_t value) const
{
    return m_graph.info(value).source == ValueSource::Constant;
}

std::uint32_t Lowering::addSlot(SlotUse use, std::uint64_t bytes)
{
    m_slots.push_back({.use = use, .bytes = bytes, .constant = {}});
    return static_cast<std::uint32_t>(m_slots.size() - 1);
}

std::uint32_t Lowering::constantSlot(const Tensor& tensor, ConstantForm form)
{
    const auto constant = m_constants.find(tensor, form);
    const auto [place, isNew] = m_constantSlots.try_emplace(constant.get(), 0);
    if (isNew) {
        place->second =
            addSlot(SlotUse::Constant, static_cast<std::uint64_t>(constant->layout.bytes()));
        m_slots.back().constant = constant;
    }
    return place->second;
}

View Lowering::read(std::uint32_t value)
{
    const auto& info = m_graph.info(value);
    if (info.source == ValueSource::Constant) {
        const auto form = info.dtype == DType::I32 ? ConstantForm::Words : ConstantForm::Floats;
        return {constantSlot(info.constant, form), 0,
                static_cast<std::uint64_t>(info.shape.elements()) * 4};
    }
    const auto found = m_views.find(value);
    if (found != m_views.end()) {
        return found->second;
    }
    const auto bytes = bytesOf(info);
    const auto use = info.source == ValueSource::State ? SlotUse::State : SlotUse::Input;
    const View view{addSlot(use, bytes), 0, bytes};
    m_slots.back().value = value;
    m_views.emplace(value, view);
    return view;
}

View Lowering::constant(const Tensor& floats)
{
    return {constantSlot(floats, ConstantForm::Floats), 0,
            static_cast<std::uint64_t>(floats.elements()) * 4};
}

View Lowering::write(std::uint32_t value)
{
    const auto bytes = bytesOf(m_graph.info(value));
    const View view{addSlot(SlotUse::Work, bytes), 0, bytes};
    m_views.insert_or_assign(value, view);
    return view;
}

void Lowering::alias(std::uint32_t value, const View& view)
{
    m_views.insert_or_assign(value, view);
}

View Lowering::scratch(std::uint64_t bytes)
{
    return {addSlot(SlotUse::Work, bytes), 0, bytes};
}

Weight Lowering::weight(std::uint32_t value, ConstantForm form)
{
    const auto slot = constantSlot(tensor(value), form);
    Weight result{.layout = m_slots[slot].constant->layout, .parts = {}};
    const auto& layout = result.layout;
    // Parts begin where views may: every alignment is a power of two up to placeAlignment.
    const auto step = static_cast<std::int64_t>(placeAlignment) / 16;
    const auto limit = static_cast<std::int64_t>(m_traits.limits.maxTexelBufferElements);
    const auto rows =
        std::max(step, limit / std::max<std::int64_t>(1, layout.rowTexels) / step * step);
    for (std::int64_t first = 0; first < layout.rows; first += rows) {
        const auto count = std::min(rows, layout.rows - first);
        result.parts.push_back({{slot, static_cast<std::uint64_t>(first * layout.rowBytes()),
                                 static_cast<std::uint64_t>(count * layout.rowBytes())},
                                first,
                                count});
    }
    return result;
}

Epilogue Lowering::epilogue(const Node& node) const
{
    const auto found = m_epilogues.of.find(m_node);
    return found != m_epilogues.of.end()
               ? found->second
               : Epilogue{.function = {}, .residual = {}, .result = node.outputs[0]};
}

bool Lowering::isAligned(std::uint64_t offset) const
{
    return offset % m_traits.limits.minTexelBufferOffsetAlignment == 0 &&
           offset % m_traits.limits.minStorageBufferOffsetAlignment == 0;
}

void Lowering::checkLimits(const Dispatch& dispatch) const
{
    if (m_tuning.largestIterations != 0 && dispatch.iterations > m_tuning.largestIterations) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The kernel %1 would need %2 steps, more than this "
                                               "software GPU can count (%3). Choose the CPU "
                                               "(--device cpu) or a smaller context."),
                    {std::string(dispatch.shader), std::to_string(dispatch.iterations),
                     std::to_string(m_tuning.largestIterations)});
    }
    for (const auto& binding : dispatch.bindings) {
        const auto limit =
            binding.kind == BindingKind::Storage
                ? std::uint64_t{m_traits.limits.maxStorageBufferRange}
                : std::uint64_t{m_traits.limits.maxTexelBufferElements} * texelBytes(binding.kind);
        if (binding.view.bytes > limit) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "A value of %1 takes %2 bytes; this GPU addresses "
                                          "%3 at once. Choose a smaller batch or context, "
                                          "or the CPU (--device cpu)."),
                        {std::string(m_graph.nodes()[m_node].op->name),
                         std::to_string(binding.view.bytes), std::to_string(limit)});
        }
    }
}

void Lowering::add(Dispatch dispatch)
{
    if (dispatch.groups == 0) {
        return;
    }
    checkLimits(dispatch);
    const auto index = std::ssize(m_dispatches);
    for (const auto& binding : dispatch.bindings) {
        auto& slot = m_slots[binding.view.slot];
        slot.first = slot.first < 0 ? index : slot.first;
        slot.last = index;
    }
    dispatch.constants.insert(dispatch.constants.begin(),
                              {m_tuning.lanes, m_tuning.singleSubgroup ? 1U : 0U});
    m_dispatches.push_back(std::move(dispatch));
}

std::vector<std::shared_ptr<DeviceConstant>> Lowering::constants() const
{
    std::vector<std::shared_ptr<DeviceConstant>> all;
    for (const auto& slot : m_slots) {
        if (slot.constant) {
            all.push_back(slot.constant);
        }
    }
    return all;
}

} // namespace saccade
