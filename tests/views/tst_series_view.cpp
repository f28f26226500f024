// A forecast on screen and on paper: what a run holds, what is pointed at, gates, files.
#include "core/base/error.h"
#include "tests/views/made_runs.h"
#include "views/displays/figure.h"
#include "views/displays/series_view.h"
#include "views/panels/series_page.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace saccade;

namespace
{

Tensor tableOf(std::int64_t rows, std::vector<float> values)
{
    const auto columns = std::ssize(values) / rows;
    return Tensor::of({rows, columns}, std::span<const float>(values));
}

/// Two channels, eight moments, three steps of which one is known; gates over 4 and over 2 patches.
Trace madeForecast()
{
    Trace trace;
    ModelInfo info;
    info.inputs = {InputKind::Series};
    info.head = HeadKind::Forecast;
    info.generates = false;
    trace.modelInfo = toJson(info);
    trace.sequences = {
        {{.name = "time", .length = 8}, {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"}, {}},
        {{.name = "channels", .length = 2}, {"load", "heat"}, {}}};
    trace.tensors["series"] = tableOf(2, {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17});
    trace.tensors["forecast"] = tableOf(2, {8, 9, 10, 18, 19, 20});
    trace.tensors["series.followed"] = tableOf(2, {8.5F, 17.5F});
    trace.tensors["encoder.blocks.0.patch_gate.mean_weights"] =
        tableOf(2, {0.5F, 0.25F, 0.125F, 0.125F, 0.25F, 0.25F, 0.25F, 0.25F});
    trace.tensors["decoder.blocks.0.patch_gate.mean_weights"] =
        tableOf(2, {0.875F, 0.125F, 0.5F, 0.5F});
    return trace;
}

std::shared_ptr<const RunDocument> documentOf(Trace trace)
{
    return RunDocument::of(std::make_shared<const Trace>(std::move(trace)),
                           QStringLiteral("table.csv"));
}

FigureOptions ofChannel(std::int64_t channel)
{
    FigureOptions options;
    options.query = channel;
    return options;
}

} // namespace

class TestSeriesView : public QObject
{
    Q_OBJECT

private slots:
    void aRunHoldsItsSeries();
    void whatDoesNotFitIsLeftOut();
    void numbersAreARowAMoment();
    void keysPointAtMomentsAndChooseChannels();
    void theCursorReadsTheNearestMoment();
    void theWheelShowsMoreOfTheHistory();
    void thePageNamesTheChannels();
    void forecastAndGatesAreDrawn_data();
    void forecastAndGatesAreDrawn();
    void figuresAreWrittenInEveryFormat_data();
    void figuresAreWrittenInEveryFormat();
    void figuresOfOtherRunsAreRefused();
};

void TestSeriesView::aRunHoldsItsSeries()
{
    const auto run = SeriesRun::of(*documentOf(madeForecast()));
    QVERIFY(run);
    QCOMPARE(run->channels, (QStringList{"load", "heat"}));
    QCOMPARE(run->measured(0, -1), std::optional(7.0F));
    QCOMPARE(run->measured(1, 0), std::optional(17.5F));
    QCOMPARE(run->measured(1, 1), std::nullopt);
    QCOMPARE(run->predicted(1, 2), std::optional(20.0F));
    QCOMPARE(run->predicted(1, -1), std::nullopt);
    QCOMPARE(run->momentName(-8), QStringLiteral("d0"));
    QCOMPARE(run->momentName(2), QStringLiteral("+3"));
    QCOMPARE(run->layers, (QStringList{"encoder 0", "decoder 0"}));
    const auto shares = run->gates.front().floats(); // pieces are added up
    QCOMPARE(std::vector<float>(shares.begin(), shares.end()),
             (std::vector<float>{0.75F, 0.25F, 0.5F, 0.5F}));
}

void TestSeriesView::whatDoesNotFitIsLeftOut()
{
    auto trace = madeForecast();
    trace.tensors["series.followed"] = tableOf(3, {1, 2, 3});
    trace.tensors["decoder.blocks.0.patch_gate.mean_weights"] = tableOf(2, {1, 1, 1, 1, 1, 1});
    trace.sequences.clear();
    const auto run = SeriesRun::of(*documentOf(trace));
    QVERIFY(run->followed.isEmpty());
    QVERIFY(run->gates.empty());
    QCOMPARE(run->channels, (QStringList{"1", "2"}));
    QCOMPARE(run->momentName(-3), QStringLiteral("−3"));
    trace.tensors["forecast"] = tableOf(1, {1, 2, 3});
    QVERIFY(!SeriesRun::of(*documentOf(trace)));
    QVERIFY(!SeriesRun::of(*madePictureRun()));
}

void TestSeriesView::numbersAreARowAMoment()
{
    const auto matrix = forecastMatrix(*documentOf(madeForecast()));
    QCOMPARE(matrix.rowLabels, (std::vector<std::string>{"+1", "+2", "+3"}));
    QCOMPARE(matrix.columnLabels, (std::vector<std::string>{"load", "heat"}));
    QCOMPARE(matrix.values, (std::vector<float>{8, 18, 9, 19, 10, 20}));
    QVERIFY_THROWS_EXCEPTION(UsageError, forecastMatrix(*madePictureRun()));
}

void TestSeriesView::keysPointAtMomentsAndChooseChannels()
{
    SeriesView view;
    view.setSeries(SeriesRun::of(*documentOf(madeForecast())));
    view.resize(600, 300);
    QVERIFY(view.readout().isEmpty());
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.readout(), QStringLiteral("load  ·  +1  ·  forecast 8  ·  measured 8.5  ·  "
                                            "difference -0.5"));
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.readout(), QStringLiteral("load  ·  d7  ·  measured 7"));
    QTest::keyClick(&view, Qt::Key_End);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.readout(), QStringLiteral("heat  ·  +3  ·  forecast 20"));
    QTest::keyClick(&view, Qt::Key_Down); // there is no third
    QCOMPARE(view.channel(), 1);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.moment(), std::optional<std::int64_t>(-8));
    QVERIFY(view.accessibleDescription().contains(QLatin1String("heat")));
}

