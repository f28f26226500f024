#include "tests/support/encoder_decoder_runs.h"

#include <algorithm>

namespace saccade
{

namespace
{

struct Piece {
    std::int64_t first = 0;
    Tensor rows;
};

bool isCausalPattern(const std::string& name)
{
    return name.starts_with("decoder.") && name.ends_with(".attention.pattern");
}

// Pieces [heads, n, width] or [n, width] after each other along n.
Tensor assembled(const std::vector<Piece>& pieces, std::int64_t length, bool isCutToLength)
{
    const auto& shape = pieces.front().rows.shape();
    const auto heads = shape.rank() == 3 ? shape[0] : 1;
    const auto width = isCutToLength ? std::min(length, shape[-1]) : shape[-1];
    std::int64_t rows = 0;
    for (const auto& piece : pieces) {
        rows += piece.rows.shape()[shape.rank() == 3 ? 1 : 0];
    }
    auto result = Tensor::allocate(DType::F32, shape.rank() == 3 ? Shape{heads, rows, width}
                                                                 : Shape{rows, width});
    const auto target = result.mutableFloats();
    for (const auto& piece : pieces) {
        const auto values = piece.rows.floats();
        const auto stride = piece.rows.shape()[-1];
        const auto count = std::ssize(values) / (heads * stride);
        for (std::int64_t head = 0; head < heads; ++head) {
            for (std::int64_t row = 0; row < count; ++row) {
                const auto from =
                    values.subspan(static_cast<std::size_t>((head * count + row) * stride),
                                   static_cast<std::size_t>(width));
                const auto place = (head * rows + piece.first + row) * width;
                std::ranges::copy(from, target.subspan(static_cast<std::size_t>(place)).begin());
            }
        }
    }
    return result;
}

} // namespace

std::map<std::string, Tensor> encodedAndDecoded(const std::shared_ptr<const Model>& model,
                                                const std::shared_ptr<Backend>& backend,
                                                std::span<const std::int32_t> tokens,
                                                const SessionOptions& options)
{
    Session session(model, backend, options);
    std::map<std::string, std::vector<Piece>> pieces;
    session.setTapSink([&](const std::string& name, std::int64_t first, const Tensor& rows) {
        pieces[name].push_back({first, rows});
    });
    session.encode(options.input);
    const auto logits = session.advance(tokens, LogitRows::All);
    std::map<std::string, Tensor> result{{"logits", logits}};
    for (const auto& [name, parts] : pieces) {
        result.emplace(name, assembled(parts, std::ssize(tokens), isCausalPattern(name)));
    }
    return result;
}

std::vector<std::int32_t> greedyAfter(const std::shared_ptr<const Model>& model,
                                      const std::shared_ptr<Backend>& backend,
                                      const EncoderInput& input, std::vector<std::int32_t> start,
                                      std::int64_t steps, std::int32_t stop)
{
    Session session(model, backend, {.capacity = std::ssize(start) + steps, .input = input});
    session.encode(input);
    auto logits = session.advance(start);
    for (std::int64_t step = 0; step < steps; ++step) {
        const auto values = logits.floats();
        const auto token =
            static_cast<std::int32_t>(std::ranges::max_element(values) - values.begin());
        if (token == stop) {
            break;
        }
        start.push_back(token);
        if (step + 1 < steps) {
            logits = session.advance(std::span<const std::int32_t>(&start.back(), 1));
        }
    }
    return start;
}

} // namespace saccade
