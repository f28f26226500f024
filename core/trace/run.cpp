#include "core/trace/run.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/graph/name_pattern.h"
#include "core/text/tokenizer.h"
#include "core/trace/capture.h"
#include "core/trace/recipe.h"
#include "core/trace/token_text.h"

#include <QtGlobal>
#include <algorithm>
#include <chrono>
#include <limits>

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

// Positions that the run computes at most; throws where the model has fewer. The last token need
// not be computed to be predicted, unless it is to be captured.
std::int64_t requiredLength(const ModelInfo& info, const RunRequest& request, bool captures)
{
    if (request.prompt.empty()) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "There is nothing to run: the prompt has no tokens."));
    }
    if (request.steps < 0) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The number of steps cannot be %1."),
                         {std::to_string(request.steps)});
    }
    const auto prompt = std::ssize(request.prompt);
    const auto context = info.context > 0 ? info.context : std::numeric_limits<std::int64_t>::max();
    if (prompt > context) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error",
                              "A prompt of %1 tokens does not fit the %2 positions of the model."),
            {std::to_string(prompt), std::to_string(context)});
    }
    const auto uncomputed = captures || request.steps == 0 ? 0 : 1;
    const auto most = context - prompt + uncomputed;
    if (request.steps > most) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "A prompt of %1 tokens and %2 steps do not fit the %3 "
                                       "positions of the model: at most %4 steps are possible."),
            {std::to_string(prompt), std::to_string(request.steps), std::to_string(context),
             std::to_string(most)});
    }
    return prompt + request.steps - uncomputed;
}

void describe(Trace& trace, const Model& model)
{
    const auto* tokenizer = model.tokenizer().get();
    for (const auto token : trace.tokens) {
        trace.tokenLabels.push_back(tokenLabel(tokenizer, token));
    }
    if (tokenizer != nullptr) {
        trace.text = continuationText(*tokenizer, trace.tokens, trace.promptLength);
    }
    trace.modelInfo = toJson(model.info());
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

} // namespace

std::shared_ptr<const Trace> runModel(std::shared_ptr<const Model> model,
                                      std::shared_ptr<Backend> backend, const RunRequest& request,
                                      std::stop_token stop, const Progress& progress,
                                      const std::function<void(const Step&)>& onStep)
{
    const auto& decoder = decoderNamed(request.decoder);
    const auto declared = decoder.parameters();
    const auto settings = resolve(declared, request.settings);
    const auto names = captureNames(request.capture);
    const auto length = requiredLength(model->info(), request, !names.empty());
    requireMemoryFor(*model, names, length);

    SessionOptions options;
    options.capacity = length;
    options.edits = request.edits;
    options.taps = names;
    Session session(model, backend, std::move(options));
    CaptureRecorder recorder;
    if (!names.empty()) {
        session.setTapSink([&](const std::string& name, std::int64_t first, const Tensor& rows) {
            recorder.add(name, first, rows);
        });
    }

    auto trace = std::make_shared<Trace>();
    trace->tokens = request.prompt;
    trace->promptLength = std::ssize(request.prompt);
    const bool wantsLogits =
        std::ranges::any_of(names, [](const auto& name) { return matchesName(name, "logits"); });
    const auto logitRows = wantsLogits ? LogitRows::All : LogitRows::Last;
    const DecodeRequest decode{request.prompt, request.steps, logitRows, request.seed, settings};
    const Stopwatch stopwatch;
    decoder.decode(
        session, decode,
        [&](const Step& step) {
            trace->promptSeconds =
                trace->steps.empty() ? stopwatch.seconds() : trace->promptSeconds;
            trace->steps.push_back(step);
            trace->tokens.push_back(step.token);
            if (onStep) {
                onStep(step);
            }
            return true;
        },
        stop, progress);
    trace->seconds = stopwatch.seconds();
    trace->promptSeconds = trace->steps.empty() ? trace->seconds : trace->promptSeconds;
    // The last token was predicted, but not read: what is captured shall cover it too.
    const auto computed = session.position();
    if (!names.empty() && computed < std::ssize(trace->tokens)) {
        session.advance(std::span(trace->tokens).subspan(static_cast<std::size_t>(computed)),
                        logitRows, stop);
    }
    trace->tensors = recorder.take(std::ssize(trace->tokens));
    trace->recipe = recipeOf(request, settings, model->info(), backend->device());
    describe(*trace, *model);
    return trace;
}

} // namespace saccade
