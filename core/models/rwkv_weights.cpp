#include "core/models/rwkv_weights.h"

#include "core/base/error.h"
#include "core/models/configuration.h"
#include "core/models/describe.h"

#include <QtGlobal>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

struct Renamed {
    std::string_view from, to;
};

// Of transformers' "rwkv".
constexpr std::array huggingFaceNames{
    Renamed{"emb.", "rwkv.embeddings."},
    Renamed{"ln_out.", "rwkv.ln_out."},
    Renamed{"att.time_mix_k", "attention.time_mix_key"},
    Renamed{"att.time_mix_v", "attention.time_mix_value"},
    Renamed{"att.time_mix_r", "attention.time_mix_receptance"},
    Renamed{"ffn.time_mix_k", "feed_forward.time_mix_key"},
    Renamed{"ffn.time_mix_r", "feed_forward.time_mix_receptance"},
    Renamed{"att.", "attention."},
    Renamed{"ffn.", "feed_forward."},
    Renamed{"ln0.", "pre_ln."},
};

// Of llama.cpp's "rwkv6" and "rwkv7".
constexpr std::array ggufNames{
    Renamed{"emb.", "token_embd."},
    Renamed{"blocks.0.ln0.", "token_embd_norm."},
    Renamed{"ln_out.", "output_norm."},
    Renamed{"head.", "output."},
    Renamed{"ln1.", "attn_norm."},
    Renamed{"ln2.", "attn_norm_2."},
    Renamed{"att.time_maa_w1", "time_mix_w1.weight"},
    Renamed{"att.time_maa_w2", "time_mix_w2.weight"},
    Renamed{"att.time_maa_", "time_mix_lerp_*"},
    Renamed{"att.x_rwkvag", "time_mix_lerp_fused.weight"},
    Renamed{"att.time_faaaa", "time_mix_first.weight"},
    Renamed{"att.time_decay", "time_mix_decay*"},
    Renamed{"att.ln_x.", "time_mix_ln."},
    Renamed{"ffn.time_maa_", "channel_mix_lerp_*"},
    Renamed{"ffn.x_", "channel_mix_lerp_*"},
    Renamed{"att.key.", "time_mix_key."},
    Renamed{"att.value.", "time_mix_value."},
    Renamed{"att.receptance.", "time_mix_receptance."},
    Renamed{"att.gate.", "time_mix_gate."},
    Renamed{"att.output.", "time_mix_output."},
    Renamed{"att.", "time_mix_*"},
    Renamed{"ffn.", "channel_mix_"},
};

/// The first pair whose `from` the name begins with. A star stands for the rest of the name, which
/// ends in ".weight" then.
std::string renamed(std::string_view name, std::span<const Renamed> pairs)
{
    for (const auto& [from, to] : pairs) {
        if (name.starts_with(from)) {
            const std::string rest(name.substr(from.size()));
            return to.ends_with("*") ? std::string(to.substr(0, to.size() - 1)) + rest + ".weight"
                   : to.ends_with(".weight") ? std::string(to)
                                             : std::string(to) + rest;
        }
    }
    return std::string(name);
}

/// "blocks.3." and what follows; nothing and the whole name where it is of no block.
std::pair<std::string, std::string> splitBlock(const std::string& name)
{
    if (!name.starts_with("blocks.")) {
        return {{}, name};
    }
    const auto end = name.find('.', 7) + 1;
    return {name.substr(0, end), name.substr(end)};
}

RwkvSizes rwkvCppSizes(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    return {.width = config.count("n_embed"),
            .layers = config.layers("n_layer", checkpoint.tensors.size()),
            .vocabulary = config.count("n_vocab"),
            .context = recurrentContext};
}

RwkvSizes huggingFaceSizes(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint);
    const auto* key = "rescale_every";
    const auto found = checkpoint.configuration.find(key);
    const bool isNever = found != checkpoint.configuration.end() && found->is_number_integer() &&
                         found->get<std::int64_t>() == 0;
    return {.width = config.count("hidden_size"),
            .layers = config.layers("num_hidden_layers", checkpoint.tensors.size()),
            .vocabulary = config.count("vocab_size"),
            // context_length is what it was trained with; the state goes on.
            .context = recurrentContext,
            .rescaleEvery = isNever ? 0 : config.count(key, 6),
            .epsilon = config.positive("layer_norm_epsilon", 1e-5)};
}

RwkvSizes ggufSizes(const Checkpoint& checkpoint)
{
    const auto architecture = architectureOf(checkpoint);
    const Configuration config(checkpoint, architecture + ".");
    const auto found = checkpoint.configuration.find(architecture + ".rescale_every_n_layers");
    const bool isNever =
        found != checkpoint.configuration.end() && found->is_number_integer() && *found == 0;
    return {.width = config.count("embedding_length"),
            .layers = config.layers("block_count", checkpoint.tensors.size()),
            .vocabulary = checkpoint.tensor("token_embd.weight").shape()[0],
            .context = config.count("context_length", recurrentContext),
            .headWidth = config.count("wkv.head_size"),
            .rescaleEvery = !isNever && config.contains("rescale_every_n_layers")
                                ? config.count("rescale_every_n_layers")
                                : 0,
            .isDivided = true,
            .epsilon = config.positive("attention.layer_norm_epsilon", 1e-5)};
}

} // namespace

