#include "core/models/session.h"

#include "core/base/error.h"
#include "core/graph/name_pattern.h"
#include "core/graph/schedule.h"
#include "core/models/finite.h"
#include "core/models/session_edits.h"
#include "core/models/session_encoder.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <set>

namespace saccade
{

namespace
{

struct Tap {
    std::string name;
    Value value;
};

/// One program: the model for so many rows, with the edits that fall on them.
struct Compiled {
    GraphShape shape;
    std::vector<Edit> edits;
    std::unique_ptr<ModelGraph> model;
    Value logits;
    std::vector<Tap> taps;
    std::unique_ptr<Program> program;
};

// Prompts end in batches of any size and edits fall on any rows: the oldest programs are dropped.
constexpr std::size_t mostPrograms = 8;

// Of the states that the outputs need: what nobody asks for takes no memory.
std::int64_t bytesOfStates(const Graph& graph, std::span<const Value> outputs)
{
    std::set<std::uint32_t> states;
    for (const auto index : schedule(graph, outputs)) {
        for (const auto id : graph.nodes()[index].inputs) {
            if (graph.info(id).source == ValueSource::State) {
                states.insert(id);
            }
        }
    }
    std::int64_t bytes = 0;
    for (const auto id : states) {
        bytes += Tensor::bytesFor(graph.info(id).dtype, graph.info(id).shape);
    }
    return bytes;
}

bool hasMatch(const Graph& graph, std::string_view pattern)
{
    return std::ranges::any_of(graph.names(), [&](const std::string& name) {
        return graph.info(*graph.idOf(name)).source == ValueSource::Node &&
               matchesName(pattern, name);
    });
}

} // namespace

struct Session::Parts {
    std::shared_ptr<const Model> model;
    std::shared_ptr<Backend> backend;
    std::int64_t capacity = 0;
    std::int64_t batch = 0;
    std::int64_t stateBytes = 0;
    SessionEdits edits;
    std::vector<std::string> taps;
    TapSink sink;
    std::shared_ptr<StateStore> states;
    std::int64_t position = 0;
    std::vector<std::unique_ptr<Compiled>> programs;
    std::unique_ptr<SessionEncoder> encoder;
    bool hasEncoded = false;

    void prepare(const SessionOptions& options);
    void prepareEncoder(const SessionOptions& options);
    void prepareDecoder(const SessionOptions& options);
    void requireRoomFor(std::int64_t bytes) const;
    GraphShape graphShape(std::int64_t rows, std::int64_t logitRows) const;
    void check(std::span<const std::int32_t> tokens) const;
    Compiled& compiled(std::int64_t rows, std::int64_t logitRows);
    Tensor run(std::span<const std::int32_t> tokens, std::int64_t logitRows, std::stop_token stop);
    SessionEncoder::Results encode(const EncoderInput& input, std::stop_token stop);
};

// Checks capacity, edits and taps against graphs of the model before anything is computed.
void Session::Parts::prepare(const SessionOptions& options)
{
    if (model->info().encodes) {
        prepareEncoder(options);
    }
    if (model->info().generates) {
        prepareDecoder(options);
    }
    states = backend->createStates();
}

// What the encoder does not have is the decoder's; without a decoder it is refused.
void Session::Parts::prepareEncoder(const SessionOptions& options)
{
    encoder = std::make_unique<SessionEncoder>(model, options.input);
    const auto isMine = [&](std::string_view pattern) {
        return !model->info().generates || hasMatch(encoder->graph(), pattern);
    };
    for (const auto& tap : options.taps) {
        if (isMine(tap)) {
            std::ranges::for_each(namesMatching(encoder->graph(), tap),
                                  [&](const std::string& name) { encoder->tap(name); });
        }
    }
    for (const auto& edit : options.edits) {
        if (isMine(edit.name)) {
            encoder->apply(edit);
        }
    }
}

void Session::Parts::prepareDecoder(const SessionOptions& options)
{
    const auto context = model->info().context;
    capacity = options.capacity == 0 ? context : options.capacity;
    if (capacity < 1 || capacity > context) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 positions are asked for, but the model has %2."),
            {std::to_string(capacity), std::to_string(context)});
    }
    batch = std::clamp<std::int64_t>(options.batch, 1, capacity);
    const auto built = model->build(graphShape(1, 1));
    const auto isMine = [&](std::string_view pattern) {
        return !encoder || !hasMatch(encoder->graph(), pattern) || hasMatch(built->graph, pattern);
    };
    std::set<std::string> names;
    for (const auto& tap : options.taps) {
        if (isMine(tap)) {
            const auto found = namesMatching(built->graph, tap);
            names.insert(found.begin(), found.end());
        }
    }
    taps = {names.begin(), names.end()};
    std::vector<Edit> mine;
    std::ranges::copy_if(options.edits, std::back_inserter(mine),
                         [&](const Edit& edit) { return isMine(edit.name); });
    edits = SessionEdits(mine, built->graph, capacity);
    std::vector<Value> outputs{built->logits};
    std::ranges::transform(taps, std::back_inserter(outputs),
                           [&](const std::string& name) { return *built->graph.find(name); });
    stateBytes = bytesOfStates(built->graph, outputs);
    requireRoomFor(stateBytes);
}

