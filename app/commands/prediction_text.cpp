#include "app/commands/prediction_text.h"

#include "app/commands/console.h"
#include "core/display/number_text.h"
#include "core/models/model.h"
#include "core/text/tokenizer.h"
#include "core/trace/predictions.h"

#include <QString>
#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

std::string rounded(double number, int places)
{
    return QString::number(number, 'f', places).toStdString();
}

std::string positionText(const Trace& trace, std::int64_t position)
{
    const auto place = static_cast<std::size_t>(position);
    return substitute(commandText(QT_TRANSLATE_NOOP("Command", "Token %1 (%2)")),
                      {std::to_string(position),
                       place < trace.tokenLabels.size() ? trace.tokenLabels[place] : ""});
}

std::string embeddingText(const char* name, const Tensor& embedding)
{
    constexpr std::size_t most = 6;
    std::string numbers;
    double squares = 0;
    for (std::size_t i = 0; i < embedding.floats().size(); ++i) {
        const double number = embedding.floats()[i];
        squares += number * number;
        if (i < most) {
            numbers += i > 0 ? " " : "";
            numbers += rounded(number, 4);
        }
    }
    return substitute(commandText(name), {std::to_string(embedding.elements()),
                                          rounded(std::sqrt(squares), 4), numbers}) +
           "\n";
}

std::string embeddingsText(const Trace& trace)
{
    static const std::vector<std::pair<const char*, const char*>> patterns{
        {"pooled", QT_TRANSLATE_NOOP(
                       "Command", "Embedding of %1 numbers, length %2: %3 … (--json shows all)")},
        {"image_embedding",
         QT_TRANSLATE_NOOP(
             "Command", "Embedding of the image, %1 numbers, length %2: %3 … (--json shows all)")},
        {"text_embedding",
         QT_TRANSLATE_NOOP(
             "Command", "Embedding of the text, %1 numbers, length %2: %3 … (--json shows all)")},
    };
    std::string text;
    for (const auto& [name, pattern] : patterns) {
        const auto* embedding = trace.find(name);
        text += embedding == nullptr ? std::string() : embeddingText(pattern, *embedding);
    }
    return text;
}

// A row a step, a column a channel.
std::string forecastText(const Trace& trace)
{
    const auto* forecast = trace.find("forecast");
    if (forecast == nullptr) {
        return {};
    }
    const auto* channels = trace.sequence("channels");
    std::vector<std::vector<std::string>> rows(1);
    rows[0].push_back(commandText(QT_TRANSLATE_NOOP("Command", "Step")));
    if (channels != nullptr) {
        rows[0].insert(rows[0].end(), channels->labels.begin(), channels->labels.end());
    }
    const auto horizon = forecast->shape()[1];
    for (std::int64_t step = 0; step < horizon; ++step) {
        auto& row = rows.emplace_back();
        row.emplace_back("+").append(std::to_string(step + 1));
        for (std::int64_t channel = 0; channel < forecast->shape()[0]; ++channel) {
            row.push_back(numberText(
                forecast->floats()[static_cast<std::size_t>(channel * horizon + step)]));
        }
    }
    return table(rows);
}

std::string nothingMasked(const Model& model)
{
    const auto* tokenizer = model.sourceTokenizer().get();
    const auto mask = maskToken(tokenizer);
    return mask ? substitute(commandText(QT_TRANSLATE_NOOP(
                                 "Command", "Nothing is masked: write %1 into the text to see what "
                                            "the model expects there.")),
                             {tokenizer->entry(*mask)}) +
                      "\n"
                : std::string();
}

} // namespace

std::string predictionText(const Trace& trace, const Model& model)
{
    const auto head = model.info().head;
    if (head == HeadKind::Forecast) {
        return forecastText(trace);
    }
    if (trace.predictions.empty()) {
        return head == HeadKind::MaskedLanguageModel ? nothingMasked(model) : embeddingsText(trace);
    }
    if (head == HeadKind::Similarity) {
        return substitute(commandText(QT_TRANSLATE_NOOP("Command", "Similarity %1")),
                          {rounded(static_cast<double>(trace.predictions[0].probability), 4)}) +
               "\n";
    }
    std::vector<std::vector<std::string>> rows;
    std::int64_t before = -1;
    for (const auto& prediction : trace.predictions) {
        std::vector<std::string> row;
        if (prediction.position >= 0) {
            row.push_back(prediction.position == before ? ""
                                                        : positionText(trace, prediction.position));
            before = prediction.position;
        }
        row.push_back(rounded(100.0 * static_cast<double>(prediction.probability), 2) + " %");
        row.push_back(prediction.label);
        rows.push_back(std::move(row));
    }
    return table(rows);
}

} // namespace saccade
