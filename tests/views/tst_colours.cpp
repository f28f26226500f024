#include "views/colour_map.h"
#include "views/number_axis.h"
#include "views/theme.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace saccade;

namespace
{

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& colour)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(static_cast<double>(colour.redF())) +
           0.7152 * linear(static_cast<double>(colour.greenF())) +
           0.0722 * linear(static_cast<double>(colour.blueF()));
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

int distance(QRgb a, QRgb b)
{
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                     std::abs(qBlue(a) - qBlue(b))});
}

} // namespace

class ColoursTest : public QObject
{
    Q_OBJECT
private slots:
    void textCanBeReadOnEveryGround_data()
    {
        QTest::addColumn<int>("shade");
        QTest::newRow("light") << static_cast<int>(Shade::Light);
        QTest::newRow("dark") << static_cast<int>(Shade::Dark);
    }
    void textCanBeReadOnEveryGround()
    {
        QFETCH(int, shade);
        const Theme& theme = Theme::of(static_cast<Shade>(shade));
        for (const auto& ground : {theme.window, theme.surface, theme.raised}) {
            for (const auto& ink : {theme.text, theme.secondaryText, theme.accent, theme.warning}) {
                QVERIFY2(contrast(ink, ground) >= 4.5,
                         qPrintable(ink.name() + " on " + ground.name()));
            }
        }
        const auto palette = theme.palette();
        QVERIFY(contrast(palette.color(QPalette::HighlightedText),
                         palette.color(QPalette::Highlight)) >= 4.5);
    }
    void paletteTellsItsShade()
    {
        QCOMPARE(Theme::of(Theme::of(Shade::Dark).palette()).shade, Shade::Dark);
        QCOMPARE(Theme::of(Theme::of(Shade::Light).palette()).shade, Shade::Light);
    }

    void publishedMapsAreMet_data()
    {
        // Entries of matplotlib's tables (values × 255, rounded), most of them between our anchors.
        QTest::addColumn<QString>("map");
        QTest::addColumn<int>("index");
        QTest::addColumn<uint>("colour");
        const auto row = [](const char* map, int index, uint colour) {
            QTest::addRow("%s %d", map, index) << QString(map) << index << colour;
        };
        row("viridis", 0, 0x440154);
        row("viridis", 7, 0x460b5e);
        row("viridis", 32, 0x472d7b);
        row("viridis", 52, 0x404588);
        row("viridis", 97, 0x2c738e);
        row("viridis", 128, 0x21918c);
        row("viridis", 202, 0x75d054);
        row("viridis", 247, 0xeae51a);
        row("viridis", 255, 0xfde725);
        row("cividis", 0, 0x00224e);
        row("cividis", 52, 0x36466c);
        row("cividis", 98, 0x636670);
        row("cividis", 112, 0x6f7073);
        row("cividis", 172, 0xa79d73);
        row("cividis", 217, 0xd6c35d);
        row("cividis", 243, 0xf3db42);
        row("cividis", 249, 0xfbe138);
        row("cividis", 255, 0xfee838);
        row("magma", 7, 0x03030f);
        row("magma", 53, 0x3f0f72);
        row("magma", 157, 0xe34e65);
        row("magma", 247, 0xfceeb0);
    }
    void publishedMapsAreMet()
    {
        QFETCH(QString, map);
        QFETCH(int, index);
        QFETCH(uint, colour);
        const auto found =
            ColourMap::named(map.toStdString()).colour(static_cast<float>(index) / 255.0F);
        QVERIFY2(distance(found, colour) <= 2, qPrintable(QString::number(found, 16)));
    }
    void sequentialMapsGetLighterOrDarkerThroughout()
    {
        for (const auto& name : {"viridis", "cividis", "magma", "greys", "saccade"}) {
            const auto& map = ColourMap::named(name);
            const double way =
                luminance(QColor(map.colour(1.0F))) - luminance(QColor(map.colour(0.0F)));
            for (int i = 8; i < 256; i += 8) {
                const double step =
                    luminance(QColor(map.colour(static_cast<float>(i) / 255.0F))) -
                    luminance(QColor(map.colour(static_cast<float>(i - 8) / 255.0F)));
                QVERIFY2(step * way > 0, name);
            }
        }
    }
    void saccadeStartsAtTheSurface()
    {
        for (const auto shade : {Shade::Light, Shade::Dark}) {
            QCOMPARE(QColor(ColourMap::named("saccade", shade).colour(0.0F)),
                     Theme::of(shade).surface);
        }
    }
    void unknownMapIsTheFirst()
    {
        QCOMPARE(ColourMap::named("no such map").identifier(), std::string_view("viridis"));
        QCOMPARE(ColourMap::all().size(), std::size_t(6));
    }
    void valuesOutsideAreClampedAndNothingIsTransparent()
    {
        const auto& map = ColourMap::named("viridis");
        QCOMPARE(map.colour(-3.0F), map.colour(0.0F));
        QCOMPARE(map.colour(7.0F), map.colour(1.0F));
        QCOMPARE(qAlpha(map.colour(std::numeric_limits<float>::quiet_NaN())), 0);
    }

    void linearScale()
    {
        const ColourScale scale{ScaleKind::Linear, 0.2F, 0.6F, 4};
        QCOMPARE(scale.unit(0.2F), 0.0F);
        QCOMPARE(scale.unit(0.4F), 0.5F);
        QCOMPARE(scale.unit(9.0F), 1.0F);
    }
    void logarithmicScaleSpansItsDecades()
    {
        const ColourScale scale{ScaleKind::Logarithmic, 0, 0.5F, 4};
        QCOMPARE(scale.unit(0.5F), 1.0F);
        QCOMPARE(scale.unit(0.05F), 0.75F);
        QVERIFY(std::fabs(scale.unit(0.00005F)) < 1e-6F);
        QCOMPARE(scale.unit(0.0F), 0.0F);
    }
    void rowsAreDividedByTheirMaximum()
    {
        const ColourScale scale{ScaleKind::PerRow, 0, 1, 4};
        const std::vector<float> values = {0.1F, 0.2F, 0.4F, 0.0F, 0.0F, 0.0F};
        const auto units = scale.units(values, 2, 3);
        QCOMPARE(units, (std::vector<float>{0.25F, 0.5F, 1.0F, 0.0F, 0.0F, 0.0F}));
    }
    void imageHasOnePixelACell()
    {
        const std::vector<float> values = {0.0F, 1.0F};
        const auto image = coloured(values, 1, 2, {}, ColourMap::named("magma"));
        QCOMPARE(image.size(), QSize(2, 1));
        QCOMPARE(image.pixel(1, 0), ColourMap::named("magma").colour(1.0F));
    }

    void ticksAreRound()
    {
        const auto ticks = linearTicks(0, 0.83, 5);
        QCOMPARE(ticks.size(), std::size_t(5));
        QCOMPARE(ticks.front().label, QStringLiteral("0"));
        QCOMPARE(ticks.back().label, QStringLiteral("0.8"));
        QVERIFY(std::fabs(ticks.back().place - 0.8 / 0.83) <
                1e-6); // the scale's maximum is a float elsewhere
        QVERIFY(linearTicks(1, 1, 5).empty());
        const auto powers = ticksOf({ScaleKind::Logarithmic, 0, 1, 4}, 5);
        QCOMPARE(powers.back().label, QStringLiteral("1"));
        QCOMPARE(powers.front().label, QStringLiteral("1e-4"));
    }
};

QTEST_MAIN(ColoursTest)
#include "tst_colours.moc"
