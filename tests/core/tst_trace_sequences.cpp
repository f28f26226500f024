// Traces of models that read pictures, sounds and two texts: their files and their attention.
#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "core/trace/attention_source.h"
#include "core/trace/model_json.h"
#include "core/trace/sequences.h"

#include <QTemporaryDir>
#include <QTest>
#include <numeric>

namespace saccade
{

namespace
{

Tensor counted(Shape shape)
{
    auto tensor = Tensor::allocate(DType::F32, std::move(shape));
    std::iota(tensor.mutableFloats().begin(), tensor.mutableFloats().end(), 0.5F);
    return tensor;
}

// Three tokens after five of a source, one layer each, two heads.
Trace translation()
{
    Trace trace;
    ModelInfo model;
    model.family = "t5";
    model.layers = 1;
    model.heads = 2;
    model.encodes = true;
    model.attention = {{.values = "encoder.blocks.*.attention",
                        .queries = "source",
                        .keys = "source",
                        .layers = 1,
                        .heads = 2,
                        .causal = false},
                       {.values = "decoder.blocks.*.attention", .layers = 1, .heads = 2},
                       {.values = "decoder.blocks.*.cross_attention",
                        .keys = "source",
                        .layers = 1,
                        .heads = 2,
                        .causal = false}};
    trace.recipe = nlohmann::json::object();
    trace.modelInfo = toJson(model);
    trace.tokens = {0, 7, 8};
    trace.tokenLabels = {"a", "b", "c"};
    trace.promptLength = 1;
    trace.sequences = {
        {{.name = "source", .length = 5}, {"1", "2", "3", "4", "5"}, {1, 2, 3, 4, 5}},
        tokenSequence(trace, {})};
    const std::vector<std::int32_t> source{1, 2, 3, 4, 5};
    trace.tensors["source.tokens"] = Tensor::of({5}, std::span(source));
    trace.tensors["encoder.blocks.0.attention.pattern"] = counted({2, 5, 5});
    trace.tensors["decoder.blocks.0.attention.pattern"] = counted({2, 3, 3});
    trace.tensors["decoder.blocks.0.cross_attention.pattern"] = counted({2, 3, 5});
    trace.tensors["encoder.embedding"] = counted({5, 4});
    trace.tensors["decoder.blocks.0.residual.after"] = counted({3, 4});
    return trace;
}

Trace picture()
{
    Trace trace;
    ModelInfo model;
    model.family = "vit";
    model.layers = 1;
    model.heads = 2;
    model.generates = false;
    model.encodes = true;
    model.inputs = {InputKind::Image};
    model.head = HeadKind::Classification;
    model.attention = {{.queries = "patches", .keys = "patches", .layers = 1, .heads = 2}};
    trace.recipe = nlohmann::json::object();
    trace.modelInfo = toJson(model);
    Sequence patches{.name = "patches", .length = 6, .leading = 2, .rows = 2, .columns = 2};
    trace.sequences = describeSequences({patches}, {}, nullptr);
    trace.predictions = {{-1, 3, "cat", 0.75F}, {-1, 1, "dog", 0.25F}};
    trace.tensors["blocks.0.attention.pattern"] = counted({2, 6, 6});
    trace.tensors["logits"] = counted({1, 4});
    trace.tensors["input.picture"] = counted({3, 8, 8});
    return trace;
}

nlohmann::json description(const std::filesystem::path& path)
{
    return nlohmann::json::parse(readSafetensors(path).metadata.at("saccade"));
}

} // namespace

class TraceSequencesTest : public QObject
{
    Q_OBJECT

    std::filesystem::path path(const char* name = "trace.safetensors") const
    {
        return m_folder.filePath(name).toStdString();
    }

