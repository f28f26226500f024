#include "core/trace/trace.h"
#include "tests/app/command_runner.h"

#include <QDir>
#include <QImage>
#include <algorithm>
#include <cmath>

namespace saccade
{

class CommandRunTest : public QObject
{
    Q_OBJECT
private slots:
    void runPrintsPromptAndContinuation()
    {
        const QStringList arguments{"run",     "--model", "demo",     "--text", "ROMEO:\n",
                                    "--steps", "20",      "--device", "cpu"};
        const auto outcome = m_program.run(arguments);
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY(outcome.output.startsWith("ROMEO:\n"));
        QVERIFY(outcome.messages.isEmpty());
        const auto document = m_program.json(arguments + QStringList{"--json"});
        QVERIFY(document.is_object());
        QCOMPARE(outcome.output,
                 "ROMEO:\n" + QByteArray::fromStdString(document.at("text")) + "\n");
    }

    void runGivesTheStatedShape()
    {
        const auto document =
            m_program.json({"run", "--model", "demo", "--text", "ROMEO:", "--steps", "5",
                            "--device", "cpu", "--json"});
        QVERIFY(document.is_object());
        const auto prompt = document.at("prompt_length").get<std::size_t>();
        QCOMPARE(document.at("steps").size(), std::size_t{5});
        QCOMPARE(document.at("tokens").size(), prompt + 5);
        QVERIFY(document.at("text").is_string());
        QVERIFY(document.at("seconds").get<double>() > 0.0);
        for (std::size_t i = 0; i < 5; ++i) {
            const auto& step = document.at("steps").at(i);
            QCOMPARE(step.at("position").get<std::size_t>(), prompt + i);
            QVERIFY(step.at("token") == document.at("tokens").at(prompt + i));
            // Greedy: the most probable candidate is what was taken.
            QVERIFY(step.at("candidates").at(0).at("token") == step.at("token"));
            QVERIFY(step.at("probability").get<double>() > 0.0);
            QVERIFY(step.at("entropy").get<double>() >= 0.0);
        }
    }

