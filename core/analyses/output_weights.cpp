#include "core/analyses/output_weights.h"

#include "core/base/error.h"
#include "core/graph/op.h"
#include "core/models/model.h"
#include "core/trace/attention_source.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>
#include <optional>

namespace saccade
{

namespace
{

// The node that reads the value first.
const Node* readerOf(const Graph& graph, std::uint32_t id)
{
    const auto found = std::ranges::find_if(graph.nodes(), [id](const Node& node) {
        return std::ranges::find(node.inputs, id) != node.inputs.end();
    });
    return found == graph.nodes().end() ? nullptr : &*found;
}

// [in, out], however the checkpoint stores it.
Tensor inputOutput(const Tensor& weight, bool isTransposed)
{
    const auto values = toF32(weight);
    if (!isTransposed) {
        return values;
    }
    const auto outputs = values.shape()[0];
    const auto inputs = values.shape()[1];
    auto result = Tensor::allocate(DType::F32, {inputs, outputs});
    for (std::int64_t i = 0; i < inputs * outputs; ++i) {
        result.mutableFloats()[static_cast<std::size_t>(i % inputs * outputs + i / inputs)] =
            values.floats()[static_cast<std::size_t>(i)];
    }
    return result;
}

std::optional<Tensor> weightBehind(const Graph& graph, const std::string& heads)
{
    const auto id = graph.idOf(heads);
    const auto* node = id ? readerOf(graph, *id) : nullptr;
    if (node != nullptr && node->op->name == "merge_heads") {
        node = readerOf(graph, node->outputs.front());
    }
    if (node == nullptr || node->op->name != "linear") {
        return std::nullopt;
    }
    const auto& weight = graph.info(node->inputs[1]);
    if (weight.source != ValueSource::Constant) {
        return std::nullopt;
    }
    return inputOutput(weight.constant, node->attributes.word("layout") == "output_input");
}

} // namespace

std::vector<Tensor> outputWeights(const AnalysisInput& input, const AttentionPart& part)
{
    const auto& info = input.model->info();
    auto read = input.request.input;
    if (!info.generates && read.tokens.empty()) {
        read.tokens = input.trace->tokens;
    }
    const auto encoder = info.encodes ? input.model->buildEncoder(read) : nullptr;
    const auto decoder =
        info.generates ? input.model->build({.source = encoder ? encoder->source : 0}) : nullptr;
    std::vector<Tensor> weights;
    for (std::int64_t layer = 0; layer < part.layers; ++layer) {
        const auto name = layerName(part, layer) + ".heads";
        auto weight = decoder ? weightBehind(decoder->graph, name) : std::nullopt;
        if (!weight && encoder) {
            weight = weightBehind(encoder->graph, name);
        }
        if (!weight) {
            throw Error(QT_TRANSLATE_NOOP("Error",
                                          "The heads of “%1” do not pass one matrix of weights: "
                                          "choose value-weighted:value-norm."),
                        {partName(part)});
        }
        weights.push_back(std::move(*weight));
    }
    return weights;
}

} // namespace saccade
