// One token after the other, greedily or at random.
#include "core/base/error.h"
#include "core/base/philox.h"
#include "core/decoders/sampling.h"

#include <QtGlobal>
#include <algorithm>
#include <charconv>
#include <chrono>

namespace saccade
{

namespace
{

constexpr auto temperatureName = "temperature";
constexpr auto topKName = "top-k";
constexpr auto topPName = "top-p";
constexpr auto minPName = "min-p";
constexpr auto penaltyName = "repetition-penalty";
constexpr auto stopName = "stop-tokens";

// "model", "none", or ids with commas between.
std::vector<std::int32_t> stopTokens(const std::string& text, const ModelInfo& model)
{
    if (text == "model") {
        return model.stopTokens;
    }
    std::vector<std::int32_t> tokens;
    if (text == "none") {
        return tokens;
    }
    const auto* place = text.data();
    const auto* const end = place + text.size();
    for (;;) {
        std::int32_t token = 0;
        const auto [next, code] = std::from_chars(place, end, token);
        if (code != std::errc() || token < 0 || (next != end && *next != ',')) {
            throw UsageError(QT_TRANSLATE_NOOP("Error",
                                               "“%1” must be model, none, or token ids with commas "
                                               "between, as in 2,50256; not “%2”."),
                             {stopName, text});
        }
        tokens.push_back(token);
        if (next == end) {
            return tokens;
        }
        place = next + 1;
    }
}

SamplingRules rulesOf(const Settings& settings)
{
    return {.temperature = settings.at(temperatureName).get<double>(),
            .topK = settings.at(topKName).get<std::int64_t>(),
            .topP = settings.at(topPName).get<double>(),
            .minP = settings.at(minPName).get<double>(),
            .repetitionPenalty = settings.at(penaltyName).get<double>()};
}

class Sample : public Decoder
{
public:
    std::string_view identifier() const override { return "sample"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Decoder", "Token by token (greedy or sampled)");
    }
    Citation citation() const override
    {
        return {.title = "The Curious Case of Neural Text Degeneration",
                .authors = "Ari Holtzman, Jan Buys, Li Du, Maxwell Forbes, Yejin Choi",
                .year = 2020,
                .arxiv = "1904.09751"};
    }
    std::vector<Parameter> parameters() const override;
    void decode(Session& session, const DecodeRequest& request, const StepSink& sink,
                std::stop_token stop, const Progress& progress) const override;
};

std::vector<Parameter> Sample::parameters() const
{
    return {
        {temperatureName,
         QT_TRANSLATE_NOOP("Parameter", "Temperature"),
         ParameterType::Number,
         0.0,
         0.0,
         100.0,
         {},
         QT_TRANSLATE_NOOP(
             "Parameter",
             "Divides the logits before a token is drawn; 0 takes the most probable.")},
        {topKName,
         QT_TRANSLATE_NOOP("Parameter", "Top k"),
         ParameterType::Integer,
         0,
         0.0,
         1e9,
         {},
         QT_TRANSLATE_NOOP("Parameter",
                           "Draws only from this many most probable tokens; 0: from all.")},
        {topPName,
         QT_TRANSLATE_NOOP("Parameter", "Top p"),
         ParameterType::Number,
         1.0,
         0.0,
         1.0,
         {},
         QT_TRANSLATE_NOOP("Parameter",
                           "Draws only from the most probable tokens that together have "
                           "this probability; 1: from all.")},
        {minPName,
         QT_TRANSLATE_NOOP("Parameter", "Min p"),
         ParameterType::Number,
         0.0,
         0.0,
         1.0,
         {},
         QT_TRANSLATE_NOOP("Parameter",
                           "Draws only from tokens of at least this share of the highest "
                           "probability; 0: from all.")},
        {penaltyName,
         QT_TRANSLATE_NOOP("Parameter", "Repetition penalty"),
         ParameterType::Number,
         1.0,
         0.01,
         100.0,
         {},
         QT_TRANSLATE_NOOP(
             "Parameter",
             "Makes tokens that stand in the text already less likely; 1: not at all.")},
        {stopName,
         QT_TRANSLATE_NOOP("Parameter", "Stop tokens"),
         ParameterType::Word,
         "model",
         0.0,
         0.0,
         {},
         QT_TRANSLATE_NOOP("Parameter",
                           "Token ids that end the text, with commas between; “model” for "
                           "the model's own, “none” for none.")},
    };
}

void Sample::decode(Session& session, const DecodeRequest& request, const StepSink& sink,
                    std::stop_token stop, const Progress& progress) const
{
    const auto rules = rulesOf(request.settings);
    const auto stops =
        stopTokens(request.settings.at(stopName).get<std::string>(), session.model().info());
    auto text = request.prompt;
    auto start = std::chrono::steady_clock::now();
    auto logits = session.advance(text, request.promptLogits, stop, progress);
    for (std::int64_t index = 0; index < request.steps; ++index) {
        const auto last = logits.rows(logits.shape()[0] - 1, 1);
        // Counted by position, so that a branch draws what the whole would have drawn.
        const auto random =
            philoxUniform(request.seed, static_cast<std::uint64_t>(session.position()));
        auto step = chooseToken(last.floats(), text, rules, random);
        step.position = session.position();
        step.forwardPasses = 1;
        const auto end = std::chrono::steady_clock::now();
        step.seconds = std::chrono::duration<double>(end - start).count();
        start = end;
        text.push_back(step.token);
        const bool goesOn = sink(step);
        const bool isStop = std::ranges::find(stops, step.token) != stops.end();
        if (progress) {
            progress(index + 1, request.steps);
        }
        if (!goesOn || isStop || index + 1 == request.steps) {
            return;
        }
        const std::array next{step.token};
        logits = session.advance(next, request.promptLogits, stop);
    }
}

const Registry<Decoder>::Entry entry(std::make_unique<Sample>());

} // namespace

} // namespace saccade