RwkvWeights::RwkvWeights(const Checkpoint& checkpoint)
    : m_checkpoint(checkpoint), m_format(checkpoint.format == "rwkv.cpp" ? Format::RwkvCpp
                                         : checkpoint.format == "GGUF"   ? Format::Gguf
                                                                         : Format::HuggingFace),
      m_weights(checkpoint), m_sizes(m_format == Format::RwkvCpp ? rwkvCppSizes(checkpoint)
                                     : m_format == Format::Gguf  ? ggufSizes(checkpoint)
                                                                 : huggingFaceSizes(checkpoint))
{
}

std::string RwkvWeights::stored(const std::string& name) const
{
    if (m_format == Format::RwkvCpp) {
        return name;
    }
    const bool isGguf = m_format == Format::Gguf;
    if (isGguf && name.starts_with("blocks.0.ln0.")) {
        return renamed(name, ggufNames);
    }
    const auto [block, rest] = splitBlock(name);
    if (isGguf) {
        return (block.empty() ? "" : "blk." + block.substr(7)) + renamed(rest, ggufNames);
    }
    return (block.empty() ? "" : "rwkv." + block) + renamed(rest, huggingFaceNames);
}

bool RwkvWeights::contains(const std::string& name) const
{
    return m_checkpoint.contains(stored(name));
}

std::int64_t RwkvWeights::extent(const std::string& name, std::ptrdiff_t axis) const
{
    return m_checkpoint.tensor(stored(name)).shape()[axis];
}

Tensor RwkvWeights::flat(const std::string& name, std::int64_t count)
{
    return saccade::flat(m_weights, m_checkpoint, stored(name), count);
}

Projection RwkvWeights::projection(const std::string& name, std::int64_t in, std::int64_t out)
{
    return {m_weights.matrix(stored(name), out, in), {}};
}

RecurrentNorm RwkvWeights::norm(const std::string& name)
{
    return {flat(name + ".weight", m_sizes.width), flat(name + ".bias", m_sizes.width)};
}

Mix RwkvWeights::mix(const std::string& name, MixShare kind)
{
    return mixOf(flat(name, m_sizes.width), kind);
}

RwkvFrame RwkvWeights::frame()
{
    const auto matrix = [this](const std::string& name) {
        return m_weights.matrix(stored(name), m_sizes.vocabulary, m_sizes.width);
    };
    RwkvFrame result;
    result.embedding = matrix("emb.weight");
    // transformers ties them where the configuration says so.
    result.head = contains("head.weight") ? matrix("head.weight") : result.embedding;
    result.embeddingNorm = norm("blocks.0.ln0");
    result.finalNorm = norm("ln_out");
    return result;
}

void RwkvWeights::describe(ModelInfo& info) const
{
    info = saccade::describe(m_checkpoint);
    m_weights.describe(info);
    info.layers = m_sizes.layers;
    info.width = m_sizes.width;
    info.vocabulary = m_sizes.vocabulary;
    info.context = m_sizes.context;
    constexpr std::int64_t worldVocabulary = 65536;
    if (isRwkvCpp() && m_sizes.vocabulary == worldVocabulary) {
        info.stopTokens = {0}; // as the World tokenizer has it; the file does not say
    }
}

std::int64_t RwkvWeights::requireHeads(std::int64_t heads) const
{
    if (heads < 1 || m_sizes.width % heads != 0) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "In %1 %2 heads do not divide %3 channels."),
            {m_checkpoint.path.string(), std::to_string(heads), std::to_string(m_sizes.width)});
    }
    return heads;
}

std::string rwkvBlock(std::int64_t layer)
{
    return "blocks." + std::to_string(layer) + ".";
}

double rwkvScale(const RwkvSizes& sizes, std::int64_t layer)
{
    if (sizes.rescaleEvery == 0 || sizes.isDivided) {
        return 1.0;
    }
    return std::pow(0.5, static_cast<double>(layer / sizes.rescaleEvery));
}

Value endRwkvBlock(const RecurrentBlock& block, Value x, const RwkvSizes& sizes)
{
    const bool isHalved = sizes.rescaleEvery != 0 && (block.layer() + 1) % sizes.rescaleEvery == 0;
    return block.name(isHalved ? affine(x, 0.5) : x, "residual.after");
}

std::unique_ptr<ModelGraph> buildRwkv(const RwkvSizes& sizes, const RwkvFrame& frame,
                                      const GraphShape& shape, const AddRwkvBlock& addBlock)
{
    requireGraphShape(shape, sizes.context);
    auto model = startGraph(shape);
    auto& graph = model->graph;
    const auto normed = [&](Value x, const RecurrentNorm& norm) {
        return layerNorm(x, graph.constant(norm.weight), graph.constant(norm.bias), sizes.epsilon);
    };
    const auto embedding = lookUp(graph.constant(frame.embedding), model->tokens);
    graph.setName(embedding, "embedding"); // [n, width]
    auto x = normed(embedding, frame.embeddingNorm);
    for (std::int64_t layer = 0; layer < sizes.layers; ++layer) {
        graph.addName(x, blockName(layer, "residual.before"));
        x = addBlock({*model, shape, layer}, x);
    }
    finishGraph(*model, normed(x, frame.finalNorm), frame.head, shape);
    return model;
}

} // namespace saccade
