// What the heads of models that do not generate say of their input.
#pragma once

#include "core/trace/trace.h"

namespace saccade
{

class Model;
struct EncoderInput;

/// By the model's head, most probable first: the classes of a classification (the five most
/// probable of the whole input, or the one of each token), the five most probable tokens at each
/// mask token of a masked language model (the one at every position where no token is known to be a
/// mask), the cosine similarity of a picture and a text. `results`: what Session::encode gave.
std::vector<Prediction> predictionsOf(const Model& model, const EncoderInput& input,
                                      const std::map<std::string, Tensor, std::less<>>& results);

/// The token that stands for what is to be guessed ("[MASK]", "<mask>"), if the tokenizer has one.
std::optional<std::int32_t> maskToken(const Tokenizer* tokenizer);

} // namespace saccade
