#include "tests/app/command_runner.h"

#include <algorithm>

namespace saccade
{

namespace
{

constexpr auto traceFile = "trace.safetensors";

} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT

    // One sentence for the user: "saccade: …" and a line end.
    static bool isOneSentence(const QByteArray& messages)
    {
        const auto lines = messages.trimmed().split('\n');
        return lines.size() == 1 && lines.front().startsWith("saccade: ");
    }

private slots:
    void initTestCase()
    {
        const auto outcome = m_program.run({"run", "--model", "demo", "--text", "ROMEO:", "--steps",
                                            "4", "--device", "cpu", "--trace", traceFile});
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
                              << QList<QByteArray>{"PATH", "--tensors", "--architectures", ".pt",
                                                   "--json"};
        QTest::newRow("tokenize") << QStringList{"tokenize", "-h"}
                                  << QList<QByteArray>{"--model", "--text", "--json"};
        QTest::newRow("run")
            << QStringList{"run", "--help"}
            << QList<QByteArray>{"--model", "--text",     "--text-file",    "--tokens",
                                 "--steps", "--decoder",  "--set",          "--temperature",
                                 "--top-k", "--top-p",    "--min-p",        "--repetition-penalty",
                                 "--seed",  "--edit",     "--capture",      "--device",
                                 "--trace", "--json",     "--image",        "--audio",
                                 "--pair",  "--segments", "--decoder-text", "--decoder-tokens"};
        QTest::newRow("figure") << QStringList{"figure", "--help"}
                                << QList<QByteArray>{"--trace",   "--recipe",     "--layer",
                                                     "--head",    "--width-mm",   "--theme",
                                                     "--scale",   "--colour-map", "--tokens",
                                                     "--average", "--out",        "attention",
                                                     "heads",     "lines",        "--part"};
        QTest::newRow("bench") << QStringList{"bench", "--help"}
                               << QList<QByteArray>{"--model", "--json", "prompt", "decode"};
    }
    void everyCommandExplainsItself()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QList<QByteArray>, expected);
        const auto outcome = m_program.run(arguments);
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
        row("negative seed", "run --model demo --text a --seed -1", "not -1");
        row("seed too large", "run --model demo --text a --seed 99999999999999999999", "0 to 1844");
        row("command with options", "tokenise --model demo", "“tokenize”");
        row("window option", "--screnshot x.png", "--screenshot");
        row("later command", "atlas list", "no command");
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
        row("steps that are no number", "run --model demo --text a --steps few",
            "“few” is no number that --steps can take");
        row("no steps", "run --model demo --text a --steps", "--steps needs a value");
        row("the built-in model", "info dmeo", "“demo”");
        row("an image for a text model", "run --model demo --image a.png",
            "--text, --text-file, --tokens");
        row("a second text for a text model", "run --model demo --text a --pair b", "--pair");
        row("a decoder's text", "run --model demo --text a --decoder-text b", "--decoder-text");
        row("part", "figure attention --trace trace.safetensors --part vision --out a.svg",
            "attention");
        row("negative steps", "run --model demo --text a --steps -1", "-1");
        row("steps beyond the context", "run --model demo --text a --steps 100000", "256");
        row("token that is no number", "run --model demo --tokens 1,x,3", "as in 1,3.");
        row("a token missing", "run --model demo --tokens 1,,2", "as in 1,2.");
        row("a comma too many", "run --model demo --tokens 1,2,", "as in 1,2.");
        row("a text file that is not there", "run --model demo --text-file nofile",
            "no file or folder “nofile”.");
        row("a folder as text", "run --model demo --text-file .", "“.” is a folder");
        row("steps beyond numbers", "run --model demo --text a --steps 99999999999999999999",
            "“99999999999999999999” is no number");
        row("an edit without a bracket",
            "run --model demo --text a --edit blocks.0.attention.heads[2=3",
            "as in blocks.0.attention.heads[2]=3.");
        row("token outside the vocabulary", "run --model demo --tokens 1,1024 --device cpu",
            "1024");
        row("capture", "run --model demo --text a --capture patern", "“pattern”");
        row("captured value",
            "run --model demo --text a --device cpu --trace t.safetensors --capture "
            "blocks.0.attention.patern",
            "blocks.0.attention.pattern");
        row("edit", "run --model demo --text a --edit blocks.*.mlp.output",
            "as in blocks.*.mlp.output=0.");
        row("edit of no number", "run --model demo --text a --edit blocks.0.mlp.output*=x",
            "as in blocks.0.mlp.output=0.");
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
            "--layer cannot be 4: a number from 0 to 3");
        row("head", "figure attention --trace trace.safetensors --head 9 --out a.svg",
            "--head cannot be 9: a number from 0 to 3");
        row("negative head", "figure attention --trace trace.safetensors --head -1 --out a.svg",
            "--head cannot be -1: a number from 0 to 3");
        row("query", "figure attention --trace trace.safetensors --query -1 --out a.svg",
            "--query cannot be -1: a number from 0 to");
        row("query outside", "figure attention --trace trace.safetensors --query 999 --out a.svg",
            "--query cannot be 999");
        row("opacity", "figure patches --trace trace.safetensors --opacity nan --out a.svg",
            "--opacity cannot be nan: a number from 0 to 1");
        row("no figure", "figure --trace trace.safetensors --out a.svg",
            "Name one of: attention, ");
        row("nothing to capture",
            "run --model demo --text a --device cpu --trace t.safetensors --capture ssm",
            "It has: pattern");
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
        const auto outcome = m_program.run(arguments);
        QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
        QVERIFY2(outcome.messages.contains(named), text(outcome).c_str());
    }

    void emptyTokensAreNoPrompt()
    {
        const auto outcome = m_program.run({"run", "--model", "demo", "--tokens", ""});
        QVERIFY2(outcome.exitCode == 2, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains("“” is no list of token ids"), text(outcome).c_str());
    }

    void whatAModelLacksIsSaid()
    {
        const auto outcome =
            m_program.run({"run", "--model", "demo", "--text", "a", "--steps", "1", "--device",
                           "cpu", "--trace", "t.safetensors", "--capture", "pattern,router"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains("nothing of: router"), text(outcome).c_str());
        QVERIFY2(isOneSentence(outcome.messages), text(outcome).c_str());
    }

    void architecturesAreListed()
    {
        const auto names = m_program.json({"info", "--architectures", "--json"});
        QVERIFY(names.is_array());
        QVERIFY(std::ranges::find(names, "gpt2") != names.end());
        QVERIFY(m_program.run({"info", "--architectures"}).output.contains("\nmistral\n"));
    }

    void oneLayerIsNotSaidInThePlural()
    {
        const auto outcome = m_program.run({"info", "demo"});
        QVERIFY2(outcome.output.contains("4 layers, 4 heads, causal"), text(outcome).c_str());
        REQUIRE_SHARED("assets/vision/mnist-vit/mnist_vit.pth");
        const auto small = m_program.run({"info", shared("assets/vision/mnist-vit/mnist_vit.pth")});
        QVERIFY2(small.output.contains("1 head"), text(small).c_str());
        QVERIFY2(!small.output.contains("1 heads") && !small.output.contains("1 layers"),
                 text(small).c_str());
    }

    void aDamagedFileExitsWith1AndOneSentence()
    {
        QFile file(m_program.path(traceFile));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile cut(m_program.path("cut.safetensors"));
        QVERIFY(cut.open(QIODevice::WriteOnly));
        cut.write(file.readAll().chopped(100));
        cut.close();
        for (const auto& arguments :
             {QStringList{"figure", "attention", "--trace", "cut.safetensors", "--out", "a.svg"},
              QStringList{"info", "cut.safetensors"}}) {
            const auto outcome = m_program.run(arguments);
            QVERIFY2(outcome.exitCode == 1, text(outcome).c_str());
            QVERIFY2(outcome.messages.contains("cut.safetensors"), text(outcome).c_str());
            QVERIFY2(isOneSentence(outcome.messages), text(outcome).c_str());
        }
    }

    void theWindowWithoutADisplayExitsWith1AndOneSentence()
    {
        const auto outcome = m_program.run({});
        QVERIFY2(outcome.exitCode == 1, text(outcome).c_str());
        QVERIFY2(outcome.messages.contains("display"), text(outcome).c_str());
        QVERIFY2(isOneSentence(outcome.messages), text(outcome).c_str());
    }

    void devicesAreListed()
    {
        const auto devices = m_program.json({"devices", "--json"});
        QVERIFY(devices.is_array());
        const auto cpu =
            std::ranges::find_if(devices, [](const auto& item) { return item.at("id") == "cpu"; });
        QVERIFY(cpu != devices.end());
        QVERIFY(cpu->at("usable").get<bool>());
        QVERIFY(!cpu->at("name").get<std::string>().empty());
        QVERIFY(m_program.run({"devices"}).output.startsWith("cpu"));
    }

    // The demo model's own figures (its NOTE.md).
    void infoSaysWhatTheDemoModelIs()
    {
        const auto info = m_program.json({"info", "demo", "--json"});
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
        QVERIFY(m_program.run({"info", "demo"}).output.contains("GPT2LMHeadModel"));
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
        const auto result =
            m_program.json({"tokenize", "--model", "demo", "--text", text, "--json"});
        QVERIFY(result.is_object());
        QCOMPARE(result.at("ids").get<std::vector<int>>(), ids);
        QCOMPARE(result.at("tokens").size(), ids.size());
        QCOMPARE(QString::fromStdString(result.at("text").get<std::string>()), text);
        const auto piped =
            m_program.run({"tokenize", "--model", "demo", "--text", "-"}, text.toUtf8() + "\n");
        QCOMPARE(piped.output.count('\n'), qsizetype(ids.size()));
        QVERIFY(piped.output.startsWith(QByteArray::number(ids.front()) + "\t"));
    }

    void benchmarksGiveTokensPerSecond()
    {
        const auto results =
            m_program.json({"bench", "prompt", "decode", "--device", "cpu", "--prompt-tokens", "16",
                            "--decode-tokens", "4", "--repetitions", "1", "--json"});
        QVERIFY(results.is_array());
        QCOMPARE(results.size(), std::size_t{2});
        for (const auto& result : results) {
            QVERIFY(result.at("tokens_per_second").get<double>() > 0.0);
            QCOMPARE(result.at("device").get<std::string>(), std::string("cpu"));
            QVERIFY(result.at("peak_memory_bytes").get<std::int64_t>() > 0);
        }
    }

private:
    CommandRunner m_program;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandLineTest)
#include "tst_command_line.moc"
