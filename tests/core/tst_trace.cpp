#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "core/trace/attention_source.h"
#include "core/trace/trace.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>
#include <numeric>

namespace saccade
{

namespace
{

constexpr std::int64_t length = 3;

Tensor counted(Shape shape)
{
    auto tensor = Tensor::allocate(DType::F32, std::move(shape));
    std::iota(tensor.mutableFloats().begin(), tensor.mutableFloats().end(), 0.5F);
    return tensor;
}

Trace sample()
{
    Trace trace;
    trace.recipe = {{"model", "demo"}, {"seed", 7}};
    trace.modelInfo = {{"family", "gpt2"},     {"layers", 2}, {"heads", 2},
                       {"key_value_heads", 1}, {"width", 4},  {"vocabulary", 10}};
    trace.tokens = {3, 1, 4};
    trace.tokenLabels = {"a", "·b", "⏎"};
    trace.promptLength = 2;
    trace.text = "line\n";
    trace.promptSeconds = 0.25;
    trace.seconds = 0.5;
    Step step;
    step.position = 2;
    step.token = 4;
    step.probability = 0.1F;
    step.entropy = 1.5F;
    step.candidates = {{4, 0.1F, true}, {9, 0.05F, false}};
    step.forwardPasses = 1;
    step.seconds = 0.125;
    trace.steps = {step};
    trace.tensors["logits"] = counted({length, 10});
    trace.tensors["blocks.1.attention.pattern"] = counted({2, length, length});
    trace.tensors["blocks.1.attention.keys"] = counted({1, length, 2});
    trace.tensors["blocks.0.residual.after"] = counted({length, 4});
    trace.tensors["embedding"] = counted({length, 4});
    return trace;
}

// The description that saveTrace wrote, for tests to damage.
nlohmann::json description(const std::filesystem::path& path)
{
    return nlohmann::json::parse(readSafetensors(path).metadata.at("saccade"));
}

} // namespace

class TraceTest : public QObject
{
    Q_OBJECT

    std::filesystem::path path(const char* name = "trace.safetensors") const
    {
        return m_folder.filePath(name).toStdString();
    }

