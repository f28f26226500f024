#include "core/base/error.h"
#include "core/trace/attention_source.h"
#include "core/trace/trace.h"
#include "tests/support/shared.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

struct Outcome {
    int exitCode = -1; // −1: crashed or did not end
    QByteArray output;
    QByteArray messages;
};

std::string text(const Outcome& outcome)
{
    return "exit code " + std::to_string(outcome.exitCode) +
           "\noutput: " + outcome.output.left(2000).toStdString() +
           "\nmessages: " + outcome.messages.toStdString();
}

constexpr auto traceFile = "trace.safetensors";

} // namespace

// The program as scripts use it: no display, no platform plugin named, a cache of its own.
class CommandLineTest : public QObject
{
    Q_OBJECT

    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
            environment.remove(QLatin1String(name));
        }
        environment.insert("XDG_CACHE_HOME", m_folder.filePath("cache"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_folder.path());
        process.start(SACCADE_PROGRAM, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        return {process.exitCode(), process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    nlohmann::json json(const QStringList& arguments) const
    {
        const auto outcome = run(arguments);
        if (outcome.exitCode != 0) {
            qWarning("%s", text(outcome).c_str());
            return {};
        }
        return nlohmann::json::parse(outcome.output.toStdString(), nullptr, false);
    }

    QString shared(const char* path) const
    {
        return QString::fromStdString(sharedPath(path).string());
    }

    // One sentence for the user: "saccade: …" and a line end.
    static bool isOneSentence(const QByteArray& messages)
    {
        const auto lines = messages.trimmed().split('\n');
        return lines.size() == 1 && lines.front().startsWith("saccade: ");
    }

private slots:
    void initTestCase()
    {
        const auto outcome = run({"run", "--model", "demo", "--text", "ROMEO:", "--steps", "4",
                                  "--device", "cpu", "--trace", traceFile});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
    }

    void everyCommandExplainsItself_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QList<QByteArray>>("expected");
        QTest::newRow("none") << QStringList{"--help"}
                              << QList<QByteArray>{"devices", "info",   "tokenize",
                                                   "run",     "figure", "bench"};
        QTest::newRow("devices") << QStringList{"devices", "--help"} << QList<QByteArray>{"--json"};
        QTest::newRow("info") << QStringList{"info", "--help"}
                              << QList<QByteArray>{"PATH", "--json"};
        QTest::newRow("tokenize") << QStringList{"tokenize", "-h"}
                                  << QList<QByteArray>{"--model", "--text", "--json"};
        QTest::newRow("run") << QStringList{"run", "--help"}
                             << QList<QByteArray>{
                                    "--model", "--text",    "--text-file", "--tokens",
                                    "--steps", "--decoder", "--set",       "--temperature",
                                    "--top-k", "--top-p",   "--min-p",     "--repetition-penalty",
                                    "--seed",  "--edit",    "--capture",   "--device",
                                    "--trace", "--json"};
        QTest::newRow("figure") << QStringList{"figure", "--help"}
                                << QList<QByteArray>{"--trace",   "--recipe",     "--layer",
                                                     "--head",    "--width-mm",   "--theme",
                                                     "--scale",   "--colour-map", "--tokens",
                                                     "--average", "--out",        "attention",
                                                     "heads",     "lines"};
        QTest::newRow("bench") << QStringList{"bench", "--help"}
                               << QList<QByteArray>{"--model", "--json", "prompt", "decode"};
    }
    void everyCommandExplainsItself()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QList<QByteArray>, expected);
        const auto outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.messages.isEmpty(), outcome.messages.constData());
        for (const auto& word : expected) {
            QVERIFY2(outcome.output.contains(word), (word + " in\n" + outcome.output).constData());
        }
    }

    void whatIsWrongExitsWith2AndNamesTheNearest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const QString& arguments, const char* named) {
            QTest::newRow(name) << arguments.split(' ') << QByteArray(named);
        };
        row("command", "runn", "“run”");
        row("command with options", "tokenise --model demo", "“tokenize”");
        row("window option", "--screnshot x.png", "--screenshot");
        row("later command", "analyze rollout", "no command");
        row("option", "devices --jsn", "“--json”");
        row("option with a value", "run --modle=demo", "“--model”");
        row("word too many", "devices now", "“now”");
        row("option without its value", "run --model", "--model");
        row("no model", "run --text a", "--model");
        row("no prompt", "run --model demo", "--text");
        row("two prompts", "run --model demo --text a --tokens 1", "--text");
        row("model", "run --model trace.safetensor --text a", "trace.safetensors");
        row("text file", "run --model demo --text-file trace.safetensor", "trace.safetensors");
        row("decoder", "run --model demo --text a --decoder sampel", "“sample”");
        row("setting", "run --model demo --text a --set temprature=1", "temperature");
        row("setting without value", "run --model demo --text a --set temperature", "temperature");
        row("setting out of range", "run --model demo --text a --temperature -1", "temperature");
        row("setting that is no number", "run --model demo --text a --top-k many", "top-k");
        row("steps that are no number", "run --model demo --text a --steps few", "few");
        row("negative steps", "run --model demo --text a --steps -1", "-1");
        row("steps beyond the context", "run --model demo --text a --steps 100000", "256");
        row("token that is no number", "run --model demo --tokens 1,x", "“x”");
        row("token outside the vocabulary", "run --model demo --tokens 1,1024 --device cpu",
            "1024");
        row("capture", "run --model demo --text a --capture patern", "“pattern”");
        row("captured value",
            "run --model demo --text a --device cpu --trace t.safetensors --capture "
            "blocks.0.attention.patern",
            "blocks.0.attention.pattern");
        row("edit", "run --model demo --text a --edit blocks.0.mlp.output", "blocks.0.mlp.output");
        row("edited value", "run --model demo --text a --device cpu --edit blocks.0.mlp.outptu=0",
            "blocks.0.mlp.output");
        row("device", "run --model demo --text a --device gqu", "cpu");
        row("folder of the trace", "run --model demo --text a --trace none/t.safetensors", "none");
        row("no path", "info", "PATH");
        row("no text", "tokenize --model demo", "--text");
        row("benchmark", "bench decod", "“decode”");
        row("no trace", "figure attention --out a.svg", "--trace");
        row("no figure file", "figure attention --trace trace.safetensors", "--out");
        row("figure", "figure atention --trace trace.safetensors --out a.svg", "“attention”");
        row("figure format", "figure attention --trace trace.safetensors --out a.gif", ".svg");
        row("layer", "figure attention --trace trace.safetensors --layer 4 --out a.svg",
            "--layer 4");
        row("head", "figure attention --trace trace.safetensors --head 9 --out a.svg", "--head 9");
        row("theme", "figure attention --trace trace.safetensors --theme drak --out a.svg",
            "“dark”");
        row("scale", "figure attention --trace trace.safetensors --scale lig --out a.svg", "“log”");
        row("colours", "figure attention --trace trace.safetensors --colour-map viridi --out a.svg",
            "“viridis”");
        row("range", "figure attention --trace trace.safetensors --tokens 3:1 --out a.svg", "3:1");
        row("range outside", "figure attention --trace trace.safetensors --tokens 0:99 --out a.svg",
            "0:99");
        row("average", "figure attention --trace trace.safetensors --average head --out a.svg",
            "“heads”");
    }
    void whatIsWrongExitsWith2AndNamesTheNearest()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        const auto outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
        QVERIFY2(outcome.messages.contains(named), text(outcome).c_str());
    }

    void aDamagedFileExitsWith1AndOneSentence()
    {
        QFile file(m_folder.filePath(traceFile));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile cut(m_folder.filePath("cut.safetensors"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(file.readAll().chopped(100));
        cut.close();
        for (const auto& arguments :
             {QStringList{"figure", "attention", "--trace", "cut.safetensors", "--out", "a.svg"},
              QStringList{"info", "cut.safetensors"}}) {
            const auto outcome = run(arguments);
            QVERIFY2(outcome.exitCode == 1, text(outcome).c_str());
            QVERIFY2(outcome.messages.contains("cut.safetensors"), text(outcome).c_str());
            QVERIFY2(isOneSentence(outcome.messages), text(outcome).c_str());
        }
    }

    void theWindowWithoutADisplayExitsWith1AndOneSentence()
    {
        const auto outcome = run({});
        QVERIFY2(outcome.exitCode == 1, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains("display"), text(outcome).c_str());
        QVERIFY2(isOneSentence(outcome.messages), text(outcome).c_str());
    }

    void devicesAreListed()
    {
        const auto devices = json({"devices", "--json"});
        QVERIFY(devices.is_array());
        const auto cpu =
            std::ranges::find_if(devices, [](const auto& item) { return item.at("id") == "cpu"; });
        QVERIFY(cpu != devices.end());
        QVERIFY(cpu->at("usable").get<bool>());
        QVERIFY(!cpu->at("name").get<std::string>().empty());
        QVERIFY(run({"devices"}).output.startsWith("cpu"));
    }

    // The demo model's own figures (its NOTE.md).
    void infoSaysWhatTheDemoModelIs()
    {
        const auto info = json({"info", "demo", "--json"});
        QVERIFY(info.is_object());
        QCOMPARE(info.at("architecture").get<std::string>(), std::string("GPT2LMHeadModel"));
        QCOMPARE(info.at("layers").get<int>(), 4);
        QCOMPARE(info.at("heads").get<int>(), 4);
        QCOMPARE(info.at("width").get<int>(), 128);
        QCOMPARE(info.at("context").get<int>(), 256);
        QCOMPARE(info.at("vocabulary").get<int>(), 1024);
        QVERIFY(info.at("parameters").get<std::int64_t>() > 900000);
        QCOMPARE(info.at("dtypes").at(0).at("dtype").get<std::string>(), std::string("F16"));
        QCOMPARE(info.at("tokenizer").at("kind").get<std::string>(), std::string("byte-level BPE"));
        QVERIFY(info.contains("chat_template"));
        QVERIFY(run({"info", "demo"}).output.contains("GPT2LMHeadModel"));
    }

    // Ids from ../shared/demo/README.md, of the tokenizer's training.
    void tokenizeGivesTheIdsOfTheTraining_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::vector<int>>("ids");
        QTest::newRow("English") << "ROMEO:\nI pray thee, speak again."
                                 << std::vector<int>{859, 59, 11, 74, 820, 412, 45, 615, 627, 47};
        QTest::newRow("everything else")
            << "Naïve café — 東京 🎭 1599"
            << std::vector<int>{79,  98,  196, 176, 294, 278, 98,  103, 196, 170, 33,
                                227, 129, 149, 33,  231, 158, 178, 229, 187, 173, 33,
                                241, 160, 143, 174, 33,  50,  54,  58,  58};
    }
    void tokenizeGivesTheIdsOfTheTraining()
    {
        QFETCH(QString, text);
        QFETCH(std::vector<int>, ids);
        const auto result = json({"tokenize", "--model", "demo", "--text", text, "--json"});
        QVERIFY(result.is_object());
        QCOMPARE(result.at("ids").get<std::vector<int>>(), ids);
        QCOMPARE(result.at("tokens").size(), ids.size());
        QCOMPARE(QString::fromStdString(result.at("text").get<std::string>()), text);
        const auto piped =
            run({"tokenize", "--model", "demo", "--text", "-"}, text.toUtf8() + "\n");
        QCOMPARE(piped.output.count('\n'), qsizetype(ids.size()));
        QVERIFY(piped.output.startsWith(QByteArray::number(ids.front()) + "\t"));
    }

    void runPrintsPromptAndContinuation()
    {
        const QStringList arguments{"run",     "--model", "demo",     "--text", "ROMEO:\n",
                                    "--steps", "20",      "--device", "cpu"};
        const auto outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY(outcome.output.startsWith("ROMEO:\n"));
        QVERIFY(outcome.messages.isEmpty());
        const auto document = json(arguments + QStringList{"--json"});
        QVERIFY(document.is_object());
        QCOMPARE(outcome.output,
                 "ROMEO:\n" + QByteArray::fromStdString(document.at("text")) + "\n");
    }

    void runGivesTheStatedShape()
    {
        const auto document = json({"run", "--model", "demo", "--text", "ROMEO:", "--steps", "5",
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
        const auto document = json({"run", "--model", "demo", "--tokens", "859,59,11", "--steps",
                                    "0", "--device", "cpu", "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<int>>(), (std::vector<int>{859, 59, 11}));
        QVERIFY(document.at("steps").empty());
        QCOMPARE(document.at("text").get<std::string>(), std::string());
    }

    void theSeedFixesTheRun()
    {
        const auto tokens = [&](const char* seed) {
            return json({"run", "--model", "demo", "--text", "ROMEO:", "--steps", "30",
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
        const auto options = json(common + QStringList{"--temperature", "0.8", "--top-p", "0.9"});
        const auto set =
            json(common + QStringList{"--set", "temperature=0.8", "--set", "top-p=0.9"});
        QVERIFY(options.is_object() && set.is_object());
        QVERIFY(options.at("tokens") == set.at("tokens"));
    }

    void anEditChangesTheRun()
    {
        const QStringList common{"run",     "--model", "demo",     "--text", "ROMEO:",
                                 "--steps", "8",       "--device", "cpu",    "--json"};
        const auto plain = json(common);
        const auto edited = json(common + QStringList{"--edit", "blocks.*.attention.output=0"});
        const auto neutral = json(common + QStringList{"--edit", "blocks.3.attention.heads[1]*=1"});
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
        const auto document =
            json({"run", "--model", shared(path.c_str()), "--tokens", QString::number(prompt.at(0)),
                  "--steps", QString::number(expected.size() - prompt.size()), "--device", "cpu",
                  "--json"});
        QVERIFY(document.is_object());
        QCOMPARE(document.at("tokens").get<std::vector<int>>(), expected);
        // The reference text leaves byte tokens out, such as the line end <0x0A>.
        const auto plain = [](const nlohmann::json& item) {
            return QString::fromStdString(item.get<std::string>()).remove('\n').trimmed();
        };
        QCOMPARE(plain(document.at("text")), plain(golden.at("greedy_text")));
    }

    void theTraceIsReadableAndConsistent()
    {
        const auto outcome =
            run({"run", "--model", "demo", "--text", "ROMEO: I pray thee", "--steps", "6",
                 "--device", "cpu", "--capture", "pattern,residual,logits,queries,keys,values",
                 "--trace", "full.safetensors"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        const auto trace = loadTrace(m_folder.filePath("full.safetensors").toStdString());
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

    void aFigureIsDrawnInEveryFormat_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begin");
        for (const auto* kind : {"attention", "lines", "heads"}) {
            QTest::addRow("%s.svg", kind)
                << kind << QString("%1.svg").arg(kind) << QByteArray("<?xml");
            QTest::addRow("%s.pdf", kind)
                << kind << QString("%1.pdf").arg(kind) << QByteArray("%PDF-");
            QTest::addRow("%s.png", kind)
                << kind << QString("%1.png").arg(kind) << QByteArray("\x89PNG");
        }
        QTest::newRow("npy") << "attention"
                             << "a.npy" << QByteArray("\x93NUMPY");
        QTest::newRow("csv") << "attention"
                             << "a.csv" << QByteArray("query\\key,");
        QTest::newRow("json") << "attention"
                              << "a.json" << QByteArray("{");
    }
    void aFigureIsDrawnInEveryFormat()
    {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, begin);
        const auto outcome = run({"figure", kind, "--trace", traceFile, "--layer", "1", "--head",
                                  "2", "--width-mm", "85", "--out", name});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
        if (name.endsWith(".png")) {
            const QImage image(m_folder.filePath(name));
            QVERIFY(std::abs(image.width() - 85.0 / 25.4 * 300.0) < 2.0);
        }
    }

    void numbersOfAFigureAreThoseOfTheTrace()
    {
        const auto outcome = run({"figure", "attention", "--trace", traceFile, "--layer", "2",
                                  "--average", "heads", "--tokens", "1:4", "--out", "mean.json"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QFile file(m_folder.filePath("mean.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = nlohmann::json::parse(file.readAll().toStdString());
        const auto trace = loadTrace(m_folder.filePath(traceFile).toStdString());
        const auto& pattern = *trace->find("blocks.2.attention.pattern");
        const auto n = pattern.shape()[1];
        QCOMPARE(document.at("rows").get<int>(), 3);
        for (std::int64_t row = 0; row < 3; ++row) {
            for (std::int64_t column = 0; column < 3; ++column) {
                float mean = 0.0F;
                for (std::int64_t head = 0; head < 4; ++head) {
                    mean += pattern.floats()[static_cast<std::size_t>((head * n + row + 1) * n +
                                                                      column + 1)] /
                            4.0F;
                }
                const auto value = document.at("values")
                                       .at(static_cast<std::size_t>(row))
                                       .at(static_cast<std::size_t>(column))
                                       .get<float>();
                QVERIFY(std::abs(value - mean) < 1e-6F);
            }
        }
    }

    void aRecipeMakesTheSameFigureAgain_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("SVG") << "original.svg";
        QTest::newRow("PDF") << "original.pdf";
        QTest::newRow("PNG") << "original.png";
    }
    void aRecipeMakesTheSameFigureAgain()
    {
        QFETCH(QString, from);
        const QStringList options{"--layer", "1",   "--head",  "3",
                                  "--scale", "log", "--theme", "dark"};
        const QStringList draw{"figure", "attention", "--trace", traceFile};
        auto outcome = run(draw + options + QStringList{"--out", "original.svg"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        outcome = run(draw + options + QStringList{"--out", from});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        outcome = run({"figure", "--recipe", from, "--device", "cpu", "--out", "again.svg"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QFile original(m_folder.filePath("original.svg"));
        QFile again(m_folder.filePath("again.svg"));
        QVERIFY(original.open(QIODevice::ReadOnly) && again.open(QIODevice::ReadOnly));
        QCOMPARE(again.readAll(), original.readAll());
    }

    void benchmarksGiveTokensPerSecond()
    {
        const auto results =
            json({"bench", "prompt", "decode", "--device", "cpu", "--prompt-tokens", "16",
                  "--decode-tokens", "4", "--repetitions", "1", "--json"});
        QVERIFY(results.is_array());
        QCOMPARE(results.size(), std::size_t{2});
        for (const auto& result : results) {
            QVERIFY(result.at("tokens_per_second").get<double>() > 0.0);
            QCOMPARE(result.at("device").get<std::string>(), std::string("cpu"));
            QVERIFY(result.at("peak_memory_bytes").get<std::int64_t>() > 0);
        }
    }

    void aCharacterSplitOverTokensIsPrintedWhole()
    {
        // 東京 is six tokens of one byte each.
        const auto outcome = run({"run", "--model", "demo", "--tokens", "231,158,178,229,187,173",
                                  "--steps", "0", "--device", "cpu"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QCOMPARE(QString::fromUtf8(outcome.output), QString("東京\n"));
        const auto half = run(
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

    QTemporaryDir m_folder;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandLineTest)
#include "tst_command_line.moc"
