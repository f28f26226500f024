// Analyses that take gradients of a model: against the references in ../shared/oracles/attention
// (1e-5), against finite differences, and against plain loops.
#include "core/analyses/head_importance.h"
#include "core/analyses/integrated_gradients.h"
#include "core/analyses/relevance.h"
#include "core/base/error.h"
#include "core/files/npy.h"
#include "core/models/devices.h"
#include "tests/support/analysis_runs.h"
#include "tests/support/attention_traces.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/plain_matrices.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace saccade
{

namespace
{

constexpr double tolerance = 1e-5;

/// A run of a model over tokens, with what the analysis wants captured.
AnalysisInput runOf(const std::shared_ptr<const Model>& model, std::vector<std::int32_t> tokens,
                    std::vector<std::string> capture = {"pattern", "logits"})
{
    RunRequest request;
    if (model->info().generates) {
        request.prompt = std::move(tokens);
    } else {
        request.input = textOf(std::move(tokens));
    }
    request.capture = std::move(capture);
    const auto& backend = sharedBackend("cpu");
    auto trace = runModel(model, backend, request);
    return {std::move(trace), model, backend, std::move(request)};
}

Display analysed(const char* name, const AnalysisInput& input, Settings settings)
{
    const auto choice = analysisNamed(name);
    settings.update(choice.settings);
    return analyse(*choice.analysis, input, settings);
}

const std::vector<std::int32_t> sentence{3, 7, 1, 9, 4, 2, 7, 5};

/// A pattern with a gradient, as they might come from a model.
std::vector<ValueGradient> randomLayers(std::int64_t layers, std::int64_t heads, std::int64_t n)
{
    const auto patterns = randomPatterns({.layers = layers, .heads = heads, .length = n});
    std::vector<ValueGradient> result;
    for (std::size_t layer = 0; layer < patterns.size(); ++layer) {
        result.push_back({patterns[layer], randomTensor({heads, n, n}, 40 + layer, 2.0F)});
    }
    return result;
}

// mean_h of max(A·G, 0), or what is positive of mean_h of A·G.
enum class Positive { EachHead, Mean };
Plain weighted(const Tensor& pattern, const Tensor& gradient, Positive positive)
{
    const auto heads = static_cast<std::size_t>(pattern.shape()[0]);
    const auto n = static_cast<std::size_t>(pattern.shape()[1]);
    Plain result(n, std::vector<double>(n));
    for (std::size_t i = 0; i < heads * n * n; ++i) {
        const auto product =
            static_cast<double>(pattern.floats()[i]) * static_cast<double>(gradient.floats()[i]);
        result[i / n % n][i % n] +=
            (positive == Positive::EachHead ? std::max(product, 0.0) : product) /
            static_cast<double>(heads);
    }
    for (auto& row : result) {
        for (auto& x : row) {
            x = std::max(x, 0.0);
        }
    }
    return result;
}

} // namespace

class GradientAnalysesTest : public QObject
{
    Q_OBJECT

private slots:
    void importanceIsTheReferences();
    void importanceIsTheFiniteDifference();
    void variantsOfImportanceAreWhatTheySay();
    void relevanceIsThePlainOne();
    void gradientRolloutIsThePlainOne_data();
    void gradientRolloutIsThePlainOne();
    void aNamedTargetIsTheObjective();
    void attentionTimesGradientSumsUpToTheMasks();
    void integralsAreTheReferences_data();
    void integralsAreTheReferences();
    void attributionsOfAModelAddUp();
    void withoutAModelTheyAreRefused();
};

void GradientAnalysesTest::importanceIsTheReferences()
{
    REQUIRE_SHARED("oracles/attention/head_importance_bert");
    const auto arrays = readNpz(sharedPath("oracles/attention/head_importance.npz"));
    const auto model = openModel(sharedPath("oracles/attention/head_importance_bert"));
    const auto tokens = ids(arrays.at("input_ids"));
    const auto mask = ids(arrays.at("attention_mask"));
    const auto labels = ids(arrays.at("labels"));
    std::array<double, 6> importance{};
    std::array<double, 6> accumulated{};
    double count = 0.0;
    for (std::ptrdiff_t batch = 0; batch < 2; ++batch) {
        // The loss is the mean of both rows.
        std::array<float, 6> gradient{};
        for (std::ptrdiff_t row = 2 * batch; row < 2 * batch + 2; ++row) {
            const auto length =
                std::count(mask.begin() + row * 10, mask.begin() + row * 10 + 10, 1);
            const auto input =
                runOf(model, {tokens.begin() + row * 10, tokens.begin() + row * 10 + length});
            const auto display = analysed("head-importance:signed", input,
                                          {{"objective", "cross-entropy"},
                                           {"target", labels[static_cast<std::size_t>(row)]}});
            const auto& values = std::get<Matrix>(display).values;
            for (std::size_t head = 0; head < 6; ++head) {
                gradient[head] += values[head] / 2.0F;
            }
            count += static_cast<double>(length);
        }
        std::array<float, 6> magnitudes{};
        std::array<float, 6> wanted{};
        const auto stored = arrays.at(batch == 0 ? "grad_batch0" : "grad_batch1");
        for (std::size_t head = 0; head < 6; ++head) {
            magnitudes[head] = std::abs(gradient[head]);
            wanted[head] = std::abs(stored.floats()[head]);
            // That program never sets its gradients back to zero.
            accumulated[head] += static_cast<double>(gradient[head]);
            importance[head] += std::abs(accumulated[head]);
        }
        compare(magnitudes, wanted, "mask gradients", tolerance);
    }
    std::array<float, 6> raw{};
    std::ranges::transform(importance, raw.begin(),
                           [&](double x) { return static_cast<float>(x / count); });
    compare(raw, arrays.at("importance_raw").floats(), "importance", tolerance);
    std::vector<float> normalised;
    for (const auto first : {importance.begin(), importance.begin() + 3}) {
        std::vector<double> layer(first, first + 3);
        normaliseLayer(layer);
        for (const auto x : layer) {
            normalised.push_back(static_cast<float>(x));
        }
    }
    const auto [least, most] = std::ranges::minmax(normalised);
    for (auto& x : normalised) {
        x = (x - least) / (most - least);
    }
    compare(normalised, arrays.at("importance_norm").floats(), "normalised", tolerance);
}

void GradientAnalysesTest::importanceIsTheFiniteDifference()
{
    REQUIRE_SHARED("oracles/hf_tiny/gpt2");
    const auto model = openModel(sharedPath("oracles/hf_tiny/gpt2"));
    const auto input = runOf(model, sentence);
    const auto matrix = std::get<Matrix>(analysed("head-importance:signed", input, {}));
    const auto lossWith = [&](std::size_t layer, std::size_t head, double factor) {
        GradientRequest request;
        request.tokens = sentence;
        request.objective = nextTokenLoss(sentence);
        request.wanted = {"embedding"};
        request.edits = {parseEdit("blocks." + std::to_string(layer) + ".attention.heads[" +
                                   std::to_string(head) + "]*=" + std::to_string(factor))};
        return computeGradients(model, input.backend, request).objective;
    };
    const auto heads = static_cast<std::size_t>(matrix.columns);
    const auto largest =
        std::abs(std::ranges::max(matrix.values, {}, [](float x) { return std::abs(x); }));
    for (std::size_t i = 0; i < matrix.values.size(); ++i) {
        constexpr double step = 0.01;
        const auto difference = (lossWith(i / heads, i % heads, 1.0 + step) -
                                 lossWith(i / heads, i % heads, 1.0 - step)) /
                                (2.0 * step);
        QVERIFY2(std::abs(difference - static_cast<double>(matrix.values[i])) <
                     1e-3 * static_cast<double>(largest) + 2e-5,
                 (std::to_string(difference) + " for " + std::to_string(matrix.values[i])).c_str());
    }
}

void GradientAnalysesTest::variantsOfImportanceAreWhatTheySay()
{
    const auto input = runOf(load(tinyGpt2()), sentence);
    const auto of = [&](const char* name) {
        return std::get<Matrix>(analysed(name, input, {})).values;
    };
    const auto raw = of("head-importance:raw");
    const auto michel = of("head-importance");
    const auto compatible = of("head-importance:bertology-compat");
    const auto perToken = of("head-importance:per-token");
    for (std::size_t layer = 0; layer < 2; ++layer) {
        const auto norm = std::hypot(raw[2 * layer], raw[2 * layer + 1]);
        const auto tokenNorm = std::hypot(perToken[2 * layer], perToken[2 * layer + 1]);
        QVERIFY(std::abs(tokenNorm - 1.0F) < 1e-5F);
        for (const auto head : {2 * layer, 2 * layer + 1}) {
            QVERIFY(std::abs(michel[head] - raw[head] / norm) < 1e-5F);
        }
    }
    QCOMPARE(std::ranges::min(compatible), 0.0F);
    QCOMPARE(std::ranges::max(compatible), 1.0F);
}

void GradientAnalysesTest::relevanceIsThePlainOne()
{
    const auto layers = randomLayers(3, 2, 9);
    auto relevance = identity(9);
    for (const auto& layer : layers) {
        const auto added =
            times(weighted(layer.value, layer.gradient, Positive::EachHead), relevance);
        for (std::size_t i = 0; i < 81; ++i) {
            relevance[i / 9][i % 9] += added[i / 9][i % 9];
        }
    }
    ThreadPool pool(2);
    compare(selfRelevance(layers, pool), flat(relevance), "relevance", tolerance);
}

void GradientAnalysesTest::gradientRolloutIsThePlainOne_data()
{
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("paired") << false;
    QTest::newRow("mirrored") << true;
}

void GradientAnalysesTest::gradientRolloutIsThePlainOne()
{
    QFETCH(bool, mirrored);
    const auto layers = randomLayers(3, 2, 7);
    auto wanted = identity(7);
    for (std::size_t layer = 0; layer < 3; ++layer) {
        const auto& gradient = layers[mirrored ? 2 - layer : layer].gradient;
        auto mixing = weighted(layers[layer].value, gradient, Positive::Mean);
        std::array<double, 7> sums{};
        for (std::size_t i = 0; i < 7; ++i) {
            mixing[i][i] += 1.0;
            for (auto& x : mixing[i]) {
                x /= 2.0;
                sums[i] += x;
            }
        }
        for (std::size_t i = 0; i < 49; ++i) {
            mixing[i / 7][i % 7] /= mirrored ? sums[i % 7] : sums[i / 7];
        }
        wanted = times(mixing, wanted);
    }
    ThreadPool pool(2);
    const auto pairing = mirrored ? GradientPairing::Mirror : GradientPairing::Own;
    compare(gradientRollout(layers, pairing, 0.0F, pool), flat(wanted), "rollout", tolerance);
}

// What is named counts: "auto" is then no loss of all tokens, and the loss takes no target.
void GradientAnalysesTest::aNamedTargetIsTheObjective()
{
    const auto input = runOf(load(tinyGpt2()), sentence, {"embedding", "logits"});
    const auto of = [&](const Settings& settings) {
        return std::get<TokenScores>(analysed("integrated-gradients", input, settings)).values;
    };
    QVERIFY(of({{"objective", "auto"}, {"target", 3}}) ==
            of({{"objective", "logit"}, {"target", 3}}));
    QVERIFY(of({{"target", 3}}) != of({{"target", 4}}));
    QVERIFY(of({{"position", 1}}) != of(Settings::object()));
    QVERIFY_THROWS_EXCEPTION(UsageError, of({{"objective", "next-tokens"}, {"target", 3}}));
}

// A mask over a head's attention scales the whole head: Σ A ⊙ ∂L/∂A is its importance.
void GradientAnalysesTest::attentionTimesGradientSumsUpToTheMasks()
{
    const auto input = runOf(load(tinyGpt2()), sentence);
    const auto importance = std::get<Matrix>(analysed("head-importance:signed", input, {}));
    for (std::int64_t layer = 0; layer < 2; ++layer) {
        for (std::int64_t head = 0; head < 2; ++head) {
            const auto matrix = std::get<Matrix>(
                analysed("attention-gradient", input,
                         {{"objective", "next-tokens"}, {"layer", layer}, {"head", head}}));
            const auto sum = std::accumulate(matrix.values.begin(), matrix.values.end(), 0.0);
            const auto wanted = importance.values[static_cast<std::size_t>(2 * layer + head)];
            QVERIFY(std::abs(sum - static_cast<double>(wanted)) < tolerance);
        }
    }
}

void GradientAnalysesTest::integralsAreTheReferences_data()
{
    QTest::addColumn<QString>("form");
    QTest::addColumn<QString>("name");
    QTest::newRow("Gauss") << "gauss-legendre"
                           << "gausslegendre";
    for (const auto* form : {"left", "right", "middle"}) {
        QTest::newRow(form) << QString("riemann-%1").arg(form) << QString("riemann_%1").arg(form);
    }
    QTest::newRow("trapezoid") << "captum-trapezoid-compat"
                               << "riemann_trapezoid";
}

// f(x) = W2·tanh(W1·x + b1) + b2, of which one output is looked at.
void GradientAnalysesTest::integralsAreTheReferences()
{
    REQUIRE_SHARED("oracles/attention/integrated_gradients.npz");
    QFETCH(QString, form);
    QFETCH(QString, name);
    const auto arrays = readNpz(sharedPath("oracles/attention/integrated_gradients.npz"));
    const auto targets = ids(arrays.at("target"));
    const auto number = [&](const char* array, std::size_t i) {
        return static_cast<double>(arrays.find(array)->second.floats()[i]);
    };
    for (std::size_t item = 0; item < 3; ++item) {
        const auto target = static_cast<std::size_t>(targets[item]);
        const auto evaluate = [&](std::span<const float> point) {
            PathGradient result{number("b2", target), std::vector<float>(10)};
            std::array<double, 10> gradient{};
            for (std::size_t hidden = 0; hidden < 16; ++hidden) {
                double sum = number("b1", hidden);
                for (std::size_t i = 0; i < 10; ++i) {
                    sum += number("w1", hidden * 10 + i) * static_cast<double>(point[i]);
                }
                const auto out = number("w2", target * 16 + hidden);
                const auto value = std::tanh(sum);
                result.objective += out * value;
                for (std::size_t i = 0; i < 10; ++i) {
                    gradient[i] += out * (1.0 - value * value) * number("w1", hidden * 10 + i);
                }
            }
            std::ranges::transform(gradient, result.gradient.begin(),
                                   [](double x) { return static_cast<float>(x); });
            return result;
        };
        const auto row = [&](const std::string& array) {
            return arrays.find(array)->second.rows(static_cast<std::int64_t>(item), 1).floats();
        };
        const auto found = integrateGradients(row("x"), row("baseline"),
                                              quadrature(form.toStdString(), 20), evaluate);
        compare(found.attributions, row("ig_" + name.toStdString()), "attributions", tolerance);
        const auto delta = row("delta_" + name.toStdString()).front();
        QVERIFY(std::abs(found.completenessError - static_cast<double>(delta)) < tolerance);
    }
}

void GradientAnalysesTest::attributionsOfAModelAddUp()
{
    const auto input = runOf(load(tinyGpt2()), sentence, {"embedding", "logits"});
    const auto errorWith = [&](int steps) {
        const auto scores = std::get<TokenScores>(
            analysed("integrated-gradients", input, {{"objective", "logit"}, {"steps", steps}}));
        double sum = std::accumulate(scores.values.begin(), scores.values.end(), 0.0);
        if (scores.values.size() != sentence.size()) {
            return std::numeric_limits<double>::max();
        }
        // "… (completeness error E of D)": the sum is D + E.
        const auto of = scores.title.rfind(" of ");
        const auto error = std::stod(scores.title.substr(scores.title.find("error ") + 6));
        const auto difference = std::stod(scores.title.substr(of + 4));
        return std::abs(sum - difference - error) < 1e-4 ? std::abs(error)
                                                         : std::numeric_limits<double>::max();
    };
    const auto rough = errorWith(4);
    const auto fine = errorWith(200);
    QVERIFY2(fine < 0.05 && fine < rough + 1e-4,
             (std::to_string(rough) + ", " + std::to_string(fine)).c_str());
}

void GradientAnalysesTest::withoutAModelTheyAreRefused()
{
    const auto trace = traceOfPatterns(randomPatterns({.layers = 1, .heads = 1, .length = 3}));
    for (const auto& analysis : Registry<Analysis>::all()) {
        if (analysis->needs() == AnalysisNeeds::Model) {
            QVERIFY_EXCEPTION_THROWN(analyse(*analysis,
                                             {std::make_shared<Trace>(trace), nullptr, nullptr, {}},
                                             Settings::object()),
                                     UsageError);
        }
    }
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::GradientAnalysesTest)
#include "tst_gradient_analyses.moc"
