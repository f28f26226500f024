// Lowerings of core/graph/ops/recurrent_gradient.h: what recurrences remember is computed once more
// and kept, row by row, then summed up.
#include "gpu/bindings/elements.h"
#include "gpu/lowering.h"

#include <algorithm>
#include <array>
#include <span>

namespace saccade
{

namespace
{

Binding numbers(Lowering& lowering, std::uint32_t value)
{
    return reads(lowering.read(value), elementKind(lowering, value));
}

Binding numbers(const View& view)
{
    return reads(view, BindingKind::Float1);
}

View floats(Lowering& lowering, std::int64_t count)
{
    return lowering.scratch(static_cast<std::uint64_t>(count) * 4);
}

void sumRows(Lowering& lowering, const View& rows, std::int64_t n, std::int64_t width,
             std::uint32_t output)
{
    Dispatch dispatch;
    dispatch.shader = "sum_rows";
    dispatch.bindings = {numbers(rows), writes(lowering.write(output))};
    dispatch.push = {word(n), word(width)};
    dispatch.groups = elementGroups(lowering, width, 1);
    dispatch.iterations = static_cast<std::uint64_t>(n);
    lowering.add(std::move(dispatch));
}

/// What a scan of `heads` · `perHead` channels of `states` each remembers.
struct Scan {
    std::int64_t n = 0;
    std::int64_t heads = 0;
    std::int64_t perHead = 0;
    std::int64_t states = 0;
    std::int64_t groups = 0;
    std::int64_t stride = 0; // as scan_history.comp has it
    View history{};
    View held{};

