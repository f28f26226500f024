#include "views/colour_map.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

struct Anchor {
    int index = 0; // 0 … 255
    QRgb colour = 0;
};

int channel(QRgb colour, int which)
{
    return which == 0 ? qRed(colour) : which == 1 ? qGreen(colour) : qBlue(colour);
}

/// Slope of one channel at an anchor: finite differences over the neighbours, zero at an extremum,
/// so that the curve does not overshoot.
double slope(std::span<const Anchor> anchors, std::size_t i, int which)
{
    const auto secant = [&](std::size_t left) {
        const double rise =
            channel(anchors[left + 1].colour, which) - channel(anchors[left].colour, which);
        return rise / (anchors[left + 1].index - anchors[left].index);
    };
    if (i == 0) {
        return secant(0);
    }
    if (i + 1 == anchors.size()) {
        return secant(i - 1);
    }
    const double before = secant(i - 1);
    const double after = secant(i);
    return before * after <= 0 ? 0 : 2 * before * after / (before + after);
}

int interpolated(std::span<const Anchor> anchors, std::size_t left, int index, int which)
{
    const auto& from = anchors[left];
    const auto& to = anchors[left + 1];
    const double width = to.index - from.index;
    const double t = (index - from.index) / width;
    const double t2 = t * t;
    const double t3 = t2 * t;
    const double value = (2 * t3 - 3 * t2 + 1) * channel(from.colour, which) +
                         (t3 - 2 * t2 + t) * width * slope(anchors, left, which) +
                         (3 * t2 - 2 * t3) * channel(to.colour, which) +
                         (t3 - t2) * width * slope(anchors, left + 1, which);
    return std::clamp(static_cast<int>(std::lround(value)), 0, 255);
}

/// Monotone cubic interpolation (Fritsch and Butland 1984) between the anchors.
std::vector<QRgb> tableOf(std::span<const Anchor> anchors)
{
    std::vector<QRgb> table(256);
    std::size_t left = 0;
    for (int i = 0; i < 256; ++i) {
        while (left + 2 < anchors.size() && i > anchors[left + 1].index) {
            ++left;
        }
        table[static_cast<std::size_t>(i)] =
            qRgb(interpolated(anchors, left, i, 0), interpolated(anchors, left, i, 1),
                 interpolated(anchors, left, i, 2));
    }
    return table;
}

// Every fifteenth colour (and one where green turns) of the maps by S. van der Walt and N. Smith
// (2015), released as CC0.
constexpr Anchor viridis[] = {{0, 0x440154},   {15, 0x481769},  {30, 0x472a7a},  {45, 0x433d84},
                              {60, 0x3d4e8a},  {75, 0x355e8d},  {90, 0x2e6d8e},  {105, 0x297b8e},
                              {120, 0x23898e}, {135, 0x1f978b}, {150, 0x21a585}, {165, 0x2eb37c},
                              {180, 0x46c06f}, {195, 0x65cb5e}, {210, 0x89d548}, {225, 0xb0dd2f},
                              {240, 0xd8e219}, {246, 0xe7e419}, {255, 0xfde725}};
constexpr Anchor magma[] = {{0, 0x000004},   {15, 0x090720},  {30, 0x1a1042},  {45, 0x311165},
                            {60, 0x4a1079},  {75, 0x621980},  {90, 0x792282},  {105, 0x912b81},
                            {120, 0xaa337d}, {135, 0xc23b75}, {150, 0xd9466b}, {165, 0xec5860},
                            {180, 0xf7725c}, {195, 0xfc8e64}, {210, 0xfeaa74}, {225, 0xfec68a},
                            {240, 0xfde2a3}, {255, 0xfcfdbf}};
// J. Nuñez, C. Anderton and R. Renslow, "Optimizing colormaps with consideration for color vision
// deficiency" (PLoS ONE 2018); more anchors where red leaves zero and where blue turns.
constexpr Anchor cividis[] = {
    {0, 0x00224e},   {15, 0x002d68},  {19, 0x00306f},  {22, 0x003171},  {26, 0x0c3470},
    {30, 0x163770},  {45, 0x2e416d},  {60, 0x3f4c6c},  {75, 0x4e566c},  {90, 0x5c616e},
    {105, 0x696b71}, {120, 0x767676}, {128, 0x7d7c78}, {135, 0x838179}, {150, 0x928c78},
    {165, 0xa09875}, {180, 0xafa471}, {195, 0xbfb06b}, {210, 0xcfbd62}, {225, 0xdfca57},
    {240, 0xf0d846}, {246, 0xf7de3e}, {251, 0xfde334}, {252, 0xfee434}, {255, 0xfee838}};
