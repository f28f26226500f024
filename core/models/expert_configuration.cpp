#include "core/models/expert_configuration.h"

#include "core/files/checkpoint.h"
#include "core/models/model.h"

#include <QtGlobal>

namespace saccade
{

void requireChosen(const Configuration& config, std::string_view key,
                   const ExpertConfiguration& experts)
{
    if (experts.chosen < 1 || experts.chosen > experts.count) {
        config.refuse(key,
                      QT_TRANSLATE_NOOP("Error", "at most the number of experts is expected."));
    }
}

std::optional<ExpertConfiguration> ggufExperts(const Checkpoint& checkpoint,
                                               const CausalConfiguration& sizes)
{
    const Configuration config(checkpoint, architectureOf(checkpoint) + ".");
    ExpertConfiguration experts{.count = config.whole("expert_count", 0)};
    if (experts.count == 0) {
        return std::nullopt;
    }
    experts.chosen = config.count("expert_used_count");
    requireChosen(config, "expert_used_count", experts);
    experts.hidden = config.count("expert_feed_forward_length", sizes.hidden);
    return experts;
}

void nameGgufExperts(CausalNames& names, const Checkpoint& checkpoint)
{
    const bool isStacked = hasGgufPart(checkpoint, ".ffn_gate_exps.weight");
    names.router = ".ffn_gate_inp";
    names.expertGate = isStacked ? ".ffn_gate_exps" : ".ffn_gate.*";
    names.expertUp = isStacked ? ".ffn_up_exps" : ".ffn_up.*";
    names.expertDown = isStacked ? ".ffn_down_exps" : ".ffn_down.*";
    names.sharedGate = ".ffn_gate_shexp";
    names.sharedUp = ".ffn_up_shexp";
    names.sharedDown = ".ffn_down_shexp";
    names.sharedRouter = ".ffn_gate_inp_shexp";
}

} // namespace saccade
