// Edits: reading them, and what they do to a graph.
#include "core/base/error.h"
#include "core/graph/edits.h"
#include "core/graph/ops/ops.h"

#include <QTest>

using namespace saccade;

Q_DECLARE_METATYPE(Edit)

class TestEdits : public QObject
{
    Q_OBJECT

private slots:
    void editsAreReadAndWritten_data();
    void editsAreReadAndWritten();
    void nonsenseIsRefusedWithAReason_data();
    void nonsenseIsRefusedWithAReason();
    void anEditChangesWhatReadersSee();
    void aStarEditsEveryLayer();
    void editsOfOneValueFollowEachOther();
    void anUnknownNameNamesTheNearest();
    void aSliceOutsideIsRefused();
};

void TestEdits::editsAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<Edit>("edit");
    QTest::newRow("one head") << QByteArray("blocks.3.attention.heads[5]=0")
                              << Edit{"blocks.3.attention.heads", 5, 1, 0.0, 0.0};
    QTest::newRow("range") << QByteArray("a[2:7]=1.5") << Edit{"a", 2, 5, 0.0, 1.5};
    QTest::newRow("open range") << QByteArray("a[2:]=1.5") << Edit{"a", 2, -1, 0.0, 1.5};
    QTest::newRow("all, scaled") << QByteArray("blocks.*.mlp.output*=0.5")
                                 << Edit{"blocks.*.mlp.output", 0, -1, 0.5, 0.0};
    QTest::newRow("added") << QByteArray("logits+=-0.25") << Edit{"logits", 0, -1, 1.0, -0.25};
    QTest::newRow("exponent") << QByteArray("logits=1e-10") << Edit{"logits", 0, -1, 0.0, 1e-10};
}

void TestEdits::editsAreReadAndWritten()
{
    QFETCH(const QByteArray, written);
    QFETCH(const Edit, edit);
    QCOMPARE(parseEdit(written.toStdString()), edit);
    QCOMPARE(QByteArray::fromStdString(text(edit)), written);
}

void TestEdits::nonsenseIsRefusedWithAReason_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray("") << "the = is missing";
    QTest::newRow("no value") << QByteArray("a=") << "is no number";
    QTest::newRow("not a number") << QByteArray("a=nan") << "is no number";
    QTest::newRow("trailing") << QByteArray("a=1x") << "is no number";
    QTest::newRow("no name") << QByteArray("=1") << "is no name";
    QTest::newRow("only a slice") << QByteArray("[1]=1") << "is no name";
    QTest::newRow("negative index") << QByteArray("a[-1]=1") << "is no index";
    QTest::newRow("word as index") << QByteArray("a[x]=1") << "is no index";
    QTest::newRow("empty range") << QByteArray("a[3:3]=1") << "is no range";
    QTest::newRow("huge index") << QByteArray("a[99999999999999999999]=1") << "is no index";
    QTest::newRow("bracket missing") << QByteArray("a1]=1") << "the [ is missing";
    QTest::newRow("bracket open") << QByteArray("a[1=1") << "is no name";
}

void TestEdits::nonsenseIsRefusedWithAReason()
{
    QFETCH(const QByteArray, written);
    QFETCH(const QString, reason);
    try {
        parseEdit(written.toStdString());
        QFAIL("not refused");
    } catch (const UsageError& error) {
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

namespace
{

// blocks.0.hidden → blocks.1.hidden → last
void build(Graph& graph)
{
    auto x = graph.input("x", DType::F32, {3, 2});
    for (const auto* name : {"blocks.0.hidden", "blocks.1.hidden", "last"}) {
        x = activate(x, Activation::Relu);
        graph.setName(x, name);
    }
}

const Node& producer(Graph& graph, std::string_view name)
{
    return graph.nodes()[graph.info(*graph.find(name)).producer];
}

} // namespace

void TestEdits::anEditChangesWhatReadersSee()
{
    Graph graph;
    build(graph);
    applyEdit(graph, parseEdit("blocks.1.hidden[1:3]*=0.5"));
    const auto& edit = producer(graph, "blocks.1.hidden");
    QCOMPARE(edit.op, &editSliceOp);
    QCOMPARE(edit.attributes.integer("axis"), std::int64_t{0});
    QCOMPARE(edit.attributes.integer("first"), std::int64_t{1});
    QCOMPARE(edit.attributes.integer("count"), std::int64_t{2});
    QCOMPARE(edit.attributes.number("scale"), 0.5);
    QCOMPARE(edit.attributes.number("offset"), 0.0);
    QCOMPARE(producer(graph, "last").inputs.front(), graph.find("blocks.1.hidden")->id);
    QCOMPARE(producer(graph, "blocks.0.hidden").op, &activateOp);
}

void TestEdits::aStarEditsEveryLayer()
{
    Graph graph;
    build(graph);
    applyEdit(graph, parseEdit("blocks.*.hidden=0"));
    QCOMPARE(producer(graph, "blocks.0.hidden").op, &editSliceOp);
    QCOMPARE(producer(graph, "blocks.1.hidden").op, &editSliceOp);
    QCOMPARE(producer(graph, "last").op, &activateOp);
}

void TestEdits::editsOfOneValueFollowEachOther()
{
    Graph graph;
    build(graph);
    applyEdit(graph, parseEdit("blocks.0.hidden=1"));
    const auto first = *graph.find("blocks.0.hidden");
    applyEdit(graph, parseEdit("blocks.0.hidden*=3"));
    QCOMPARE(producer(graph, "blocks.0.hidden").inputs.front(), first.id);
}

void TestEdits::anUnknownNameNamesTheNearest()
{
    Graph graph;
    build(graph);
    try {
        applyEdit(graph, parseEdit("blocks.1.hiden=0"));
        QFAIL("not refused");
    } catch (const UsageError& error) {
        QCOMPARE(
            QString(error.what()),
            QString("The model has no value “blocks.1.hiden”. Did you mean “blocks.1.hidden”?"));
    }
}

void TestEdits::aSliceOutsideIsRefused()
{
    Graph graph;
    build(graph);
    for (const auto* edit : {"last[3]=0", "last[2:4]=0", "last[9223372036854775807]=0"}) {
        QVERIFY_EXCEPTION_THROWN(applyEdit(graph, parseEdit(edit)), UsageError);
    }
    QCOMPARE(producer(graph, "last").op, &activateOp);
}

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
