// What a model that does not write says of its input, for people.
#pragma once

#include <string>

namespace saccade
{

class Model;
struct Trace;

/// The most probable classes or tokens, one a line; a similarity; the beginning of an embedding.
std::string predictionText(const Trace& trace, const Model& model);

} // namespace saccade
