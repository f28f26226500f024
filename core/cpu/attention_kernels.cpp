// Kernels for core/graph/ops/attention.h.
#include "core/cpu/cpu_kernel.h"

namespace saccade
{

namespace
{

/// What every run of an attention node has in common.
struct AttentionShape {
    std::int64_t heads = 0;
    std::int64_t keyHeads = 0;
    std::int64_t n = 0;
    bool everyKey = false;
    AttentionSlice part; // without data
};

/// Where each head's bias lies.
struct BiasPlaces {
    std::optional<std::size_t> input;
    std::int64_t headStride = 0; // 0 where heads share theirs
    std::int64_t rowStride = 0;

    BiasPlaces(const KernelRequest& request, std::size_t index)
    {
        if (request.node.inputs.size() > index) {
            const auto& shape = request.input(index).shape; // [heads or 1, n or 1, capacity]
            input = index;
            rowStride = shape[1] == 1 ? 0 : shape[2];
            headStride = shape[0] == 1 ? 0 : shape[1] * shape[2];
        }
    }

    void bind(const KernelCall& call, AttentionSlice& part, std::int64_t head) const
    {
        if (input) {
            part.bias = call.floats(*input) + head * headStride;
            part.biasStride = rowStride;
        }
    }
};

void setRule(AttentionShape& shape, const Attributes& attributes)
{
    auto& part = shape.part;
    shape.everyKey = attributes.integer("every_key") != 0;
    part.scale = static_cast<float>(attributes.number("scale"));
    part.softCap = static_cast<float>(attributes.number("soft_cap"));
    part.causal = !shape.everyKey && attributes.integer("causal") != 0;
    part.window = attributes.integer("window");
}

/// Rows of one piece of work: as many as the kernels take at once.
constexpr std::int64_t rowsOfPart = 64;

/// compute(part) for pieces of all heads. `bind` sets the data of a head.
template <typename Bind>
void forParts(const KernelCall& call, const AttentionShape& shape, const Bind& bind,
              void (*compute)(const AttentionSlice&))
{
    const auto blocks = (shape.n + rowsOfPart - 1) / rowsOfPart;
    call.pool.run(shape.heads * blocks, [&](std::int64_t piece, int thread) {
        const auto head = piece % shape.heads;
        // The last rows see most and go first, so that the threads end together.
        const auto row = (blocks - 1 - piece / shape.heads) * rowsOfPart;
        AttentionSlice part = shape.part;
        bind(part, head, head * shape.keyHeads / shape.heads);
        part.rows = std::min(rowsOfPart, shape.n - row);
        part.position += row;
        part.queries += row * part.width;
        part.heads = part.heads == nullptr ? nullptr : part.heads + row * part.valueWidth;
        part.pattern = part.pattern == nullptr ? nullptr : part.pattern + row * part.capacity;
        part.bias = part.bias == nullptr ? nullptr : part.bias + row * part.biasStride;
        part.scratch = call.pool.scratch(thread);
        compute(part);
    });
}

const std::byte* ofHead(const std::byte* data, DType type, std::int64_t head, std::int64_t elements)
{
    return data + head * elements * layout(type).blockBytes;
}

void setKeys(AttentionShape& shape, const ValueInfo& keys)
{
    shape.keyHeads = keys.shape[0];
    shape.part.keyType = keys.dtype;
    shape.part.capacity = keys.shape[1];
    shape.part.width = keys.shape[2];
}

void setValues(AttentionShape& shape, const ValueInfo& values)
{
    shape.keyHeads = values.shape[0];
    shape.part.valueType = values.dtype;
    shape.part.capacity = values.shape[1];
    shape.part.valueWidth = values.shape[2];
}

/// Positions from `first` on; keys that were written.
void setPosition(AttentionShape& shape, std::int64_t first)
{
    shape.part.position = first;
    shape.part.visible = shape.everyKey
                             ? shape.part.capacity
                             : std::clamp<std::int64_t>(first + shape.n, 0, shape.part.capacity);
}

KernelRun prepareFused(const KernelRequest& request)
{
    AttentionShape shape;
    shape.heads = request.input(0).shape[0];
    shape.n = request.input(0).shape[1];
    setKeys(shape, request.input(1));
    setValues(shape, request.input(2));
    setRule(shape, request.node.attributes);
    const BiasPlaces bias(request, 4);
    const bool captures = request.node.outputs.size() > 1;
    request.pool.reserveScratch(request.vector.attentionScratch(shape.part));
    return [shape, captures, bias](const KernelCall& call) {
        AttentionShape now = shape;
        setPosition(now, call.position(3));
        const auto bind = [&](AttentionSlice& part, std::int64_t head, std::int64_t keyHead) {
            part.queries = call.floats(0) + head * now.n * part.width;
            part.keys = ofHead(call.inputs[1], part.keyType, keyHead, part.capacity * part.width);
            part.values =
                ofHead(call.inputs[2], part.valueType, keyHead, part.capacity * part.valueWidth);
            part.heads = call.result() + head * now.n * part.valueWidth;
            bias.bind(call, part, head);
            part.pattern = captures ? call.result(1) + head * now.n * part.capacity : nullptr;
        };
        forParts(call, now, bind, call.vector.attend);
    };
}

KernelRun prepareScores(const KernelRequest& request)
{
    AttentionShape shape;
    shape.heads = request.input(0).shape[0];
    shape.n = request.input(0).shape[1];
    setKeys(shape, request.input(1));
    setRule(shape, request.node.attributes);
    const BiasPlaces bias(request, 3);
    request.pool.reserveScratch(request.vector.attentionScratch(shape.part));
    return [shape, bias](const KernelCall& call) {
        AttentionShape now = shape;
        setPosition(now, call.position(2));
        const auto bind = [&](AttentionSlice& part, std::int64_t head, std::int64_t keyHead) {
            part.queries = call.floats(0) + head * now.n * part.width;
            part.keys = ofHead(call.inputs[1], part.keyType, keyHead, part.capacity * part.width);
            bias.bind(call, part, head);
            part.pattern = call.result() + head * now.n * part.capacity;
        };
        forParts(call, now, bind, call.vector.score);
    };
}

KernelRun prepareMix(const KernelRequest& request)
{
    AttentionShape shape;
    shape.heads = request.input(0).shape[0];
    shape.n = request.input(0).shape[1];
    setValues(shape, request.input(1));
    shape.part.visible = shape.part.capacity;
    request.pool.reserveScratch(request.vector.attentionScratch(shape.part));
    return [shape](const KernelCall& call) {
        const auto bind = [&](AttentionSlice& part, std::int64_t head, std::int64_t keyHead) {
            // The kernel reads the pattern; the field is writable for those that make it.
            part.pattern = const_cast<float*>(call.floats(0)) + head * shape.n * part.capacity;
            part.values =
                ofHead(call.inputs[1], part.valueType, keyHead, part.capacity * part.valueWidth);
            part.heads = call.result() + head * shape.n * part.valueWidth;
        };
        forParts(call, shape, bind, call.vector.mix);
    };
}

const Registry<CpuKernel>::Entry fusedEntry{
    std::make_unique<CpuKernel>("fused_attention", prepareFused)};
const Registry<CpuKernel>::Entry scoresEntry{
    std::make_unique<CpuKernel>("attention_scores", prepareScores)};
const Registry<CpuKernel>::Entry mixEntry{std::make_unique<CpuKernel>("attention_mix", prepareMix)};

} // namespace

} // namespace saccade