void TestSeriesView::theCursorReadsTheNearestMoment()
{
    SeriesView view;
    view.setSeries(SeriesRun::of(*documentOf(madeForecast())));
    view.resize(600, 300);
    QMouseEvent move(QEvent::MouseMove, QPointF(580, 100), QPointF(580, 100), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
    QCOMPARE(view.moment(), std::optional<std::int64_t>(2));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &leave);
    QVERIFY(!view.moment());
}

void TestSeriesView::theWheelShowsMoreOfTheHistory()
{
    auto trace = madeForecast();
    std::vector<float> long1(2000, 1.0F);
    trace.tensors["series"] = tableOf(2, long1);
    SeriesView view;
    view.setSeries(SeriesRun::of(*documentOf(trace)));
    QCOMPARE(view.shownHistory(), 12); // four times the horizon
    const auto turn = [&](int angle) {
        QWheelEvent wheel({10, 10}, {10, 10}, {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &wheel);
    };
    turn(-120);
    QCOMPARE(view.shownHistory(), 15);
    turn(-12000);
    QCOMPARE(view.shownHistory(), 1000);
    turn(24000);
    QCOMPARE(view.shownHistory(), 8);
}

void TestSeriesView::thePageNamesTheChannels()
{
    SeriesPage page;
    const auto document = documentOf(madeForecast());
    page.setRun(document.get());
    QVERIFY(page.hasForecast());
    auto* channels = page.findChild<QComboBox*>(QStringLiteral("seriesChannel"));
    auto* view = page.findChild<SeriesView*>(QStringLiteral("seriesView"));
    QCOMPARE(channels->count(), 2);
    QSignalSpy changed(&page, &SeriesPage::channelChanged);
    channels->setCurrentIndex(1);
    QCOMPARE(view->channel(), 1);
    QCOMPARE(changed.count(), 1);
    view->setChannel(0);
    QCOMPARE(channels->currentText(), QStringLiteral("load"));
    QTest::keyClick(view, Qt::Key_Right);
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("seriesFoot"))
                ->text()
                .contains(QLatin1String("forecast 8")));
    page.setRun(madePictureRun().get());
    QVERIFY(!page.hasForecast());
}

