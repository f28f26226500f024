// The vision transformer of github.com/agentzz1/transformer_poc as it was trained for a circuit of
// bytes: "mnist_vit_qat.pth" (mnist_poc.py, QATMNISTViT) and "hw_exact.pth" (qat_hw_exact.py).
//
// A number is a byte that stands for its 128th. Products of bytes are added up exactly and shifted
// down by 7 bits, scores by 9; what leaves a byte's range stays at its end. Softmax and GELU are
// tables, a norm shifts by about the deviation and has no weights. Here these bytes are whole
// numbers in floats, of which sums stay exact, so that every number is the circuit's own.
// The circuit's softmax rounds down: rows of its patterns sum to somewhat less than 1.
#include "core/base/error.h"
#include "core/base/registry.h"
#include "core/models/describe.h"
#include "core/models/patch_embedding.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double one = 128.0;                             // the byte of 1
constexpr std::int64_t side = 4, patch = 7, classes = 10; // patches of a picture, pixels

Tensor bytesOf(const Tensor& stored, double scale)
{
    const auto floats = toF32(stored);
    auto result = Tensor::allocate(DType::F32, stored.shape());
    std::ranges::transform(floats.floats(), result.mutableFloats().begin(), [scale](float x) {
        const auto byte = std::nearbyint(one * static_cast<double>(x));
        return static_cast<float>(scale * std::clamp(byte, -128.0, 127.0));
    });
    return result;
}

/// e^{−m·10/255·⌊…⌋} of softmax.vhd for the distances m = 0 … 128 from the largest score: entries
/// of a table of 256 over −10 … 0, as 16-bit fractions.
std::vector<std::int64_t> exponentials()
{
    constexpr std::int64_t last = 255;
    std::vector<std::int64_t> result;
    for (std::int64_t distance = 0; distance <= 128; ++distance) {
        const auto entry = last - distance * last / (10 * 128);
        const auto x = -10.0 + static_cast<double>(entry) * 10.0 / static_cast<double>(last);
        result.push_back(static_cast<std::int64_t>(std::floor(std::exp(x) * 65536.0 + 0.5)));
    }
    return result;
}

Tensor tensorOf(const std::vector<float>& values)
{
    return Tensor::of({std::ssize(values)}, std::span<const float>(values));
}

/// GELU of bytes, rounded towards 0.
Tensor geluTable()
{
    std::vector<float> table;
    for (int i = 0; i < 256; ++i) {
        const auto x = (i < 128 ? i : i - 256) / one;
        const auto y = 0.5 * x * (1.0 + std::tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)));
        table.push_back(static_cast<float>(std::trunc(y * one)));
    }
    return tensorOf(table);
}

struct FixedVit {
    Projection patches, queries, keys, values, output, hidden, mlpOutput, head; // bytes
    Tensor positions;                                                           // [16, width]
    Tensor exponentials, gelu;
    double logitScale = 1.0; // of the bytes
};

class Reader
{
public:
    explicit Reader(Weights& weights, const Checkpoint& checkpoint)
        : m_weights(weights), m_checkpoint(checkpoint)
    {
    }

    FixedVit read() { return m_weights.contains("ppw") ? readExact() : readTrained(); }

private:
    /// hw_exact.pth: everything is a byte. Its training divides the logits by 32.
    FixedVit readExact()
    {
        const auto width = rowsOf(m_checkpoint, "ppw", patch * patch);
        const auto inner = rowsOf(m_checkpoint, "W1", width);
        FixedVit result;
        result.patches = projection("ppw", "ppb", patch * patch, width);
        result.positions = affineOf(bytesOf(m_weights.matrix("pos", side * side, width), 1.0));
        result.queries = projection("WQ", "", width, width);
        result.keys = projection("WK", "", width, width);
        result.values = projection("WV", "", width, width);
        result.output = projection("WO", "", width, width);
        result.hidden = projection("W1", "b1", width, inner);
        result.mlpOutput = projection("W2", "b2", inner, width);
        result.head = projection("cw", "cb", width, classes);
        std::vector<float> table;
        for (const auto entry : exponentials()) {
            table.push_back(static_cast<float>(std::min<std::int64_t>(entry >> 9, 127)));
        }
        result.exponentials = tensorOf(table);
        result.gelu = geluTable();
        result.logitScale = 1.0 / 32.0;
        return result;
    }

