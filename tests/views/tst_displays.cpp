#include "tests/views/synthetic_attention.h"
#include "views/displays/axis_labels.h"
#include "views/displays/heads_view.h"
#include "views/displays/lines_view.h"
#include "views/displays/map_picture.h"
#include "views/displays/map_viewport.h"
#include "views/displays/matrix_view.h"
#include "views/theme.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace saccade;
using Position = std::optional<std::int64_t>;

namespace
{

/// Zero but for one bright cell.
std::shared_ptr<const AttentionSource> oneBrightCell(std::int64_t positions, std::int64_t query,
                                                     std::int64_t key)
{
    return std::make_shared<SyntheticAttention>(
        2, 2, positions, [=](int layer, int, std::int64_t q, std::int64_t k) {
            return layer == 0 && q == query && k == key ? 1.0F : 0.0F;
        });
}

QStringList letters(std::int64_t count)
{
    QStringList labels;
    for (std::int64_t i = 0; i < count; ++i) {
        labels << QStringLiteral("t%1").arg(i % 10);
    }
    return labels;
}

/// As on screen: in device pixels.
QImage drawn(QWidget& widget)
{
    const double ratio = widget.devicePixelRatioF();
    QImage image(widget.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    widget.render(&image);
    return image;
}

/// Where a colour is in a picture; empty if nowhere.
QRect placeOf(const QImage& image, QRgb colour)
{
    QRect place;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) == colour) {
                place |= QRect(x, y, 1, 1);
            }
        }
    }
    return place;
}

const QRgb bright = ColourMap::named("viridis").colour(1.0F);

