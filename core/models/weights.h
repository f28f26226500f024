// The tensors of a checkpoint as a model asks for them: by name, with the shape that they must
// have.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/model.h"

#include <functional>
#include <optional>
#include <set>

namespace saccade
{

/// Takes tensors out of a checkpoint and remembers which were used. Every error names the file, the
/// tensor and what is wrong with it.
class Weights
{
public:
    explicit Weights(const Checkpoint& checkpoint) : m_checkpoint(checkpoint) {}

    bool contains(std::string_view name) const { return m_checkpoint.contains(name); }
    /// Of a float or block-quantised type.
    Tensor matrix(const std::string& name, std::int64_t rows, std::int64_t columns);
    /// Of a float type: biases, norms.
    Tensor vector(const std::string& name, std::int64_t extent);
    /// Of a float type, of any shape: kernels of convolutions.
    Tensor array(const std::string& name, const Shape& shape);
    /// A matrix of one row, which may be stored as a vector: [1, columns].
    Tensor row(const std::string& name, std::int64_t columns);
    /// The matrices of a tensor [count, rows, columns], of a float or block-quantised type.
    std::vector<Tensor> stack(const std::string& name, std::int64_t count, std::int64_t rows,
                              std::int64_t columns);
    /// Layer `layer` of a tensor that holds those of all layers, as llama2.c stores them; `shape`
    /// without the layers' axis.
    Tensor layer(const std::string& name, std::int64_t layers, std::int64_t layer,
                 const Shape& shape);

    /// Parameters, bytes and types of what was taken.
    void describe(ModelInfo& info) const;

private:
    enum class Quantised { Allowed, Refused };
    Tensor take(const std::string& name, const Shape& shape, Quantised quantised);

    const Checkpoint& m_checkpoint;
    std::set<std::string, std::less<>> m_used;
};

/// Where the checkpoint's name for a part of a layer is: "h.3.ln_1.weight" for layer 3.
using LayerName = std::function<std::string(std::int64_t layer)>;

/// Whether a tensor that a family may have or not is there in any layer: then all must have it.
bool isInAnyLayer(const Weights& weights, std::int64_t layers, const LayerName& name);

} // namespace saccade
