// Gemma 1, 2 and 3 (Gemma Team, arXiv:2403.08295, arXiv:2408.00118, arXiv:2503.19786): Llama with
// an embedding times √width, norms that multiply by 1 + w, a GELU gate; from 2 on norms after
// attention and MLP, alternating windows and capped scores and logits; in 3 norms of queries and
// keys instead of caps, and positions of another base in the layers with a window.
#include "core/base/registry.h"
#include "core/files/checkpoint.h"
#include "core/models/causal_model.h"
#include "core/models/causal_weights.h"
#include "core/models/llama_configuration.h"
#include "core/models/rope_configuration.h"

#include <array>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double localBase = 10000.0; // of Gemma 3's layers with a window

// 1, 2 or 3.
int generation(const Checkpoint& checkpoint)
{
    const auto architecture = architectureOf(checkpoint);
    return architecture == "gemma" ? 1 : architecture == "gemma2" ? 2 : 3;
}

// What the config.json of Gemma 3 leaves out.
CausalConfiguration defaultsOf(int generation)
{
    CausalConfiguration defaults;
    defaults.tied = true;
    if (generation == 3) {
        defaults.heads = 8;
        defaults.keyValueHeads = 4;
        defaults.headWidth = 256;
        defaults.width = 2304;
        defaults.hidden = 9216;
        defaults.vocabulary = 262208;
        defaults.context = 131072;
    }
    return defaults;
}

bool isLocal(int generation, std::int64_t layer, std::int64_t pattern)
{
    return generation == 2 ? layer % 2 == 0 : (layer + 1) % pattern != 0;
}

CausalConfiguration fromHuggingFace(const Checkpoint& checkpoint)
{
    const Configuration whole(checkpoint);
    const auto text = whole.object("text_config"); // beside that of pictures
    const auto& config = text ? *text : whole;
    const int number = generation(checkpoint);
    auto result = llamaConfiguration(config, checkpoint.tensors.size(), defaultsOf(number));
    result.activation = activationNamed(config, "hidden_activation", "gelu_pytorch_tanh");
    result.normWeights = NormStorage::StoredLessOne;
    if (number == 1) {
        return result;
    }
    result.scoreScale = 1.0 / std::sqrt(config.positive("query_pre_attn_scalar", 256.0));
    result.scoreCap = config.positive("attn_logit_softcapping", 0.0);
    result.logitCap = config.positive("final_logit_softcapping", 0.0);
    const auto pattern = config.count("sliding_window_pattern", 6);
    const auto local =
        setWindows(result, config, config.whole("sliding_window", 4096),
                   [&](std::int64_t layer) { return isLocal(number, layer, pattern); });
    if (number == 3) {
        if (!config.contains("rope_theta") && !config.contains("rope_parameters")) {
            result.ropes[0] = huggingFaceRope(config, result.headWidth, result.context, 1000000.0);
        }
        const auto parameters = config.object("rope_parameters");
        turnLayers(
            result,
            parameters && parameters->contains("sliding_attention")
                ? huggingFaceRope(config, result.headWidth, result.context, localBase,
                                  "sliding_attention")
                : unscaledRope(result.ropes[0], config.positive("rope_local_base_freq", localBase)),
            local);
    }
    return result;
}

// The largest model of a generation, known by its layers, scales by width / heads.
double ggufScoreScale(int number, const CausalConfiguration& sizes)
{
    const bool isLargest =
        (number == 2 && sizes.layers == 46) || (number == 3 && sizes.layers == 62);
    const auto divisor = isLargest ? sizes.width / sizes.heads : sizes.headWidth;
    return 1.0 / std::sqrt(static_cast<double>(divisor));
}

CausalConfiguration fromGguf(const Checkpoint& checkpoint)
{
    const Configuration config(checkpoint, architectureOf(checkpoint) + ".");
    const int number = generation(checkpoint);
    auto result = ggufSizes(checkpoint); // whose norms have the 1 in them already
    result.activation = Activation::GeluTanh;
    if (number == 1) {
        return result;
    }
    result.scoreScale = ggufScoreScale(number, result);
    // The first files of Gemma 2 leave out what all its models have.
    const bool isSecond = number == 2;
    result.scoreCap = config.positive("attn_logit_softcapping", isSecond ? 50.0 : 0.0);
    result.logitCap = config.positive("final_logit_softcapping", isSecond ? 30.0 : 0.0);
    const auto window = config.whole("attention.sliding_window", isSecond ? 4096 : 0);
    const auto local = setGgufWindows(result, config, window, isSecond ? 2 : 6);
    if (number == 3) {
        const auto base = config.positive("rope.freq_base_swa", localBase);
        turnLayers(result, unscaledRope(result.ropes[0], base), local);
    }
    return result;
}

CausalNames namesOf(const Checkpoint& checkpoint)
{
    const bool stored = isGguf(checkpoint);
    constexpr std::array<std::string_view, 4> prefixes{"model.", "", "language_model.model.",
                                                       "model.language_model."};
    auto names =
        stored ? ggufNames() : llamaNames(prefixOf(checkpoint, prefixes, "embed_tokens.weight"));
    const int number = generation(checkpoint);
    if (number > 1) {
        names.attentionOutputNorm = stored ? ".post_attention_norm" : ".post_attention_layernorm";
        names.mlpNorm = stored ? ".ffn_norm" : ".pre_feedforward_layernorm";
        names.mlpOutputNorm = stored ? ".post_ffw_norm" : ".post_feedforward_layernorm";
    }
    if (number > 2) {
        names.queryNorm = stored ? ".attn_q_norm" : ".self_attn.q_norm";
        names.keyNorm = stored ? ".attn_k_norm" : ".self_attn.k_norm";
    }
    return names;
}

CausalTransformer readGemma(Weights& weights, const Checkpoint& checkpoint)
{
    auto config = isGguf(checkpoint) ? fromGguf(checkpoint) : fromHuggingFace(checkpoint);
    config.embeddingScale = std::sqrt(static_cast<double>(config.width));
    config.queryKeyNorm = generation(checkpoint) == 3 ? QueryKeyNorm::Head : QueryKeyNorm::None;
    return loadCausalTransformer(weights, config, namesOf(checkpoint));
}

const Registry<ModelFamily>::Entry entry(std::make_unique<CausalFamily>(
    "gemma", std::vector<std::string>{"gemma", "gemma2", "gemma3", "gemma3_text"}, readGemma));

} // namespace

} // namespace saccade
