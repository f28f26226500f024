// Parameters: defaults, ranges, and what a command line may say.
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/base/parameters.h"

#include <QTest>
#include <array>

using namespace saccade;

namespace
{

const std::array declared{
    Parameter{"top-k", "Top k", ParameterType::Integer, 0, 0, 1000, {}, "Help."},
    Parameter{"temperature", "Temperature", ParameterType::Number, 0.5, 0, 10, {}, "Help."},
    Parameter{"wrap", "Wrap", ParameterType::Flag, false, 0, 0, {}, "Help."},
    Parameter{
        "pooling", "Pooling", ParameterType::Word, "mean", 0, 0, {"mean", "maximum"}, "Help."},
    Parameter{"note", "Note", ParameterType::Word, "", 0, 0, {}, "Help."},
};

} // namespace

class TestParameters : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotGivenHasItsDefault();
    void wrongSettingsAreRefused_data();
    void wrongSettingsAreRefused();
    void assignmentsHaveTheDeclaredType();
    void wrongAssignmentsAreRefused_data();
    void wrongAssignmentsAreRefused();
    void theNearestNameIsFound_data();
    void theNearestNameIsFound();
};

void TestParameters::whatIsNotGivenHasItsDefault()
{
    const auto settings = resolve(declared, {{"top-k", 40}, {"temperature", 1}});
    QCOMPARE(settings.dump(), std::string(R"({"note":"","pooling":"mean","temperature":1.0,)"
                                          R"("top-k":40,"wrap":false})"));
    QCOMPARE(resolve(declared, {}).at("temperature").get<double>(), 0.5);
}

void TestParameters::wrongSettingsAreRefused_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown name") << QByteArray(R"({"topk": 3})") << "Did you mean “top-k”?";
    QTest::newRow("fraction") << QByteArray(R"({"top-k": 3.5})")
                              << "whole number from 0 to 1000, not 3.5";
    QTest::newRow("too large") << QByteArray(R"({"top-k": 1001})") << "from 0 to 1000";
    QTest::newRow("text for number") << QByteArray(R"({"temperature": "hot"})") << "not \"hot\"";
    QTest::newRow("negative") << QByteArray(R"({"temperature": -1})") << "from 0 to 10";
    QTest::newRow("number for flag") << QByteArray(R"({"wrap": 1})") << "true or false";
    QTest::newRow("no choice") << QByteArray(R"({"pooling": "median"})") << "one of mean, maximum";
    QTest::newRow("no object") << QByteArray("[1]") << "JSON object";
}

void TestParameters::wrongSettingsAreRefused()
{
    QFETCH(const QByteArray, given);
    QFETCH(const QString, message);
    try {
        resolve(declared, nlohmann::json::parse(given.toStdString()));
        QFAIL("not refused");
    } catch (const UsageError& error) {
        QVERIFY2(QString(error.what()).contains(message), error.what());
    }
}

void TestParameters::assignmentsHaveTheDeclaredType()
{
    Settings settings = Settings::object();
    for (const auto* text :
         {"top-k=7", "temperature=2", "wrap=true", "pooling=maximum", "note=a=b"}) {
        assign(declared, settings, text);
    }
    QCOMPARE(settings.dump(), std::string(R"({"note":"a=b","pooling":"maximum","temperature":2.0,)"
                                          R"("top-k":7,"wrap":true})"));
}

void TestParameters::wrongAssignmentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("assignment");
    for (const auto* text :
         {"top-k", "top-k=", "top-k=x", "top-k=7x", "top-k=-1", "temperature=nan",
          "temperature=inf", "wrap=maybe", "pooling=median", "tempo=1", "=1"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestParameters::wrongAssignmentsAreRefused()
{
    QFETCH(const QByteArray, assignment);
    Settings settings = Settings::object();
    QVERIFY_EXCEPTION_THROWN(assign(declared, settings, assignment.toStdString()), UsageError);
    QVERIFY(settings.empty());
}

void TestParameters::theNearestNameIsFound_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("letter missing") << QByteArray("patern") << QByteArray("pattern");
    QTest::newRow("letters swapped") << QByteArray("lgoits") << QByteArray("logits");
    QTest::newRow("exact") << QByteArray("heads") << QByteArray("heads");
}

void TestParameters::theNearestNameIsFound()
{
    QFETCH(const QByteArray, name);
    const std::vector<std::string> candidates{"heads", "logits", "pattern"};
    QTEST(QByteArray::fromStdString(nearest(name.toStdString(), candidates)), "found");
    QVERIFY(nearest("x", {}).empty());
}

QTEST_GUILESS_MAIN(TestParameters)
#include "tst_parameters.moc"
