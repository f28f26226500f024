// Rotary tables against the formulas of transformers' modeling_rope_utils, evaluated apart in
// Python.
#include "core/models/rope_scaling.h"

#include <QTest>
#include <cmath>

using namespace saccade;

using Places = std::vector<std::pair<std::size_t, double>>;

Q_DECLARE_METATYPE(RopeScaling)
Q_DECLARE_METATYPE(Places)

class TestRopeScaling : public QObject
{
    Q_OBJECT

private slots:
    void frequenciesFollowTheFormula_data();
    void frequenciesFollowTheFormula();
    void longRopeChoosesByTheCapacity();
};

void TestRopeScaling::frequenciesFollowTheFormula_data()
{
    QTest::addColumn<RopeScaling>("scaling");
    QTest::addColumn<Places>("frequencies");
    QTest::addColumn<double>("magnitude");
    const auto row = [](const char* name, const RopeScaling& scaling, Places frequencies,
                        double magnitude) {
        QTest::newRow(name) << scaling << std::move(frequencies) << magnitude;
    };
    row("default", {.rotated = 8}, {{0, 1.0}, {1, 0.1}, {2, 0.01}, {3, 0.001}}, 1.0);
    row("dynamic, within the context",
        {.kind = RopeKind::Dynamic, .rotated = 8, .factor = 4.0, .context = 16}, {{3, 0.001}}, 1.0);
    row("linear", {.kind = RopeKind::Linear, .rotated = 8, .factor = 4.0}, {{0, 0.25}, {2, 0.0025}},
        1.0);
    row("divisors of GGUF", {.rotated = 8, .divisors = {1, 2, 4, 8}}, {{1, 0.05}, {3, 0.000125}},
        1.0);
    row("llama3",
        {.kind = RopeKind::Llama3,
         .base = 500000.0,
         .rotated = 64,
         .factor = 8.0,
         .originalContext = 8192,
         .lowFrequencyFactor = 1.0,
         .highFrequencyFactor = 4.0},
        {{0, 1.0},
         {8, 0.03760603093086393},
         {16, 0.0005248461609929547},
         {20, 3.428102195952591e-05},
         {28, 1.2891731721515574e-06}},
        1.0);
    row("yarn", {.kind = RopeKind::Yarn, .rotated = 64, .factor = 4.0, .originalContext = 2048},
        {{4, 0.31622776601683794},
         {12, 0.024325212770525993},
         {16, 0.005384615384615384},
         {20, 0.0009730085108210396},
         {28, 7.905694150420948e-05}},
        1.138629436111989);
    row("yarn, small",
        {.kind = RopeKind::Yarn, .rotated = 16, .factor = 16.0, .originalContext = 64},
        {{0, 1.0}, {1, 0.2174065891365761}, {2, 0.0375}, {7, 1.976423537605237e-05}},
        1.2772588722239782);
    row("yarn with a stated attention factor",
        {.kind = RopeKind::Yarn,
         .rotated = 64,
         .factor = 4.0,
         .originalContext = 2048,
         .attentionFactor = 0.75},
        {{4, 0.31622776601683794}}, 0.75);
}

void TestRopeScaling::frequenciesFollowTheFormula()
{
    QFETCH(const RopeScaling, scaling);
    QFETCH(const Places, frequencies);
    QFETCH(const double, magnitude);
    const auto table = rotaryTable(scaling, 16);
    QCOMPARE(std::ssize(table.frequencies), scaling.rotated / 2);
    for (const auto& [index, frequency] : frequencies) {
        QVERIFY(std::abs(static_cast<double>(table.frequencies[index]) / frequency - 1.0) < 1e-6);
    }
    QVERIFY(std::abs(table.magnitude - magnitude) < 1e-12);
}

void TestRopeScaling::longRopeChoosesByTheCapacity()
{
    const RopeScaling scaling{.kind = RopeKind::LongRope,
                              .rotated = 4,
                              .factor = 32.0,
                              .originalContext = 4096,
                              .context = 131072,
                              .shortFactors = {1.0, 2.0},
                              .longFactors = {4.0, 8.0}};
    QCOMPARE(rotaryTable(scaling, 4096).frequencies, (std::vector{1.0F, 0.005F}));
    QCOMPARE(rotaryTable(scaling, 4097).frequencies, (std::vector{0.25F, 0.00125F}));
    QVERIFY(std::abs(rotaryTable(scaling, 1).magnitude - 1.1902380714238083) < 1e-12);
}

QTEST_GUILESS_MAIN(TestRopeScaling)
#include "tst_rope_scaling.moc"
