#include "core/trace/run.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/text/tokenizer.h"
#include "core/trace/capture.h"
#include "core/trace/capture_recorder.h"
#include "core/trace/file_sums.h"
#include "core/trace/predictions.h"
#include "core/trace/recipe.h"
#include "core/trace/sequences.h"
#include "core/trace/token_text.h"

#include <QtGlobal>
#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace saccade
{

namespace
{

const Decoder& decoderNamed(const std::string& identifier)
{
    if (const auto* decoder = Registry<Decoder>::find(identifier)) {
        return *decoder;
    }
    std::vector<std::string> known;
    for (const auto& decoder : Registry<Decoder>::all()) {
        known.emplace_back(decoder->identifier());
    }
    throw UsageError(QT_TRANSLATE_NOOP("Error", "There is no decoder “%1”. Did you mean “%2”?"),
                     {identifier, nearest(identifier, known)});
}

void requireSteps(const RunRequest& request)
{
    if (request.steps < 0) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The number of steps cannot be %1."),
                         {std::to_string(request.steps)});
    }
}

// The request with what the model takes for granted: where its output begins; and what it only
// reads is input, not a prompt.
RunRequest completed(const ModelInfo& info, RunRequest request)
{
    requireSteps(request);
    if (!info.encodes && !request.input.isEmpty()) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 has no encoder: give it a text alone."),
                         {info.name});
    }
    if (info.generates) {
        if (info.encodes && request.prompt.empty()) {
            request.prompt = info.decoderStart;
        }
        return request;
    }
    if (request.steps > 0 || (!request.prompt.empty() && !request.input.tokens.empty())) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "%1 reads its input whole and does not write: ask for 0 steps."),
            {info.name});
    }
    if (request.input.tokens.empty()) {
        request.input.tokens = std::exchange(request.prompt, {});
    }
    if (request.input.isEmpty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is nothing to run: the prompt has no tokens."));
    }
    return request;
}

// Positions that the decoder computes at most; throws where the model has fewer. The last token
// need not be computed to be predicted, unless it is to be captured.
std::int64_t requiredLength(const ModelInfo& info, const RunRequest& request)
{
    if (!info.generates) {
        return 0;
    }
    if (request.prompt.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is nothing to run: the prompt has no tokens."));
    }
    const auto prompt = std::ssize(request.prompt);
    const auto context = info.context > 0 ? info.context : std::numeric_limits<std::int64_t>::max();
    if (prompt > context) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "The prompt is too long: it has %1 of at most %2 tokens."),
            {std::to_string(prompt), std::to_string(context)});
    }
    const bool isPicture = info.pixels != nullptr; // behind its last pixel nothing follows
    const auto uncomputed = !request.capture.empty() || request.steps == 0 || isPicture ? 0 : 1;
    const auto most = context - prompt + uncomputed;
    if (request.steps > most) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "Too many steps: %2. The model has %3 positions, of which "
                                       "the prompt takes %1; the most steps possible are %4."),
            {std::to_string(prompt), std::to_string(request.steps), std::to_string(context),
             std::to_string(most)});
    }
    return prompt + request.steps - uncomputed;
}

class Stopwatch
{
public:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// One run of one model: what runModel does, step by step.
class Run
{
public:
    Run(std::shared_ptr<const Model> model, std::shared_ptr<Backend> backend,
        const RunRequest& request)
        : m_model(std::move(model)), m_request(completed(m_model->info(), request)),
          m_decoder(decoderNamed(m_request.decoder)),
          m_settings(resolve(m_decoder.parameters(), m_request.settings)),
          m_length(requiredLength(m_model->info(), m_request)),
          m_plan(planCapture(*m_model, m_request.capture, m_request.input, m_length)),
          m_device(backend->device()), m_session(m_model, std::move(backend), options())
    {
        m_trace->tokens = m_request.prompt;
        m_trace->promptLength = std::ssize(m_request.prompt);
    }

    std::shared_ptr<const Trace> operator()(const std::stop_token& stop, const Progress& progress,
                                            const std::function<void(const Step&)>& onStep)
    {
        if (m_model->info().encodes) {
            encode(stop);
        }
        if (m_model->info().generates) {
            decode(stop, progress, onStep);
        }
        m_trace->seconds = m_stopwatch.seconds();
        m_trace->promptSeconds = m_trace->steps.empty() ? m_trace->seconds : m_trace->promptSeconds;
        if (m_model->info().generates) {
            computeRest(stop);
        }
        m_trace->tensors.merge(m_recorder.take(std::ssize(m_trace->tokens)));
        describe();
        return m_trace;
    }

private:
    SessionOptions options() const
    {
        requireMemoryFor(m_plan, std::max(m_length, std::ssize(m_request.input.tokens)));
        SessionOptions options;
        options.capacity = m_length;
        options.edits = m_request.edits;
        options.taps = m_plan.names;
        options.input = m_request.input;
        return options;
    }

    bool wantsLogits() const { return std::ranges::binary_search(m_plan.names, "logits"); }
    LogitRows logitRows() const { return wantsLogits() ? LogitRows::All : LogitRows::Last; }

