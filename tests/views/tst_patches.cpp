// Attention on a picture: layout, colours between patches, keys, and the figure.
#include "core/base/error.h"
#include "tests/views/made_runs.h"
#include "views/displays/figure.h"
#include "views/displays/patch_picture.h"
#include "views/displays/patch_view.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace saccade;

class TestPatches : public QObject
{
    Q_OBJECT
private slots:
    void pictureComesFromTheTrace();
    void gridThatDoesNotFitIsNone();
    void layoutKeepsTheAspect();
    void everyPositionIsFoundWhereItIsDrawn();
    void coloursBlendBetweenCentres();
    void keysWalkOverGridAndLeadingCells_data();
    void keysWalkOverGridAndLeadingCells();
    void figureIsWrittenInEveryFormat_data();
    void figureIsWrittenInEveryFormat();
    void figureShowsThePictureUnderTheAttention();
    void figureOfATextIsRefused();
    void optionsSurviveTheRecipe();
};

namespace
{

PatchContent contentOf(const RunDocument& run, std::vector<float> values)
{
    PatchContent content;
    content.picture = run.picture;
    content.shape = run.keys;
    content.values = std::move(values);
    content.colours = &ColourMap::named("greys");
    content.look.grid = PatchGrid::Hidden;
    return content;
}

} // namespace

void TestPatches::pictureComesFromTheTrace()
{
    const auto run = madePictureRun();
    QCOMPARE(run->picture.size(), QSize(6, 4));
    QCOMPARE(run->picture.pixelColor(0, 0), QColor(255, 0, 0));
    QCOMPARE(run->picture.pixelColor(5, 3), QColor(0, 0, 255));
    QVERIFY(run->isOnPicture());
    QVERIFY(run->isSelfAttention());
    QCOMPARE(run->keys.leading, 2);
    QVERIFY(madeTranslation()->picture.isNull());
    QVERIFY(!madeTranslation()->isOnPicture());
}

void TestPatches::gridThatDoesNotFitIsNone()
{
    Trace trace = *madePictureRun()->trace;
    trace.sequences.front().shape.rows = 3; // 2 + 3 × 3 positions, but the map has 8
    const auto run = RunDocument::of(std::make_shared<const Trace>(std::move(trace)), {});
    QVERIFY(run->attention);
    QVERIFY(!run->isOnPicture());
}

void TestPatches::layoutKeepsTheAspect()
{
    const auto run = madePictureRun();
    const auto content = contentOf(*run, {});
    const QRectF area(10, 20, 600, 200);
    const auto layout = layOutPatches(content, area, run->keyLabels, QFont());
    QVERIFY(area.adjusted(-1, -1, 1, 1).contains(layout.picture));
    QVERIFY(std::abs(layout.picture.width() / layout.picture.height() - 1.5) < 1e-9);
    QCOMPARE(layout.picture.height(), 200.0);
    QVERIFY(layout.cell(0).right() < layout.picture.left());
    QVERIFY(layout.cell(1).top() >= layout.cell(0).bottom());
}

void TestPatches::everyPositionIsFoundWhereItIsDrawn()
{
    const auto run = madePictureRun();
    const auto layout =
        layOutPatches(contentOf(*run, {}), {0, 0, 300, 300}, run->keyLabels, QFont());
    for (std::int64_t position = 0; position < 8; ++position) {
        QCOMPARE(layout.at(layout.cell(position).center()), std::optional(position));
    }
    QVERIFY(!layout.at({299, 299}));
    QVERIFY(!layout.at({-5, 10}));
}

void TestPatches::coloursBlendBetweenCentres()
{
    const auto run = madePictureRun();
    auto content = contentOf(*run, {9, 9, 0, 1, 0, 0, 1, 0}); // the middle column
    content.scale = patchScale(content.values, content.shape, ScaleKind::Linear);
    QCOMPARE(content.scale.maximum, 1.0F); // not the 9 of the class token
    const auto level = [&](const QImage& image, int x) {
        return qGray(image.pixel(x, image.height() / 2));
    };
    const QImage sharp = patchColours(content, {300, 200});
    QCOMPARE(sharp.size(), QSize(3, 2));
    const int low = level(sharp, 0);
    const int high = level(sharp, 1);
    QVERIFY(low != high);
    content.look.filter = PatchFilter::Bilinear;
    const QImage smooth = patchColours(content, {300, 200});
    QCOMPARE(smooth.size(), QSize(300, 200));
    QVERIFY(std::abs(level(smooth, 49) - low) <= 3);   // centre of the first patch
    QVERIFY(std::abs(level(smooth, 149) - high) <= 3); // and of the second
    QVERIFY(std::abs(level(smooth, 99) - (low + high) / 2) <= 40);
    QVERIFY(level(smooth, 99) != low && level(smooth, 99) != high);
}

