// Models that are declared as a CausalTransformer: a family is a function that reads one.
#pragma once

#include "core/models/causal_transformer.h"
#include "core/models/weights.h"

#include <functional>

namespace saccade
{

/// Takes the weights of a checkpoint. Throws Error naming file, key or tensor, and reason.
using CausalReader = std::function<CausalTransformer(Weights& weights, const Checkpoint&)>;

class CausalFamily : public ModelFamily
{
public:
    CausalFamily(std::string identifier, std::vector<std::string> architectures,
                 CausalReader reader)
        : m_identifier(std::move(identifier)), m_architectures(std::move(architectures)),
          m_reader(std::move(reader))
    {
    }

    std::string_view identifier() const override { return m_identifier; }
    std::vector<std::string> architectures() const override { return m_architectures; }
    std::shared_ptr<const Model> load(std::shared_ptr<const Checkpoint> checkpoint,
                                      std::shared_ptr<const Tokenizer> tokenizer) const override;

private:
    std::string m_identifier;
    std::vector<std::string> m_architectures;
    CausalReader m_reader;
};

} // namespace saccade
