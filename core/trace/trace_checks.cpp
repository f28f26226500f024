#include "core/trace/trace_checks.h"

#include "core/base/error.h"
#include "core/trace/model_json.h"

#include <QtGlobal>
#include <algorithm>
#include <optional>

namespace saccade
{

namespace
{

constexpr std::int64_t any = -1;

using Extents = std::vector<std::int64_t>;

/// What a name stands for: a shape, and the layers that there are of it (0: it has none).
struct Expected {
    std::vector<Extents> shapes; // one of them; `any` extent
    DType type = DType::F32;
    std::optional<std::int64_t> layers{};
};

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

// "encoder.blocks.3.attention.pattern" → {"encoder.", "3", "attention.pattern"}.
struct BlockName {
    std::string_view tower, block, value;
};

std::optional<BlockName> blockName(std::string_view name)
{
    constexpr std::string_view blocks = "blocks.";
    const auto at = name.find(blocks);
    if (at == std::string_view::npos || (at > 0 && name[at - 1] != '.')) {
        return std::nullopt;
    }
    const auto rest = name.substr(at + blocks.size());
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos) {
        return std::nullopt;
    }
    return BlockName{name.substr(0, at), rest.substr(0, dot), rest.substr(dot + 1)};
}

std::optional<std::int64_t> blockNumber(std::string_view digits)
{
    if (digits.empty() || digits.size() > 6 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    return std::stoll(std::string(digits));
}

class Expectations
{
public:
    explicit Expectations(const Trace& trace)
        : m_trace(trace), m_model(trace.modelInfo), m_parts(attentionParts(trace.modelInfo))
    {
    }

    /// Nothing for names that stand for nothing in particular.
    std::optional<Expected> of(std::string_view name) const
    {
        if (name.starts_with("scales.") || name == "image") {
            return std::nullopt;
        }
        if (const auto whole = ofWhole(name)) {
            return whole;
        }
        if (const auto block = blockName(name)) {
            return ofBlock(*block);
        }
        for (const std::string_view value : {"embedding", "final_norm"}) {
            if (name.ends_with(value)) {
                const auto tower = name.substr(0, name.size() - value.size());
                return ofRows(tower, value == "final_norm");
            }
        }
        return std::nullopt;
    }

private:
    std::int64_t extent(const char* key) const
    {
        const auto value = m_model.value(key, std::int64_t{0});
        return value > 0 ? value : any;
    }

    std::int64_t length(std::string_view sequence) const
    {
        const auto* found = m_trace.sequence(sequence);
        return found == nullptr ? std::ssize(m_trace.tokens) : found->shape.length;
    }

    std::optional<Expected> ofWhole(std::string_view name) const
    {
        if (name == "logits") {
            const bool isWritten = m_model.value("generates", true);
            const auto tokens = std::ssize(m_trace.tokens);
            return Expected{
                {isWritten ? Extents{tokens, extent("vocabulary")} : Extents{any, any}}};
        }
        if (name == "source.tokens") {
            return Expected{{{length("source")}}, DType::I32};
        }
        if (isOneOf(name, {"input.picture", "image"})) {
            return Expected{{{3, any, any}}};
        }
        if (name == "input.features") {
            return Expected{{{any, any}}};
        }
        if (isOneOf(name, {"series", "series.followed", "forecast"})) {
            return Expected{{{length("channels"), any}}};
        }
        if (name.ends_with(".patch_gate.mean_weights")) {
            return Expected{{{length("channels"), any}}};
        }
        if (isOneOf(name, {"pooled", "image_embedding", "text_embedding"})) {
            return Expected{{{any, any}}};
        }
        return std::nullopt;
    }

    // [positions, width] of a tower, if it is one of this model.
    std::optional<Expected> ofRows(std::string_view tower, bool hasWidth) const
    {
        const auto part = std::ranges::find_if(m_parts, [&](const AttentionPart& candidate) {
            return candidate.values.starts_with(std::string(tower) + "blocks.");
        });
        if (part == m_parts.end()) {
            return std::nullopt;
        }
        // Towers may have widths of their own.
        return Expected{
            {{length(part->queries), tower.empty() && hasWidth ? extent("width") : any}}};
    }

    std::int64_t layersOf(std::string_view tower) const
    {
        std::int64_t layers = 0;
        for (const auto& part : m_parts) {
            if (part.values.starts_with(std::string(tower) + "blocks.")) {
                layers = std::max(layers, part.layers);
            }
        }
        return layers;
    }

    std::optional<Expected> ofBlock(const BlockName& name) const
    {
        auto expected = ofAttention(name);
        if (!expected &&
            isOneOf(name.value, {"residual.before", "residual.middle", "residual.after",
                                 "attention.output", "cross_attention.output", "mlp.output"})) {
            expected = ofRows(name.tower, true);
            if (expected) {
                expected->layers = layersOf(name.tower);
            }
        }
        return expected;
    }

    std::optional<Expected> ofAttention(const BlockName& name) const
    {
        const auto dot = name.value.find('.');
        const auto values =
            std::string(name.tower) + "blocks.*." + std::string(name.value.substr(0, dot));
        const auto part = std::ranges::find(m_parts, values, &AttentionPart::values);
        if (part == m_parts.end() || dot == std::string_view::npos) {
            return std::nullopt;
        }
        const auto shapes = attentionShapes(*part, name.value.substr(dot + 1));
        return shapes.empty() ? std::nullopt
                              : std::optional(Expected{shapes, DType::F32, part->layers});
    }

    std::vector<Extents> attentionShapes(const AttentionPart& part, std::string_view value) const
    {
        const auto queries = length(part.queries);
        const auto keys = length(part.keys);
        const auto heads = part.heads > 0 ? part.heads : any;
        if (isOneOf(value, {"pattern", "scores"})) {
            return {{heads, queries, keys}};
        }
        if (value == "mean_pattern") {
            return {{queries, keys}, {1, queries, keys}};
        }
        if (part.implicit) {
            return {};
        }
        if (isOneOf(value, {"queries", "heads"})) {
            return {{heads, queries, any}};
        }
        if (isOneOf(value, {"keys", "values"})) {
            const bool isOnly = m_parts.size() == 1;
            return {{isOnly ? extent("key_value_heads") : any, keys, any}};
        }
        return {};
    }

    const Trace& m_trace;
    const nlohmann::json& m_model;
    std::vector<AttentionPart> m_parts;
};

bool fits(const Shape& shape, const Extents& expected)
{
    if (shape.rank() != expected.size()) {
        return false;
    }
    for (std::size_t axis = 0; axis < expected.size(); ++axis) {
        const auto extent = shape.extents()[axis];
        if (extent == 0 || (expected[axis] >= 0 && extent != expected[axis])) {
            return false;
        }
    }
    return true;
}

void checkTensor(const std::string& name, const Tensor& tensor, const Expected& expected,
                 const Trace& trace, const std::filesystem::path& path)
{
    const bool isFitting = std::ranges::any_of(
        expected.shapes, [&](const auto& one) { return fits(tensor.shape(), one); });
    if (tensor.dtype() != expected.type || !isFitting) {
        throw Error(
            QT_TRANSLATE_NOOP("Error",
                              "%1 is a damaged trace: the tensor %2 of type %3 and shape %4 "
                              "does not fit its %5 tokens and its model (F32 %6 was "
                              "expected, −1 for any)."),
            {path.string(), name, std::string(layout(tensor.dtype()).name), tensor.shape().text(),
             std::to_string(trace.tokens.size()), Shape(expected.shapes.front()).text()});
    }
    // Views count layers by the model's description.
    if (!expected.layers) {
        return;
    }
    const auto number = blockNumber(blockName(name)->block);
    if (!number || *number >= *expected.layers) {
        throw Error(QT_TRANSLATE_NOOP("Error",
                                      "%1 is a damaged trace: the tensor %2 belongs to none of "
                                      "its %3 layers."),
                    {path.string(), name, std::to_string(*expected.layers)});
    }
}

} // namespace

void checkTensors(const Trace& trace, const std::filesystem::path& path)
{
    const Expectations expectations(trace);
    for (const auto& [name, tensor] : trace.tensors) {
        if (const auto expected = expectations.of(name)) {
            checkTensor(name, tensor, *expected, trace, path);
        }
    }
}

} // namespace saccade