    bool isRefused(const Trace& trace) const
    {
        saveTrace(trace, path());
        try {
            static_cast<void>(loadTrace(path()));
        } catch (const Error& error) {
            return std::string(error.what()).find(path().string()) != std::string::npos;
        }
        return false;
    }

private slots:
    void everythingComesBack()
    {
        for (const auto& trace : {translation(), picture()}) {
            saveTrace(trace, path());
            const auto loaded = loadTrace(path());
            QVERIFY(loaded->sequences == trace.sequences);
            QVERIFY(loaded->predictions == trace.predictions);
            QCOMPARE(loaded->tokens, trace.tokens);
            QCOMPARE(loaded->tensors.size(), trace.tensors.size());
            QVERIFY(attentionParts(loaded->modelInfo) == attentionParts(trace.modelInfo));
        }
    }

    void positionsOfPicturesAndSoundsHaveLabels()
    {
        const std::vector<std::string> patches{"CLS", "register 1", "0, 0", "0, 1", "1, 0", "1, 1"};
        QCOMPARE(picture().sequences.front().labels, patches);
        const Sequence frames{.name = "frames", .length = 3, .secondsPerPosition = 0.02};
        const std::vector<std::string> moments{"0.00 s", "0.02 s", "0.04 s"};
        QCOMPARE(sequenceLabels(frames, {}, nullptr), moments);
    }

    void everyPartIsASourceOfItsOwnSize()
    {
        const auto trace = std::make_shared<const Trace>(translation());
        const auto parts = capturedParts(*trace);
        QCOMPARE(parts.size(), std::size_t{3});
        const auto cross = attentionSource(trace, parts[2]);
        QCOMPARE(cross->queries(), std::int64_t{3});
        QCOMPARE(cross->keys(), std::int64_t{5});
        QCOMPARE(cross->heads(), 2);
        const auto tile = cross->tile({{0, 1, Combine::Mean}, 2, 3, 0, 5, 1, 5});
        QCOMPARE(tile.cells.front(), 25.5F); // [1, 2, 0] of what is counted from 0.5
        QCOMPARE(tile.cells.back(), 29.5F);
        QCOMPARE(attentionSource(trace)->keys(), std::int64_t{5});
        const auto encoder = attentionSource(trace, parts[0]);
        QCOMPARE(encoder->queries(), std::int64_t{5});
    }

    void partsThatWereNotCapturedAreNotListed()
    {
        auto trace = translation();
        trace.tensors.erase("decoder.blocks.0.attention.pattern");
        const auto parts = capturedParts(trace);
        QCOMPARE(parts.size(), std::size_t{2});
        QCOMPARE(parts[1].values, std::string("decoder.blocks.*.cross_attention"));
    }

    void theMeanStandsForChannelsThatWereNotKept()
    {
        auto trace = std::make_shared<Trace>();
        ModelInfo model;
        model.attention = {{.values = "blocks.*.ssm", .layers = 2, .heads = 64, .implicit = true}};
        trace->modelInfo = toJson(model);
        trace->tokens = {1, 2, 3};
        trace->tensors["blocks.1.ssm.mean_pattern"] = counted({3, 3});
        const auto source = attentionSource(trace);
        QVERIFY(source != nullptr);
        QCOMPARE(source->heads(), 1);
        QCOMPARE(source->layers(), 2);
        QVERIFY(!source->has({0, 0, Combine::Mean}) && source->has({1, 0, Combine::Mean}));
        QCOMPARE(source->tile({{1, 0, Combine::Mean}, 2, 3, 2, 3, 1, 1}).maximum, 8.5F);
        trace->tensors["blocks.1.ssm.pattern"] = counted({64, 3, 3});
        QCOMPARE(attentionSource(trace)->heads(), 64);
    }

