#include "core/base/error.h"
#include "core/trace/attention_source.h"

#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

namespace saccade
{

namespace
{

constexpr int layerCount = 3;
constexpr int headCount = 4;

std::shared_ptr<Trace> randomTrace(std::int64_t length, int layers = layerCount,
                                   int heads = headCount)
{
    auto trace = std::make_shared<Trace>();
    trace->modelInfo = {{"layers", layers}};
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform;
    for (int layer = 0; layer < layers; ++layer) {
        auto pattern = Tensor::allocate(DType::F32, {heads, length, length});
        std::ranges::generate(pattern.mutableFloats(), [&] { return uniform(random); });
        trace->tensors["blocks." + std::to_string(layer) + ".attention.pattern"] = pattern;
    }
    return trace;
}

// One cell by the definition: the positions a cell covers, the maps that are chosen, one after
// another.
double expectedCell(const Trace& trace, const TileRequest& request, std::int64_t row,
                    std::int64_t column)
{
    const auto length = trace.tensors.begin()->second.shape()[1];
    const auto heads = static_cast<int>(trace.tensors.begin()->second.shape()[0]);
    const auto layers = static_cast<int>(trace.tensors.size());
    const auto covered = [](std::int64_t first, std::int64_t last, std::int64_t cells,
                            std::int64_t index) {
        std::vector<std::int64_t> positions;
        for (auto position = first; position < last; ++position) {
            // Whole positions; where there are more cells than positions, a position fills several.
            const auto begin = first + index * (last - first) / cells;
            const auto end = std::max(begin + 1, first + (index + 1) * (last - first) / cells);
            if (position >= begin && position < end) {
                positions.push_back(position);
            }
        }
        return positions;
    };
    double sum = 0.0;
    double maximum = 0.0;
    int count = 0;
    for (const auto query : covered(request.firstQuery, request.lastQuery, request.rows, row)) {
        for (const auto key : covered(request.firstKey, request.lastKey, request.columns, column)) {
            double headSum = 0.0;
            double headMaximum = 0.0;
            int headsTaken = 0;
            for (int layer = 0; layer < layers; ++layer) {
                const auto values =
                    trace.find("blocks." + std::to_string(layer) + ".attention.pattern")->floats();
                for (int head = 0; head < heads; ++head) {
                    if ((request.choice.layer >= 0 && request.choice.layer != layer) ||
                        (request.choice.head >= 0 && request.choice.head != head)) {
                        continue;
                    }
                    const auto index =
                        static_cast<std::size_t>((head * length + query) * length + key);
                    headSum += static_cast<double>(values[index]);
                    headMaximum = std::max(headMaximum, static_cast<double>(values[index]));
                    ++headsTaken;
                }
            }
            const auto value =
                request.choice.combine == Combine::Maximum ? headMaximum : headSum / headsTaken;
            sum += value;
            maximum = std::max(maximum, value);
            ++count;
        }
    }
    return request.pooling == Pooling::Maximum ? maximum : sum / count;
}

} // namespace

class AttentionSourceTest : public QObject
{
    Q_OBJECT
private slots:
    void tilesEqualTheDefinition_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("head");
        QTest::addColumn<QList<int>>(
            "ranges"); // first and last query, first and last key, rows, columns
        const QList<QPair<const char*, QList<int>>> shapes{
            {"whole map, one cell a position", {0, 37, 0, 37, 37, 37}},
            {"whole map, uneven", {0, 37, 0, 37, 10, 7}},
            {"a part, uneven", {5, 29, 11, 37, 7, 5}},
            {"more cells than positions", {3, 8, 30, 37, 16, 15}},
            {"one position", {36, 37, 0, 1, 3, 2}},
            {"one cell", {0, 37, 0, 37, 1, 1}},
        };
        for (const auto& [name, ranges] : shapes) {
            QTest::addRow("%s, one head", name) << 1 << 2 << ranges;
            QTest::addRow("%s, all heads of a layer", name) << 2 << -1 << ranges;
            QTest::addRow("%s, a head over all layers", name) << -1 << 3 << ranges;
            QTest::addRow("%s, everything", name) << -1 << -1 << ranges;
        }
    }
    void tilesEqualTheDefinition()
    {
        QFETCH(int, layer);
        QFETCH(int, head);
        QFETCH(QList<int>, ranges);
        const auto trace = randomTrace(37);
        const auto source = attentionSource(trace);
        for (const auto pooling : {Pooling::Mean, Pooling::Maximum}) {
            for (const auto combine : {Combine::Mean, Combine::Maximum}) {
                const TileRequest request{{layer, head, combine},
                                          ranges[0],
                                          ranges[1],
                                          ranges[2],
                                          ranges[3],
                                          ranges[4],
                                          ranges[5],
                                          pooling};
                const auto tile = source->tile(request);
                QCOMPARE(tile.rows, ranges[4]);
                QCOMPARE(tile.columns, ranges[5]);
                QCOMPARE(std::ssize(tile.cells), std::ptrdiff_t{ranges[4]} * ranges[5]);
                for (int row = 0; row < tile.rows; ++row) {
                    for (int column = 0; column < tile.columns; ++column) {
                        const auto cell =
                            tile.cells[static_cast<std::size_t>(row * tile.columns + column)];
                        const auto expected = expectedCell(*trace, request, row, column);
                        QVERIFY2(std::abs(static_cast<double>(cell) - expected) < 1e-5,
                                 qPrintable(QString("row %1, column %2: %3, not %4")
                                                .arg(row)
                                                .arg(column)
                                                .arg(static_cast<double>(cell))
                                                .arg(expected)));
                    }
                }
                QCOMPARE(tile.maximum, std::ranges::max(tile.cells));
            }
        }
    }

