#include "core/base/error.h"
#include "core/trace/recipe.h"

#include <QTest>

namespace saccade
{

namespace
{

RunRequest sample()
{
    RunRequest request;
    request.prompt = {3, 1, 4};
    request.steps = 5;
    request.settings = {{"temperature", 0.5}};
    request.seed = 18446744073709551615ULL;
    request.edits = {parseEdit("blocks.3.attention.heads[5]=0"),
                     parseEdit("blocks.*.mlp.output*=0.5")};
    request.capture = {"pattern", "logits"};
    request.input.tokens = {5, 6};
    request.input.segments = {0, 1};
    request.source = {{"model", "demo"}, {"text", "abc"}};
    return request;
}

nlohmann::json recipe()
{
    ModelInfo model;
    model.path = "/some/where/model";
    DeviceInfo device;
    device.identifier = "cpu";
    return recipeOf(sample(), {{"temperature", 0.5}}, model, device);
}

} // namespace

class TraceRecipeTest : public QObject
{
    Q_OBJECT
private slots:
    void aRecipeGivesTheRequestBack()
    {
        const auto request = recipeRequest(nlohmann::json::parse(recipe().dump()));
        const auto expected = sample();
        QCOMPARE(request.prompt, expected.prompt);
        QCOMPARE(request.steps, expected.steps);
        QCOMPARE(request.decoder, expected.decoder);
        QVERIFY(request.settings == expected.settings);
        QCOMPARE(request.seed, expected.seed);
        QVERIFY(request.edits == expected.edits);
        QCOMPARE(request.capture, expected.capture);
        QVERIFY(request.source == expected.source);
        QCOMPARE(request.input.tokens, expected.input.tokens);
        QCOMPARE(request.input.segments, expected.input.segments);
    }

    void recipesOlderThanEncodersAreRead()
    {
        auto old = recipe();
        old.erase("input");
        QVERIFY(recipeRequest(old).input.isEmpty());
    }

    void theModelIsNamedAsTheUserNamedIt()
    {
        QCOMPARE(recipeModel(recipe()), std::string("demo"));
        auto request = sample();
        request.source = nullptr;
        ModelInfo model;
        model.path = "/some/where/model";
        QCOMPARE(recipeModel(recipeOf(request, {}, model, {})), model.path);
    }

    void damagedRecipesAreErrors_data()
    {
        QTest::addColumn<QString>("patch"); // a JSON merge patch (RFC 7386)
        QTest::newRow("no prompt") << R"({"prompt": null})";
        QTest::newRow("prompt of words") << R"({"prompt": ["a"]})";
        QTest::newRow("steps as text") << R"({"steps": "many"})";
        QTest::newRow("seed as text") << R"({"seed": "x"})";
        QTest::newRow("edits of numbers") << R"({"edits": [1]})";
        QTest::newRow("edit that is none") << R"({"edits": ["x"]})";
        QTest::newRow("capture as object") << R"({"capture": {"a": 1}})";
        QTest::newRow("decoder as number") << R"({"decoder": 3})";
    }
    void damagedRecipesAreErrors()
    {
        QFETCH(QString, patch);
        auto damaged = recipe();
        damaged.merge_patch(nlohmann::json::parse(patch.toStdString()));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipeRequest(damaged)), Error);
    }

    void whatIsNoObjectIsAnError()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipeRequest(nlohmann::json::array())), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(recipeModel(nlohmann::json(3))), Error);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::TraceRecipeTest)
#include "tst_trace_recipe.moc"
