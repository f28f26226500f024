#include "core/models/model_gradients.h"

#include "core/base/error.h"
#include "core/graph/op.h"
#include "core/models/finite.h"
#include "core/models/gradient_graph.h"
#include "core/models/gradient_objective.h"
#include "core/models/session_edits.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace saccade
{

namespace
{

Tensor zeroPosition()
{
    return Tensor::allocate(DType::I32, {1});
}

void requireVocabulary(std::span<const std::int32_t> tokens, std::int64_t vocabulary)
{
    const auto outside = std::ranges::find_if(
        tokens, [vocabulary](std::int32_t token) { return token < 0 || token >= vocabulary; });
    if (outside != tokens.end()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(*outside), std::to_string(vocabulary)});
    }
}

/// The encoder's graph: of a model that only encodes, or what an encoder–decoder's decoder looks
/// at.
struct EncoderSide {
    std::unique_ptr<EncoderGraph> built;
    std::unique_ptr<GradientGraph> graph;
    std::unique_ptr<Program> writer; // that computes what the decoder reads, and no more
    std::vector<Value> seeds;        // inputs: cotangents of the writes
};

struct DecoderSide {
    std::unique_ptr<ModelGraph> built;
    std::unique_ptr<GradientGraph> graph;
    std::vector<Value> memory; // gradients of the states that the encoder wrote
};

} // namespace

struct GradientSession::Parts {
    std::shared_ptr<const Model> model;
    std::shared_ptr<Backend> backend;
    GradientRequest request;
    std::shared_ptr<StateStore> states;
    std::optional<EncoderSide> encoder;
    std::optional<DecoderSide> decoder;
    Value output;
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;

    void prepare();
    void buildGraphs();
    void editGraphs();
    void distributeNames();
    /// The graph that has a value of this name; refused where none has.
    GradientGraph& owner(std::string_view pattern);
    void differentiateDecoder();
    void differentiateEncoder();
    Value outputOf(Graph& graph) const;
    void setEncoderInputs(Program& program, const Tensors& replacements) const;
    ModelGradients run(const Tensors& replacements, std::stop_token stop);
    void runEncoderBackward(std::stop_token stop);
};

void GradientSession::Parts::prepare()
{
    states = backend->createStates();
    buildGraphs();
    editGraphs();
    distributeNames();
    if (decoder) {
        differentiateDecoder();
    }
    if (encoder) {
        differentiateEncoder();
    }
}

void GradientSession::Parts::buildGraphs()
{
    if (model->info().encodes) {
        const auto& info = model->info();
        requireVocabulary(request.input.tokens,
                          info.sourceVocabulary > 0 ? info.sourceVocabulary : info.vocabulary);
        auto& side = encoder.emplace();
        side.built = model->buildEncoder(request.input);
        side.graph = std::make_unique<GradientGraph>(side.built->graph);
    }
    if (!model->info().generates) {
        return;
    }
    rows = std::ssize(request.tokens);
    if (rows == 0) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There are no tokens to compute."));
    }
    requireVocabulary(request.tokens, model->info().vocabulary);
    if (request.objective.kind != Objective::Kind::Direction &&
        request.objective.output == "logits") {
        firstRow = std::ranges::min(targetRows(request.objective, rows));
    }
    auto& side = decoder.emplace();
    side.built = model->build({.rows = rows,
                               .capacity = rows,
                               .logitRows = rows - firstRow,
                               .source = encoder ? encoder->built->source : 0});
    side.graph = std::make_unique<GradientGraph>(side.built->graph);
}

void GradientSession::Parts::editGraphs()
{
    std::vector<Edit> ofDecoder;
    for (const auto& edit : request.edits) {
        if (encoder && (!decoder || encoder->graph->has(edit.name))) {
            applyEdit(encoder->built->graph, edit);
        }
        if (decoder &&
            (!encoder || decoder->graph->has(edit.name) || !encoder->graph->has(edit.name))) {
            ofDecoder.push_back(edit);
        }
    }
    if (decoder) {
        auto& graph = decoder->built->graph;
        const SessionEdits edits(ofDecoder, graph, rows);
        for (const auto& edit : edits.forRun(0, rows, rows - firstRow)) {
            applyEdit(graph, edit);
        }
    }
}

GradientGraph& GradientSession::Parts::owner(std::string_view pattern)
{
    return encoder && (!decoder || encoder->graph->has(pattern)) ? *encoder->graph
                                                                 : *decoder->graph;
}

void GradientSession::Parts::distributeNames()
{
    for (const auto& name : request.replaced) {
        owner(name).replace(name);
    }
    const auto each = [this](std::string_view pattern,
                             void (GradientGraph::*ask)(std::string_view)) {
        (owner(pattern).*ask)(pattern);
        // A pattern may fit both halves: *.blocks.0.attention.pattern.
        if (encoder && decoder && encoder->graph->has(pattern) && decoder->graph->has(pattern)) {
            ((*decoder->graph).*ask)(pattern);
        }
    };
    for (const auto& pattern : request.wanted) {
        each(pattern, &GradientGraph::want);
    }
    for (const auto& pattern : request.taps) {
        each(pattern, &GradientGraph::tap);
    }
}

Value GradientSession::Parts::outputOf(Graph& graph) const
{
    const auto& name = request.objective.output;
    const auto found = graph.find(name);
    if (!found || found->dtype() != DType::F32) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The model has no value “%1”. Did you mean “%2”?"),
            {name, decoder ? "logits" : encoder->built->results.front()});
    }
    return *found;
}