    std::int64_t width() const { return heads * perHead; }
};

/// `inputs`: values, steps or decays, rates (any where there are none), keys, queries, cotangent.
void remember(Lowering& lowering, Scan& scan, std::span<const std::uint32_t> inputs,
              std::uint32_t isSelective)
{
    const auto count = scan.n * scan.width() * scan.states;
    scan.history = floats(lowering, count);
    scan.held = floats(lowering, count);
    Dispatch dispatch;
    dispatch.shader = "scan_history";
    dispatch.constants = {isSelective};
    for (const auto input : inputs) {
        dispatch.bindings.push_back(numbers(lowering, input));
    }
    dispatch.bindings.push_back(writes(scan.history));
    dispatch.bindings.push_back(writes(scan.held));
    dispatch.push = {word(scan.n),      word(scan.heads),  word(scan.perHead),
                     word(scan.states), word(scan.groups), word(scan.stride)};
    dispatch.groups = elementGroups(lowering, scan.width() * scan.states, 1);
    dispatch.iterations = static_cast<std::uint64_t>(2 * scan.n);
    lowering.add(std::move(dispatch));
}

/// As selective_scan_gradient.comp numbers them.
enum class Part : std::uint32_t { Values, Steps, Rates, Keys, Queries };

void sumSelective(Lowering& lowering, const Node& node, const Scan& scan, Part part,
                  const View& result, std::int64_t count)
{
    const auto& inputs = node.inputs; // x, steps, rates, keys, queries, cotangent
    const auto ofGroup = scan.width() / scan.groups;
    const bool isOfHead = part == Part::Steps || part == Part::Rates;
    Dispatch dispatch;
    dispatch.shader = "selective_scan_gradient";
    dispatch.constants = {static_cast<std::uint32_t>(part)};
    dispatch.bindings = {numbers(lowering, inputs[0]), numbers(lowering, inputs[1]),
                         numbers(lowering, inputs[2]), numbers(lowering, inputs[3]),
                         numbers(lowering, inputs[5]), numbers(scan.history),
                         numbers(scan.held),           writes(result)};
    dispatch.push = {word(count),       word(scan.heads),  word(scan.perHead),
                     word(scan.states), word(scan.groups), word(scan.stride)};
    dispatch.groups = elementGroups(lowering, count, 1);
    dispatch.iterations = static_cast<std::uint64_t>(isOfHead ? scan.states * (2 * scan.perHead + 1)
                                                              : std::max(scan.states, ofGroup));
    lowering.add(std::move(dispatch));
}

void lowerSelective(Lowering& lowering, const Node& node)
{
    const auto& x = lowering.shape(node.inputs[0]);
    const auto& rates = lowering.shape(node.inputs[2]);
    Scan scan;
    scan.n = x[0];
    scan.heads = lowering.shape(node.inputs[1])[1];
    scan.perHead = x[1] / scan.heads;
    scan.states = node.attributes.integer("states");
    scan.groups = lowering.shape(node.inputs[3])[1] / scan.states;
    scan.stride = rates[1];
    remember(lowering, scan, node.inputs, 1);
    const auto rowsOfRates = floats(lowering, scan.n * rates.elements());
    for (const auto part : {Part::Values, Part::Steps, Part::Keys, Part::Queries}) {
        const auto output = node.outputs[static_cast<std::size_t>(part)];
        sumSelective(lowering, node, scan, part, lowering.write(output), lowering.elements(output));
    }
    sumSelective(lowering, node, scan, Part::Rates, rowsOfRates, scan.n * rates.elements());
    sumRows(lowering, rowsOfRates, scan.n, rates.elements(), node.outputs[2]);
}

void lowerWkv6(Lowering& lowering, const Node& node)
{
    const auto& inputs = node.inputs; // values, queries, keys, decays, bonus, cotangent
    const auto& values = lowering.shape(inputs[0]);
    const bool isShared = lowering.shape(inputs[3]).rank() == 1;
    Scan scan;
    scan.n = values[0];
    scan.heads = node.attributes.integer("heads");
    scan.perHead = values[1] / scan.heads;
    scan.states = scan.perHead;
    scan.groups = scan.heads;
    scan.stride = isShared ? 0 : values[1];
    remember(lowering, scan,
             std::array{inputs[0], inputs[3], inputs[4], inputs[2], inputs[1], inputs[5]}, 0);
    for (std::uint32_t part = 0; part < 5; ++part) {
        const bool isSummed = part == 4 || (part == 3 && isShared);
        const auto output = node.outputs[part];
        const auto y = isSummed ? floats(lowering, values.elements()) : lowering.write(output);
        Dispatch dispatch;
        dispatch.shader = "wkv6_gradient";
        dispatch.constants = {part};
        dispatch.bindings = {numbers(lowering, inputs[0]), numbers(lowering, inputs[1]),
                             numbers(lowering, inputs[2]), numbers(lowering, inputs[4]),
                             numbers(lowering, inputs[5]), numbers(scan.history),
                             numbers(scan.held),           writes(y)};
        dispatch.push = {word(values.elements()), word(values[1]), word(scan.perHead)};
        dispatch.groups = elementGroups(lowering, values.elements(), 1);
        dispatch.iterations = static_cast<std::uint64_t>(scan.perHead);
        lowering.add(std::move(dispatch));
        if (isSummed) {
            sumRows(lowering, y, scan.n, values[1], output);
        }
    }
}

/// What wkv7 remembers: matrices [row, value, key], vectors [row, channel].
struct Delta {
    std::int64_t n = 0;
    std::int64_t width = 0;
    std::int64_t d = 0;
    View history{};
    View held{};
    View removed{};
    View returned{};
};

/// As wkv7_gradient.comp numbers them.
enum class Sum : std::uint32_t { OverKeys, OverValues, OfProduct };

void sumDelta(Lowering& lowering, const Delta& delta, Sum sum, const View& matrix,
              const View& other, std::uint32_t output, std::int64_t firstRow = 0)
{
    const auto count = delta.n * delta.width;
    Dispatch dispatch;
    dispatch.shader = "wkv7_gradient";
    dispatch.constants = {static_cast<std::uint32_t>(sum)};
    dispatch.bindings = {numbers(matrix), numbers(other), writes(lowering.write(output))};
    dispatch.push = {word(count), word(delta.width), word(delta.d), word(firstRow)};
    dispatch.groups = elementGroups(lowering, count, 1);
    dispatch.iterations = static_cast<std::uint64_t>(delta.d);
    lowering.add(std::move(dispatch));
}

void lowerWkv7(Lowering& lowering, const Node& node)
{
    const auto& inputs = node.inputs; // values, queries, keys, decays, removals, returns, cotangent
    const auto& values = lowering.shape(inputs[0]);
    const auto heads = node.attributes.integer("heads");
    Delta delta{.n = values[0], .width = values[1], .d = values[1] / heads};
    const auto ofRow = delta.width * delta.d;
    delta.history = floats(lowering, (delta.n + 1) * ofRow);
    delta.held = floats(lowering, delta.n * ofRow);
    delta.removed = floats(lowering, values.elements());
    delta.returned = floats(lowering, values.elements());
    const auto quads = (delta.d + 3) / 4;
    Dispatch dispatch;
    dispatch.shader = "wkv7_history";
    dispatch.constants = {word(quads)};
    for (const auto input : inputs) {
        dispatch.bindings.push_back(numbers(lowering, input));
    }
    for (const auto& view : {delta.history, delta.held, delta.removed, delta.returned}) {
        dispatch.bindings.push_back(writes(view));
    }
    dispatch.push = {word(delta.n), word(heads), word(delta.d)};
    dispatch.groups = elementGroups(lowering, delta.width, 1);
    dispatch.iterations = static_cast<std::uint64_t>(6 * (quads + 1) * (delta.n + 1));
    lowering.add(std::move(dispatch));
    const auto& y = node.outputs;
    sumDelta(lowering, delta, Sum::OverKeys, delta.held, lowering.read(inputs[2]), y[0]);
    sumDelta(lowering, delta, Sum::OverValues, delta.history, lowering.read(inputs[6]), y[1], 1);
    sumDelta(lowering, delta, Sum::OverValues, delta.held, lowering.read(inputs[0]), y[2]);
    sumDelta(lowering, delta, Sum::OfProduct, delta.held, delta.history, y[3]);
    sumDelta(lowering, delta, Sum::OverValues, delta.history, delta.returned, y[4]);
    sumDelta(lowering, delta, Sum::OverValues, delta.held, delta.removed, y[5]);
}

void lowerWkv4(Lowering& lowering, const Node& node)
{
    const auto& keys = lowering.shape(node.inputs[0]); // [n, channels]
    Dispatch dispatch;
    dispatch.shader = "wkv4_gradient";
    for (const auto input : node.inputs) {
        dispatch.bindings.push_back(numbers(lowering, input));
    }
    for (const auto output : node.outputs) {
        dispatch.bindings.push_back(writes(lowering.write(output)));
    }
    dispatch.bindings.push_back(writes(floats(lowering, keys.elements()), Access::ReadWrite));
    dispatch.push = {word(keys[0]), word(keys[1])};
    dispatch.groups = elementGroups(lowering, keys[1], 1);
    dispatch.iterations = static_cast<std::uint64_t>(2 * keys[0]);
    lowering.add(std::move(dispatch));
}

const Registry<OpLowering>::Entry selectiveEntry(std::make_unique<OpLowering>(OpLowering{
    "selective_scan_gradient", lowerSelective}));
const Registry<OpLowering>::Entry
    wkv4Entry(std::make_unique<OpLowering>(OpLowering{"wkv4_gradient", lowerWkv4}));
const Registry<OpLowering>::Entry
    wkv6Entry(std::make_unique<OpLowering>(OpLowering{"wkv6_gradient", lowerWkv6}));
const Registry<OpLowering>::Entry
    wkv7Entry(std::make_unique<OpLowering>(OpLowering{"wkv7_gradient", lowerWkv7}));

} // namespace

} // namespace saccade
