#include "core/models/session.h"

#include "core/base/error.h"
#include "core/models/finite.h"
#include "core/models/session_edits.h"

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

std::int64_t bytesOfStates(const Graph& graph)
{
    std::int64_t bytes = 0;
    for (std::uint32_t id = 0; id < graph.valueCount(); ++id) {
        const auto& info = graph.info(id);
        if (info.source == ValueSource::State) {
            bytes += Tensor::bytesFor(info.dtype, info.shape);
        }
    }
    return bytes;
}

std::vector<std::string> resolveTaps(const std::vector<std::string>& taps, const Graph& graph)
{
    std::set<std::string> names;
    for (const auto& tap : taps) {
        const auto found = namesMatching(graph, tap);
        names.insert(found.begin(), found.end());
    }
    return {names.begin(), names.end()};
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

    void prepare(const SessionOptions& options);
    void check(std::span<const std::int32_t> tokens) const;
    Compiled& compiled(std::int64_t rows, std::int64_t logitRows);
    Tensor run(std::span<const std::int32_t> tokens, std::int64_t logitRows, std::stop_token stop);
};

// Checks capacity, edits and taps against a graph of the model before anything is computed.
void Session::Parts::prepare(const SessionOptions& options)
{
    const auto context = model->info().context;
    capacity = options.capacity == 0 ? context : options.capacity;
    if (capacity < 1 || capacity > context) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 positions are asked for, but the model has %2."),
            {std::to_string(capacity), std::to_string(context)});
    }
    batch = std::clamp<std::int64_t>(options.batch, 1, capacity);
    const auto built = model->build({.rows = 1, .capacity = capacity, .logitRows = 1});
    edits = SessionEdits(options.edits, built->graph, capacity);
    taps = resolveTaps(options.taps, built->graph);
    stateBytes = bytesOfStates(built->graph);
    const auto& device = backend->device();
    if (device.memoryBytes > 0 && stateBytes > device.memoryBytes) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "A cache of %1 positions takes %2 bytes, but %3 has %4. "
                                      "Ask for fewer positions."),
                    {std::to_string(capacity), std::to_string(stateBytes), device.name,
                     std::to_string(device.memoryBytes)});
    }
    states = backend->createStates();
}

void Session::Parts::check(std::span<const std::int32_t> tokens) const
{
    if (tokens.empty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "There are no tokens to compute."));
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
    fresh->shape = {.rows = rows, .capacity = capacity, .logitRows = logitRows};
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
    return Session(std::move(parts));
}

void Session::restart()
{
    m_parts->position = 0;
    m_parts->states->clear();
}

std::int64_t Session::bytes() const
{
    auto bytes = m_parts->stateBytes;
    for (const auto& one : m_parts->programs) {
        bytes += one->program->bytes();
    }
    return bytes;
}

} // namespace saccade
