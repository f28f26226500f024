#include "core/models/ctranslate2_weights.h"

#include "core/base/error.h"

#include <QtGlobal>
#include <array>
#include <cstring>

namespace saccade
{

namespace
{

// CTranslate2 took this for 16-bit integers before it stored scales.
constexpr float scaleBeforeScales = 1000.0F;

struct Renaming {
    std::string_view from, to;
};

// One after the other, the first occurrence of each (map_v1_variable_name of CTranslate2).
constexpr std::array renamings{
    Renaming{"transformer/", ""},
    Renaming{":0", ""},
    Renaming{"w_embs", "embeddings/weight"},
    Renaming{"kernel", "weight"},
    Renaming{"LayerNorm", "layer_norm"},
    Renaming{"dense", "projection"},
    Renaming{"conv1d_", "linear_"},
    Renaming{"conv1d", "linear_0"},
};

void replaceFirst(std::string& text, std::string_view from, std::string_view to)
{
    const auto place = text.find(from);
    if (place != std::string::npos) {
        text.replace(place, from.size(), to);
    }
}

std::string laterName(std::string name)
{
    for (const auto& [from, to] : renamings) {
        replaceFirst(name, from, to);
    }
    if (name.starts_with("encoder/")) {
        replaceFirst(name, "multi_head", "self_attention");
    } else {
        replaceFirst(name, "masked_multi_head", "self_attention");
        replaceFirst(name, "multi_head", "attention");
    }
    return name;
}

template <typename T>
void divide(const Tensor& tensor, std::span<const float> scales, Tensor& into)
{
    const auto values = into.mutableFloats();
    const auto perScale = values.size() / scales.size();
    const auto* stored = tensor.bytes().data();
    for (std::size_t i = 0; i < values.size(); ++i) {
        T value = 0;
        std::memcpy(&value, stored + i * sizeof(T), sizeof(T));
        values[i] = static_cast<float>(value) / scales[i / perScale];
    }
}

Tensor dequantised(const Checkpoint& checkpoint, const std::string& name, const Tensor& tensor)
{
    const auto found = checkpoint.tensors.find(name + "_scale");
    const bool isStored = found != checkpoint.tensors.end();
    const auto isUsable = [&] {
        const auto& scale = found->second;
        return scale.dtype() == DType::F32 && scale.shape().rank() == 1 &&
               (scale.shape()[0] == 1 ||
                (tensor.shape().rank() > 0 && scale.shape()[0] == tensor.shape()[0])) &&
               scale.shape()[0] > 0;
    };
    if (isStored ? !isUsable() : tensor.dtype() == DType::I8) {
        throw Error(QT_TRANSLATE_NOOP("Error", "The tensor “%2” in %1 has no scale that fits it."),
                    {checkpoint.path.string(), name});
    }
    const std::array old{scaleBeforeScales};
    const auto scales = isStored ? found->second.floats() : std::span<const float>(old);
    auto result = Tensor::allocate(DType::F32, tensor.shape());
    if (tensor.dtype() == DType::I8) {
        divide<std::int8_t>(tensor, scales, result);
    } else {
        divide<std::int16_t>(tensor, scales, result);
    }
    return result;
}

} // namespace

Checkpoint ctranslate2Floats(const Checkpoint& checkpoint)
{
    const bool isFirst = checkpoint.configuration.value("revision", 0) == 1;
    Checkpoint result;
    result.path = checkpoint.path;
    result.format = checkpoint.format;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const bool isWeight =
            name.ends_with("weight") || name.ends_with("kernel:0") || name.ends_with("w_embs:0");
        const bool isInteger = tensor.dtype() == DType::I8 || tensor.dtype() == DType::I16;
        auto later = isFirst ? laterName(name) : name;
        result.tensorFiles.emplace(later, checkpoint.tensorFiles.at(name));
        result.tensors.insert_or_assign(
            std::move(later),
            isWeight && isInteger ? dequantised(checkpoint, name, tensor) : tensor);
    }
    return result;
}

std::optional<double> ctranslate2Number(const Checkpoint& checkpoint, std::string_view name)
{
    const auto found = checkpoint.tensors.find(name);
    if (found == checkpoint.tensors.end() || found->second.elements() != 1) {
        return std::nullopt;
    }
    const auto& tensor = found->second;
    const auto as = [&]<typename T>(T value) {
        std::memcpy(&value, tensor.bytes().data(), sizeof(T));
        return std::optional(static_cast<double>(value));
    };
    switch (tensor.dtype()) {
    case DType::I8:
        return as(std::int8_t{0});
    case DType::I16:
        return as(std::int16_t{0});
    case DType::I32:
        return as(std::int32_t{0});
    default:
        return static_cast<double>(toF32(tensor).floats().front());
    }
}

} // namespace saccade