void TestSeriesView::forecastAndGatesAreDrawn_data()
{
    QTest::addColumn<int>("shade");
    QTest::newRow("light") << static_cast<int>(Shade::Light);
    QTest::newRow("dark") << static_cast<int>(Shade::Dark);
}

// The forecast's line has the accent's colour right of the present alone; the strongest gate the
// strongest colour.
void TestSeriesView::forecastAndGatesAreDrawn()
{
    QFETCH(int, shade);
    const Theme& theme = Theme::of(static_cast<Shade>(shade));
    const auto run = SeriesRun::of(*documentOf(madeForecast()));
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(theme.surface);
    QPainter painter(&image);
    const SeriesLook look{.channel = 0, .shown = 8};
    const SeriesStyle style{.font = QFont(), .line = 4};
    const auto layout = layOutSeries(QRectF(0, 0, 600, 300), *run, look, style);
    paintSeries(painter, layout, *run, look, style, theme);
    painter.end();
    const auto at = [&](double x, double y) {
        return image.pixelColor(static_cast<int>(x), static_cast<int>(y));
    };
    QCOMPARE(at(layout.x(1), layout.y(9)), theme.accent);
    QCOMPARE(at(layout.x(-4), layout.y(4)), theme.text);
    const double top = layout.gates.top() + 0.5 * style.gateHeight;
    const auto& colours = ColourMap::named("saccade", theme.shade);
    // Decoder, first patch: 0.875 is the most; its second patch has 0.125.
    QCOMPARE(at(layout.x(-6), top + style.gateHeight), QColor(colours.colour(1.0F)));
    QCOMPARE(at(layout.x(-2), top + style.gateHeight), QColor(colours.colour(0.125F / 0.875F)));
    QCOMPARE(at(layout.x(-6), top), QColor(colours.colour(0.75F / 0.875F)));
}

void TestSeriesView::figuresAreWrittenInEveryFormat_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("png") << "f.png" << QByteArray("\x89PNG");
    QTest::newRow("svg") << "f.svg" << QByteArray("<?xml");
    QTest::newRow("pdf") << "f.pdf" << QByteArray("%PDF");
}

void TestSeriesView::figuresAreWrittenInEveryFormat()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, start);
    const QTemporaryDir folder;
    const auto* kind = Registry<FigureKind>::find("forecast");
    QVERIFY(kind != nullptr);
    const auto document = documentOf(madeForecast());
    QVERIFY(kind->fits(*document));
    QVERIFY(!kind->fits(*madePictureRun()));
    QVERIFY(!Registry<FigureKind>::find("attention")->fits(*document));
    exportFigure(*kind, *document, ofChannel(1), folder.filePath(name).toStdString());
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto bytes = file.readAll();
    QVERIFY(bytes.startsWith(start));
    QVERIFY(!name.endsWith(QLatin1String("svg")) || bytes.contains("heat"));
}

void TestSeriesView::figuresOfOtherRunsAreRefused()
{
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("f.svg")).toStdString();
    const auto& kind = *Registry<FigureKind>::find("forecast");
    QVERIFY_THROWS_EXCEPTION(UsageError, exportFigure(kind, *madePictureRun(), {}, path));
    QVERIFY_THROWS_EXCEPTION(UsageError,
                             exportFigure(kind, *documentOf(madeForecast()), ofChannel(2), path));
}

QTEST_MAIN(TestSeriesView)

#include "tst_series_view.moc"