void turnWheel(QWidget& widget, const QPointF& place, int notches)
{
    QWheelEvent event(place, widget.mapToGlobal(place), {}, QPoint(0, 120 * notches), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

/// The place of a cell on screen, found by what the view says is visible.
QPointF cellPlace(MatrixView& view, std::int64_t query, std::int64_t key)
{
    const QSignalSpy spy(&view, &MatrixView::cellHovered);
    for (int y = 2; y < view.height(); y += 3) {
        for (int x = 2; x < view.width(); x += 3) {
            QTest::mouseMove(&view, QPoint(x, y));
            if (!spy.isEmpty() && spy.last()[0].value<Position>() == query &&
                spy.last()[1].value<Position>() == key) {
                return {static_cast<double>(x), static_cast<double>(y)};
            }
        }
    }
    return {-1, -1};
}

} // namespace

class DisplaysTest : public QObject
{
    Q_OBJECT
private slots:
    void viewportStaysWithinTheMap()
    {
        MapViewport viewport;
        viewport.setPlot(QRectF(20, 10, 400, 400));
        viewport.setMap(100, 100);
        QCOMPARE(viewport.zoom(), 4.0);
        QCOMPARE(viewport.visibleCells(), QRectF(0, 0, 100, 100));
        const QPointF place(120, 310);
        const QPointF cell = viewport.toCell(place);
        viewport.setZoom(16, cell, place);
        QVERIFY(QLineF(viewport.toCell(place), cell).length() < 1e-9);
        viewport.panBy({1e6, -1e6});
        QCOMPARE(viewport.visibleCells().left(), 0.0);
        QCOMPARE(viewport.visibleCells().bottom(), 100.0);
        viewport.setZoom(1e9, cell, place);
        QCOMPARE(viewport.zoom(), 64.0);
        viewport.setZoom(0, cell, place);
        QCOMPARE(viewport.visibleCells(), QRectF(0, 0, 100, 100));
    }
    void smallMapIsCentred()
    {
        MapViewport viewport;
        viewport.setPlot(QRectF(0, 0, 1000, 800));
        viewport.setMap(2, 4);
        QCOMPARE(viewport.zoom(), 96.0);
        QCOMPARE(viewport.mapOnScreen().center(), QPointF(500, 400));
    }

    void pictureFollowsTheCellEdges_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.5, 1.0, 1.37, 3.0, 4.0, 7.25, 20.0}) {
            QTest::addRow("%g", zoom) << zoom;
        }
    }
    void pictureFollowsTheCellEdges()
    {
        QFETCH(double, zoom);
        const MapStyle style{oneBrightCell(40, 10, 30),
                             {},
                             Pooling::Maximum,
                             ScaleKind::Linear,
                             &ColourMap::named("viridis")};
        const CellRange range{4, 36, 8, 40};
        const auto picture = renderMap(style, range, zoom, mapMaximum(style));
        if (zoom >= 1) {
            QCOMPARE(picture.image.width(),
                     static_cast<int>(cellEdge(40, zoom) - cellEdge(8, zoom)));
            QCOMPARE(picture.value(10, 30), 1.0F);
            QVERIFY(std::isnan(picture.value(2, 30)));
        } else {
            QCOMPARE(picture.image.size(), QSize(16, 16));
        }
        const QPointF centre((30.5 - 8) * zoom, (10.5 - 4) * zoom);
        const QRgb dark = ColourMap::named("viridis").colour(0.0F);
        QVERIFY(picture.image.pixel(centre.toPoint() -
                                    QPoint(zoom < 2 ? 1 : 0, zoom < 2 ? 1 : 0)) != dark ||
                picture.image.pixel(centre.toPoint()) != dark);
        if (zoom >= 4) {
            const QRect expected(
                QPoint(static_cast<int>(cellEdge(30, zoom) - cellEdge(8, zoom)),
                       static_cast<int>(cellEdge(10, zoom) - cellEdge(4, zoom))),
                QPoint(static_cast<int>(cellEdge(31, zoom) - cellEdge(8, zoom)) - 1,
                       static_cast<int>(cellEdge(11, zoom) - cellEdge(4, zoom)) - 1));
            QCOMPARE(placeOf(picture.image, bright), expected);
        }
    }
    void rowScaleUsesKeysOutsideThePicture()
    {
        const auto source = std::make_shared<SyntheticAttention>(
            1, 1, 8,
            [](int, int, std::int64_t, std::int64_t key) { return key == 7 ? 0.8F : 0.2F; });
        const MapStyle style{
            source, {}, Pooling::Mean, ScaleKind::PerRow, &ColourMap::named("greys")};
        const auto picture = renderMap(style, {0, 4, 0, 4}, 1, 0.8F);
        QCOMPARE(picture.image.pixel(0, 0), ColourMap::named("greys").colour(0.25F));
    }

    void labelsNeverOverlap()
    {
        const AxisLabels labels(letters(1000), 1000, QFont());
        for (const double cell : {0.3, 1.0, 2.5, 7.0, 13.0, 30.0}) {
            QVERIFY(static_cast<double>(labels.stride(cell)) * cell >= labels.lineHeight());
        }
        QCOMPARE(labels.stride(40), std::int64_t(1));
        QCOMPARE(labels.columnDirection(60), LabelDirection::Horizontal);
        QCOMPARE(labels.columnDirection(9), LabelDirection::Turned);
        QCOMPARE(niceStride(11), std::int64_t(20));
        QCOMPARE(niceStride(0.2), std::int64_t(1));
    }

    /// Qt reads the scale when the program starts: the same tests once more on a screen of 2x.
    void denseScreensShowTheSame()
    {
        if (qEnvironmentVariableIsSet("QT_SCALE_FACTOR")) {
            QSKIP("this is the dense screen");
        }
        QProcess again;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
        again.setProcessEnvironment(environment);
        again.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("brightCellStandsWhereThePointerFindsIt"),
                     QStringLiteral("clickSelects"),
                     QStringLiteral("zoomKeepsTheCellUnderTheCursor"),
                     QStringLiteral("headsAreChosenByMouseAndKeys")});
        QVERIFY(again.waitForFinished(60000));
        QVERIFY2(again.exitCode() == 0, again.readAllStandardOutput().constData());
    }

    void brightCellStandsWhereThePointerFindsIt()
    {
        MatrixView view;
        view.resize(420, 400);
        view.setSource(oneBrightCell(16, 5, 9), letters(16));
        view.show();
        QTRY_VERIFY(!view.isPending());
        const QRect place = placeOf(drawn(view), bright);
        QVERIFY(!place.isEmpty());
        const int ratio = qRound(view.devicePixelRatioF());
        QSignalSpy hovered(&view, &MatrixView::cellHovered);
        QTest::mouseMove(&view, place.center() / ratio);
        QTRY_VERIFY(!hovered.isEmpty());
        QCOMPARE(hovered.last()[0].value<Position>(), Position(5));
        QCOMPARE(hovered.last()[1].value<Position>(), Position(9));
        // the next cell to the right begins where this one ends
        QTest::mouseMove(&view, QPoint(place.right() / ratio + 3, place.center().y() / ratio));
        QTRY_COMPARE(hovered.last()[1].value<Position>(), Position(10));
    }
    void zoomKeepsTheCellUnderTheCursor()
    {
        MatrixView view;
        view.resize(500, 500);
        view.setSource(oneBrightCell(200, 50, 120), letters(200));
        view.show();
        QTRY_VERIFY(!view.isPending());
        const QPointF place = cellPlace(view, 50, 120);
        QVERIFY(place.x() > 0);
        const double before = view.visibleCells().width();
        turnWheel(view, place, 6);
        QTRY_VERIFY(view.visibleCells().width() < before / 3.5);
        QTRY_VERIFY(!view.isPending());
        QSignalSpy hovered(&view, &MatrixView::cellHovered);
        QTest::mouseMove(&view, QPoint(1, 1));
        QTest::mouseMove(&view, place.toPoint());
        QTRY_VERIFY(!hovered.isEmpty() && hovered.last()[0].value<Position>().has_value());
        QVERIFY(std::abs(*hovered.last()[0].value<Position>() - 50) <= 1);
        QVERIFY(std::abs(*hovered.last()[1].value<Position>() - 120) <= 1);
        QTRY_VERIFY(!placeOf(drawn(view), bright).isEmpty());
        turnWheel(view, place, -60);
        QTRY_COMPARE(view.visibleCells(), QRectF(0, 0, 200, 200));
    }
    void dragPansAndDoubleClickFits()
    {
        MatrixView view;
        view.resize(500, 500);
        view.setSource(causalAttention(2, 2, 100), letters(100));
        view.show();
        view.zoomTo(QRectF(40, 40, 20, 20));
        const QRectF before = view.visibleCells();
        QSignalSpy clicked(&view, &MatrixView::cellClicked);
        QSignalSpy moved(&view, &MatrixView::visibleCellsChanged);
        QTest::mousePress(&view, Qt::LeftButton, {}, {300, 300});
        QTest::mouseMove(&view, {320, 300});
        QMouseEvent drag(QEvent::MouseMove, QPointF(350, 260), view.mapToGlobal(QPointF(350, 260)),
                         Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&view, &drag);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {350, 260});
        QVERIFY(!moved.isEmpty());
        QVERIFY(view.visibleCells().left() < before.left());
        QVERIFY(view.visibleCells().top() > before.top());
        QVERIFY(clicked.isEmpty());
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {300, 300});
        QTRY_COMPARE(view.visibleCells(), QRectF(0, 0, 100, 100));
    }
    void arrowKeysMoveTheSelectedCell()
    {
        MatrixView view;
        view.resize(400, 400);
        view.setSource(causalAttention(2, 2, 30), letters(30));
        view.show();
        view.setSelectedCell(4, 4);
        QSignalSpy clicked(&view, &MatrixView::cellClicked);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(clicked.last(),
                 (QList<QVariant>{QVariant::fromValue<qint64>(4), QVariant::fromValue<qint64>(5)}));
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(clicked.last()[0].value<std::int64_t>(), std::int64_t(14));
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(clicked.last()[1].value<std::int64_t>(), std::int64_t(29));
        QTest::keyClick(&view, Qt::Key_Plus);
        QTRY_VERIFY(view.visibleCells().width() < 29);
        QTest::keyClick(&view, Qt::Key_0);
        QTRY_COMPARE(view.visibleCells(), QRectF(0, 0, 30, 30));
    }
    void clickSelects()
    {
        MatrixView view;
        view.resize(420, 400);
        view.setSource(oneBrightCell(16, 5, 9), letters(16));
        view.show();
        QTRY_VERIFY(!view.isPending());
        QSignalSpy clicked(&view, &MatrixView::cellClicked);
        QTest::mouseClick(&view, Qt::LeftButton, {},
                          placeOf(drawn(view), bright).center() / qRound(view.devicePixelRatioF()));
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked[0][0].value<std::int64_t>(), std::int64_t(5));
        QCOMPARE(clicked[0][1].value<std::int64_t>(), std::int64_t(9));
        QVERIFY(!placeOf(drawn(view), Theme::of(view.palette()).accent.rgb()).isEmpty());
    }
    void scaleIsThatOfTheWholeHead()
    {
        MatrixView view;
        view.resize(300, 300);
        QSignalSpy changed(&view, &MatrixView::colourScaleChanged);
        const auto source = std::make_shared<SyntheticAttention>(
            1, 1, 50, [](int, int, std::int64_t query, std::int64_t key) {
                return query == 40 && key == 3 ? 0.4F : 0.1F;
            });
        view.setSource(source, {});
        view.show();
        QTRY_COMPARE(view.colourScale().maximum, 0.4F);
        view.zoomTo(QRectF(20, 0, 10, 10));
        QTRY_VERIFY(!view.isPending());
        QCOMPARE(view.colourScale().maximum, 0.4F);
        QCOMPARE(changed.size(), 1);
    }
    void emptyAndBrokenSourcesSayWhatToDo()
    {
        MatrixView view;
        view.resize(300, 200);
        view.show();
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::mouseMove(&view, {50, 50});
        QVERIFY(!placeOf(drawn(view), Theme::of(view.palette()).secondaryText.rgb()).isEmpty());
        view.setSource(causalAttention(1, 1, 8), letters(8));
        view.setChoice({7, 0, Combine::Mean}); // the source throws
        QTRY_VERIFY(!view.isPending());
        QTRY_VERIFY(!placeOf(drawn(view), Theme::of(view.palette()).warning.rgb()).isEmpty());
        view.setSource(nullptr, {});
        QVERIFY(view.visibleCells().isEmpty());
    }

    void headsAreChosenByMouseAndKeys()
    {
        HeadsView view;
        view.resize(300, 300);
        view.setSource(causalAttention(4, 4, 20));
        view.show();
        QTRY_COMPARE(view.finishedThumbnails(), 16);
        QSignalSpy clicked(&view, &HeadsView::headClicked);
        QSignalSpy hovered(&view, &HeadsView::headHovered);
        const auto last = [&] { return clicked.last()[0].value<HeadChoice>(); };
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(last(), (HeadChoice{0, 1, Combine::Mean}));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(last(), (HeadChoice{1, 1, Combine::Mean}));
        QTest::keyClick(&view, Qt::Key_Home);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(last(), (HeadChoice{1, -1, Combine::Mean}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, {14, 14}); // the corner
        QCOMPARE(last(), (HeadChoice{-1, -1, Combine::Mean}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, {14, 60}); // beside the first layer
        QCOMPARE(last(), (HeadChoice{0, -1, Combine::Mean}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, {60, 14}); // above the first head
        QCOMPARE(last(), (HeadChoice{-1, 0, Combine::Mean}));
        QTest::mouseMove(&view, {60, 60});
        QTRY_VERIFY(!hovered.isEmpty());
        QCOMPARE(hovered.last()[0].value<HeadChoice>(), (HeadChoice{0, 0, Combine::Mean}));
    }
    void manyHeadsAreMadeAsTheyComeIntoView()
    {
        HeadsView view;
        view.resize(300, 300);
        view.setSource(causalAttention(48, 48, 12));
        view.show();
        QTRY_VERIFY(view.finishedThumbnails() > 100);
        QTRY_COMPARE(view.finishedThumbnails(), view.finishedThumbnails());
        QVERIFY(view.finishedThumbnails() < 48 * 48);
        QSignalSpy clicked(&view, &HeadsView::headClicked);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(clicked.last()[0].value<HeadChoice>().head, 47);
        QTest::mouseClick(&view, Qt::LeftButton, {}, {200, 150}); // scrolled to the right
        QVERIFY(clicked.last()[0].value<HeadChoice>().head > 30);
    }

    void linesTellTokensApart()
    {
        LinesView view;
        view.resize(420, 300);
        view.setSource(oneBrightCell(200, 3, 1), letters(200));
        view.show();
        const QRgb accent = Theme::of(view.palette()).accent.rgb();
        QTRY_VERIFY(!placeOf(drawn(view), accent).isEmpty() || drawn(view).allGray() == false);
        QSignalSpy clicked(&view, &LinesView::tokenClicked);
        QSignalSpy hovered(&view, &LinesView::cellHovered);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(clicked.last()[0].value<Position>(), Position(0));
        QCOMPARE(clicked.last()[1].value<Position>(), Position());
        QTest::keyClick(&view, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(clicked.last()[1].value<Position>(), Position(199)); // and scrolled there
        QTest::mouseMove(&view, {380, 280});
        QTRY_VERIFY(!hovered.isEmpty());
        QVERIFY(hovered.last()[1].value<Position>().value_or(0) > 180);
        QVERIFY(!hovered.last()[0].value<Position>());
    }
};

QTEST_MAIN(DisplaysTest)
#include "tst_displays.moc"
