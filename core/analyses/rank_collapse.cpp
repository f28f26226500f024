// Rank collapse: how far the positions of each layer are from all being the same.
#include "core/analyses/analysis.h"
#include "core/analyses/layer_patterns.h"
#include "core/analyses/residual_stream.h"
#include "core/base/error.h"

#include <Eigen/Dense>
#include <QtGlobal>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

using States = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

class RankCollapse : public Analysis
{
public:
    std::string_view identifier() const override { return "rank-collapse"; }
    const char* name() const override { return QT_TRANSLATE_NOOP("Analysis", "Rank collapse"); }
    const char* summary() const override
    {
        return QT_TRANSLATE_NOOP("Analysis",
                                 "How alike the positions become with depth: residual, effective "
                                 "rank and uniformity.");
    }
    Citation citation() const override
    {
        return {"Attention is Not All You Need: Pure Attention Loses Rank Doubly Exponentially "
                "with Depth",
                "Yihe Dong, Jean-Baptiste Cordonnier, Andreas Loukas", 2021, "2103.03404"};
    }
    std::vector<AnalysisVariant> variants() const override
    {
        return {{"mean-row",
                 QT_TRANSLATE_NOOP(
                     "Analysis", "res(X) = X − 1·x with x the mean row; ‖res(X)‖ / ‖X‖ with ‖·‖ = "
                                 "√(‖·‖₁·‖·‖∞). Effective rank: e to the entropy of the singular "
                                 "values. Uniformity: the mean cosine of two positions.")}};
    }
    std::vector<Parameter> parameters() const override { return {partParameter()}; }
    std::vector<std::string> capture() const override { return {"residual"}; }
    Display compute(const AnalysisInput& input, const Settings& settings, std::stop_token stop,
                    const Progress& progress) const override;
};

// √(‖X‖₁·‖X‖∞): the largest sums of absolute values down a column and along a row.
double mixedNorm(const States& x)
{
    return std::sqrt(x.cwiseAbs().colwise().sum().maxCoeff() *
                     x.cwiseAbs().rowwise().sum().maxCoeff());
}

double effectiveRank(const States& x)
{
    // Squares of the singular values, from the smaller of X·Xᵀ and Xᵀ·X.
    const Eigen::MatrixXd gram = x.rows() <= x.cols() ? Eigen::MatrixXd(x * x.transpose())
                                                      : Eigen::MatrixXd(x.transpose() * x);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram, Eigen::EigenvaluesOnly);
    if (solver.info() != Eigen::Success) {
        return std::nan("");
    }
    const Eigen::ArrayXd singular = solver.eigenvalues().array().max(0.0).sqrt();
    const auto sum = singular.sum();
    double entropy = 0.0;
    for (const auto value : singular) {
        entropy -= value > 0.0 ? value / sum * std::log(value / sum) : 0.0;
    }
    return std::exp(entropy);
}

// The mean over pairs, from the length of the sum of unit rows.
double meanCosine(const States& x)
{
    const auto n = static_cast<double>(x.rows());
    if (x.rows() < 2) {
        return 1.0;
    }
    const States unit = x.rowwise().normalized();
    return (unit.colwise().sum().squaredNorm() - n) / (n * (n - 1.0));
}

Display RankCollapse::compute(const AnalysisInput& input, const Settings& settings,
                              std::stop_token stop, const Progress& progress) const
{
    const auto stream = residualStream(*input.trace, wordSetting(settings, "part"));
    Series series{name(),  "layer",
                  "value", stream.depths,
                  {},      {{"residual", {}}, {"effective rank", {}}, {"uniformity", {}}}};
    const auto add = [&](std::size_t line, double value) {
        series.lines[line].values.push_back(static_cast<float>(value));
    };
    std::int64_t done = 0;
    for (const auto& state : stream.states) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const States x =
            Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
                state.floats().data(), stream.positions(), stream.width())
                .cast<double>();
        const States residual = x.rowwise() - x.colwise().mean();
        const auto norm = mixedNorm(x);
        add(0, norm > 0.0 ? mixedNorm(residual) / norm : 0.0);
        add(1, effectiveRank(x));
        add(2, meanCosine(x));
        if (progress) {
            progress(++done, std::ssize(stream.states));
        }
    }
    return series;
}

const Registry<Analysis>::Entry entry(std::make_unique<RankCollapse>());

} // namespace

} // namespace saccade
