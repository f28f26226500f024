// Models that read texts, pictures and sounds, through the command: against the numbers of Hugging
// Face's transformers in ../shared/oracles/hf_tiny.
#include "core/files/safetensors.h"
#include "core/trace/attention_source.h"
#include "core/trace/trace.h"
#include "tests/app/command_runner.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace saccade
{

namespace
{

constexpr float tolerance = 1e-4F;
using Golden = std::map<std::string, Tensor, std::less<>>;

std::string modelPath(const std::string& family)
{
    return "oracles/hf_tiny/" + family;
}

Golden golden(const std::string& family)
{
    return readSafetensors(sharedPath(modelPath(family) + "/golden.safetensors")).tensors;
}

// Row `row` of a batch, its axis left out.
Tensor rowOf(const Tensor& batch, std::int64_t row)
{
    auto extents = batch.shape().extents();
    extents.erase(extents.begin());
    return batch.rows(row, 1).reshaped(Shape(std::move(extents)));
}

std::vector<std::int64_t> longs(const Tensor& tensor)
{
    std::vector<std::int64_t> values(static_cast<std::size_t>(tensor.elements()));
    std::memcpy(values.data(), tensor.bytes().data(), tensor.bytes().size());
    return values;
}

QString listed(const Tensor& tensor)
{
    QStringList words;
    for (const auto value : longs(tensor)) {
        words << QString::number(value);
    }
    return words.join(',');
}

// A row without padding.
std::int64_t wholeRow(const Golden& tensors)
{
    const auto mask = tensors.find("attention_mask");
    if (mask == tensors.end()) {
        return 0;
    }
    for (std::int64_t row = 0; row < mask->second.shape()[0]; ++row) {
        if (std::ranges::all_of(longs(rowOf(mask->second, row)),
                                [](std::int64_t value) { return value == 1; })) {
            return row;
        }
    }
    return -1;
}

} // namespace

class CommandEncodersTest : public QObject
{
    Q_OBJECT

    // Empty if all is equal.
    static std::string difference(const Trace& trace, const std::string& name,
                                  const Tensor& expected)
    {
        const auto* got = trace.find(name);
        if (got == nullptr) {
            return name + " is missing";
        }
        if (got->elements() != expected.elements()) {
            return name + " has the shape " + got->shape().text() + ", not " +
                   expected.shape().text();
        }
        float worst = 0;
        for (std::size_t i = 0; i < got->floats().size(); ++i) {
            worst = std::max(worst, std::abs(got->floats()[i] - expected.floats()[i]));
        }
        return worst < tolerance ? std::string() : name + " differs by " + std::to_string(worst);
    }

    // Every golden.{layer} against the value that `name` (with a star) stands for.
    static std::string difference(const Trace& trace, const std::string& name,
                                  const Golden& tensors, const std::string& goldenName,
                                  std::int64_t row, int first = 0)
    {
        int layer = 0;
        for (;; ++layer) {
            const auto found = tensors.find(goldenName + "." + std::to_string(layer + first));
            if (found == tensors.end()) {
                break;
            }
            auto value = name;
            value.replace(value.find('*'), 1, std::to_string(layer));
            const auto problem = difference(trace, value, rowOf(found->second, row));
            if (!problem.empty()) {
                return problem;
            }
        }
        return layer > 0 ? std::string() : "there is no " + goldenName;
    }

    std::shared_ptr<const Trace> traced(const std::string& family, const QStringList& arguments)
    {
        const auto outcome = m_program.run(
            QStringList{"run", "--model", shared(modelPath(family)), "--device", "cpu", "--trace",
                        "t.safetensors", "--capture", "pattern,residual,logits"} +
            arguments);
        if (outcome.exitCode != 0) {
            qWarning("%s", text(outcome).c_str());
            return nullptr;
        }
        return loadTrace(m_program.path("t.safetensors").toStdString());
    }

    QString written(const Tensor& tensor, const std::string& name)
    {
        const auto path = m_program.path("input.safetensors");
        writeSafetensors(path.toStdString(), {{name, tensor}}, {});
        return path;
    }

private slots:
    void sentencesAreReadAsByTheReference_data()
    {
        QTest::addColumn<QString>("family");
        QTest::newRow("BERT") << "bert";
        QTest::newRow("RoBERTa") << "roberta";
        QTest::newRow("DistilBERT") << "distilbert";
    }
    void sentencesAreReadAsByTheReference()
    {
        QFETCH(QString, family);
        const auto name = family.toStdString();
        REQUIRE_SHARED(modelPath(name));
        const auto tensors = golden(name);
        const auto row = wholeRow(tensors);
        QVERIFY(row >= 0);
        QStringList arguments{"--tokens", listed(rowOf(tensors.at("input_ids"), row))};
        if (const auto segments = tensors.find("token_type_ids"); segments != tensors.end()) {
            arguments << "--segments" << listed(rowOf(segments->second, row));
        }
        const auto trace = traced(name, arguments);
        QVERIFY(trace != nullptr);
        const auto same = [](const std::string& problem) {
            return problem.empty() || (qWarning("%s", problem.c_str()), false);
        };
        QVERIFY(same(difference(*trace, "blocks.*.attention.pattern", tensors, "attentions", row)));
        QVERIFY(same(difference(*trace, "embedding", rowOf(tensors.at("hidden_states.0"), row))));
        QVERIFY(
            same(difference(*trace, "blocks.*.residual.after", tensors, "hidden_states", row, 1)));
        QVERIFY(same(difference(*trace, "logits", rowOf(tensors.at("logits"), row))));
        QCOMPARE(trace->sequence("tokens")->shape.length, std::int64_t{12});
    }

    void picturesAreReadAsByTheReference()
    {
        REQUIRE_SHARED(modelPath("vit"));
        const auto tensors = golden("vit");
        const auto trace =
            traced("vit", {"--image", written(tensors.at("pixel_values"), "pixel_values"),
                           "--steps", "0"});
        QVERIFY(trace != nullptr);
        for (const auto& problem :
             {difference(*trace, "blocks.*.attention.pattern", tensors, "attentions", 0),
              difference(*trace, "embedding", rowOf(tensors.at("hidden_states.0"), 0)),
              difference(*trace, "blocks.*.residual.after", tensors, "hidden_states", 0, 1),
              difference(*trace, "logits", tensors.at("logits"))}) {
            QVERIFY2(problem.empty(), problem.c_str());
        }
        const auto* patches = trace->sequence("patches");
        QVERIFY(patches != nullptr);
        QCOMPARE(patches->labels.front(), std::string("CLS"));
        QCOMPARE(patches->labels.back(), std::string("3, 3"));
        QVERIFY(trace->find("input.picture") != nullptr);
        QCOMPARE(trace->predictions.size(), std::size_t{5});
        const auto logits = tensors.at("logits").floats();
        const auto best = std::ranges::max_element(logits) - logits.begin();
        QCOMPARE(std::ptrdiff_t{trace->predictions[0].index}, best);
    }

    void aFigureOfAPictureIsMadeAgainFromItsRecipe()
    {
        REQUIRE_SHARED(modelPath("vit"));
        const auto tensors = golden("vit");
        QVERIFY(traced("vit", {"--image", written(tensors.at("pixel_values"), "pixel_values")}));
        const QStringList figure{"figure", "attention", "--layer", "1", "--head", "2"};
        const auto first =
            m_program.run(figure + QStringList{"--trace", "t.safetensors", "--out", "a.csv"});
        QVERIFY2(first.exitCode == 0, text(first).c_str());
        const auto second = m_program.run(
            figure + QStringList{"--recipe", "t.safetensors", "--device", "cpu", "--out", "b.csv"});
        QVERIFY2(second.exitCode == 0, text(second).c_str());
        const auto contents = [&](const char* name) {
            QFile file(m_program.path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(contents("a.csv"), contents("b.csv"));
        QVERIFY(contents("a.csv").contains("row 0, col. 3"));
    }

    void translationsAreThoseOfTheReference()
    {
        REQUIRE_SHARED(modelPath("t5"));
        const auto tensors = golden("t5");
        const auto row = wholeRow(tensors);
        QVERIFY(row >= 0);
        const auto tokens = listed(rowOf(tensors.at("input_ids"), row));
        const auto ids = longs(rowOf(tensors.at("greedy.ids"), row));
        const auto document = m_program.json(
            {"run", "--model", shared(modelPath("t5")), "--device", "cpu", "--tokens", tokens,
             "--steps", QString::number(ids.size() - 1), "--stop-tokens", "none", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<std::int64_t>>(), ids);
        QCOMPARE(document.at("source_tokens").get<std::vector<std::int64_t>>(),
                 longs(rowOf(tensors.at("input_ids"), row)));

        const auto trace = traced("t5", {"--tokens", tokens, "--steps", "0", "--decoder-tokens",
                                         listed(rowOf(tensors.at("decoder_input_ids"), row))});
        QVERIFY(trace != nullptr);
        for (const auto& problem :
             {difference(*trace, "encoder.blocks.*.attention.pattern", tensors,
                         "encoder_attentions", row),
              difference(*trace, "decoder.blocks.*.attention.pattern", tensors,
                         "decoder_attentions", row),
              difference(*trace, "decoder.blocks.*.cross_attention.pattern", tensors,
                         "cross_attentions", row),
              difference(*trace, "logits", rowOf(tensors.at("logits"), row))}) {
            QVERIFY2(problem.empty(), problem.c_str());
        }
        for (const auto* part : {"encoder", "cross_attention"}) {
            const auto outcome = m_program.run({"figure", "attention", "--trace", "t.safetensors",
                                                "--part", part, "--out", "part.CSV"});
            QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        }
    }

    void soundsAreHeardAsByTheReference()
    {
        REQUIRE_SHARED(modelPath("whisper"));
        const auto tensors = golden("whisper");
        const auto features = written(tensors.at("input_features"), "input_features");
        const auto ids = longs(rowOf(tensors.at("greedy.ids"), 0));
        const auto document = m_program.json(
            {"run", "--model", shared(modelPath("whisper")), "--device", "cpu", "--audio", features,
             "--decoder-tokens", QString::number(ids.front()), "--steps",
             QString::number(ids.size() - 1), "--stop-tokens", "none", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<std::int64_t>>(), ids);
        const auto trace =
            traced("whisper", {"--audio", features, "--steps", "0", "--decoder-tokens",
                               listed(rowOf(tensors.at("decoder_input_ids"), 0))});
        QVERIFY(trace != nullptr);
        for (const auto& problem : {difference(*trace, "encoder.blocks.*.attention.pattern",
                                               tensors, "encoder_attentions", 0),
                                    difference(*trace, "decoder.blocks.*.cross_attention.pattern",
                                               tensors, "cross_attentions", 0),
                                    difference(*trace, "logits", rowOf(tensors.at("logits"), 0))}) {
            QVERIFY2(problem.empty(), problem.c_str());
        }
        QVERIFY(trace->sequence("frames")->labels[1].ends_with(" s"));
        QVERIFY(trace->find("input.features") != nullptr);
    }

    void imageAndTextAreComparedAsByTheReference()
    {
        REQUIRE_SHARED(modelPath("clip"));
        const auto tensors = golden("clip");
        const auto row = wholeRow(tensors);
        QVERIFY(row >= 0);
        const auto trace =
            traced("clip", {"--image", written(tensors.at("pixel_values"), "pixel_values"),
                            "--tokens", listed(rowOf(tensors.at("input_ids"), row))});
        QVERIFY(trace != nullptr);
        for (const auto& problem : {difference(*trace, "vision.blocks.*.attention.pattern", tensors,
                                               "vision.attentions", 0),
                                    difference(*trace, "text.blocks.*.attention.pattern", tensors,
                                               "text.attentions", row)}) {
            QVERIFY2(problem.empty(), problem.c_str());
        }
        const auto image = rowOf(tensors.at("image_embeds"), 0);
        const auto sentence = rowOf(tensors.at("text_embeds"), row);
        double cosine = 0; // the reference's embeddings have the length 1
        for (std::size_t i = 0; i < image.floats().size(); ++i) {
            cosine += static_cast<double>(image.floats()[i] * sentence.floats()[i]);
        }
        QCOMPARE(trace->predictions.size(), std::size_t{1});
        QVERIFY(std::abs(cosine - static_cast<double>(trace->predictions[0].probability)) < 1e-4);
    }

    // Whatever the kind: what a run saves can be opened, looked at and drawn.
    void tracesOfEveryFamilyOpenAgain_data()
    {
        QTest::addColumn<QString>("family");
        for (const auto* family :
             {"bert",     "bloom",   "clip",  "dinov2",  "distilbert", "gemma2", "gpt2",
              "gpt_neox", "llama",   "mamba", "mistral", "mixtral",    "opt",    "phi3",
              "qwen2",    "roberta", "rwkv",  "t5",      "vit",        "whisper"}) {
            QTest::newRow(family) << family;
        }
    }
    void tracesOfEveryFamilyOpenAgain()
    {
        QFETCH(QString, family);
        const auto name = family.toStdString();
        REQUIRE_SHARED(modelPath(name));
        const auto tensors = golden(name);
        const auto info = m_program.json({"info", shared(modelPath(name)), "--json"});
        QVERIFY(info.is_object());
        QStringList arguments;
        if (const auto ids = tensors.find("input_ids"); ids != tensors.end()) {
            arguments << "--tokens" << listed(rowOf(ids->second, 0));
        }
        if (const auto pixels = tensors.find("pixel_values"); pixels != tensors.end()) {
            arguments << "--image" << written(pixels->second, "pixel_values");
        }
        if (const auto features = tensors.find("input_features"); features != tensors.end()) {
            arguments << "--audio" << written(features->second, "input_features");
        }
        if (info.at("generates").get<bool>()) {
            arguments << "--steps"
                      << "2"
                      << "--stop-tokens"
                      << "none";
        }
        arguments << "--capture"
                  << "queries,keys,values,heads,output,mlp,router,ssm,final_norm";
        const auto trace = traced(name, arguments);
        QVERIFY(trace != nullptr);
        QVERIFY(!capturedParts(*trace).empty());
        QVERIFY(trace->find("logits") != nullptr);
        for (const auto& part : capturedParts(*trace)) {
            const auto source = attentionSource(trace, part);
            QCOMPARE(source->queries(), trace->sequence(part.queries)->shape.length);
            QCOMPARE(source->keys(), trace->sequence(part.keys)->shape.length);
            const auto outcome =
                m_program.run({"figure", "attention", "--trace", "t.safetensors", "--part",
                               QString::fromStdString(partName(part)), "--out", "f.svg"});
            QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        }
        QCOMPARE(m_program.run({"info", "t.safetensors"}).exitCode, 0);
    }

    void wrongCombinationsNameWhatTheModelReads_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("text for ViT") << "vit"
                                      << "--text a" << QByteArray("--image");
        QTest::newRow("nothing for ViT") << "vit"
                                         << "" << QByteArray("--image");
        QTest::newRow("image for T5") << "t5"
                                      << "--image a.png" << QByteArray("--decoder-text");
        QTest::newRow("steps for BERT") << "bert"
                                        << "--tokens 1,2 --steps 3" << QByteArray("0 steps");
        QTest::newRow("segments of another number")
            << "bert"
            << "--tokens 1,2 --segments 0" << QByteArray("it has 1, but the tokens are 2");
        QTest::newRow("no such picture") << "vit"
                                         << "--image none.png" << QByteArray("none.png");
        QTest::newRow("a pair of tokens") << "bert"
                                          << "--tokens 1 --pair b" << QByteArray("--segments");
    }
    void wrongCombinationsNameWhatTheModelReads()
    {
        QFETCH(QString, family);
        QFETCH(QString, arguments);
        QFETCH(QByteArray, named);
        REQUIRE_SHARED(modelPath(family.toStdString()));
        const auto outcome =
            m_program.run(QStringList{"run", "--model", shared(modelPath(family.toStdString())),
                                      "--device", "cpu"} +
                          arguments.split(' ', Qt::SkipEmptyParts));
        QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains(named), text(outcome).c_str());
    }

private:
    CommandRunner m_program;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandEncodersTest)
#include "tst_command_encoders.moc"
