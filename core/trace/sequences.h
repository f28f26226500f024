// The positions of a run with what each stands for: token texts, patches, moments.
#pragma once

#include "core/trace/trace.h"

namespace saccade
{

class Tokenizer;

/// "3, 5" for a patch in row 3 and column 5, "CLS", "register 1" before the grid, "0.42 s" for a
/// frame, token texts where there are tokens, else the position.
std::vector<std::string> sequenceLabels(const Sequence& shape,
                                        const std::vector<std::int32_t>& tokens,
                                        const Tokenizer* tokenizer);

/// The encoder's sequences with labels; those of text take `input`'s tokens, those of series its
/// names. "channels" stands for a series' own.
std::vector<TraceSequence> describeSequences(const std::vector<Sequence>& shapes,
                                             const EncoderInput& input, const Tokenizer* tokenizer);

/// The tokens that a decoder reads and writes, as a sequence; a grid where they are the beginning
/// and whole rows of a picture.
TraceSequence tokenSequence(const Trace& trace, const ModelInfo& info);

} // namespace saccade