void GradientSession::Parts::differentiateDecoder()
{
    auto& graph = decoder->built->graph;
    output = outputOf(graph);
    const bool isDirection = request.objective.kind == Objective::Kind::Direction;
    if (isDirection || request.objective.output != "logits") {
        firstRow = 0;
        rows = output.shape().rows();
    }
    const auto seed = seedOf(graph, request.objective, output, firstRow, rows);
    std::vector<Value> memory; // states that the encoder writes
    if (encoder && encoder->graph->wantsGradients()) {
        const auto& source = encoder->built->graph;
        for (const auto& write : encoder->built->writes) {
            const auto& node = source.nodes()[source.info(write).producer];
            memory.push_back(*graph.find(source.info(node.inputs[0]).name));
        }
    }
    decoder->memory = decoder->graph->differentiate(std::array{seed}, memory);
    std::vector<Value> outputs{output};
    std::ranges::copy(decoder->memory, std::back_inserter(outputs));
    decoder->graph->compile(*backend, outputs, states);
}

void GradientSession::Parts::differentiateEncoder()
{
    auto& graph = encoder->built->graph;
    std::vector<Value> outputs = encoder->built->writes;
    if (!decoder) {
        output = outputOf(graph);
        rows = output.shape().rows();
        encoder->graph->differentiate(std::array{seedOf(graph, request.objective, output, 0, rows)},
                                      {});
        outputs.push_back(output);
    } else if (encoder->graph->wantsGradients()) {
        encoder->writer = backend->compile(graph, outputs, states);
        std::vector<Seed> seeds;
        for (std::size_t i = 0; i < encoder->built->writes.size(); ++i) {
            const auto write = encoder->built->writes[i];
            encoder->seeds.push_back(graph.input("cotangent of the memory " + std::to_string(i),
                                                 DType::F32, write.shape()));
            seeds.push_back({write, encoder->seeds.back()});
        }
        encoder->graph->differentiate(seeds, {});
    }
    encoder->graph->compile(*backend, outputs, states);
}

void GradientSession::Parts::setEncoderInputs(Program& program, const Tensors& replacements) const
{
    const auto tensors = encoderTensors(request.input);
    for (const auto& [name, value] : encoder->built->inputs) {
        program.set(value, tensors.at(name));
    }
    encoder->graph->setReplacements(program, replacements);
}

/// What the decoder says about what it read goes back through the encoder.
void GradientSession::Parts::runEncoderBackward(std::stop_token stop)
{
    auto& program = encoder->graph->program();
    for (std::size_t i = 0; i < encoder->seeds.size(); ++i) {
        program.set(encoder->seeds[i], decoder->graph->program().get(decoder->memory[i]));
    }
    program.run(stop);
}

ModelGradients GradientSession::Parts::run(const Tensors& replacements, std::stop_token stop)
{
    ModelGradients result;
    states->clear();
    if (encoder) {
        auto& all = encoder->graph->program();
        setEncoderInputs(all, replacements);
        if (encoder->writer) {
            setEncoderInputs(*encoder->writer, replacements);
        }
        (encoder->writer ? *encoder->writer : all).run(stop);
    }
    if (decoder) {
        auto& program = decoder->graph->program();
        program.set(decoder->built->tokens,
                    Tensor::of({std::ssize(request.tokens)},
                               std::span<const std::int32_t>(request.tokens)));
        program.set(decoder->built->first, zeroPosition());
        decoder->graph->setReplacements(program, replacements);
        program.run(stop);
        if (encoder && encoder->writer) {
            runEncoderBackward(stop);
        }
        decoder->graph->collect(result);
    }
    if (encoder) {
        encoder->graph->collect(result);
    }
    auto& last = decoder ? decoder->graph->program() : encoder->graph->program();
    result.output = last.get(output);
    if (!isFinite(result.output)) {
        explainOverflow(*model->checkpoint());
    }
    result.objective = valueOf(request.objective, result.output, firstRow, rows);
    return result;
}

GradientSession::GradientSession(std::shared_ptr<const Model> model,
                                 std::shared_ptr<Backend> backend, GradientRequest request)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->model = std::move(model);
    m_parts->backend = std::move(backend);
    m_parts->request = std::move(request);
    m_parts->prepare();
}

GradientSession::~GradientSession() = default;
GradientSession::GradientSession(GradientSession&&) noexcept = default;
GradientSession& GradientSession::operator=(GradientSession&&) noexcept = default;

ModelGradients GradientSession::run(const Tensors& replacements, std::stop_token stop)
{
    return m_parts->run(replacements, stop);
}

Shape GradientSession::shape(std::string_view name) const
{
    for (const auto* graph : {m_parts->encoder ? m_parts->encoder->graph.get() : nullptr,
                              m_parts->decoder ? m_parts->decoder->graph.get() : nullptr}) {
        if (graph != nullptr) {
            if (const auto found = graph->shapeOf(name)) {
                return *found;
            }
        }
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "The model has no value “%1”. Did you mean “%2”?"),
                     {std::string(name), "embedding"});
}

ModelGradients computeGradients(std::shared_ptr<const Model> model,
                                std::shared_ptr<Backend> backend, GradientRequest request,
                                std::stop_token stop)
{
    return GradientSession(std::move(model), std::move(backend), std::move(request)).run({}, stop);
}

} // namespace saccade