void TestPatches::keysWalkOverGridAndLeadingCells_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("to");
    const auto row = [](const char* name, int from, Qt::Key key, int to) {
        QTest::newRow(name) << from << static_cast<int>(key) << to;
    };
    row("right", 2, Qt::Key_Right, 3);
    row("right at the edge", 4, Qt::Key_Right, 4);
    row("left", 4, Qt::Key_Left, 3);
    row("down", 3, Qt::Key_Down, 6);
    row("down at the edge", 6, Qt::Key_Down, 6);
    row("up", 6, Qt::Key_Up, 3);
    row("up at the edge", 3, Qt::Key_Up, 3);
    row("left out of the first row", 2, Qt::Key_Left, 0);
    row("left out of the second row", 5, Qt::Key_Left, 1);
    row("right into the grid", 1, Qt::Key_Right, 2);
    row("down among leading cells", 0, Qt::Key_Down, 1);
    row("down at their end", 1, Qt::Key_Down, 1);
    row("up among leading cells", 1, Qt::Key_Up, 0);
    row("home", 7, Qt::Key_Home, 0);
    row("end", 0, Qt::Key_End, 7);
}

void TestPatches::keysWalkOverGridAndLeadingCells()
{
    QFETCH(int, from);
    QFETCH(int, key);
    QFETCH(int, to);
    QCOMPARE(patchBeside(madePictureRun()->keys, from, key), to);
}

void TestPatches::figureIsWrittenInEveryFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("PNG") << "patches.png";
    QTest::newRow("SVG") << "patches.svg";
    QTest::newRow("PDF") << "patches.pdf";
}

void TestPatches::figureIsWrittenInEveryFormat()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const auto path = std::filesystem::path(folder.filePath(name).toStdString());
    const auto* kind = Registry<FigureKind>::find("patches");
    QVERIFY(kind != nullptr);
    const auto run = madePictureRun();
    QVERIFY(kind->fits(*run));
    FigureOptions options;
    options.query = 4;
    options.patches.filter = PatchFilter::Bilinear;
    exportFigure(*kind, *run, options, path);
    QVERIFY(std::filesystem::file_size(path) > 500);
    const auto recipe = figureRecipe(path);
    QCOMPARE(recipe.at("figure").get<std::string>(), std::string("patches"));
    QCOMPARE(recipe.at("options").at("query").get<int>(), 4);
}

void TestPatches::figureShowsThePictureUnderTheAttention()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("patches.png"));
    FigureOptions options;
    options.patches.opacity = 0;
    options.patches.grid = PatchGrid::Hidden;
    options.title = false;
    exportFigure(*Registry<FigureKind>::find("patches"), *madePictureRun(), options,
                 path.toStdString());
    const QImage image(path);
    int red = 0;
    int blue = 0;
    for (int x = 0; x < image.width(); ++x) {
        const QColor colour = image.pixelColor(x, image.height() / 3);
        red += colour == QColor(255, 0, 0) ? 1 : 0;
        blue += colour == QColor(0, 0, 255) ? 1 : 0;
    }
    QVERIFY(red > image.width() / 5);
    QVERIFY(blue > image.width() / 5);
}

void TestPatches::figureOfATextIsRefused()
{
    const QTemporaryDir folder;
    const auto* kind = Registry<FigureKind>::find("patches");
    const auto run = madeTranslation();
    QVERIFY(!kind->fits(*run));
    QVERIFY_EXCEPTION_THROWN(
        exportFigure(*kind, *run, {}, folder.filePath(QStringLiteral("a.png")).toStdString()),
        UsageError);
}

void TestPatches::optionsSurviveTheRecipe()
{
    FigureOptions options;
    options.part = "decoder.blocks.*.cross_attention";
    options.query = 12;
    options.patches = {.opacity = 0.25, .filter = PatchFilter::Bilinear, .grid = PatchGrid::Hidden};
    const auto again = figureOptions(toJson(options));
    QCOMPARE(again.part, options.part);
    QCOMPARE(again.query, options.query);
    QVERIFY(again.patches == options.patches);
}

QTEST_MAIN(TestPatches)

#include "tst_patches.moc"
