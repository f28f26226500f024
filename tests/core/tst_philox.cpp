// Counter-based random numbers against the known answers that Random123 publishes (kat_vectors,
// philox4x32 10).
#include "core/base/philox.h"

#include <QTest>

using namespace saccade;

Q_DECLARE_METATYPE(PhiloxCounter)
Q_DECLARE_METATYPE(PhiloxKey)

class TestPhilox : public QObject
{
    Q_OBJECT

private slots:
    void theKnownAnswersAreGiven_data();
    void theKnownAnswersAreGiven();
    void uniformNumbersDependOnSeedAndIndexAlone();
    void uniformNumbersAreEvenlySpread();
};

void TestPhilox::theKnownAnswersAreGiven_data()
{
    QTest::addColumn<PhiloxCounter>("counter");
    QTest::addColumn<PhiloxKey>("key");
    QTest::addColumn<PhiloxCounter>("answer");
    QTest::newRow("zeros") << PhiloxCounter{0, 0, 0, 0} << PhiloxKey{0, 0}
                           << PhiloxCounter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    constexpr auto ones = 0xffffffffU;
    QTest::newRow("ones") << PhiloxCounter{ones, ones, ones, ones} << PhiloxKey{ones, ones}
                          << PhiloxCounter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    QTest::newRow("digits of pi") << PhiloxCounter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}
                                  << PhiloxKey{0xa4093822, 0x299f31d0}
                                  << PhiloxCounter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
}

void TestPhilox::theKnownAnswersAreGiven()
{
    QFETCH(const PhiloxCounter, counter);
    QFETCH(const PhiloxKey, key);
    QFETCH(const PhiloxCounter, answer);
    QCOMPARE(philox(counter, key), answer);
}

void TestPhilox::uniformNumbersDependOnSeedAndIndexAlone()
{
    QCOMPARE(philoxUniform(7, 3), philoxUniform(7, 3));
    QVERIFY(philoxUniform(7, 3) != philoxUniform(7, 4));
    QVERIFY(philoxUniform(7, 3) != philoxUniform(8, 3));
    QVERIFY(philoxUniform(std::uint64_t{1} << 32U, 0) != philoxUniform(0, 0));
}

void TestPhilox::uniformNumbersAreEvenlySpread()
{
    constexpr int count = 100000;
    double sum = 0.0;
    std::array<int, 10> tenths{};
    for (int i = 0; i < count; ++i) {
        const auto number = philoxUniform(1, static_cast<std::uint64_t>(i));
        QVERIFY(number >= 0.0 && number < 1.0);
        sum += number;
        ++tenths[static_cast<std::size_t>(number * 10.0)];
    }
    QVERIFY(std::abs(sum / count - 0.5) < 0.005);
    for (const auto tenth : tenths) {
        QVERIFY(std::abs(tenth - count / 10) < 500); // five standard deviations
    }
}

QTEST_GUILESS_MAIN(TestPhilox)
#include "tst_philox.moc"
