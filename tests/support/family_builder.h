// Puts small checkpoints together, tensor by tensor.
#pragma once

#include "tests/support/family_checkpoints.h"
#include "tests/support/tiny_models.h"

#include <cmath>

namespace saccade
{

namespace family
{

constexpr std::int64_t vocabulary = 32;
constexpr std::int64_t positions = 64;

/// Adds tensors whose numbers are such that activations stay about 1.
class Builder
{
public:
    Builder(std::string name, nlohmann::json config, float normCentre = 1.0F)
        : m_normCentre(normCentre)
    {
        m_result.name = std::move(name);
        m_result.config = std::move(config);
        m_result.config["vocab_size"] = vocabulary;
    }

    void table(const std::string& name, std::int64_t rows, std::int64_t width)
    {
        add(name + ".weight", {rows, width}, 1.0F, 0.0F);
    }
    void linear(const std::string& name, std::int64_t out, std::int64_t in, bool bias = false)
    {
        add(name + ".weight", {out, in}, 2.0F / std::sqrt(static_cast<float>(in)), 0.0F);
        if (bias) {
            add(name + ".bias", {out}, 0.3F, 0.0F);
        }
    }
    void rmsNorm(const std::string& name, std::int64_t width)
    {
        add(name + ".weight", {width}, 0.3F, m_normCentre);
    }
    void layerNorm(const std::string& name, std::int64_t width)
    {
        rmsNorm(name, width);
        add(name + ".bias", {width}, 0.3F, 0.0F);
    }
    FamilyCheckpoint take() { return std::move(m_result); }

private:
    void add(const std::string& name, Shape shape, float size, float centre)
    {
        const auto seed = 1000 * m_result.name.size() + m_result.tensors.size() + 1;
        m_result.tensors.emplace(name, randomTensor(std::move(shape), seed, size, centre));
    }

    float m_normCentre;
    FamilyCheckpoint m_result;
};

} // namespace family

/// Those whose norms are layer norms and whose MLPs have no gate.
std::vector<FamilyCheckpoint> gptCheckpoints();

} // namespace saccade
