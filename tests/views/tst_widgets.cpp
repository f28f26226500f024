#include "tests/views/synthetic_attention.h"
#include "views/displays/map_picture.h"
#include "views/theme.h"
#include "views/token_label.h"
#include "views/widgets/colour_bar.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/timeline.h"
#include "views/widgets/token_strip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace saccade;
using Position = std::optional<std::int64_t>;

namespace
{

std::vector<Step> steps(int count)
{
    std::vector<Step> result(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].position = static_cast<std::int64_t>(i) + 4;
        result[i].probability = i == 1 ? 0.001F : 0.5F;
    }
    return result;
}

QStringList words(int count)
{
    QStringList labels;
    for (int i = 0; i < count; ++i) {
        labels << QStringLiteral("·word%1").arg(i);
    }
    return labels;
}

QImage drawn(QWidget& widget)
{
    QImage image(widget.size(), QImage::Format_RGB32);
    widget.render(&image);
    return image;
}

int pixelsOf(const QImage& image, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixel(x, y) == colour.rgb();
        }
    }
    return count;
}

} // namespace

class WidgetsTest : public QObject
{
    Q_OBJECT
private slots:
    void stripNamesAndChoosesTokens()
    {
        TokenStrip strip;
        strip.resize(300, 120);
        strip.setTokens(words(12), 8);
        strip.show();
        QSignalSpy hovered(&strip, &TokenStrip::tokenHovered);
        QSignalSpy clicked(&strip, &TokenStrip::tokenClicked);
        QTest::mouseMove(&strip, {20, 18});
        QTRY_VERIFY(!hovered.isEmpty());
        QCOMPARE(hovered.last()[0].value<Position>(), Position(0));
        QTest::mouseClick(&strip, Qt::LeftButton, {}, {20, 18});
        QCOMPARE(clicked.last()[0].value<std::int64_t>(), std::int64_t(0));
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(clicked.last()[0].value<std::int64_t>(), std::int64_t(1));
        QTest::keyClick(&strip, Qt::Key_Down); // the line below
        const auto below = clicked.last()[0].value<std::int64_t>();
        QVERIFY(below > 2 && below < 8);
        QTest::keyClick(&strip, Qt::Key_Up);
        QCOMPARE(clicked.last()[0].value<std::int64_t>(), std::int64_t(1));
        QTest::keyClick(&strip, Qt::Key_End);
        QCOMPARE(clicked.last()[0].value<std::int64_t>(), std::int64_t(11));
    }
    void stripColoursByWeightAndUnderlinesWhatWasGenerated()
    {
        TokenStrip strip;
        strip.resize(300, 120);
        strip.setTokens(words(3), 3);
        const QColor accent = Theme::of(strip.palette()).accent;
        QCOMPARE(pixelsOf(drawn(strip), accent), 0);
        strip.setTokens(words(3), 2);
        QVERIFY(pixelsOf(drawn(strip), accent) > 20);
        const QImage plain = drawn(strip);
        strip.setWeights({0.0F, 1.0F, 0.2F});
        const QImage coloured = drawn(strip);
        QCOMPARE(plain.copy(10, 8, 40, 18), coloured.copy(10, 8, 40, 18));
        QVERIFY(plain.copy(80, 8, 30, 18) != coloured.copy(80, 8, 30, 18));
    }
    void stripColoursBothSigns()
    {
        TokenStrip strip;
        strip.resize(300, 120);
        strip.setTokens(words(3), 3);
        strip.setWeights({-1.0F, 1.0F, 0.0F});
        const QImage image = drawn(strip);
        int blue = 0;
        int red = 0;
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, 10); // above the letters
            blue += colour.blue() > colour.red() + 30 ? 1 : 0;
            red += colour.red() > colour.blue() + 30 ? 1 : 0;
        }
        QVERIFY(blue > 20);
        QVERIFY(red > 20);
    }
    void lettersFromTheRightAreIsolated()
    {
        QCOMPARE(isolated(QStringLiteral("·the")), QStringLiteral("·the"));
        const QString hebrew = QStringLiteral("שלום");
        QCOMPARE(isolated(hebrew), QChar(0x2068) + hebrew + QChar(0x2069));
        const QString arabicDigits = QStringLiteral("٣٤");
        QVERIFY(isolated(arabicDigits) != arabicDigits);
    }
    void maskedCellsAreToldFromZeros()
    {
        // Causal, but for one cell that holds something where nothing should be.
        const auto source = std::make_shared<SyntheticAttention>(
            1, 1, 4, [](int, int, std::int64_t query, std::int64_t key) {
                return key > query ? (query == 0 && key == 3 ? 0.5F : 0.0F)
                                   : (key == 0 ? 0.0F : 0.25F);
            });
        const Theme& theme = Theme::of(Shade::Light);
        MapStyle style;
        style.source = source;
        style.colours = &ColourMap::named("viridis");
        style.mask = figureMask(theme);
        const QImage cells = renderMap(style, {0, 4, 0, 4}, 1, 0.5F).image;
        QCOMPARE(cells.pixelColor(1, 0), theme.window);
        QCOMPARE(cells.pixel(0, 2), ColourMap::named("viridis").colour(0.0F)); // a true zero
        QCOMPARE(cells.pixel(3, 0), ColourMap::named("viridis").colour(1.0F));
        // On the screen the tone is hatched, the same in pictures that continue each other.
        style.mask = screenMask(theme);
        const QImage whole = renderMap(style, {0, 4, 0, 4}, 20, 0.5F).image;
        const QImage part = renderMap(style, {0, 2, 1, 4}, 20, 0.5F).image;
        QCOMPARE(part, whole.copy(20, 0, 60, 40));
        QVERIFY(pixelsOf(whole.copy(20, 0, 40, 20), theme.line) > 60);
        style.mask.reset();
        QVERIFY(renderMap(style, {0, 4, 0, 4}, 1, 0.5F).image != cells);
    }
    void elidedLabelKeepsTheWholeText()
    {
        ElidedLabel label;
        label.resize(80, 20);
        const QString name = QStringLiteral("decoder.blocks.0.cross_attention.pattern[0]");
        label.setWhole(name);
        QVERIFY(label.text().size() < name.size());
        QVERIFY(label.text().endsWith(QLatin1Char(']')));
        QCOMPARE(label.toolTip(), name);
        label.findChild<QAction*>(QStringLiteral("copyWholeAction"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), name);
        label.resize(800, 20);
        label.grab();
        QCOMPARE(label.text(), name);
    }
    void longTextScrollsToTheSelectedToken()
    {
        TokenStrip strip;
        strip.resize(300, 60);
        strip.setTokens(words(500), 500);
        strip.show();
        const QImage before = drawn(strip);
        strip.setSelected(499, std::nullopt);
        QVERIFY(before != drawn(strip));
        QSignalSpy hovered(&strip, &TokenStrip::tokenHovered);
        QTest::mouseMove(&strip, {20, 40});
        QTRY_VERIFY(!hovered.isEmpty());
        QVERIFY(hovered.last()[0].value<Position>().value_or(0) > 480);
    }

    void timelineStepsAndScrubs()
    {
        Timeline timeline;
        timeline.resize(500, 72);
        timeline.setSteps(steps(10), words(10));
        timeline.show();
        QSignalSpy chosen(&timeline, &Timeline::stepChosen);
        QTest::keyClick(&timeline, Qt::Key_Right);
        QCOMPARE(chosen.last()[0].value<std::int64_t>(), std::int64_t(0));
        QTest::keyClick(&timeline, Qt::Key_End);
        QCOMPARE(chosen.last()[0].value<std::int64_t>(), std::int64_t(9));
        QTest::keyClick(&timeline, Qt::Key_Right); // there is no more
        QCOMPARE(chosen.size(), 2);
        QTest::mousePress(&timeline, Qt::LeftButton, {}, {160, 30});
        const auto pressed = chosen.last()[0].value<std::int64_t>();
        QVERIFY(pressed < 9);
        QMouseEvent drag(QEvent::MouseMove, QPointF(210, 30),
                         timeline.mapToGlobal(QPointF(210, 30)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&timeline, &drag);
        QVERIFY(chosen.last()[0].value<std::int64_t>() > pressed);
    }
    void timelinePlaysToTheEnd()
    {
        Timeline timeline;
        timeline.resize(500, 72);
        timeline.setSteps(steps(3), words(3));
        timeline.show();
        QSignalSpy chosen(&timeline, &Timeline::stepChosen);
        QSignalSpy playing(&timeline, &Timeline::playingChanged);
        QTest::keyClick(&timeline, Qt::Key_Space);
        QVERIFY(timeline.isPlaying());
        QTRY_VERIFY(!timeline.isPlaying());
        QCOMPARE(chosen.size(), 3);
        QCOMPARE(chosen.last()[0].value<std::int64_t>(), std::int64_t(2));
        QCOMPARE(playing.size(), 2);
        auto* button = timeline.findChild<QToolButton*>(QStringLiteral("playButton"));
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(timeline.isPlaying());
        timeline.pause();
        QVERIFY(!timeline.isPlaying());
    }
    void surprisingStepsStandHigh()
    {
        Timeline timeline;
        timeline.resize(500, 72);
        timeline.setSteps(steps(3), words(3));
        const QColor accent = Theme::of(timeline.palette()).accent;
        timeline.setCurrent(0);
        const int low = pixelsOf(drawn(timeline), accent);
        timeline.setCurrent(1);
        QVERIFY(pixelsOf(drawn(timeline), accent) > 4 * low);
    }
    void emptyTimelineDoesNothing()
    {
        Timeline timeline;
        timeline.resize(300, 72);
        timeline.show();
        timeline.play();
        QVERIFY(!timeline.isPlaying());
        QTest::keyClick(&timeline, Qt::Key_Right);
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, {100, 30});
        timeline.setCurrent(4);
        drawn(timeline);
    }

    void colourBarRunsFromLowToHigh()
    {
        ColourBar bar;
        bar.resize(58, 200);
        const auto& map = ColourMap::named("viridis");
        const QImage upright = drawn(bar);
        const auto isNear = [](QRgb a, QRgb b) {
            return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) +
                       std::abs(qBlue(a) - qBlue(b)) <
                   30;
        };
        QVERIFY(isNear(upright.pixel(13, 190), map.colour(0.0F)));
        QVERIFY(isNear(upright.pixel(13, 10), map.colour(1.0F)));
        QVERIFY(isNear(upright.pixel(13, 100), map.colour(0.5F)));
        bar.setMark(0.5F);
        QVERIFY(drawn(bar) != upright);
        bar.setScale({ScaleKind::Logarithmic, 0, 0.1F, 4});
        QVERIFY(bar.accessibleDescription().contains(QStringLiteral("0.1")));
    }
    void numbersAreShort()
    {
        QCOMPARE(shortNumber(0.834F), QStringLiteral("0.83"));
        QCOMPARE(shortNumber(0.0042F), QStringLiteral("0.004"));
        QCOMPARE(shortNumber(0.00002F), QStringLiteral("2e-5"));
        QCOMPARE(shortNumber(0.0F), QStringLiteral("0"));
    }
};

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