void Session::Parts::requireRoomFor(std::int64_t bytes) const
{
    const auto& device = backend->device();
    if (device.memoryBytes > 0 && bytes > device.memoryBytes) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "A cache of %1 positions takes %2 bytes, but %3 has %4. "
                                      "Ask for fewer positions."),
                    {std::to_string(capacity), std::to_string(bytes), device.name,
                     std::to_string(device.memoryBytes)});
    }
}

GraphShape Session::Parts::graphShape(std::int64_t rows, std::int64_t logitRows) const
{
    return {.rows = rows,
            .capacity = capacity,
            .logitRows = logitRows,
            .source = encoder ? encoder->source() : 0};
}

void Session::Parts::check(std::span<const std::int32_t> tokens) const
{
    if (tokens.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There are no tokens to compute."));
    }
    if (encoder && !hasEncoded) {
        throw UsageError(QT_TRANSLATE_NOOP(
            "Error", "The encoder has read nothing yet that the decoder could look at."));
    }
    if (std::ssize(tokens) > capacity - position) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "%1 tokens after the %2 before are more than the %3 positions "
                              "of this session."),
            {std::to_string(tokens.size()), std::to_string(position), std::to_string(capacity)});
    }
    const auto vocabulary = model->info().vocabulary;
    const auto outside = std::ranges::find_if(
        tokens, [vocabulary](std::int32_t token) { return token < 0 || token >= vocabulary; });
    if (outside != tokens.end()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The token %1 is outside the vocabulary of %2."),
            {std::to_string(*outside), std::to_string(vocabulary)});
    }
}

Compiled& Session::Parts::compiled(std::int64_t rows, std::int64_t logitRows)
{
    auto wanted = edits.forRun(position, rows, logitRows);
    const auto found = std::ranges::find_if(programs, [&](const auto& one) {
        return one->shape.rows == rows && one->shape.logitRows == logitRows && one->edits == wanted;
    });
    if (found != programs.end()) {
        return **found;
    }
    auto fresh = std::make_unique<Compiled>();
    fresh->shape = graphShape(rows, logitRows);
    fresh->model = model->build(fresh->shape);
    auto& graph = fresh->model->graph;
    fresh->edits = std::move(wanted);
    for (const auto& edit : fresh->edits) {
        applyEdit(graph, edit);
    }
    fresh->logits = *graph.find("logits"); // an edit may have replaced them
    std::vector<Value> outputs{fresh->logits};
    for (const auto& name : taps) {
        fresh->taps.push_back({name, *graph.find(name)});
        outputs.push_back(fresh->taps.back().value);
    }
    if (programs.size() >= mostPrograms) {
        programs.erase(programs.begin());
    }
    fresh->program = backend->compile(graph, outputs, states);
    return *programs.emplace_back(std::move(fresh));
}

