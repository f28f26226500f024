#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"
#include "tests/core/file_bytes.h"
#include "tests/support/shared.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <nlohmann/json.hpp>

namespace saccade
{

namespace
{

const nlohmann::json& oracle()
{
    static const auto json = [] {
        QFile file(SACCADE_SOURCE_FOLDER "/tests/oracles/chat_templates.json");
        return file.open(QIODevice::ReadOnly) ? nlohmann::json::parse(file.readAll().toStdString())
                                              : nlohmann::json::object();
    }();
    return json;
}

std::string render(const std::string& text, const std::vector<ChatMessage>& messages = {})
{
    return renderChat(text, messages, {false, "<s>", "</s>"});
}

} // namespace

class ChatTemplateTest : public QObject
{
    Q_OBJECT

private slots:
    void equalsJinja_data();
    void equalsJinja();
    void refusesBrokenTemplates_data();
    void refusesBrokenTemplates();
    void hostileTemplatesEnd_data();
    void hostileTemplatesEnd();
    void tokenizersBringTheirTemplate();
    void knowsTheTime();
    void truncationAtEveryByteIsReadOrRefused();
};

void ChatTemplateTest::equalsJinja_data()
{
    QTest::addColumn<std::size_t>("number");
    const auto& cases = oracle().at("cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        QTest::newRow(cases[i].at("name").get<std::string>().c_str()) << i;
    }
}

void ChatTemplateTest::equalsJinja()
{
    QFETCH(std::size_t, number);
    const auto& row = oracle().at("cases")[number];
    const auto& text = oracle().at("templates").at(row.at("template").get<std::string>());
    std::vector<ChatMessage> messages;
    for (const auto& message : oracle().at("messages").at(row.at("messages").get<std::string>())) {
        messages.push_back({message.at("role"), message.at("content")});
    }
    const ChatTemplateOptions options{row.at("prompt").get<bool>(), "<s>", "</s>"};
    std::string result;
    const auto message = messageOf([&] { result = renderChat(text, messages, options); });
    if (row.contains("refusal")) {
        const auto refusal = row.at("refusal").get<std::string>();
        QVERIFY2(message.find(refusal) != std::string::npos, message.c_str());
        return;
    }
    QVERIFY2(message.empty(), message.c_str());
    QCOMPARE(QString::fromStdString(result),
             QString::fromStdString(row.at("text").get<std::string>()));
}

void ChatTemplateTest::refusesBrokenTemplates_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* text, const char* reason) {
        QTest::newRow(text) << std::string(text) << reason;
    };
    row("{{ 1", "mistake in line 1");
    row("{{ 'a }}", "mistake in line 1");
    row("\n\n{{ 1 + }}", "mistake in line 3");
    row("{{ }}", "mistake in line 1");
    row("{{ ) }}", "mistake in line 1");
    row("{{ 1 2 }}", "near \"2\"");
    row("{{ ! }}", "near \"!\"");
    row("{% if true %}x", "mistake in line 1");
    row("{% endif %}", "near \"endif\"");
    row("{% if true %}x{% endfor %}", "near \"endfor\"");
    row("{% for i in %}{% endfor %}", "mistake");
    row("{% set x %}", "mistake");
    row("{% macro m(a=1, b) %}{% endmacro %}", "near \")\"");
    row("{# never closed", "mistake");
    row("{% raw %} never closed", "near \"raw\"");
    row("{{ 99999999999999999999 }}", "near \"99999999999999999999\"");
    row("{% include 'x' %}", "uses \"include\" in line 1");
    row("{% extends 'x' %}", "uses \"extends\"");
    row("{% import 'os' as os %}", "uses \"import\"");
    row("\n{{ 1|xmlattr }}", "uses \"xmlattr\" in line 2");
    row("{{ 1 is callish }}", "uses \"callish\"");
    row("{{ open('/etc/passwd') }}", "uses \"open\"");
    row("{{ ''.__class__() }}", "uses \"__class__\"");
    row("{{ messages.append(1) }}", "uses \"append\"");
    row("{{ [1]|map('nothing')|list }}", "uses \"nothing\"");
    row("{{ missing.a }}", "gives \".a\" a value");
    row("{{ 1 + 'a' }}", "gives \"+\" a value");
    row("{{ none + 1 }}", "gives \"+\"");
    row("{{ 1 // 0 }}", "gives \"//\"");
    row("{{ 1 / 0 }}", "gives \"/\"");
    row("{{ 9223372036854775807 + 1 }}", "gives \"+\"");
    row("{{ 1 < 'a' }}", "gives \"<\"");
    row("{% for i in 1 %}{% endfor %}", "gives \"for\"");
    row("{% for a, b in [1] %}{% endfor %}", "gives");
    row("{{ 1 in 2 }}", "gives \"in\"");
    row("{{ [1, 2][::0] }}", "gives \"[:]\"");
    row("{% set messages.x = 1 %}", "gives \"messages.x\"");
    row("{{ raise_exception('no ' ~ 1) }}", "refuses these messages: no 1");
}

