// Frame times of the views on the raster engine, as a user without a GPU has them.
#include "tests/views/synthetic_attention.h"
#include "views/displays/heads_view.h"
#include "views/displays/lines_view.h"
#include "views/displays/matrix_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <benchmark/benchmark.h>

namespace
{

using namespace saccade;

/// A captured pattern: values in memory, as a trace holds them.
std::shared_ptr<const AttentionSource> captured(int layers, int heads, std::int64_t positions)
{
    const auto formula = causalAttention(layers, heads, positions);
    auto trace = std::make_shared<Trace>();
    TileRequest request;
    request.lastQuery = request.lastKey = positions;
    request.rows = request.columns = static_cast<int>(positions);
    const Tile tile = formula->tile(request);
    std::vector<float> all;
    for (int head = 0; head < heads; ++head) {
        all.insert(all.end(), tile.cells.begin(), tile.cells.end());
    }
    for (int layer = 0; layer < layers; ++layer) {
        trace->tensors["blocks." + std::to_string(layer) + ".attention.pattern"] =
            Tensor::of({heads, positions, positions}, all);
    }
    trace->modelInfo = {{"layers", layers}, {"heads", heads}};
    trace->tokens.resize(static_cast<std::size_t>(positions));
    return attentionSource(trace);
}

QStringList labels(std::int64_t count)
{
    QStringList result;
    for (std::int64_t i = 0; i < count; ++i) {
        result << QStringLiteral("·token%1").arg(i);
    }
    return result;
}

template <typename View>
void settle(View& view, QImage& image)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 700) {
        view.render(&image);
        QCoreApplication::processEvents();
    }
}

void matrixPan(benchmark::State& state)
{
    MatrixView view;
    view.resize(900, 900);
    QImage image(view.size(), QImage::Format_RGB32);
    view.setSource(captured(1, 1, 1024), labels(1024));
    view.zoomTo(
        QRectF(300, 300, static_cast<double>(state.range(0)), static_cast<double>(state.range(0))));
    settle(view, image);
    double way = 0;
    for (auto run : state) {
        QRectF cells = view.visibleCells();
        way += 1;
        cells.moveLeft(300 + 100 * std::sin(way / 20));
        view.zoomTo(cells);
        view.render(&image);
        QCoreApplication::processEvents();
    }
}
BENCHMARK(matrixPan)->Arg(24)->Arg(100)->Arg(400)->Arg(1000)->Unit(benchmark::kMillisecond);

void matrixZoom(benchmark::State& state)
{
    MatrixView view;
    view.resize(900, 900);
    QImage image(view.size(), QImage::Format_RGB32);
    view.setSource(captured(1, 1, 1024), labels(1024));
    settle(view, image);
    double way = 0;
    for (auto run : state) {
        way += 0.05;
        const double size = 520 + 500 * std::cos(way);
        view.zoomTo(QRectF(512 - size / 2, 512 - size / 2, size, size));
        view.render(&image);
        QCoreApplication::processEvents();
    }
}
BENCHMARK(matrixZoom)->Unit(benchmark::kMillisecond);

void headsFrame(benchmark::State& state)
{
    HeadsView view;
    view.resize(900, 900);
    QImage image(view.size(), QImage::Format_RGB32);
    const auto count = static_cast<int>(state.range(0));
    view.setSource(captured(count, count, 32));
    settle(view, image);
    for (auto run : state) {
        view.render(&image);
        QCoreApplication::processEvents();
    }
}
BENCHMARK(headsFrame)->Arg(12)->Arg(48)->Unit(benchmark::kMillisecond);

void linesFrame(benchmark::State& state)
{
    LinesView view;
    view.resize(420, 900);
    QImage image(view.size(), QImage::Format_RGB32);
    view.setSource(captured(1, 1, state.range(0)), labels(state.range(0)));
    settle(view, image);
    for (auto run : state) {
        view.render(&image);
        QCoreApplication::processEvents();
    }
}
BENCHMARK(linesFrame)->Arg(60)->Arg(1000)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