    /// mnist_vit_qat.pth: positions are added before the sum becomes bytes, softmax divides 16-bit
    /// fractions, logits are eight times what the bytes stand for.
    FixedVit readTrained()
    {
        const auto width = rowsOf(m_checkpoint, "patch_embed.proj.weight", patch * patch);
        const std::string block = "encoder.0.";
        const auto inner = rowsOf(m_checkpoint, block + "ffn.fc1.weight", width);
        const auto linear = [&](const std::string& name, std::int64_t in, std::int64_t out) {
            const auto bias = name + ".bias";
            return projection(name + ".weight", m_weights.contains(bias) ? bias : "", in, out);
        };
        FixedVit result;
        result.patches = linear("patch_embed.proj", patch * patch, width);
        result.positions = toF32(m_weights.array("pos_embed", {1, side * side, width}))
                               .reshaped({side * side, width});
        result.queries = linear(block + "attn.q", width, width);
        result.keys = linear(block + "attn.k", width, width);
        result.values = linear(block + "attn.v", width, width);
        result.output = linear(block + "attn.o", width, width);
        result.hidden = linear(block + "ffn.fc1", width, inner);
        result.mlpOutput = linear(block + "ffn.fc2", inner, width);
        result.head = linear("classifier", width, classes);
        const auto found = exponentials();
        result.exponentials = tensorOf({found.begin(), found.end()});
        result.gelu = bytesOf(m_weights.vector(block + "ffn.gelu.lut", 256), 1.0);
        result.logitScale = 8.0 / one;
        return result;
    }

    /// Bytes of the weights; the bias, which is added before the shift, 128 times as large.
    Projection projection(const std::string& weight, const std::string& bias, std::int64_t in,
                          std::int64_t out)
    {
        Projection result{.weight = bytesOf(m_weights.matrix(weight, out, in), 1.0), .bias = {}};
        if (!bias.empty()) {
            result.bias = bytesOf(m_weights.vector(bias, out), one);
        }
        return result;
    }

    /// What bytes stand for.
    static Tensor affineOf(const Tensor& bytes)
    {
        auto result = Tensor::allocate(DType::F32, bytes.shape());
        std::ranges::transform(bytes.floats(), result.mutableFloats().begin(),
                               [](float x) { return x / static_cast<float>(one); });
        return result;
    }

    Weights& m_weights;
    const Checkpoint& m_checkpoint;
};

class FixedVitModel : public Model
{
public:
    explicit FixedVitModel(std::shared_ptr<const Checkpoint> checkpoint)
    {
        Weights weights(*checkpoint);
        m_parts = Reader(weights, *checkpoint).read();
        const auto width = m_parts.positions.shape()[1];
        m_info = describe(*checkpoint);
        weights.describe(m_info);
        m_info.family = "mnist-vit-fixed";
        m_info.layers = 1;
        m_info.heads = m_info.keyValueHeads = 1;
        m_info.headWidth = m_info.width = width;
        m_info.context = side * side;
        m_info.inputs = {InputKind::Image};
        m_info.head = HeadKind::Classification;
        m_info.generates = false;
        m_info.encodes = true;
        m_info.classes = readClasses(*checkpoint, classes);
        m_info.attention = {
            {.queries = "patches", .keys = "patches", .layers = 1, .heads = 1, .causal = false}};
        m_checkpoint = std::move(checkpoint);
    }

    ImagePreprocessing imagePreprocessing() const override
    {
        return {.channels = 1,
                .width = side * patch,
                .height = side * patch,
                .mean = {0.1307},
                .deviation = {0.3081}};
    }

