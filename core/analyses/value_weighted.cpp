// Norm-based attention (Kobayashi et al.): the length of what each key brings to each query.
#include "core/analyses/value_weighted.h"

#include "core/analyses/layer_patterns.h"
#include "core/analyses/output_weights.h"
#include "core/analyses/pattern_display.h"
#include "core/base/error.h"
#include "core/trace/model_json.h"

#include <Eigen/Core>
#include <QtGlobal>
#include <cmath>

namespace saccade
{

namespace
{

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Map = Eigen::Map<const RowMajor>;

Map mapped(const Tensor& tensor)
{
    return {tensor.floats().data(), tensor.shape()[0], tensor.shape()[1]};
}

Map headMap(const Tensor& pattern, std::int64_t head)
{
    const auto& shape = pattern.shape();
    return {pattern.floats().data() + head * shape[1] * shape[2], shape[1], shape[2]};
}

std::vector<float> numbersOf(const RowMajor& matrix)
{
    return {matrix.data(), matrix.data() + matrix.size()};
}

} // namespace

std::vector<float> meanNorms(const WeightedLayer& layer, std::int64_t first, std::int64_t last)
{
    const auto& shape = layer.pattern.shape();
    RowMajor sum = RowMajor::Zero(shape[1], shape[2]);
    for (auto head = first; head < last; ++head) {
        const Eigen::RowVectorXf norms =
            mapped(layer.vectors[static_cast<std::size_t>(head)]).rowwise().norm().transpose();
        sum += headMap(layer.pattern, head) * norms.asDiagonal();
    }
    return numbersOf(sum / static_cast<float>(last - first));
}

std::vector<float> normsOfSums(const WeightedLayer& layer, std::int64_t first, std::int64_t last)
{
    const auto& shape = layer.pattern.shape();
    const auto heads = last - first;
    RowMajor result(shape[1], shape[2]);
    // ‖Σ_h α_h·v_h‖² = αᵀ·G·α with G the products of the heads' vectors of one key.
    for (std::int64_t key = 0; key < shape[2]; ++key) {
        RowMajor vectors(heads, layer.vectors.front().shape()[1]);
        RowMajor looks(shape[1], heads);
        for (std::int64_t head = 0; head < heads; ++head) {
            vectors.row(head) =
                mapped(layer.vectors[static_cast<std::size_t>(first + head)]).row(key);
            looks.col(head) = headMap(layer.pattern, first + head).col(key);
        }
        const Eigen::MatrixXd wide = vectors.cast<double>();
        const Eigen::MatrixXd products = wide * wide.transpose();
        const Eigen::MatrixXd shares = looks.cast<double>();
        result.col(key) = (shares * products)
                              .cwiseProduct(shares)
                              .rowwise()
                              .sum()
                              .cwiseMax(0.0)
                              .cwiseSqrt()
                              .cast<float>();
    }
    return numbersOf(result);
}

namespace
{

class ValueWeighted : public Analysis
{
public:
    std::string_view identifier() const override { return "value-weighted"; }
    const char* name() const override
    {
        return QT_TRANSLATE_NOOP("Analysis", "Norm-based attention");
    }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "Attention times the length of what is looked at: what really "
                                 "comes in.");
    }
    Citation citation() const override
    {
        return {"Attention is Not Only a Weight: Analyzing Transformers with Vector Norms",
                "Goro Kobayashi, Tatsuki Kuribayashi, Sho Yokoi, Kentaro Inui", 2020, "2004.10102"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {
            {"kobayashi",
             QT_TRANSLATE_NOOP("Analysis", "‖Σ_h α^h_ij·f^h(x_j)‖ with f(x) = v·W_O, over the "
                                           "heads that are looked at; needs the model.")},
            {"value-norm",
             QT_TRANSLATE_NOOP("Analysis", "The mean over heads of α^h_ij·‖v^h_j‖, without the "
                                           "output weights.")},
        };
    }
    std::vector<Parameter> parameters() const override
    {
        return {partParameter(), resultParameter(), queryParameter(), layerParameter(),
                headParameter()};
    }
    std::vector<std::string> capture() const override { return {"pattern", "values"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

// F32 [heads or fewer, key, width] of one layer.
Tensor valuesOf(const Trace& trace, const LayerPatterns& patterns, std::int64_t layer)
{
    const auto* values = trace.find(layerName(patterns.part, layer) + ".values");
    if (values == nullptr || values->dtype() != DType::F32 || values->shape().rank() != 3 ||
        values->isEmpty() || values->shape()[1] != patterns.keys ||
        patterns.heads % values->shape()[0] != 0) {
        throw UsageError(QT_TRANSLATE_NOOP("Error",
                                           "The trace holds no values of layer %1: make it with "
                                           "`saccade run --capture pattern,values --trace FILE`."),
                         {std::to_string(layer)});
    }
    return *values;
}

// What each head's keys give: its values, times its part of the output weights where they are
// given.
std::vector<Tensor> vectorsOf(const Tensor& values, std::int64_t heads, const Tensor* weights)
{
    const auto width = values.shape()[2];
    const auto sharing = heads / values.shape()[0]; // query heads that share their values
    if (weights != nullptr && weights->shape()[0] != heads * width) {
        throw Error(
            QT_TRANSLATE_NOOP("Error", "The output weights take %1 numbers where %2 heads "
                                       "give %3 each."),
            {std::to_string(weights->shape()[0]), std::to_string(heads), std::to_string(width)});
    }
    std::vector<Tensor> vectors;
    for (std::int64_t head = 0; head < heads; ++head) {
        const auto own =
            values.rows(head / sharing, 1).reshaped({values.shape()[1], values.shape()[2]});
        if (weights == nullptr) {
            vectors.push_back(own);
            continue;
        }
        const RowMajor product = mapped(own) * mapped(weights->rows(head * width, width));
        vectors.push_back(
            Tensor::of({product.rows(), product.cols()},
                       std::span(product.data(), static_cast<std::size_t>(product.size()))));
    }
    return vectors;
}

Display ValueWeighted::compute(const AnalysisInput& input, const Settings& settings,
                               std::stop_token, const Progress&) const
{
    const auto patterns = layerPatterns(*input.trace, wordSetting(settings, "part"));
    requireExplicit(patterns);
    const auto layer = positionSetting(settings, "layer", std::ssize(patterns.layers));
    const auto heads = headSetting(settings, patterns.heads);
    const bool isWhole = wordSetting(settings, "variant") == "kobayashi";
    if (isWhole && input.model == nullptr) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The output weights are not in a trace: give "
                                                    "--model and its input, or choose "
                                                    "value-weighted:value-norm."));
    }
    const auto values = valuesOf(*input.trace, patterns, layer);
    const auto weights = isWhole ? outputWeights(input, patterns.part) : std::vector<Tensor>();
    const WeightedLayer weighted{
        patterns.layers[static_cast<std::size_t>(layer)],
        vectorsOf(values, patterns.heads,
                  isWhole ? &weights[static_cast<std::size_t>(layer)] : nullptr)};
    auto norms = isWhole ? normsOfSums(weighted, heads.first, heads.last)
                         : meanNorms(weighted, heads.first, heads.last);
    return patternDisplay(patterns, std::move(norms), settings, {name(), "norm"});
}

const Registry<Analysis>::Entry entry(std::make_unique<ValueWeighted>());

} // namespace

} // namespace saccade
