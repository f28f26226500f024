// What the implicit matrices of recurrent layers must give, from tapped values in double precision.
#pragma once

#include "core/files/checkpoint.h"
#include "core/models/model.h"

#include <map>
#include <string>
#include <vector>

namespace saccade
{

/// The tapped values of one layer over n tokens, by the ends of their names.
class LayerTaps
{
public:
    LayerTaps(const std::map<std::string, Tensor>& taps, std::int64_t layer, std::int64_t n)
        : m_taps(taps), m_layer(layer), m_n(n)
    {
    }

    std::int64_t layer() const { return m_layer; }
    std::size_t rows() const { return static_cast<std::size_t>(m_n); }
    /// "ssm.input": [n, width] or [heads, n, n]
    std::vector<double> values(const std::string& part) const;

    struct Computed {
        const LayerTaps& taps;
        std::vector<double> values;
        /// The largest, from what was tapped; infinite where sizes differ.
        double differenceFrom(const std::string& part) const;
    };
    /// y[i, c] = Σ_j matrix[head of c, i, j] · x[j, c]
    std::vector<double> applied(const std::string& matrix, const std::vector<double>& x) const;
    Computed applied(const std::string& matrix, const std::string& input) const
    {
        return {*this, applied(matrix, values(input))};
    }
    /// The mean over the heads of the magnitudes: [n, n].
    Computed meanMagnitude(const std::string& matrix) const;

private:
    const std::map<std::string, Tensor>& m_taps;
    std::int64_t m_layer;
    std::int64_t m_n;
};

/// How far the unified matrix times what it acts on, with the additive parts of the layer (biases,
/// RWKV 7's bonus), is from what leaves the layer before its last projection.
double unifiedDifference(const Model& model, const LayerTaps& taps);

/// A checkpoint of Mamba whose only block is that of mamba_block.npz, with the sequences of its x
/// as embeddings.
Checkpoint blockAsMamba(const std::map<std::string, Tensor>& arrays);

} // namespace saccade