    std::unique_ptr<EncoderGraph> buildEncoder(const EncoderInput& input) const override
    {
        const Shape pixels{1, side * patch, side * patch};
        if (input.pixels.isEmpty()) {
            throw UsageError(QT_TRANSLATE_NOOP("Error", "%1 reads a picture, and was given none."),
                             {m_info.name});
        }
        if (input.pixels.shape() != pixels) {
            throw UsageError(
                QT_TRANSLATE_NOOP("Error", "The picture has the shape %1, but the model reads %2."),
                {input.pixels.shape().text(), pixels.text()});
        }
        auto encoder = std::make_unique<EncoderGraph>();
        auto& graph = encoder->graph;
        const auto given = graph.input("pixels", DType::F32, pixels);
        encoder->inputs.emplace("pixels", given);
        auto x = embed(given);
        graph.setName(x, "embedding"); // [patches, width]
        graph.addName(x, blockName(0, "residual.before"));
        x = addBlock(x);
        graph.addName(x, "final_norm");
        const auto mean = fixedPoint(meanRows(x), FixedPoint::Floor);
        graph.setName(affine(product(mean, m_parts.head), m_parts.logitScale), "logits");
        encoder->results = {"logits"};
        encoder->sequences = {
            {.name = "patches", .length = side * side, .rows = side, .columns = side}};
        return encoder;
    }

private:
    static Value name(Value value, std::string_view part)
    {
        value.graph->setName(value, blockName(0, part));
        return value;
    }

    /// x and the weights are bytes.
    static Value product(Value x, const Projection& weights)
    {
        return fixedPoint(project(x, weights), FixedPoint::Floor, 1.0 / one);
    }

    /// The norm of a sum that stays within a byte.
    static Value normedSum(Value x, Value y)
    {
        return fixedPoint(fixedPoint(add(x, y), FixedPoint::Floor), FixedPoint::Norm);
    }

    Value embed(Value pixels) const
    {
        const auto bytes = fixedPoint(pixels, FixedPoint::Round, one);
        const auto patches =
            unfold(bytes, {.height = patch, .width = patch, .strideY = patch, .strideX = patch});
        const auto placed = add(affine(product(patches, m_parts.patches), 1.0 / one),
                                pixels.graph->constant(m_parts.positions));
        return fixedPoint(placed, FixedPoint::Round, one);
    }

    Value addBlock(Value x) const
    {
        const auto middle = name(normedSum(x, attend(x)), "residual.middle");
        auto& graph = *x.graph;
        const auto hidden = name(fixedPoint(product(middle, m_parts.hidden), FixedPoint::Table, 1.0,
                                            graph.constant(m_parts.gelu)),
                                 "mlp.hidden");
        const auto output = name(product(hidden, m_parts.mlpOutput), "mlp.output");
        return name(normedSum(middle, output), "residual.after");
    }

    Value attend(Value x) const
    {
        auto& graph = *x.graph;
        const auto heads = [&](const Projection& weights, std::string_view part) {
            return name(splitHeads(product(x, weights), 1), part);
        };
        const auto queries = heads(m_parts.queries, "attention.queries");
        const auto keys = heads(m_parts.keys, "attention.keys");
        const auto values = heads(m_parts.values, "attention.values");
        constexpr double shift = 1.0 / 512.0; // 7 bits, and 2 for about the root of the width
        const auto scores =
            name(fixedPoint(attentionScores(queries, keys, constantPosition(graph, 0),
                                            {.scale = 1.0, .causal = false, .everyKey = true}),
                            FixedPoint::Floor, shift),
                 "attention.scores");
        const auto pattern = name(affine(fixedPoint(scores, FixedPoint::Softmax, 1.0,
                                                    graph.constant(m_parts.exponentials)),
                                         1.0 / one),
                                  "attention.pattern");
        const auto mixed =
            name(fixedPoint(attentionMix(pattern, values), FixedPoint::Floor), "attention.heads");
        return name(product(mergeHeads(mixed), m_parts.output), "attention.output");
    }

    FixedVit m_parts;
};

class MnistVitFixedFamily : public ModelFamily
{
public:
    std::string_view identifier() const override { return "mnist-vit-fixed"; }
    std::vector<std::string> architectures() const override { return {"mnist-vit-fixed"}; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer>) const override
    {
        return std::make_shared<FixedVitModel>(std::move(checkpoint));
    }
};

const Registry<ModelFamily>::Entry entry(std::make_unique<MnistVitFixedFamily>());

} // namespace

} // namespace saccade
