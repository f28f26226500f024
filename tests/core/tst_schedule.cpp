// What runs, in which order, and which attention is fused.
#include "core/base/error.h"
#include "core/graph/edits.h"
#include "core/graph/ops/ops.h"
#include "core/graph/schedule.h"

#include <QTest>
#include <algorithm>

using namespace saccade;

namespace
{

struct Block {
    Graph graph;
    Value scores, pattern, heads, last;
};

// One attention with names, and something after it.
std::unique_ptr<Block> block()
{
    auto result = std::make_unique<Block>();
    auto& g = result->graph;
    const auto first = g.input("first", DType::I32, {1});
    const auto x = g.input("x", DType::F32, {2, 3, 4});
    const auto keys = writeState(g.state("keys", DType::F32, {2, 8, 4}), x, first);
    const auto values = writeState(g.state("values", DType::F32, {2, 8, 4}), x, first);
    const auto attended = attention(x, keys, values, first, {.scale = 0.5, .window = 6});
    g.setName(attended.scores, "scores");
    g.setName(attended.pattern, "pattern");
    g.setName(attended.heads, "heads");
    result->scores = attended.scores;
    result->pattern = attended.pattern;
    result->heads = attended.heads;
    result->last = activate(mergeHeads(attended.heads), Activation::Relu);
    return result;
}

std::vector<std::string_view> names(const Graph& graph, std::span<const Value> outputs)
{
    std::vector<std::string_view> result;
    for (const auto index : schedule(graph, outputs)) {
        result.push_back(graph.nodes()[index].op->name);
    }
    return result;
}

using Names = std::vector<std::string_view>;

} // namespace

class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatIsNeededRuns();
    void aNodeComesAfterWhatItReadsEvenWhenEdited();
    void aCycleIsRefused();
    void attentionIsFusedWhenNobodyLooks();
    void aTappedPatternIsTheSecondOutput();
    void tappedScoresKeepTheirNodes();
    void editedAttentionKeepsItsNodes_data();
    void editedAttentionKeepsItsNodes();
    void theFusedNodeHasTheRuleAndTheInputs();
    void aBiasIsPassedOn();
};

void TestSchedule::onlyWhatIsNeededRuns()
{
    const auto b = block();
    QCOMPARE(names(b->graph, std::array{b->scores}), (Names{"write_state", "attention_scores"}));
    QVERIFY(schedule(b->graph, std::array{*b->graph.find("x")}).empty());
}

void TestSchedule::aNodeComesAfterWhatItReadsEvenWhenEdited()
{
    const auto b = block();
    applyEdit(b->graph, parseEdit("scores[0]=0"));
    applyEdit(b->graph, parseEdit("heads[1]=0"));
    const auto order = schedule(b->graph, std::array{b->last});
    for (auto place = order.begin(); place != order.end(); ++place) {
        for (const auto input : b->graph.nodes()[*place].inputs) {
            const auto& info = b->graph.info(input);
            QVERIFY(info.source != ValueSource::Node ||
                    std::find(order.begin(), place, info.producer) != place);
        }
    }
    QCOMPARE(order.size(), std::size_t{9});
}

void TestSchedule::aCycleIsRefused()
{
    Graph graph;
    const auto x = graph.input("x", DType::F32, {2});
    const auto y = activate(x, Activation::Relu);
    const auto z = activate(y, Activation::Relu);
    graph.replaceNode(graph.info(y).producer,
                      {.op = &activateOp, .inputs = {z.id}, .outputs = {y.id}, .attributes = {}});
    QVERIFY_EXCEPTION_THROWN(schedule(graph, std::array{z}), Error);
}

void TestSchedule::attentionIsFusedWhenNobodyLooks()
{
    const auto b = block();
    const std::array outputs{b->last};
    const auto fused = fuseAttention(b->graph, outputs);
    QCOMPARE(names(fused, outputs),
             (Names{"write_state", "write_state", "fused_attention", "merge_heads", "activate"}));
    QCOMPARE(names(b->graph, outputs).size(), std::size_t{7});
}

void TestSchedule::aTappedPatternIsTheSecondOutput()
{
    const auto b = block();
    const std::array outputs{b->last, b->pattern};
    const auto fused = fuseAttention(b->graph, outputs);
    const auto& node = fused.nodes()[fused.info(b->pattern).producer];
    QCOMPARE(node.op, &fusedAttentionOp);
    QCOMPARE(node.attributes.integer("capture"), std::int64_t{1});
    QCOMPARE(node.outputs, (std::vector<std::uint32_t>{b->heads.id, b->pattern.id}));
    QCOMPARE(names(fused, outputs).size(), std::size_t{5});
}

void TestSchedule::tappedScoresKeepTheirNodes()
{
    const auto b = block();
    const std::array outputs{b->last, b->scores};
    QCOMPARE(names(fuseAttention(b->graph, outputs), outputs), names(b->graph, outputs));
}

void TestSchedule::editedAttentionKeepsItsNodes_data()
{
    QTest::addColumn<QByteArray>("edit");
    QTest::newRow("scores") << QByteArray("scores[0]=0");
    QTest::newRow("pattern") << QByteArray("pattern[0]=0");
}

void TestSchedule::editedAttentionKeepsItsNodes()
{
    QFETCH(const QByteArray, edit);
    const auto b = block();
    applyEdit(b->graph, parseEdit(edit.toStdString()));
    const std::array outputs{b->last};
    const auto fused = fuseAttention(b->graph, outputs);
    QCOMPARE(names(fused, outputs), names(b->graph, outputs));
}

void TestSchedule::theFusedNodeHasTheRuleAndTheInputs()
{
    const auto b = block();
    const auto fused = fuseAttention(b->graph, std::array{b->last});
    const auto& scores = b->graph.nodes()[b->graph.info(b->scores).producer];
    const auto& mix = b->graph.nodes()[b->graph.info(b->heads).producer];
    const auto& node = fused.nodes()[fused.info(b->heads).producer];
    QCOMPARE(node.inputs, (std::vector{scores.inputs[0], scores.inputs[1], mix.inputs[1],
                                       b->graph.find("first")->id}));
    QCOMPARE(node.attributes.number("scale"), 0.5);
    QCOMPARE(node.attributes.integer("window"), std::int64_t{6});
    QCOMPARE(node.attributes.integer("capture"), std::int64_t{0});
}

void TestSchedule::aBiasIsPassedOn()
{
    Graph graph;
    const auto first = graph.input("first", DType::I32, {1});
    const auto x = graph.input("x", DType::F32, {2, 3, 4});
    const auto bias = graph.input("bias", DType::F32, {2, 3, 3});
    const auto attended = attention(x, x, x, first, {.everyKey = true}, bias);
    const auto fused = fuseAttention(graph, std::array{attended.heads});
    const auto& node = fused.nodes()[fused.info(attended.heads).producer];
    QCOMPARE(node.op, &fusedAttentionOp);
    QCOMPARE(node.inputs, (std::vector{x.id, x.id, x.id, first.id, bias.id}));
    QCOMPARE(node.attributes.integer("every_key"), std::int64_t{1});
    QCOMPARE(node.attributes.integer("causal"), std::int64_t{0});
}

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