// Our own: white to black; surface to deep blue; and a diverging pair of equal lightness on both
// sides.
constexpr Anchor greys[] = {
    {0, 0xffffff}, {64, 0xc9c9c9}, {128, 0x8c8c8c}, {192, 0x4c4c4c}, {255, 0x0c0c0c}};
constexpr Anchor balance[] = {{0, 0x0e2a66},   {40, 0x1f57a4},  {80, 0x5f96cb},  {112, 0xb6d0e4},
                              {127, 0xf1f1f0}, {128, 0xf2f1f0}, {143, 0xe9c9bc}, {175, 0xd58670},
                              {215, 0xa9383a}, {255, 0x651026}};
constexpr Anchor saccadeLight[] = {{0, 0xffffff},   {40, 0xdcebfa},  {90, 0xa4ccf2},
                                   {140, 0x5fa3e2}, {190, 0x1f70c4}, {225, 0x114c93},
                                   {255, 0x0a2d5e}};
constexpr Anchor saccadeDark[] = {{0, 0x1d2025},   {40, 0x1f3348},  {90, 0x235583}, {140, 0x3179bd},
                                  {190, 0x62a9ea}, {225, 0xa2d0f8}, {255, 0xeaf5ff}};

} // namespace

ColourMap::ColourMap(std::string_view identifier, std::vector<QRgb> table)
    : m_identifier(identifier), m_table(std::move(table))
{
}

const std::vector<ColourMap>& ColourMap::all()
{
    static const std::vector<ColourMap> maps = {
        {"viridis", tableOf(viridis)},      {"cividis", tableOf(cividis)},
        {"magma", tableOf(magma)},          {"greys", tableOf(greys)},
        {"saccade", tableOf(saccadeLight)}, {"balance", tableOf(balance)}};
    return maps;
}

const ColourMap& ColourMap::named(std::string_view identifier)
{
    const auto& maps = all();
    const auto found = std::ranges::find(maps, identifier, &ColourMap::identifier);
    return found == maps.end() ? maps.front() : *found;
}

const ColourMap& ColourMap::named(std::string_view identifier, Shade shade)
{
    static const ColourMap dark("saccade", tableOf(saccadeDark));
    return identifier == "saccade" && shade == Shade::Dark ? dark : named(identifier);
}

QString ColourMap::title() const
{
    static const std::pair<std::string_view, const char*> titles[] = {
        {"viridis", QT_TRANSLATE_NOOP("ColourMap", "Viridis")},
        {"cividis", QT_TRANSLATE_NOOP("ColourMap", "Cividis")},
        {"magma", QT_TRANSLATE_NOOP("ColourMap", "Magma")},
        {"greys", QT_TRANSLATE_NOOP("ColourMap", "Greys")},
        {"saccade", QT_TRANSLATE_NOOP("ColourMap", "Saccade")},
        {"balance", QT_TRANSLATE_NOOP("ColourMap", "Balance")}};
    for (const auto& [identifier, title] : titles) {
        if (identifier == m_identifier) {
            return QCoreApplication::translate("ColourMap", title);
        }
    }
    return QString::fromUtf8(m_identifier.data(), std::ssize(m_identifier));
}

QRgb ColourMap::colour(float unit) const
{
    if (std::isnan(unit)) {
        return qRgba(0, 0, 0, 0);
    }
    const float place = std::clamp(unit, 0.0F, 1.0F) * 255.0F + 0.5F;
    return m_table[static_cast<std::size_t>(place)];
}

QImage coloured(std::span<const float> values, int rows, int columns, const ColourScale& scale,
                const ColourMap& map)
{
    QImage image(columns, rows, QImage::Format_ARGB32_Premultiplied);
    const auto units = scale.units(values, rows, columns);
    std::size_t i = 0;
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < columns; ++column) {
            line[column] = map.colour(units[i++]);
        }
    }
    return image;
}

} // namespace saccade
