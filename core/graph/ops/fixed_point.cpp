#include "core/graph/ops/fixed_point.h"

#include <QtGlobal>
#include <algorithm>
#include <vector>

namespace saccade
{

namespace
{

constexpr const char* misfit =
    QT_TRANSLATE_NOOP("Error", "Numbers and table of fixed-point arithmetic do not fit together.");

const char* wordOf(FixedPoint function)
{
    switch (function) {
    case FixedPoint::Round:
        return "round";
    case FixedPoint::Floor:
        return "floor";
    case FixedPoint::Table:
        return "table";
    case FixedPoint::Softmax:
        return "softmax";
    case FixedPoint::Norm:
        return "norm";
    }
    return "round";
}

std::vector<OutputType> fixedPointRule(std::span<const Value> inputs, const Attributes& attributes)
{
    const auto& function = attributes.word("function");
    const bool hasTable = function == "table" || function == "softmax";
    requireShapes(
        inputs.size() == (hasTable ? 2U : 1U) &&
            std::ranges::all_of(inputs, [](const Value& x) { return x.dtype() == DType::F32; }),
        misfit);
    const auto& x = inputs[0].shape();
    requireShapes(x.rank() > 0 && x.elements() > 0, misfit);
    if (hasTable) {
        const auto& table = inputs[1].shape();
        constexpr std::int64_t bytes = 256;
        requireShapes(table.rank() == 1 && table[0] > 0 &&
                          (function != "table" || table[0] == bytes),
                      misfit);
    }
    return {{DType::F32, x}};
}

} // namespace

const Op fixedPointOp{"fixed_point", "⌊scale·x⌋ and its kin within −128 … 127", fixedPointRule};

Value fixedPoint(Value x, FixedPoint function, double scale, std::optional<Value> table)
{
    std::vector<Value> inputs{x};
    if (table) {
        inputs.push_back(*table);
    }
    return x.graph
        ->apply(fixedPointOp, inputs,
                {{"function", std::string(wordOf(function))}, {"scale", scale}})
        .front();
}

} // namespace saccade
