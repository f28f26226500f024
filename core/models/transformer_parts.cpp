#include "core/models/transformer_parts.h"

#include "core/base/error.h"
#include "core/models/configuration.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

struct NamedActivation {
    std::string_view name;
    Activation function;
};

constexpr std::array activations{
    NamedActivation{"relu", Activation::Relu},
    NamedActivation{"gelu", Activation::GeluErf},
    NamedActivation{"gelu_new", Activation::GeluTanh},
    NamedActivation{"gelu_fast", Activation::GeluTanh}, // the same formula, its constants spelt out
    NamedActivation{"gelu_pytorch_tanh", Activation::GeluTanh},
    NamedActivation{"quick_gelu", Activation::GeluQuick},
    NamedActivation{"silu", Activation::Silu},
    NamedActivation{"swish", Activation::Silu},
    NamedActivation{"sigmoid", Activation::Sigmoid},
    NamedActivation{"tanh", Activation::Tanh},
};

} // namespace

Activation activationNamed(const Configuration& configuration, std::string_view key,
                           std::string_view fallback)
{
    const auto word = configuration.word(key, fallback);
    const auto found = std::ranges::find(activations, word, &NamedActivation::name);
    if (found == activations.end()) {
        configuration.refuse(
            key,
            QT_TRANSLATE_NOOP("Error", "relu, gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, "
                                       "swish, sigmoid or tanh is expected."));
    }
    return found->function;
}

void requireGraphShape(const GraphShape& shape, std::int64_t context)
{
    if (shape.rows < 1 || shape.capacity < shape.rows || shape.capacity > context ||
        shape.logitRows < 1 || shape.logitRows > shape.rows) {
        throw Error(QT_TRANSLATE_NOOP(
                        "Error", "%1 tokens in a cache of %2, logits of %3, is not possible with "
                                 "a model of %4 positions."),
                    {std::to_string(shape.rows), std::to_string(shape.capacity),
                     std::to_string(shape.logitRows), std::to_string(context)});
    }
}

std::unique_ptr<ModelGraph> startGraph(const GraphShape& shape)
{
    auto model = std::make_unique<ModelGraph>();
    model->tokens = model->graph.input("tokens", DType::I32, {shape.rows});
    model->first = model->graph.input("first", DType::I32, {1});
    return model;
}

std::string blockName(std::int64_t block, std::string_view part)
{
    return "blocks." + std::to_string(block) + "." + std::string(part);
}

Value project(Value x, const Projection& projection)
{
    auto& graph = *x.graph;
    const auto weight = graph.constant(projection.weight);
    return projection.bias
               ? linear(x, weight, graph.constant(*projection.bias), projection.weightLayout)
               : linear(x, weight, projection.weightLayout);
}

Value attendCached(const Heads& heads, std::int64_t block, Value first, std::int64_t capacity,
                   const AttentionRule& rule, std::optional<Value> bias)
{
    auto& graph = *first.graph;
    const auto name = [&](Value value, std::string_view part) {
        graph.setName(value, blockName(block, "attention." + std::string(part)));
    };
    name(heads.queries, "queries");
    name(heads.keys, "keys");
    name(heads.values, "values");
    const auto cached = [&](Value rows, std::string_view part) {
        const Shape shape{rows.shape()[0], capacity, rows.shape()[2]};
        return writeState(graph.state(blockName(block, part), DType::F32, shape), rows, first);
    };
    const auto attended = attention(heads.queries, cached(heads.keys, "keys"),
                                    cached(heads.values, "values"), first, rule, bias);
    name(attended.scores, "scores");
    name(attended.pattern, "pattern");
    name(attended.heads, "heads");
    return mergeHeads(attended.heads);
}

void finishGraph(ModelGraph& model, Value normed, const Tensor& output, const GraphShape& shape)
{
    model.graph.setName(normed, "final_norm");
    const auto last = shape.logitRows == shape.rows
                          ? normed
                          : rows(normed, shape.rows - shape.logitRows, shape.logitRows);
    model.logits = linear(last, model.graph.constant(output));
    model.graph.setName(model.logits, "logits");
}

} // namespace saccade
