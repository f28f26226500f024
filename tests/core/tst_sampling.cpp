// Choosing tokens: filters, penalty, and the shares in which tokens are drawn.
#include "core/base/philox.h"
#include "core/decoders/sampling.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

// Probabilities 0.5, 0.25, 0.125, 0.0625, 0.0625, in another order.
const std::vector<float> logits{std::log(0.125F), std::log(0.5F), std::log(0.0625F),
                                std::log(0.25F), std::log(0.0625F)};

std::vector<std::int32_t> kept(const SamplingRules& rules)
{
    std::vector<std::int32_t> result;
    for (const auto& candidate : chooseToken(logits, {}, rules, 0.0).candidates) {
        if (candidate.kept) {
            result.push_back(candidate.token);
        }
    }
    return result;
}

using Ids = std::vector<std::int32_t>;

} // namespace

class TestSampling : public QObject
{
    Q_OBJECT

private slots:
    void greedyTakesTheMostProbableAndTheLowestOfEquals();
    void filtersKeepTheMostProbable_data();
    void filtersKeepTheMostProbable();
    void figuresAreThoseOfTheRawDistribution();
    void tenCandidatesAreShown();
    void aPenaltyFallsOnWhatWasThere();
    void tokensAreDrawnInTheirShares();
    void temperatureSharpens();
};

void TestSampling::greedyTakesTheMostProbableAndTheLowestOfEquals()
{
    QCOMPARE(chooseToken(logits, {}, {}, 0.99).token, 1);
    const std::vector<float> equal{0, 3, 3, 3};
    QCOMPARE(chooseToken(equal, {}, {}, 0.99).token, 1);
}

void TestSampling::filtersKeepTheMostProbable_data()
{
    QTest::addColumn<double>("topK");
    QTest::addColumn<double>("topP");
    QTest::addColumn<double>("minP");
    QTest::addColumn<Ids>("ids");
    QTest::newRow("all") << 0.0 << 1.0 << 0.0 << Ids{1, 3, 0, 2, 4};
    QTest::newRow("top 2") << 2.0 << 1.0 << 0.0 << Ids{1, 3};
    QTest::newRow("more than there are") << 99.0 << 1.0 << 0.0 << Ids{1, 3, 0, 2, 4};
    QTest::newRow("the token that passes p is kept") << 0.0 << 0.6 << 0.0 << Ids{1, 3};
    QTest::newRow("p of 0 keeps one") << 0.0 << 0.0 << 0.0 << Ids{1};
    QTest::newRow("p of what k left: 0.5 / 0.75 reaches 0.6") << 2.0 << 0.6 << 0.0 << Ids{1};
    QTest::newRow("at least a quarter of the highest") << 0.0 << 1.0 << 0.24 << Ids{1, 3, 0};
    QTest::newRow("min p of 1 keeps the highest") << 0.0 << 1.0 << 1.0 << Ids{1};
}

void TestSampling::filtersKeepTheMostProbable()
{
    QFETCH(const double, topK);
    QFETCH(const double, topP);
    QFETCH(const double, minP);
    QTEST(kept({.temperature = 1.0,
                .topK = static_cast<std::int64_t>(topK),
                .topP = topP,
                .minP = minP}),
          "ids");
}

void TestSampling::figuresAreThoseOfTheRawDistribution()
{
    const auto step = chooseToken(logits, {}, {.temperature = 0.1, .topK = 1}, 0.5);
    QCOMPARE(step.token, 1);
    QVERIFY(std::abs(step.probability - 0.5F) < 1e-6F);
    // 0.5·ln 2 + 0.25·ln 4 + 0.125·ln 8 + 2·0.0625·ln 16 = 1.875·ln 2
    QVERIFY(std::abs(step.entropy - 1.875F * std::log(2.0F)) < 1e-6F);
    QVERIFY(std::abs(step.candidates[1].probability - 0.25F) < 1e-6F);
}

void TestSampling::tenCandidatesAreShown()
{
    const std::vector<float> many(37, 1.0F);
    QCOMPARE(chooseToken(many, {}, {}, 0).candidates.size(), std::size_t{10});
    QCOMPARE(chooseToken(logits, {}, {}, 0).candidates.size(), std::size_t{5});
}

void TestSampling::aPenaltyFallsOnWhatWasThere()
{
    const std::vector<float> some{2.0F, 3.0F, -1.0F};
    const Ids before{1, 1, 2};
    // 3 / 2 < 2: the other token wins; once is as often as twice.
    QCOMPARE(chooseToken(some, before, {.repetitionPenalty = 2.0}, 0).token, 0);
    QCOMPARE(chooseToken(some, before, {.repetitionPenalty = 1.4}, 0).token, 1);
    const std::vector<float> negative{-2.0F, -1.5F};
    QCOMPARE(chooseToken(negative, before, {.repetitionPenalty = 2.0}, 0).token, 0);
}

void TestSampling::tokensAreDrawnInTheirShares()
{
    constexpr int count = 20000;
    std::array<int, 5> drawn{};
    for (int i = 0; i < count; ++i) {
        const auto random = philoxUniform(3, static_cast<std::uint64_t>(i));
        ++drawn[static_cast<std::size_t>(
            chooseToken(logits, {}, {.temperature = 1.0}, random).token)];
    }
    const std::array expected{0.125, 0.5, 0.0625, 0.25, 0.0625};
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        const auto deviation = std::sqrt(count * expected[i] * (1 - expected[i]));
        QVERIFY(std::abs(drawn[i] - count * expected[i]) < 4 * deviation);
    }
}

void TestSampling::temperatureSharpens()
{
    // At temperature ½ probabilities are squared: 0.25 of 0.25 + 0.0625 + 0.015625 + 2·0.00390625.
    constexpr double share = 0.25 / 0.3359375;
    QCOMPARE(chooseToken(logits, {}, {.temperature = 0.5}, share - 1e-6).token, 1);
    QCOMPARE(chooseToken(logits, {}, {.temperature = 0.5}, share + 1e-6).token, 3);
}

QTEST_GUILESS_MAIN(TestSampling)
#include "tst_sampling.moc"