    void noStepsRunThePromptAlone()
    {
        const auto document = m_program.json({"run", "--model", "demo", "--tokens", "859,59,11",
                                              "--steps", "0", "--device", "cpu", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<int>>(), (std::vector<int>{859, 59, 11}));
        QVERIFY(document.at("steps").empty());
        QCOMPARE(document.at("text").get<std::string>(), std::string());
    }

    void theSeedFixesTheRun()
    {
        const auto tokens = [&](const char* seed) {
            return m_program
                .json({"run", "--model", "demo", "--text", "ROMEO:", "--steps", "30",
                       "--temperature", "1", "--top-k", "50", "--seed", seed, "--device", "cpu",
                       "--json"})
                .at("tokens");
        };
        const auto first = tokens("1");
        QVERIFY(first == tokens("1"));
        QVERIFY(first != tokens("2"));
    }

    void settingsAreGivenEitherWay()
    {
        const QStringList common{"run", "--model", "demo", "--text",   "ROMEO:", "--steps",
                                 "10",  "--seed",  "3",    "--device", "cpu",    "--json"};
        const auto options =
            m_program.json(common + QStringList{"--temperature", "0.8", "--top-p", "0.9"});
        const auto set =
            m_program.json(common + QStringList{"--set", "temperature=0.8", "--set", "top-p=0.9"});
        QVERIFY(options.is_object() && set.is_object());
        QVERIFY(options.at("tokens") == set.at("tokens"));
    }

    void anEditChangesTheRun()
    {
        const QStringList common{"run",     "--model", "demo",     "--text", "ROMEO:",
                                 "--steps", "8",       "--device", "cpu",    "--json"};
        const auto plain = m_program.json(common);
        const auto edited =
            m_program.json(common + QStringList{"--edit", "blocks.*.attention.output=0"});
        const auto neutral =
            m_program.json(common + QStringList{"--edit", "blocks.3.attention.heads[1]*=1"});
        QVERIFY(plain.is_object() && edited.is_object() && neutral.is_object());
        QVERIFY(plain.at("tokens") == neutral.at("tokens"));
        QVERIFY(plain.at("steps").at(0).at("probability") !=
                edited.at("steps").at(0).at("probability"));
    }

    // stories260K, by llama2.c's own code; golden.json tells how it was made.
    void greedyTextIsThatOfTheReference_data()
    {
        QTest::addColumn<QString>("model");
        QTest::newRow("llama2.c") << "assets/lm/stories260k/stories260K.bin";
        QTest::newRow("Hugging Face") << "assets/derived/stories260k-hf-llama";
        QTest::newRow("GGUF, F32") << "assets/derived/stories260k-gguf/stories260K-F32.gguf";
        QTest::newRow("GGUF, F16") << "assets/derived/stories260k-gguf/stories260K-F16.gguf";
    }
    void greedyTextIsThatOfTheReference()
    {
        QFETCH(QString, model);
        const auto path = model.toStdString();
        REQUIRE_SHARED(path);
        REQUIRE_SHARED("assets/derived/stories260k-hf-llama/golden.json");
        QFile file(shared("assets/derived/stories260k-hf-llama/golden.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto golden = nlohmann::json::parse(file.readAll().toStdString());
        const auto expected = golden.at("greedy_ids").get<std::vector<int>>();
        const auto prompt = golden.at("prompt_ids").get<std::vector<int>>();
        const auto document = m_program.json(
            {"run", "--model", shared(path), "--tokens", QString::number(prompt.at(0)), "--steps",
             QString::number(expected.size() - prompt.size()), "--device", "cpu", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<int>>(), expected);
        // The reference text leaves byte tokens out, such as the line end <0x0A>.
        const auto plain = [](const nlohmann::json& item) {
            return QString::fromStdString(item.get<std::string>()).remove('\n').trimmed();
        };
        QCOMPARE(plain(document.at("text")), plain(golden.at("greedy_text")));
    }

    void halfAPictureIsCompleted()
    {
        const std::string folder = "assets/imagegen/igpt-mnist-fmnist";
        REQUIRE_SHARED(folder);
        const QString model = shared(folder + "/fmnist_gen.ckpt");
        QImage picture(28, 28, QImage::Format_Grayscale8);
        picture.fill(0);
        for (int x = 6; x < 22; ++x) { // shoulders
            picture.setPixel(x, 2, qRgb(180, 180, 180));
        }
        QVERIFY(picture.save(m_program.path("half.png")));
        const auto document = m_program.json({"run", "--model", model, "--device", "cpu", "--image",
                                              "half.png", "--rows", "14", "--trace",
                                              "t.safetensors", "--out", "whole.png", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("prompt_length").get<int>(), 1 + 14 * 28);
        QCOMPARE(document.at("steps").size(), std::size_t{14 * 28});
        const QImage whole(m_program.path("whole.png"));
        QCOMPARE(whole.size(), QSize(28, 28));
        QVERIFY(std::abs(qGray(whole.pixel(10, 2)) - 180) < 16);
        const auto figure = m_program.run({"figure", "patches", "--trace", "t.safetensors",
                                           "--query", "300", "--out", "patches.png"});
        QVERIFY2(figure.exitCode == 0, text(figure).c_str());
        const auto refused = m_program.run({"run", "--model", model, "--text", "a shirt"});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.messages.contains("--image, --rows, --tokens"), text(refused).c_str());
        const auto card = m_program.json({"info", model, "--json"});
        QCOMPARE(card.at("inputs").dump(), std::string("[\"image\"]"));
        QCOMPARE(card.at("pixels").at("rows").get<int>(), 28);
    }

    // A GPT-2 of 11 positions that sorts six letters: the last one is predicted, never computed.
    void theSorterSortsToItsLastPosition()
    {
        REQUIRE_SHARED("assets/derived/gpt-nano-sort-hf-gpt2");
        const QStringList sort{
            "run",      "--model",     shared("assets/derived/gpt-nano-sort-hf-gpt2"),
            "--tokens", "2,0,1,0,2,1", "--stop-tokens",
            "none",     "--device",    "cpu",
            "--json"};
        const auto document = m_program.json(sort + QStringList{"--steps", "6"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<int>>(),
                 (std::vector<int>{2, 0, 1, 0, 2, 1, 0, 0, 1, 1, 2, 2}));
        QCOMPARE(m_program.run(sort + QStringList{"--steps", "7"}).exitCode, 2);
        // What is captured is computed.
        QCOMPARE(
            m_program.run(sort + QStringList{"--steps", "6", "--trace", "s.safetensors"}).exitCode,
            2);
        QCOMPARE(
            m_program.run(sort + QStringList{"--steps", "5", "--trace", "s.safetensors"}).exitCode,
            0);
    }

    void whatIsNoTraceIsNotOverwritten()
    {
        const auto place = m_program.path("config.json");
        QFile file(QString::fromStdString(std::filesystem::path(place.toStdString()).string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}") == 2);
        file.close();
        const auto outcome = m_program.run({"run", "--model", "demo", "--text", "ROMEO", "--steps",
                                            "1", "--device", "cpu", "--trace", "config.json"});
        QCOMPARE(outcome.exitCode, 2);
        QCOMPARE(QFileInfo(file).size(), 2);
    }

    void theTraceIsReadableAndConsistent()
    {
        const auto outcome = m_program.run(
            {"run", "--model", "demo", "--text", "ROMEO: I pray thee", "--steps", "6", "--device",
             "cpu", "--capture", "pattern,residual,logits,queries,keys,values", "--trace",
             "full.safetensors"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        const auto trace = loadTrace(m_program.path("full.safetensors").toStdString());
        const auto n = std::ssize(trace->tokens);
        QCOMPARE(n, trace->promptLength + 6);
        const std::vector<std::pair<std::string, Shape>> shapes{
            {"logits", {n, 1024}},
            {"embedding", {n, 128}},
            {"blocks.0.residual.after", {n, 128}},
            {"blocks.3.residual.after", {n, 128}},
            {"blocks.3.attention.pattern", {4, n, n}},
            {"blocks.3.attention.queries", {4, n, 32}},
            {"blocks.3.attention.keys", {4, n, 32}},
            {"blocks.3.attention.values", {4, n, 32}},
        };
        for (const auto& [name, shape] : shapes) {
            const auto* tensor = trace->find(name);
            QVERIFY2(tensor != nullptr, name.c_str());
            QVERIFY2(tensor->shape() == shape, (name + " " + tensor->shape().text()).c_str());
        }
        checkPatterns(*trace);
        checkGreedy(*trace);
    }

    // What `run` reads is what `tokenize` shows.
    void aTextsTokensAreThoseThatTheModelReads_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("text");
        QTest::newRow("brackets") << "assets/encoder/arena-brackets/brackets_model_state_dict.pt"
                                  << "(())";
        QTest::newRow("characters") << "assets/lm/nanoebm-char-shakespeare/tiny_gpt.pt"
                                    << "ROMEO";
        QTest::newRow("a translator's source") << "assets/encdec/aren-transliteration/v2-model.bin"
                                               << "hello";
    }
    void aTextsTokensAreThoseThatTheModelReads()
    {
        QFETCH(QString, model);
        QFETCH(QString, text);
        REQUIRE_SHARED(model.toStdString());
        const auto path = shared(model.toStdString());
        const auto tokens = m_program.json({"tokenize", "--model", path, "--text", text, "--json"});
        const auto run = m_program.json(
            {"run", "--model", path, "--text", text, "--steps", "0", "--device", "cpu", "--json"});
        QVERIFY(tokens.is_object() && run.is_object());
        const auto& source = run.at("source_tokens");
        QVERIFY(!tokens.at("ids").empty());
        QVERIFY(tokens.at("ids") == (source.empty() ? run.at("tokens") : source));
    }

    // Encoders that no mask, label or partner tells what to print.
    void whatWasComputedIsPrinted_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("input");
        QTest::addColumn<QByteArray>("printed");
        QTest::newRow("BERT without its tokenizer")
            << "oracles/hf_tiny/bert" << QStringList{"--tokens", "5,6,7"} << QByteArray(" %");
        QTest::newRow("characters") << "assets/lm/nanoebm-char-shakespeare/tiny_gpt.pt"
                                    << QStringList{"--text", "ROM"} << QByteArray(" %");
        QTest::newRow("a text without an image")
            << "oracles/hf_tiny/clip" << QStringList{"--tokens", "5,6,7"}
            << QByteArray("Embedding of the text, ");
    }
    void whatWasComputedIsPrinted()
    {
        QFETCH(QString, model);
        QFETCH(QStringList, input);
        QFETCH(QByteArray, printed);
        REQUIRE_SHARED(model.toStdString());
        const auto arguments =
            QStringList{"run", "--model", shared(model.toStdString()), "--device", "cpu"} + input;
        const auto outcome = m_program.run(arguments);
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.output.contains(printed), text(outcome).c_str());
        const auto document = m_program.json(arguments + QStringList{"--json"});
        QVERIFY(document.is_object());
        if (printed == " %") {
            QCOMPARE(document.at("predictions").size(), std::size_t{3});
            QCOMPARE(outcome.output.count(printed), qsizetype{3});
        } else {
            QVERIFY(!document.at("embeddings").at("text_embedding").empty());
        }
    }

    void aTranslatorWithoutInputSaysWhatItTakes()
    {
        REQUIRE_SHARED("oracles/hf_tiny/t5");
        const auto outcome = m_program.run({"run", "--model", shared("oracles/hf_tiny/t5")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.messages.contains("--tokens, --decoder-text, --decoder-tokens"),
                 text(outcome).c_str());
    }

    void aFolderOfOneGgufFileIsThatModel()
    {
        const std::string folder = "assets/derived/stories260k-gguf/";
        REQUIRE_SHARED(folder);
        const auto copy = [&](const char* name) {
            return QFile::copy(shared(folder + name), m_program.path(QString("gguf/") + name));
        };
        QVERIFY(QDir(m_program.path(".")).mkdir("gguf") && copy("stories260K-F16.gguf"));
        const auto one = m_program.json({"info", "gguf", "--json"});
        QVERIFY(one.is_object());
        QCOMPARE(one.at("format").get<std::string>(), std::string("GGUF"));
        QVERIFY(copy("stories260K-F32.gguf"));
        const auto two = m_program.run({"info", "gguf"});
        QCOMPARE(two.exitCode, 2);
        QVERIFY2(two.messages.contains("stories260K-F16.gguf, stories260K-F32.gguf"),
                 text(two).c_str());
    }

    void aCharacterSplitOverTokensIsPrintedWhole()
    {
        // 東京 is six tokens of one byte each.
        const auto outcome =
            m_program.run({"run", "--model", "demo", "--tokens", "231,158,178,229,187,173",
                           "--steps", "0", "--device", "cpu"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QCOMPARE(QString::fromUtf8(outcome.output), QString("東京\n"));
        const auto half = m_program.run(
            {"run", "--model", "demo", "--tokens", "231,158", "--steps", "0", "--device", "cpu"});
        QCOMPARE(QString::fromUtf8(half.output), QString("\uFFFD\n"));
    }

private:
    // Rows sum to 1, the future is zero.
    void checkPatterns(const Trace& trace)
    {
        for (int layer = 0; layer < 4; ++layer) {
            const auto& pattern =
                *trace.find("blocks." + std::to_string(layer) + ".attention.pattern");
            const auto n = pattern.shape()[1];
            for (std::int64_t row = 0; row < 4 * n; ++row) {
                const auto values = pattern.floats().subspan(static_cast<std::size_t>(row * n),
                                                             static_cast<std::size_t>(n));
                float sum = 0.0F;
                for (std::int64_t key = 0; key < n; ++key) {
                    const auto value = values[static_cast<std::size_t>(key)];
                    QVERIFY(value >= 0.0F);
                    QVERIFY(key <= row % n || value == 0.0F);
                    sum += value;
                }
                QVERIFY(std::abs(sum - 1.0F) < 1e-5F);
            }
        }
    }

    // Each generated token is the largest logit of the row before it.
    void checkGreedy(const Trace& trace)
    {
        const auto& logits = *trace.find("logits");
        for (auto position = trace.promptLength; position < std::ssize(trace.tokens); ++position) {
            const auto row = logits.rows(position - 1, 1).floats();
            const auto best = std::ranges::max_element(row) - row.begin();
            QCOMPARE(best, std::ptrdiff_t{trace.tokens[static_cast<std::size_t>(position)]});
        }
    }

    CommandRunner m_program;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandRunTest)
#include "tst_command_run.moc"