    void tensorsMustFitTheSequences_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::newRow("queries") << "decoder.blocks.0.cross_attention.pattern"
                                 << QList<qint64>{2, 5, 5};
        QTest::newRow("keys") << "decoder.blocks.0.cross_attention.pattern"
                              << QList<qint64>{2, 3, 4};
        QTest::newRow("source") << "encoder.blocks.0.attention.pattern" << QList<qint64>{2, 3, 3};
        QTest::newRow("heads") << "encoder.blocks.0.attention.pattern" << QList<qint64>{3, 5, 5};
        QTest::newRow("layer") << "encoder.blocks.1.attention.pattern" << QList<qint64>{2, 5, 5};
        QTest::newRow("rows") << "encoder.embedding" << QList<qint64>{3, 4};
        QTest::newRow("picture") << "input.picture" << QList<qint64>{4, 2, 2};
        QTest::newRow("type") << "source.tokens" << QList<qint64>{5};
    }
    void tensorsMustFitTheSequences()
    {
        QFETCH(QString, name);
        QFETCH(QList<qint64>, shape);
        auto trace = translation();
        trace.tensors[name.toStdString()] =
            counted(Shape(std::vector<std::int64_t>(shape.begin(), shape.end())));
        QVERIFY(isRefused(trace));
    }

    void sequencesThatContradictThemselvesAreRefused_data()
    {
        QTest::addColumn<QString>("patch"); // a JSON merge patch
        QTest::newRow("labels are missing")
            << R"({"sequences": [{"name": "patches", "length": 6}]})";
        QTest::newRow("too few labels")
            << R"({"sequences": [{"name": "patches", "length": 6, "labels": ["a"]}]})";
        QTest::newRow("grid") << R"({"sequences": [{"name": "patches", "length": 2, "rows": 3,
                                                    "columns": 3, "labels": ["a", "b"]}]})";
        QTest::newRow("leading") << R"({"sequences": [{"name": "patches", "length": 1,
                                                       "leading": 2, "labels": ["a"]}]})";
        QTest::newRow("length") << R"({"sequences": [{"name": "patches", "length": -1,
                                                      "labels": []}]})";
        QTest::newRow("huge") << R"({"sequences": [{"name": "patches", "length": 1e300,
                                                    "labels": []}]})";
        QTest::newRow("none") << R"({"sequences": []})";
        QTest::newRow("a prediction outside")
            << R"({"predictions": [{"position": 9, "index": 1, "label": "x", "probability": 1}]})";
        QTest::newRow("a prediction of text") << R"({"predictions": ["cat"]})";
        QTest::newRow("a part without a star")
            << R"({"model": {"attention": [{"values": "x", "queries": "a", "keys": "b"}]}})";
        QTest::newRow("parts of text") << R"({"model": {"attention": "all"}})";
        QTest::newRow("countless layers")
            << R"({"model": {"attention": [{"values": "b.*.x", "queries": "a", "keys": "b",
                                            "layers": 1000000}]}})";
    }
    void sequencesThatContradictThemselvesAreRefused()
    {
        QFETCH(QString, patch);
        saveTrace(picture(), path());
        auto json = description(path());
        json.merge_patch(nlohmann::json::parse(patch.toStdString()));
        const auto file = readSafetensors(path());
        writeSafetensors(path("damaged.safetensors"), file.tensors, {{"saccade", json.dump()}});
        try {
            static_cast<void>(loadTrace(path("damaged.safetensors")));
            QFAIL("not refused");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("damaged"));
            QVERIFY2(!QString(error.what()).contains("json.exception"), error.what());
        }
    }

    void olderTracesGetTheirSequence()
    {
        Trace trace;
        trace.recipe = nlohmann::json::object();
        trace.modelInfo = {{"layers", 1}, {"heads", 2}};
        trace.tokens = {1, 2};
        trace.tokenLabels = {"a", "b"};
        trace.promptLength = 2;
        trace.tensors["blocks.0.attention.pattern"] = counted({2, 2, 2});
        saveTrace(trace, path());
        auto json = description(path());
        json.erase("sequences");
        json.erase("predictions");
        const auto file = readSafetensors(path());
        writeSafetensors(path("old.safetensors"), file.tensors, {{"saccade", json.dump()}});
        const auto loaded = loadTrace(path("old.safetensors"));
        QVERIFY(loaded->sequence("tokens") != nullptr);
        QCOMPARE(loaded->sequence("tokens")->labels, trace.tokenLabels);
        QCOMPARE(capturedParts(*loaded).size(), std::size_t{1});
    }

private:
    QTemporaryDir m_folder;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TraceSequencesTest)
#include "tst_trace_sequences.moc"
