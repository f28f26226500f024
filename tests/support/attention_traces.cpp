#include "tests/support/attention_traces.h"

#include "core/base/philox.h"

#include <cmath>

namespace saccade
{

std::vector<Tensor> randomPatterns(const PatternShape& shape)
{
    const auto keys = shape.keys > 0 ? shape.keys : shape.length;
    std::uint64_t drawn = 0;
    std::vector<Tensor> layers;
    for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
        auto pattern = Tensor::allocate(DType::F32, {shape.heads, shape.length, keys});
        auto values = pattern.mutableFloats();
        for (std::int64_t row = 0; row < shape.heads * shape.length; ++row) {
            const auto visible = shape.causal ? row % shape.length + 1 : keys;
            double sum = 0.0;
            std::vector<double> weights(static_cast<std::size_t>(visible));
            for (auto& weight : weights) {
                weight = std::exp(static_cast<double>(shape.sharpness) * 2.0 *
                                  philoxUniform(shape.seed, drawn++));
                sum += weight;
            }
            for (std::size_t key = 0; key < weights.size(); ++key) {
                values[static_cast<std::size_t>(row * keys) + key] =
                    static_cast<float>(weights[key] / sum);
            }
        }
        layers.push_back(std::move(pattern));
    }
    return layers;
}

std::vector<Tensor> layersOf(const Tensor& array)
{
    const auto& shape = array.shape();
    std::vector<Tensor> layers;
    for (std::int64_t layer = 0; layer < shape[0]; ++layer) {
        layers.push_back(array.rows(layer, 1).reshaped({shape[1], shape[2], shape[3]}));
    }
    return layers;
}

Trace traceOfPatterns(const std::vector<Tensor>& layers)
{
    Trace trace;
    const auto n = layers.front().shape()[1];
    trace.modelInfo = {{"layers", layers.size()}, {"heads", layers.front().shape()[0]}};
    for (std::int64_t i = 0; i < n; ++i) {
        trace.tokens.push_back(static_cast<std::int32_t>(i));
        trace.tokenLabels.push_back(std::to_string(i));
    }
    trace.promptLength = n;
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        trace.tensors.emplace("blocks." + std::to_string(layer) + ".attention.pattern",
                              layers[layer]);
    }
    return trace;
}

Trace traceOfStates(const std::vector<Tensor>& states)
{
    Trace trace;
    trace.modelInfo = {{"layers", states.size() - 1}, {"heads", 1}};
    trace.tensors.emplace("embedding", states.front());
    for (std::size_t i = 1; i < states.size(); ++i) {
        trace.tensors.emplace("blocks." + std::to_string(i - 1) + ".residual.after", states[i]);
    }
    return trace;
}

} // namespace saccade
