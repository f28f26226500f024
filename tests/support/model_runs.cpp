#include "tests/support/model_runs.h"

#include "core/decoders/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saccade
{

namespace
{

// Rows of [n, …] follow each other; those of [heads, n, …] go in between, keys cut to the tokens.
void append(std::vector<std::vector<float>>& heads, const Tensor& rows, std::int64_t columns)
{
    const auto& shape = rows.shape();
    const auto headCount = shape.rank() == 3 ? shape[0] : 1;
    const auto width = shape[-1];
    const auto kept = std::min(columns, width);
    const auto values = rows.floats();
    const auto rowCount = std::ssize(values) / (headCount * width);
    heads.resize(static_cast<std::size_t>(headCount));
    for (std::int64_t h = 0; h < headCount; ++h) {
        auto& target = heads[static_cast<std::size_t>(h)];
        for (std::int64_t r = 0; r < rowCount; ++r) {
            const auto row = values.subspan(static_cast<std::size_t>((h * rowCount + r) * width),
                                            static_cast<std::size_t>(kept));
            target.insert(target.end(), row.begin(), row.end());
        }
    }
}

bool hasKeysAsColumns(const std::string& name)
{
    return name.ends_with(".pattern") || name.ends_with(".scores");
}

} // namespace

std::map<std::string, Tensor> captured(const std::shared_ptr<const Model>& model,
                                       const std::shared_ptr<Backend>& backend,
                                       std::span<const std::int32_t> tokens, SessionOptions options)
{
    Session session(model, backend, std::move(options));
    std::map<std::string, std::vector<std::vector<float>>> parts;
    session.setTapSink([&](const std::string& name, std::int64_t, const Tensor& rows) {
        append(parts[name], rows,
               hasKeysAsColumns(name) ? std::ssize(tokens)
                                      : std::numeric_limits<std::int64_t>::max());
    });
    session.advance(tokens, LogitRows::All);
    std::map<std::string, Tensor> result;
    for (const auto& [name, heads] : parts) {
        std::vector<float> all;
        for (const auto& head : heads) {
            all.insert(all.end(), head.begin(), head.end());
        }
        const auto count = std::ssize(all);
        result.emplace(name, Tensor::of({count}, std::span<const float>(all)));
    }
    return result;
}

std::vector<std::int32_t> greedy(const std::shared_ptr<const Model>& model,
                                 const std::shared_ptr<Backend>& backend,
                                 std::vector<std::int32_t> prompt, std::int64_t steps)
{
    Session session(model, backend, {.capacity = std::ssize(prompt) + steps});
    const auto* decoder = Registry<Decoder>::find("sample");
    DecodeRequest request{.prompt = prompt, .steps = steps};
    request.settings = resolve(decoder->parameters(), {{"stop-tokens", "none"}});
    decoder->decode(session, request,
                    [&](const Step& step) {
                        prompt.push_back(step.token);
                        return true;
                    },
                    {});
    return prompt;
}

double largestDifference(std::span<const float> a, std::span<const float> b)
{
    if (a.size() != b.size() || a.empty()) {
        return std::numeric_limits<double>::infinity();
    }
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        if (!(difference <= largest)) {
            largest = std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
        }
    }
    return largest;
}

std::shared_ptr<const Checkpoint> expanded(const Checkpoint& checkpoint)
{
    auto result = std::make_shared<Checkpoint>(checkpoint);
    for (auto& [name, tensor] : result->tensors) {
        tensor = toF32(tensor);
    }
    return result;
}

std::vector<std::int32_t> ids(const Tensor& tensor)
{
    std::vector<std::int32_t> result;
    const auto numbers = toF32(tensor); // ids are small enough to be exact
    for (const auto number : numbers.floats()) {
        result.push_back(static_cast<std::int32_t>(number));
    }
    return result;
}

} // namespace saccade
