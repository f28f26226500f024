#include "views/number_axis.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

double niceStep(double wanted)
{
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * decade >= wanted * (1 - 1e-9)) {
            return step * decade;
        }
    }
    return 10 * decade;
}

QString powerOfTen(int exponent)
{
    if (exponent >= -3 && exponent <= 3) {
        return QString::number(std::pow(10.0, exponent), 'f', std::max(0, -exponent));
    }
    return QStringLiteral("1e%1").arg(exponent);
}

std::vector<Tick> logarithmicTicks(const ColourScale& scale, int wanted)
{
    if (!(scale.maximum > 0.0F) || !(scale.decades > 0.0F)) {
        return {};
    }
    const double high = std::log10(static_cast<double>(scale.maximum));
    const double low = high - static_cast<double>(scale.decades);
    const int step = std::max(1, static_cast<int>(std::ceil((high - low) / std::max(1, wanted))));
    std::vector<Tick> ticks;
    for (int exponent = static_cast<int>(std::floor(high + 1e-6)); exponent >= low - 1e-6;
         exponent -= step) {
        ticks.insert(ticks.begin(),
                     {std::clamp((exponent - low) / (high - low), 0.0, 1.0), powerOfTen(exponent)});
    }
    return ticks;
}

} // namespace

std::vector<Tick> linearTicks(double minimum, double maximum, int wanted)
{
    if (!(maximum > minimum) || !std::isfinite(maximum - minimum)) {
        return {};
    }
    const double step = niceStep((maximum - minimum) / std::max(1, wanted));
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    std::vector<Tick> ticks;
    const auto last = std::floor(maximum / step + 1e-6);
    for (double i = std::ceil(minimum / step - 1e-6); i <= last; ++i) {
        const double value = i * step + 0.0;
        const QString label =
            decimals > 4 ? QString::number(value, 'g', 2) : QString::number(value, 'f', decimals);
        ticks.push_back({std::clamp((value - minimum) / (maximum - minimum), 0.0, 1.0),
                         i == 0 ? QStringLiteral("0") : label});
    }
    return ticks;
}

std::vector<Tick> ticksOf(const ColourScale& scale, int wanted)
{
    switch (scale.kind) {
    case ScaleKind::Logarithmic:
        return logarithmicTicks(scale, wanted);
    case ScaleKind::PerRow:
        return {{0.0, QStringLiteral("0")}, {1.0, QCoreApplication::translate("ColourBar", "max")}};
    case ScaleKind::Linear:
        break;
    }
    return linearTicks(static_cast<double>(scale.minimum), static_cast<double>(scale.maximum),
                       wanted);
}

} // namespace saccade
