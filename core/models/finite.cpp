#include "core/models/finite.h"

#include "core/base/error.h"
#include "core/files/checkpoint.h"

#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <optional>

namespace saccade
{

namespace
{

constexpr std::int64_t chunkElements = 1 << 20; // of a tensor seen as F32 at a time

bool hasOnlyFiniteTypes(DType type)
{
    return type != DType::F32 && type != DType::F16 && type != DType::BF16 && type != DType::F64 &&
           !isQuantised(type);
}

// Place of the first element that is not finite, counted through the whole tensor.
std::optional<std::int64_t> firstInfinite(const Tensor& tensor)
{
    if (hasOnlyFiniteTypes(tensor.dtype()) || tensor.shape().rank() == 0) {
        return std::nullopt;
    }
    const auto rows = tensor.shape()[0];
    const auto rowElements = rows == 0 ? 0 : tensor.elements() / rows;
    const auto step =
        std::max<std::int64_t>(1, chunkElements / std::max<std::int64_t>(rowElements, 1));
    for (std::int64_t row = 0; row < rows; row += step) {
        // A row of a vector may be less than a block: vectors are taken whole.
        const bool isVector = tensor.shape().rank() == 1;
        const auto part = toF32(isVector ? tensor : tensor.rows(row, std::min(step, rows - row)));
        const auto values = part.floats();
        const auto found =
            std::ranges::find_if(values, [](float value) { return !std::isfinite(value); });
        if (found != values.end()) {
            return (isVector ? 0 : row * rowElements) + (found - values.begin());
        }
        if (isVector) {
            break;
        }
    }
    return std::nullopt;
}

} // namespace

bool isFinite(const Tensor& tensor)
{
    return std::ranges::all_of(tensor.floats(), [](float value) { return std::isfinite(value); });
}

void explainOverflow(const Checkpoint& checkpoint)
{
    for (const auto& [name, tensor] : checkpoint.tensors) {
        if (const auto place = firstInfinite(tensor)) {
            const auto file = checkpoint.tensorFiles.find(name);
            throw Error(
                QT_TRANSLATE_NOOP("Error",
                                  "The tensor “%2” in %1 is damaged: its element %3 is not a "
                                  "finite number. Download the checkpoint again."),
                {file == checkpoint.tensorFiles.end() ? checkpoint.path.string() : file->second,
                 name, std::to_string(*place)});
        }
    }
    throw Error(QT_TRANSLATE_NOOP(
                    "Error", "The computation overflowed: %1 gives logits that are not finite, "
                             "though its weights are. An edit may be too strong, or the "
                             "precision of the weights too small."),
                {checkpoint.path.string()});
}

} // namespace saccade