    void encode(const std::stop_token& stop)
    {
        if (!m_plan.names.empty()) {
            m_session.setTapSink([this](const std::string& name, std::int64_t,
                                        const Tensor& value) { m_recorder.addWhole(name, value); });
        }
        auto results = m_session.encode(m_request.input, stop);
        m_trace->predictions = predictionsOf(*m_model, m_request.input, results);
        m_trace->sequences = describeSequences(m_session.sequences(), m_request.input,
                                               m_model->sourceTokenizer().get());
        for (auto& [name, value] : results) {
            // Of every token they are as large as the vocabulary is wide.
            if (name != "logits" || wantsLogits() || value.shape()[0] == 1) {
                m_trace->tensors.insert_or_assign(name, std::move(value));
            }
        }
        keepInput();
    }

    // What was read, for those who look at the attention.
    void keepInput()
    {
        const auto& input = m_request.input;
        if (!input.picture.isEmpty()) {
            m_trace->tensors.insert_or_assign("input.picture", input.picture);
        }
        if (!input.features.isEmpty()) {
            m_trace->tensors.insert_or_assign("input.features", input.features);
        }
        if (!input.series.isEmpty()) {
            m_trace->tensors.insert_or_assign("series", input.series);
        }
        if (!input.followed.isEmpty()) {
            m_trace->tensors.insert_or_assign("series.followed", input.followed);
        }
        if (input.tokens.empty()) {
            return;
        }
        if (m_model->info().generates) {
            m_trace->tensors.insert_or_assign(
                "source.tokens", Tensor::of({std::ssize(input.tokens)}, std::span(input.tokens)));
        } else {
            m_trace->tokens = input.tokens;
            m_trace->promptLength = std::ssize(input.tokens);
        }
    }

    void decode(const std::stop_token& stop, const Progress& progress,
                const std::function<void(const Step&)>& onStep)
    {
        m_session.setTapSink({});
        if (!m_plan.names.empty()) {
            m_session.setTapSink([this](const std::string& name, std::int64_t first,
                                        const Tensor& rows) { m_recorder.add(name, first, rows); });
        }
        const DecodeRequest request{m_request.prompt, m_request.steps, logitRows(), m_request.seed,
                                    m_settings};
        const auto onEach = [&](const Step& step) {
            m_trace->promptSeconds =
                m_trace->steps.empty() ? m_stopwatch.seconds() : m_trace->promptSeconds;
            m_trace->steps.push_back(step);
            m_trace->tokens.push_back(step.token);
            if (onStep) {
                onStep(step);
            }
            return true;
        };
        m_decoder.decode(m_session, request, onEach, stop, progress);
    }

    // The last token was predicted, but not read: what is captured shall cover it too.
    void computeRest(const std::stop_token& stop)
    {
        const auto computed = m_session.position();
        if (!m_plan.names.empty() && computed < std::ssize(m_trace->tokens)) {
            m_session.advance(
                std::span(m_trace->tokens).subspan(static_cast<std::size_t>(computed)), logitRows(),
                stop);
        }
    }

    void keepWrittenPicture()
    {
        if (const auto& pixels = m_model->info().pixels) {
            const auto picture = pictureOfTokens(*pixels, m_trace->tokens);
            if (!picture.isEmpty()) {
                m_trace->tensors.insert_or_assign("image", picture);
                m_trace->tensors.insert_or_assign("input.picture", picture); // to lay maps on
            }
        }
    }

    void describe()
    {
        const auto* tokenizer = m_model->tokenizer().get();
        for (const auto token : m_trace->tokens) {
            m_trace->tokenLabels.push_back(tokenLabel(tokenizer, token));
        }
        if (tokenizer != nullptr && m_model->info().generates) {
            m_trace->text = continuationText(*tokenizer, m_trace->tokens, m_trace->promptLength);
        }
        if (m_model->info().generates) {
            keepWrittenPicture();
            m_trace->sequences.push_back(tokenSequence(*m_trace, m_model->info()));
        }
        m_trace->modelInfo = toJson(m_model->info());
        m_trace->recipe = recipeOf(m_request, m_settings, m_model->info(), m_device);
        m_trace->recipe["sha256"] = fileSums(*m_model, m_request.source);
    }

    std::shared_ptr<const Model> m_model;
    RunRequest m_request;
    const Decoder& m_decoder;
    Settings m_settings;
    std::int64_t m_length; // of the decoder
    CapturePlan m_plan;
    DeviceInfo m_device;
    Session m_session;
    CaptureRecorder m_recorder;
    std::shared_ptr<Trace> m_trace = std::make_shared<Trace>();
    Stopwatch m_stopwatch;
};

} // namespace

std::shared_ptr<const Trace> runModel(std::shared_ptr<const Model> model,
                                      std::shared_ptr<Backend> backend, const RunRequest& request,
                                      std::stop_token stop, const Progress& progress,
                                      const std::function<void(const Step&)>& onStep)
{
    Run run(std::move(model), std::move(backend), request);
    return run(stop, progress, onStep);
}

} // namespace saccade