    std::string refusal(const std::filesystem::path& file) const
    {
        try {
            static_cast<void>(loadTrace(file));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

private slots:
    void whatIsSavedIsLoaded()
    {
        const auto trace = sample();
        saveTrace(trace, path());
        const auto loaded = loadTrace(path());
        QVERIFY(loaded->recipe == trace.recipe);
        QVERIFY(loaded->modelInfo == trace.modelInfo);
        QCOMPARE(loaded->tokens, trace.tokens);
        QCOMPARE(loaded->tokenLabels, trace.tokenLabels);
        QCOMPARE(loaded->promptLength, trace.promptLength);
        QCOMPARE(loaded->text, trace.text);
        QCOMPARE(loaded->promptSeconds, trace.promptSeconds);
        QCOMPARE(loaded->seconds, trace.seconds);
        QCOMPARE(loaded->steps.size(), std::size_t{1});
        QVERIFY(toJson(loaded->steps[0]) == toJson(trace.steps[0]));
        QCOMPARE(loaded->steps[0].probability, 0.1F);
        QCOMPARE(loaded->tensors.size(), trace.tensors.size());
        for (const auto& [name, tensor] : trace.tensors) {
            const auto* found = loaded->find(name);
            QVERIFY2(found != nullptr, name.c_str());
            QCOMPARE(found->shape(), tensor.shape());
            QVERIFY(std::ranges::equal(found->floats(), tensor.floats()));
        }
        QVERIFY(attentionSource(loaded) != nullptr);
    }

    void theFileIsAsTheContractSays()
    {
        saveTrace(sample(), path());
        const auto file = readSafetensors(path());
        QCOMPARE(file.tensors.at("tokens").dtype(), DType::I32);
        QCOMPARE(file.tensors.at("tokens").shape(), Shape({length}));
        const auto json = description(path());
        QCOMPARE(json.at("version").get<int>(), 1);
        for (const auto* key : {"recipe", "model", "tokens", "steps"}) {
            QVERIFY2(json.contains(key), key);
        }
    }

    void numbersThatAreNotFiniteAndTextThatIsNoUtf8Survive()
    {
        auto trace = sample();
        trace.steps[0].entropy = std::numeric_limits<float>::quiet_NaN();
        trace.text = std::string("caf\xC3");
        saveTrace(trace, path());
        const auto loaded = loadTrace(path());
        QVERIFY(std::isnan(loaded->steps[0].entropy));
        QCOMPARE(loaded->text, std::string("caf\uFFFD"));
    }

    void tensorsThatDoNotFitAreNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::newRow("too few queries") << "blocks.1.attention.pattern" << QList<qint64>{2, 2, 3};
        QTest::newRow("too many keys") << "blocks.1.attention.pattern" << QList<qint64>{2, 3, 4};
        QTest::newRow("too many heads") << "blocks.1.attention.pattern" << QList<qint64>{3, 3, 3};
        QTest::newRow("too few axes") << "blocks.1.attention.pattern" << QList<qint64>{18};
        QTest::newRow("no heads") << "blocks.1.attention.pattern" << QList<qint64>{0, 3, 3};
        QTest::newRow("no such layer") << "blocks.2.attention.pattern" << QList<qint64>{2, 3, 3};
        QTest::newRow("no layer") << "blocks.x.attention.pattern" << QList<qint64>{2, 3, 3};
        QTest::newRow("a huge layer")
            << "blocks.99999999999999999999.residual.after" << QList<qint64>{3, 4};
        QTest::newRow("a negative layer") << "blocks.-1.residual.after" << QList<qint64>{3, 4};
        QTest::newRow("wrong vocabulary") << "logits" << QList<qint64>{3, 11};
        QTest::newRow("wrong length") << "logits" << QList<qint64>{4, 10};
        QTest::newRow("wrong width") << "blocks.0.residual.after" << QList<qint64>{3, 5};
        QTest::newRow("an embedding too many") << "embedding" << QList<qint64>{4, 4};
        QTest::newRow("too many key heads") << "blocks.0.attention.keys" << QList<qint64>{2, 3, 2};
    }
    void tensorsThatDoNotFitAreNamed()
    {
        QFETCH(QString, name);
        QFETCH(QList<qint64>, shape);
        auto trace = sample();
        trace.tensors[name.toStdString()] =
            counted(Shape(std::vector<std::int64_t>(shape.begin(), shape.end())));
        saveTrace(trace, path());
        const auto text = refusal(path());
        QVERIFY2(text.find(name.toStdString()) != std::string::npos, text.c_str());
        QVERIFY2(text.find(path().string()) != std::string::npos, text.c_str());
    }

    void aTensorOfAnotherTypeIsRefused()
    {
        auto trace = sample();
        trace.tensors["logits"] = Tensor::allocate(DType::I32, {length, 10});
        saveTrace(trace, path());
        QVERIFY(refusal(path()).find("logits") != std::string::npos);
    }

    void damagedDescriptionsAreRefused_data()
    {
        QTest::addColumn<QString>("patch"); // a JSON merge patch (RFC 7386)
        QTest::newRow("other version") << R"({"version": 2})";
        QTest::newRow("no version") << R"({"version": null})";
        QTest::newRow("recipe is a list") << R"({"recipe": []})";
        QTest::newRow("model is text") << R"({"model": "gpt2"})";
        QTest::newRow("layers is text") << R"({"model": {"layers": "two"}})";
        QTest::newRow("key heads are text") << R"({"model": {"key_value_heads": "x"}})";
        QTest::newRow("layers are beyond integers") << R"({"model": {"layers": 1e300}})";
        QTest::newRow("recipe without end") << QStringLiteral(R"({"recipe": {"a": %1%2}})")
                                                   .arg(QString(200, '['), QString(200, ']'));
        QTest::newRow("layers are negative") << R"({"model": {"layers": -1}})";
        QTest::newRow("layers are countless") << R"({"model": {"layers": 2000000000}})";
        QTest::newRow("name is a number") << R"({"model": {"name": 5}})";
        QTest::newRow("too few labels") << R"({"tokens": ["a"]})";
        QTest::newRow("labels are numbers") << R"({"tokens": [1, 2, 3]})";
        QTest::newRow("long prompt") << R"({"prompt_length": 4})";
        QTest::newRow("negative prompt") << R"({"prompt_length": -1})";
        QTest::newRow("steps are text") << R"({"steps": "none"})";
        QTest::newRow("a step is a number") << R"({"steps": [1]})";
        QTest::newRow("a step outside")
            << R"({"steps": [{"position": 3, "token": 1, "probability": 1, "entropy": 0, "candidates": [],
                              "forward_passes": 1, "seconds": 0}]})";
        QTest::newRow("a candidate is text")
            << R"({"steps": [{"position": 2, "token": 1, "probability": 1, "entropy": 0, "candidates": ["x"],
                              "forward_passes": 1, "seconds": 0}]})";
    }
    void damagedDescriptionsAreRefused()
    {
        QFETCH(QString, patch);
        saveTrace(sample(), path());
        auto json = description(path());
        json.merge_patch(nlohmann::json::parse(patch.toStdString()));
        const auto file = readSafetensors(path());
        writeSafetensors(path("damaged.safetensors"), file.tensors, {{"saccade", json.dump()}});
        const auto text = refusal(path("damaged.safetensors"));
        QVERIFY2(text.find("damaged.safetensors") != std::string::npos, text.c_str());
    }

    void descriptionsThatAreNoJsonAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray(R"({"version": 1, "recipe": {)");
        QTest::newRow("a number") << QByteArray("1");
        QTest::newRow("deep") << QByteArray(100000, '[');
    }
    void descriptionsThatAreNoJsonAreRefused()
    {
        QFETCH(QByteArray, text);
        saveTrace(sample(), path());
        const auto file = readSafetensors(path());
        writeSafetensors(path("damaged.safetensors"), file.tensors,
                         {{"saccade", text.toStdString()}});
        QVERIFY(!refusal(path("damaged.safetensors")).empty());
    }

    void aSafetensorsFileThatIsNoTraceSaysSo()
    {
        writeSafetensors(path(), {{"weight", counted({2, 2})}}, {});
        const auto text = refusal(path());
        QVERIFY2(text.find("no trace") != std::string::npos, text.c_str());
    }

    void tokensMustBeThere()
    {
        saveTrace(sample(), path());
        auto file = readSafetensors(path());
        file.tensors.erase("tokens");
        writeSafetensors(path("damaged.safetensors"), file.tensors, file.metadata);
        QVERIFY(refusal(path("damaged.safetensors")).find("tokens") != std::string::npos);
        file.tensors["tokens"] = counted({length});
        writeSafetensors(path("damaged.safetensors"), file.tensors, file.metadata);
        QVERIFY(refusal(path("damaged.safetensors")).find("tokens") != std::string::npos);
    }

    void truncatedFilesAreRefused()
    {
        saveTrace(sample(), path());
        QFile file(m_folder.filePath("trace.safetensors"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto bytes = file.readAll();
        for (qsizetype size = 0; size < bytes.size(); size += 37) {
            QFile cut(m_folder.filePath("cut.safetensors"));
            QVERIFY(cut.open(QIODevice::WriteOnly));
            cut.write(bytes.left(size));
            cut.close();
            QVERIFY2(!refusal(path("cut.safetensors")).empty(), qPrintable(QString::number(size)));
        }
    }

private:
    QTemporaryDir m_folder;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TraceTest)
#include "tst_trace.moc"