Tensor Session::Parts::run(std::span<const std::int32_t> tokens, std::int64_t logitRows,
                           std::stop_token stop)
{
    const auto rows = std::ssize(tokens);
    auto& one = compiled(rows, logitRows);
    const std::array first{static_cast<std::int32_t>(position)};
    one.program->set(one.model->tokens, Tensor::of({rows}, tokens));
    one.program->set(one.model->first, Tensor::of({1}, std::span<const std::int32_t>(first)));
    one.program->run(stop);
    auto logits = one.program->get(one.logits);
    if (!isFinite(logits)) {
        explainOverflow(*model->checkpoint());
    }
    if (sink) {
        for (const auto& [name, value] : one.taps) {
            const bool isLogits = value == one.logits;
            sink(name, position + (isLogits ? rows - logitRows : 0), one.program->get(value));
        }
    }
    position += rows;
    return logits;
}

SessionEncoder::Results Session::Parts::encode(const EncoderInput& input, std::stop_token stop)
{
    if (!encoder) {
        encoder = std::make_unique<SessionEncoder>(model, input); // refuses: there is none
    }
    if (stop.stop_requested()) {
        throw Cancelled();
    }
    position = 0;
    hasEncoded = false;
    states->clear();
    auto values = encoder->run(input, *backend, states, stop);
    SessionEncoder::Results results;
    for (const auto& name : encoder->results()) {
        if (!isFinite(values.at(name))) {
            explainOverflow(*model->checkpoint());
        }
        results.emplace(name, values.at(name));
    }
    if (sink) {
        for (const auto& name : encoder->taps()) {
            sink(name, 0, values.at(name));
        }
    }
    hasEncoded = true;
    return results;
}

Session::Session(std::shared_ptr<const Model> model, std::shared_ptr<Backend> backend,
                 SessionOptions options)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->model = std::move(model);
    m_parts->backend = std::move(backend);
    m_parts->prepare(options);
}

Session::Session(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Tensor Session::advance(std::span<const std::int32_t> tokens, LogitRows rows, std::stop_token stop,
                        const Progress& progress)
{
    m_parts->check(tokens);
    const auto total = std::ssize(tokens);
    const auto vocabulary = model().info().vocabulary;
    Tensor all =
        rows == LogitRows::All ? Tensor::allocate(DType::F32, {total, vocabulary}) : Tensor();
    Tensor last;
    for (std::int64_t done = 0; done < total;) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const auto count = std::min(m_parts->batch, total - done);
        const auto part =
            tokens.subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(count));
        last = m_parts->run(part, rows == LogitRows::All ? count : 1, stop);
        if (rows == LogitRows::All) {
            const auto place =
                all.mutableFloats().subspan(static_cast<std::size_t>(done * vocabulary));
            std::ranges::copy(last.floats(), place.begin());
        }
        done += count;
        if (progress) {
            progress(done, total);
        }
    }
    return rows == LogitRows::All ? all : last;
}

std::map<std::string, Tensor, std::less<>> Session::encode(const EncoderInput& input,
                                                           std::stop_token stop)
{
    return m_parts->encode(input, stop);
}

const std::vector<Sequence>& Session::sequences() const
{
    static const std::vector<Sequence> none;
    return m_parts->encoder ? m_parts->encoder->sequences() : none;
}

void Session::setTapSink(TapSink sink)
{
    m_parts->sink = std::move(sink);
}

std::int64_t Session::position() const
{
    return m_parts->position;
}

std::int64_t Session::capacity() const
{
    return m_parts->capacity;
}

const Model& Session::model() const
{
    return *m_parts->model;
}

Session Session::fork() const
{
    auto parts = std::make_unique<Parts>();
    parts->model = m_parts->model;
    parts->backend = m_parts->backend;
    parts->capacity = m_parts->capacity;
    parts->batch = m_parts->batch;
    parts->stateBytes = m_parts->stateBytes;
    parts->edits = m_parts->edits;
    parts->taps = m_parts->taps;
    parts->states = m_parts->states->fork();
    parts->position = m_parts->position;
    parts->encoder = m_parts->encoder ? m_parts->encoder->again() : nullptr;
    parts->hasEncoded = m_parts->hasEncoded;
    return Session(std::move(parts));
}

void Session::restart()
{
    m_parts->position = 0;
    m_parts->hasEncoded = false;
    m_parts->states->clear();
}

std::int64_t Session::bytes() const
{
    auto bytes = m_parts->stateBytes + (m_parts->encoder ? m_parts->encoder->bytes() : 0);
    for (const auto& one : m_parts->programs) {
        bytes += one->program->bytes();
    }
    return bytes;
}

} // namespace saccade
