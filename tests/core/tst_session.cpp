// Sessions: caching, branching, edits by position, taps and refusals, on the processor.
#include "core/base/error.h"
#include "core/models/devices.h"
#include "core/models/session.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <cmath>

using namespace saccade;

namespace
{

const std::vector<std::int32_t> sequence{1, 5, 2, 9, 10, 0, 3};

std::shared_ptr<Backend> cpu()
{
    static const auto backend = openBackend("cpu");
    return backend;
}

Tensor logitsOf(const std::vector<std::string>& edits, std::int64_t batch = 512)
{
    SessionOptions options{.batch = batch};
    for (const auto& edit : edits) {
        options.edits.push_back(parseEdit(edit));
    }
    Session session(load(tinyLlama()), cpu(), std::move(options));
    return session.advance(sequence, LogitRows::All);
}

double difference(const Tensor& a, const Tensor& b)
{
    return largestDifference(a.floats(), b.floats());
}

std::span<const std::int32_t> part(std::size_t first, std::size_t count)
{
    return std::span(sequence).subspan(first, count);
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void piecesGiveWhatTheWholeGives();
    void aBranchContinuesWithoutTouchingTheTrunk();
    void restartingForgets();
    void tapsGiveTheRowsOfEachRun();
    void anEditOfAPositionIsTheSameInAnyBatch();
    void anEditOfAPositionLeavesEarlierOnesAlone();
    void anEditedHeadIsSilent();
    void wrongRequestsAreRefused_data();
    void wrongRequestsAreRefused();
    void anEditOfAMatrixThatIsOnlyShownIsRefused();
    void tokensOutsideAreRefused();
    void aFullCacheIsRefused();
    void damagedWeightsAreNamed();
    void overflowIsTold();
    void stoppingKeepsWhatWasComputed();
    void progressCountsTokens();
};

void TestSession::piecesGiveWhatTheWholeGives()
{
    const auto model = load(tinyLlama());
    Session whole(model, cpu(), {});
    Session pieces(model, cpu(), {.capacity = 7});
    const auto all = whole.advance(sequence, LogitRows::All);
    pieces.advance(part(0, 3));
    pieces.advance(part(3, 1));
    const auto last = pieces.advance(part(4, 3));
    QCOMPARE(pieces.position(), std::int64_t{7});
    QVERIFY(difference(last, all.rows(6, 1)) < 1e-5);
}

void TestSession::aBranchContinuesWithoutTouchingTheTrunk()
{
    Session trunk(load(tinyGpt2()), cpu(), {});
    trunk.advance(part(0, 4));
    auto branch = trunk.fork();
    QCOMPARE(branch.position(), std::int64_t{4});
    branch.advance(std::vector<std::int32_t>{7, 7, 7});
    Session other(load(tinyGpt2()), cpu(), {});
    const auto expected = other.advance(sequence);
    QVERIFY(difference(trunk.advance(part(4, 3)), expected) < 1e-5);
    auto second = trunk.fork();
    QCOMPARE(second.position(), std::int64_t{7});
}

void TestSession::restartingForgets()
{
    Session session(load(tinyGpt2()), cpu(), {});
    const auto first = session.advance(sequence);
    session.restart();
    QCOMPARE(session.position(), std::int64_t{0});
    QVERIFY(difference(session.advance(sequence), first) == 0.0);
}

void TestSession::tapsGiveTheRowsOfEachRun()
{
    Session session(load(tinyLlama()), cpu(),
                    {.taps = {"blocks.*.attention.pattern", "logits"}, .batch = 4});
    std::vector<std::string> seen;
    session.setTapSink([&](const std::string& name, std::int64_t first, const Tensor& rows) {
        seen.push_back(name + "@" + std::to_string(first) + rows.shape().text());
    });
    session.advance(sequence);
    QCOMPARE(seen,
             (std::vector<std::string>{
                 "blocks.0.attention.pattern@0[4, 4, 16]", "blocks.1.attention.pattern@0[4, 4, 16]",
                 "logits@3[1, 11]", "blocks.0.attention.pattern@4[4, 3, 16]",
                 "blocks.1.attention.pattern@4[4, 3, 16]", "logits@6[1, 11]"}));
}

void TestSession::anEditOfAPositionIsTheSameInAnyBatch()
{
    const std::vector<std::string> edits{"blocks.0.residual.after[2:4]=0.5"};
    const auto whole = logitsOf(edits);
    QVERIFY(difference(whole, logitsOf({})) > 1e-3);
    QVERIFY(difference(whole, logitsOf(edits, 3)) < 1e-5);
    QVERIFY(difference(whole, logitsOf(edits, 1)) < 1e-5);
}

void TestSession::anEditOfAPositionLeavesEarlierOnesAlone()
{
    const auto plain = logitsOf({});
    const auto edited = logitsOf({"blocks.0.mlp.output[4:]*=3"});
    QVERIFY(difference(edited.rows(0, 4), plain.rows(0, 4)) == 0.0);
    for (std::int64_t row = 4; row < 7; ++row) {
        QVERIFY(difference(edited.rows(row, 1), plain.rows(row, 1)) > 1e-4);
    }
}

void TestSession::anEditedHeadIsSilent()
{
    SessionOptions options{.edits = {parseEdit("blocks.1.attention.heads[2]=0")},
                           .taps = {"blocks.1.attention.heads"}};
    const auto heads = captured(load(tinyLlama()), cpu(), sequence, options)
                           .at("blocks.1.attention.heads"); // [4, 7, 4]
    for (std::size_t i = 0; i < 4 * 7 * 4; ++i) {
        QCOMPARE(heads.floats()[i] == 0.0F, i / 28 == 2);
    }
}

void TestSession::wrongRequestsAreRefused_data()
{
    QTest::addColumn<QByteArray>("edit");
    QTest::addColumn<QByteArray>("tap");
    QTest::addColumn<int>("capacity");
    QTest::addColumn<QString>("message");
    const QByteArray none;
    QTest::newRow("edit of nothing") << QByteArray("blocks.2.mlp.output=0") << none << 8
                                     << "Did you mean “blocks.0.mlp.output”?";
    QTest::newRow("tap of nothing")
        << none << QByteArray("blocks.*.patern") << 8 << "has no value “blocks.*.patern”";
    QTest::newRow("head outside") << QByteArray("blocks.0.attention.heads[4]=0") << none << 8
                                  << "4 heads";
    QTest::newRow("position outside") << QByteArray("embedding[8]=0") << none << 8 << "8 positions";
    for (const auto* edit :
         {"blocks.0.attention.scores[1]=0", "blocks.*.attention.scores*=-1",
          "blocks.0.attention.scores*=1e-60", "blocks.0.attention.pattern[0]=0.5",
          "blocks.0.attention.pattern+=0.1"}) {
        QTest::newRow(edit) << QByteArray(edit) << none << 8 << "tokens that are not there yet";
    }
    QTest::newRow("more than the context") << none << none << 17 << "the model has 16";
    QTest::newRow("negative capacity") << none << none << -1 << "the model has 16";
}

void TestSession::wrongRequestsAreRefused()
{
    QFETCH(const QByteArray, edit);
    QFETCH(const QByteArray, tap);
    QFETCH(const int, capacity);
    QFETCH(const QString, message);
    SessionOptions options{.capacity = capacity};
    if (!edit.isEmpty()) {
        options.edits.push_back(parseEdit(edit.toStdString()));
    }
    if (!tap.isEmpty()) {
        options.taps.push_back(tap.toStdString());
    }
    try {
        Session session(load(tinyLlama()), cpu(), options);
        QFAIL("not refused");
    } catch (const UsageError& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void TestSession::anEditOfAMatrixThatIsOnlyShownIsRefused()
{
    REQUIRE_SHARED("oracles/hf_tiny/mamba");
    const auto model = openModel(sharedPath("oracles/hf_tiny/mamba"));
    for (const auto* edit : {"blocks.0.ssm.pattern=0", "blocks.*.ssm.mean_pattern*=2"}) {
        SessionOptions options{.capacity = 8};
        options.edits.push_back(parseEdit(edit));
        QVERIFY_EXCEPTION_THROWN(Session(model, cpu(), std::move(options)), UsageError);
    }
    SessionOptions options{.capacity = 8};
    options.edits.push_back(parseEdit("blocks.0.ssm.output=0"));
    Session(model, cpu(), std::move(options));
}

void TestSession::tokensOutsideAreRefused()
{
    Session session(load(tinyGpt2()), cpu(), {});
    for (const std::vector<std::int32_t>& tokens :
         {std::vector<std::int32_t>{}, {1, 11}, {-1}, {2147483647}}) {
        QVERIFY_EXCEPTION_THROWN(session.advance(tokens), UsageError);
    }
    QCOMPARE(session.position(), std::int64_t{0});
}

void TestSession::aFullCacheIsRefused()
{
    Session session(load(tinyGpt2()), cpu(), {.capacity = 7});
    session.advance(sequence);
    QVERIFY_EXCEPTION_THROWN(session.advance(part(0, 1)), UsageError);
    QCOMPARE(session.position(), std::int64_t{7});
}

void TestSession::damagedWeightsAreNamed()
{
    auto checkpoint = tinyLlama();
    auto weight = checkpoint.tensors.at("model.layers.1.mlp.up_proj.weight");
    weight.mutableFloats()[37] = std::nanf("");
    Session session(load(std::move(checkpoint)), cpu(), {});
    try {
        session.advance(sequence);
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(QString(error.what()),
                 QString("The tensor “model.layers.1.mlp.up_proj.weight” in tiny.safetensors is "
                         "damaged: its element 37 is not a finite number. Download the checkpoint "
                         "again."));
    }
    QCOMPARE(session.position(), std::int64_t{0});
}

void TestSession::overflowIsTold()
{
    Session session(load(tinyLlama()), cpu(),
                    {.edits = {parseEdit("final_norm*=1e38"), parseEdit("final_norm*=1e38")}});
    try {
        session.advance(sequence);
        QFAIL("not refused");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("overflowed"), error.what());
    }
}

void TestSession::stoppingKeepsWhatWasComputed()
{
    Session session(load(tinyGpt2()), cpu(), {.batch = 3});
    std::stop_source source;
    QVERIFY_EXCEPTION_THROWN(
        session.advance(sequence, LogitRows::Last, source.get_token(),
                        [&](std::int64_t, std::int64_t) { source.request_stop(); }),
        Cancelled);
    QCOMPARE(session.position(), std::int64_t{3});
    Session other(load(tinyGpt2()), cpu(), {});
    QVERIFY(difference(session.advance(part(3, 4)), other.advance(sequence)) < 1e-5);
}

void TestSession::progressCountsTokens()
{
    Session session(load(tinyGpt2()), cpu(), {.batch = 3});
    std::vector<std::int64_t> done;
    session.advance(sequence, LogitRows::Last, {}, [&](std::int64_t count, std::int64_t total) {
        QCOMPARE(total, std::int64_t{7});
        done.push_back(count);
    });
    QCOMPARE(done, (std::vector<std::int64_t>{3, 6, 7}));
    QVERIFY(session.bytes() > 0);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
