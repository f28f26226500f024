#include "core/trace/predictions.h"

#include "core/models/model.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saccade
{

namespace
{

constexpr std::size_t most = 5;

// Softmax in double precision.
std::vector<double> probabilities(std::span<const float> logits)
{
    const double largest = std::ranges::max(logits);
    std::vector<double> result;
    for (const auto logit : logits) {
        result.push_back(std::exp(static_cast<double>(logit) - largest));
    }
    const auto total = std::accumulate(result.begin(), result.end(), 0.0);
    std::ranges::for_each(result, [total](double& value) { value /= total; });
    return result;
}

template <typename Label>
void addBest(std::vector<Prediction>& predictions, std::int64_t position,
             std::span<const float> logits, std::size_t count, const Label& label)
{
    const auto shares = probabilities(logits);
    std::vector<std::size_t> order(shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(std::min(count, order.size()));
    std::partial_sort(order.begin(), end, order.end(), [&](std::size_t a, std::size_t b) {
        return shares[a] > shares[b] || (shares[a] == shares[b] && a < b);
    });
    std::for_each(order.begin(), end, [&](std::size_t index) {
        const auto number = static_cast<std::int32_t>(index);
        predictions.push_back({position, number, label(number), static_cast<float>(shares[index])});
    });
}

std::vector<Prediction> classesOf(const ModelInfo& info, const Tensor& logits)
{
    const auto label = [&](std::int32_t index) {
        const auto place = static_cast<std::size_t>(index);
        return place < info.classes.size() ? info.classes[place] : std::to_string(index);
    };
    std::vector<Prediction> predictions;
    const auto rows = logits.shape()[0];
    for (std::int64_t row = 0; row < rows; ++row) {
        addBest(predictions, rows == 1 ? -1 : row, logits.rows(row, 1).floats(),
                rows == 1 ? most : 1, label);
    }
    return predictions;
}

std::vector<Prediction> maskedTokens(const Model& model, const EncoderInput& input,
                                     const Tensor& logits)
{
    const auto* tokenizer = model.sourceTokenizer().get();
    const auto mask = maskToken(tokenizer);
    std::vector<Prediction> predictions;
    const auto rows = std::min(std::ssize(input.tokens), logits.shape()[0]);
    for (std::int64_t row = 0; row < rows; ++row) {
        if (!mask || input.tokens[static_cast<std::size_t>(row)] == *mask) {
            addBest(predictions, row, logits.rows(row, 1).floats(), mask ? most : 1,
                    [&](std::int32_t token) { return tokenLabel(tokenizer, token); });
        }
    }
    return predictions;
}

std::vector<Prediction> similarity(const Tensor& image, const Tensor& text)
{
    double product = 0;
    double imageLength = 0;
    double textLength = 0;
    for (std::size_t i = 0; i < std::min(image.floats().size(), text.floats().size()); ++i) {
        const double a = image.floats()[i];
        const double b = text.floats()[i];
        product += a * b;
        imageLength += a * a;
        textLength += b * b;
    }
    const auto lengths = std::sqrt(imageLength) * std::sqrt(textLength);
    return {{.label = "similarity",
             .probability = static_cast<float>(lengths > 0 ? product / lengths : 0.0)}};
}

} // namespace

std::optional<std::int32_t> maskToken(const Tokenizer* tokenizer)
{
    if (tokenizer == nullptr) {
        return std::nullopt;
    }
    const auto bert = tokenizer->find("[MASK]");
    return bert ? bert : tokenizer->find("<mask>");
}

std::vector<Prediction> predictionsOf(const Model& model, const EncoderInput& input,
                                      const std::map<std::string, Tensor, std::less<>>& results)
{
    const auto find = [&](std::string_view name) {
        const auto found = results.find(name);
        return found == results.end() ? nullptr : &found->second;
    };
    const auto* logits = find("logits");
    const bool hasRows = logits != nullptr && logits->shape().rank() == 2 && !logits->isEmpty();
    switch (model.info().head) {
    case HeadKind::Classification:
        return hasRows ? classesOf(model.info(), *logits) : std::vector<Prediction>();
    case HeadKind::MaskedLanguageModel:
        return hasRows ? maskedTokens(model, input, *logits) : std::vector<Prediction>();
    case HeadKind::Similarity:
        if (const auto* image = find("image_embedding"), *text = find("text_embedding");
            image != nullptr && text != nullptr) {
            return similarity(*image, *text);
        }
        return {};
    case HeadKind::LanguageModel:
    case HeadKind::Embedding:
    case HeadKind::Forecast:
        return {};
    }
    return {};
}

} // namespace saccade