    void sizesAreThoseOfThePatterns()
    {
        const auto source = attentionSource(randomTrace(5));
        QCOMPARE(source->layers(), layerCount);
        QCOMPARE(source->heads(), headCount);
        QCOMPARE(source->queries(), std::int64_t{5});
        QCOMPARE(source->keys(), std::int64_t{5});
    }

    void aTraceWithoutPatternsHasNoSource()
    {
        auto trace = std::make_shared<Trace>();
        QCOMPARE(attentionSource(trace), nullptr);
        trace->modelInfo = {{"layers", 2}};
        QCOMPARE(attentionSource(trace), nullptr);
    }

    void layersThatWereNotCapturedAreLeftOut()
    {
        auto trace = randomTrace(8);
        auto partial = std::make_shared<Trace>(*trace);
        partial->tensors.erase("blocks.1.attention.pattern");
        const auto source = attentionSource(partial);
        QCOMPARE(source->layers(), layerCount);
        QVERIFY(!source->has({1, 0, Combine::Mean}));
        QVERIFY(source->has({2, 3, Combine::Mean}) && source->has({-1, 0, Combine::Mean}));
        QVERIFY(!source->has({2, headCount, Combine::Mean}));
        QVERIFY_EXCEPTION_THROWN(source->tile({{1, 0, Combine::Mean}, 0, 8, 0, 8, 8, 8}), Error);
        const auto all = attentionSource(trace);
        const auto mean = source->tile({{-1, 0, Combine::Mean}, 0, 8, 0, 8, 8, 8});
        const auto first = all->tile({{0, 0, Combine::Mean}, 0, 8, 0, 8, 8, 8});
        const auto last = all->tile({{2, 0, Combine::Mean}, 0, 8, 0, 8, 8, 8});
        for (std::size_t i = 0; i < mean.cells.size(); ++i) {
            QVERIFY(std::abs(mean.cells[i] - (first.cells[i] + last.cells[i]) / 2.0F) < 1e-6F);
        }
    }

    void whatLiesOutsideIsAnError_data()
    {
        QTest::addColumn<QList<int>>("request"); // layer, head, then the ranges and sizes
        QTest::newRow("query beyond") << QList{0, 0, 0, 9, 0, 8, 4, 4};
        QTest::newRow("negative query") << QList{0, 0, -1, 8, 0, 8, 4, 4};
        QTest::newRow("empty range") << QList{0, 0, 4, 4, 0, 8, 4, 4};
        QTest::newRow("reversed range") << QList{0, 0, 0, 8, 5, 3, 4, 4};
        QTest::newRow("key beyond") << QList{0, 0, 0, 8, 0, 9, 4, 4};
        QTest::newRow("no rows") << QList{0, 0, 0, 8, 0, 8, 0, 4};
        QTest::newRow("negative columns") << QList{0, 0, 0, 8, 0, 8, 4, -4};
        QTest::newRow("layer beyond") << QList{3, 0, 0, 8, 0, 8, 4, 4};
        QTest::newRow("head beyond") << QList{0, 4, 0, 8, 0, 8, 4, 4};
        QTest::newRow("head −2") << QList{0, -2, 0, 8, 0, 8, 4, 4};
    }
    void whatLiesOutsideIsAnError()
    {
        QFETCH(QList<int>, request);
        const auto source = attentionSource(randomTrace(8));
        QVERIFY_EXCEPTION_THROWN(source->tile({{request[0], request[1], Combine::Mean},
                                               request[2],
                                               request[3],
                                               request[4],
                                               request[5],
                                               request[6],
                                               request[7]}),
                                 Error);
    }

    void aFrameOfALargeHeadTakesAFractionOfAFrame()
    {
        const auto source = attentionSource(randomTrace(1024, 1, 1));
        const TileRequest request{{0, 0, Combine::Mean}, 0, 1024, 0, 1024, 512, 512, Pooling::Mean};
        double best = 1e9;
        for (int attempt = 0; attempt < 20; ++attempt) {
            QElapsedTimer timer;
            timer.start();
            const auto tile = source->tile(request);
            best = std::min(best, static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
        qInfo("1024 × 1024 to 512 × 512: %.3f ms", best);
#ifdef NDEBUG
        QVERIFY(best < 8.0); // half a frame at 60 Hz, on a busy machine
#endif
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::AttentionSourceTest)
#include "tst_attention_source.moc"
