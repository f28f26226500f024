// What the families of encoder–decoders read from their checkpoints in the same way.
#pragma once

#include "core/models/configuration.h"
#include "core/models/encoder_decoder.h"
#include "core/models/weights.h"

namespace saccade
{

enum class Bias { None, Present };

/// `name`.weight [out, in] and `name`.bias [out].
Projection takeProjection(Weights& weights, const std::string& name, std::int64_t out,
                          std::int64_t in, Bias bias);
/// `name`.weight and `name`.bias [width].
StackNorm takeLayerNorm(Weights& weights, const std::string& name, std::int64_t width);
/// The first of `names` that the checkpoint has, [rows, columns]: tied weights are stored under any
/// of their names.
Tensor takeFirst(Weights& weights, const std::vector<std::string>& names, std::int64_t rows,
                 std::int64_t columns);

/// Extents of a stack of BART's kind.
struct BartStack {
    std::int64_t layers, width, heads, inner;
};
/// "encoder_layers" … of the configuration; `side`: "encoder" or "decoder".
BartStack bartStack(const Configuration& config, const Checkpoint& checkpoint,
                    const std::string& side);

enum class Cross { None, Present };

/// Layers with the names of fairseq's descendants (BART, Marian, Whisper): `prefix` +
/// "layers.0.self_attn.q_proj.weight" and so on. `keyBias`: of the key projections; Whisper's have
/// none.
std::vector<StackLayer> takeBartLayers(Weights& weights, const std::string& prefix,
                                       const BartStack& stack, Cross cross,
                                       Bias keyBias = Bias::Present);

/// The decoder's first tokens as generation_config.json, else config.json states them:
/// "decoder_start_token_id" and, where the first word is decided ("forced_bos_token_id"), that.
std::vector<std::int32_t> decoderStart(const Checkpoint& checkpoint);

/// generation_config.json, or an empty object.
nlohmann::json generationConfiguration(const Checkpoint& checkpoint);

/// sin(p·f_j) for the first half of the width, cos(p·f_j) for the second, f_j =
/// 10000^(−j/`divisor`), p = `first`, `first` + 1 …: F32 [count, width], width even.
Tensor sinusoidalPositions(std::int64_t count, std::int64_t width, std::int64_t first,
                           double divisor);

} // namespace saccade
