// What every decoder obeys, and what "sample" does with its settings.
#include "core/base/error.h"
#include "core/decoders/decoder.h"
#include "core/models/devices.h"
#include "tests/support/tiny_models.h"

#include <QTest>

using namespace saccade;

namespace
{

using Ids = std::vector<std::int32_t>;

struct Outcome {
    Ids tokens;
    std::vector<Step> steps;
};

Outcome decode(const QString& decoder, DecodeRequest request, nlohmann::json settings = {},
               std::int64_t stopAfter = 1000)
{
    static const auto model = load(tinyGpt2());
    static const auto backend = openBackend("cpu");
    const auto* entry = Registry<Decoder>::find(decoder.toStdString());
    request.settings = resolve(entry->parameters(), settings);
    Session session(model, backend, {});
    Outcome outcome;
    entry->decode(session, request,
                  [&](const Step& step) {
                      outcome.tokens.push_back(step.token);
                      outcome.steps.push_back(step);
                      return std::ssize(outcome.steps) < stopAfter;
                  },
                  {});
    return outcome;
}

DecodeRequest request(std::int64_t steps, std::uint64_t seed = 0)
{
    return {.prompt = {1, 5, 2}, .steps = steps, .seed = seed};
}

} // namespace

class TestDecoders : public QObject
{
    Q_OBJECT

private slots:
    void everyDecoder_data();
    void everyDecoder();
    void seedsDecideWhatIsDrawn();
    void stepsCarryTheirFigures();
    void stopTokensEndTheText();
    void wrongStopTokensAreRefused_data();
    void wrongStopTokensAreRefused();
    void aPenaltyAvoidsRepetition();
};

void TestDecoders::everyDecoder_data()
{
    QTest::addColumn<QString>("decoder");
    for (const auto& decoder : Registry<Decoder>::all()) {
        const std::string identifier(decoder->identifier());
        QTest::newRow(identifier.c_str()) << QString::fromStdString(identifier);
    }
    QVERIFY(Registry<Decoder>::find("sample") != nullptr);
}

void TestDecoders::everyDecoder()
{
    QFETCH(const QString, decoder);
    QCOMPARE(decode(decoder, request(0)).tokens, Ids{});
    QCOMPARE(decode(decoder, request(6, 1)).tokens, decode(decoder, request(6, 1)).tokens);
    QVERIFY_EXCEPTION_THROWN(decode(decoder, {.prompt = {}, .steps = 3}), UsageError);
    QVERIFY_EXCEPTION_THROWN(decode(decoder, {.prompt = {99}, .steps = 3}), UsageError);
    QCOMPARE(decode(decoder, request(6), {}, 1).tokens.size(), std::size_t{1});
    const auto* entry = Registry<Decoder>::find(decoder.toStdString());
    QVERIFY(*entry->name() != 0 && !entry->citation().title.empty());
    for (const auto& parameter : entry->parameters()) {
        QVERIFY(*parameter.label != 0 && *parameter.help != 0);
        QVERIFY_EXCEPTION_THROWN(resolve(entry->parameters(), {{parameter.identifier, Ids{1}}}),
                                 UsageError);
        resolve(entry->parameters(), {{parameter.identifier, parameter.initial}});
    }
}

void TestDecoders::seedsDecideWhatIsDrawn()
{
    const nlohmann::json hot{{"temperature", 5.0}, {"stop-tokens", "none"}};
    const auto first = decode("sample", request(12, 1), hot).tokens;
    QCOMPARE(decode("sample", request(12, 1), hot).tokens, first);
    QVERIFY(decode("sample", request(12, 2), hot).tokens != first);
    const nlohmann::json one{{"temperature", 5.0}, {"top-k", 1}, {"stop-tokens", "none"}};
    QCOMPARE(decode("sample", request(12, 2), one).tokens,
             decode("sample", request(12), {{"stop-tokens", "none"}}).tokens);
}

void TestDecoders::stepsCarryTheirFigures()
{
    const auto steps = decode("sample", request(4), {{"stop-tokens", "none"}}).steps;
    QCOMPARE(steps.size(), std::size_t{4});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        QCOMPARE(steps[i].position, static_cast<std::int64_t>(3 + i));
        QCOMPARE(steps[i].forwardPasses, 1);
        QCOMPARE(steps[i].candidates.size(), std::size_t{10});
        QCOMPARE(steps[i].candidates[0].token, steps[i].token);
        QCOMPARE(steps[i].candidates[0].probability, steps[i].probability);
        QVERIFY(steps[i].candidates[0].kept && !steps[i].candidates[1].kept);
        QVERIFY(steps[i].entropy > 0.0F && steps[i].seconds > 0.0);
    }
}

void TestDecoders::stopTokensEndTheText()
{
    const auto all = decode("sample", request(8), {{"stop-tokens", "none"}}).tokens;
    QCOMPARE(all.size(), std::size_t{8});
    const auto stop = all[0];
    const auto ended = decode("sample", request(8), {{"stop-tokens", std::to_string(stop)}}).tokens;
    QCOMPARE(ended, Ids{stop});
    const auto lists =
        decode("sample", request(8), {{"stop-tokens", "10000," + std::to_string(stop)}});
    QCOMPARE(lists.tokens, Ids{stop});
}

void TestDecoders::wrongStopTokensAreRefused_data()
{
    QTest::addColumn<QByteArray>("words");
    for (const auto* words : {"", "x", "1,", ",1", "-1", "1;2", "99999999999"}) {
        QTest::newRow(words) << QByteArray(words);
    }
}

void TestDecoders::wrongStopTokensAreRefused()
{
    QFETCH(const QByteArray, words);
    QVERIFY_EXCEPTION_THROWN(decode("sample", request(1), {{"stop-tokens", words.toStdString()}}),
                             UsageError);
}

void TestDecoders::aPenaltyAvoidsRepetition()
{
    const nlohmann::json settings{{"repetition-penalty", 100.0}, {"stop-tokens", "none"}};
    const auto tokens = decode("sample", request(6), settings).tokens;
    auto all = Ids{1, 5, 2};
    for (const auto token : tokens) {
        QVERIFY(std::ranges::find(all, token) == all.end());
        all.push_back(token);
    }
}

QTEST_GUILESS_MAIN(TestDecoders)
#include "tst_decoders.moc"