void ChatTemplateTest::refusesBrokenTemplates()
{
    QFETCH(std::string, text);
    QFETCH(QString, reason);
    const auto message = QString::fromStdString(messageOf([&] { render(text); }));
    QVERIFY2(message.contains(reason), qPrintable("the message: " + message));
}

void ChatTemplateTest::hostileTemplatesEnd_data()
{
    QTest::addColumn<std::string>("text");
    const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << text; };
    const auto repeated = [](const std::string& part, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) {
            text += part;
        }
        return text;
    };
    const std::string loop = "{% for i in range(99999) %}";
    const std::string hundred = "{% for i in range(100) %}";
    row("loops in loops", repeated(loop, 5) + std::string("x") + repeated("{% endfor %}", 5));
    row("a long range", "{{ range(1000000000000)|length }}");
    row("a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
    row("text without end", "{{ 'x' * 9000000000000000000 }}");
    row("doubled text", std::string("{% set ns = namespace(x='xx') %}") + hundred +
                            "{% set ns.x = ns.x ~ ns.x %}{% endfor %}");
    row("doubled list", std::string("{% set ns = namespace(x=[1]) %}") + hundred +
                            "{% set ns.x = ns.x + ns.x %}{% endfor %}");
    row("pairs of pairs", std::string("{% set ns = namespace(x=1) %}") + hundred +
                              "{% set ns.x = [ns.x, ns.x] %}{% endfor %}");
    row("a list in a list", std::string("{% set ns = namespace(x=1) %}") + loop +
                                "{% set ns.x = [ns.x] %}{% endfor %}");
    row("a namespace in itself", "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}");
    row("long output", hundred + hundred + hundred + std::string("{{ 'x' * 1000 }}") +
                           repeated("{% endfor %}", 3));
    row("replacements", "{% set x = 'a' * 100000 %}{{ x.replace('', x) }}");
    row("deep brackets", std::string("{{ ") + repeated("(", 100'000) + std::string("1") +
                             repeated(")", 100'000) + " }}");
    row("deep lists", std::string("{{ ") + repeated("[", 100'000) + " }}");
    row("signs", std::string("{{ ") + repeated("-", 100'000) + "1 }}");
    row("negations", std::string("{{ ") + repeated("not ", 100'000) + "1 }}");
    row("a long chain", std::string("{{ messages") + repeated(".a", 100'000) + " }}");
    row("a long sum", std::string("{{ 1") + repeated(" + 1", 100'000) + " }}");
    row("deep blocks", repeated("{% if true %}", 100'000));
    row("many branches",
        std::string("{% if true %}") + repeated("{% elif true %}", 100'000) + "{% endif %}");
}

void ChatTemplateTest::hostileTemplatesEnd()
{
    QFETCH(std::string, text);
    QElapsedTimer timer;
    timer.start();
    const auto message = messageOf([&] { render(text); });
    QVERIFY(!message.empty());
    QVERIFY2(timer.elapsed() < 10'000, std::to_string(timer.elapsed()).c_str());
}

void ChatTemplateTest::tokenizersBringTheirTemplate()
{
    const auto source = sharedPath("assets/derived/stories260k-hf-llama/tokenizer.json");
    REQUIRE_SHARED("assets/derived/stories260k-hf-llama/tokenizer.json");
    QTemporaryDir folder;
    std::filesystem::copy(source, pathIn(folder, "tokenizer.json"));
    const auto none = openTokenizerFile(pathIn(folder, "tokenizer.json"));
    QVERIFY(messageOf([&] {
                encodeChat(*none, {{"user", "Tim ran."}});
            }).find("no chat template") != std::string::npos);

    const std::string text = "{{ bos_token }}{% for message in messages %}{{ message.role }}: "
                             "{{ message.content }}{% endfor %}";
    writeFile(folder, "chat_template.jinja", text);
    const auto tokenizer = openTokenizerFile(pathIn(folder, "tokenizer.json"));
    const auto ids = encodeChat(*tokenizer, {{"user", "Tim ran."}});
    QVERIFY(ids == tokenizer->encode("<s>user: Tim ran.", SpecialTokens::Omit));
    QCOMPARE(ids.front(), tokenizer->beginToken().value());
    QCOMPARE(std::ranges::count(ids, ids.front()), 1);
}

void ChatTemplateTest::knowsTheTime()
{
    const auto text = QString::fromStdString(render("{{ strftime_now('%d %b %Y') }}"));
    QVERIFY2(QRegularExpression("^\\d\\d \\w{3} \\d{4}$").match(text).hasMatch(), qPrintable(text));
}

void ChatTemplateTest::truncationAtEveryByteIsReadOrRefused()
{
    const auto whole = oracle().at("templates").at("Qwen3").get<std::string>();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        // Text or an Error: nothing else.
        messageOf([&] { render(whole.substr(0, size), {{"user", "Hello"}}); });
    }
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::ChatTemplateTest)
#include "tst_text_chat_template.moc"
