// Steps that conversions to GGUF share.
#pragma once

#include "core/models/fused_rows.h"
#include "tests/support/gguf_conversion.h"

#include <initializer_list>

namespace saccade::gguf
{

using Tensors = std::map<std::string, Tensor, std::less<>>;
using Replacements = std::vector<std::pair<std::string, std::string>>;

/// Every replacement where its text is found in a name, in order.
Tensors renamed(const Tensors& tensors, std::initializer_list<Replacements> all);

/// The sizes that every converter writes, by whatever names the configuration has for them, and
/// `more`, whose keys lack the architecture in front.
nlohmann::json sizes(const std::string& architecture, const nlohmann::json& config,
                     const nlohmann::json& more);
/// The same with what the converter's base class adds: epsilons, widths of heads, positions,
/// experts.
nlohmann::json everything(const std::string& architecture, const nlohmann::json& config,
                          const nlohmann::json& more);

std::int64_t headWidthOf(const nlohmann::json& config);

Tensor changed(const Tensor& tensor, float (*function)(float));
/// [out, in] from [in, out].
Tensor transposed(const Tensor& tensor);
/// Tensors of one shape, below each other along a new first axis.
Tensor stacked(const std::vector<Tensor>& parts);
/// One tensor for those that `part` names with a number for its *, in every block that has them.
void stack(Tensors& tensors, const std::string& part, const std::string& name);
/// Rows or biases of heads whose channels turn in halves, reordered so that neighbours turn.
Tensor interleaved(const Tensor& tensor, std::int64_t headWidth);
/// Queries, keys and values one after another, from groups of heads.
Tensor ungrouped(const Tensor& fused, const FusedHeads& heads);

/// The models with RMS norms and gated MLPs, and those of GPT's kind.
void addLlamaKin(std::map<std::string, GgufConverter>& to);
void addGptKin(std::map<std::string, GgufConverter>& to);

} // namespace saccade::gguf
