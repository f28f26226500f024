#include "views/token_label.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QTextOption>
#include <algorithm>
#include <cmath>
#include <vector>

namespace saccade
{

namespace
{

struct Run {
    QString text;
    bool muted = false;
};

/// "·the⟨E6⟩" → "·" muted, "the", "⟨E6⟩" muted. The first sign of a label made of signs alone stays
/// muted too: there is nothing else to read.
std::vector<Run> runsOf(const QString& label)
{
    std::vector<Run> runs;
    bool inBytes = false;
    for (const QChar sign : label) {
        const auto code = sign.unicode();
        inBytes = inBytes || code == u'⟨';
        const bool muted =
            inBytes || code == u'·' || code == u'⏎' || code == u'⇥' || code == u'→' || code == u'␣';
        inBytes = inBytes && code != u'⟩';
        if (runs.empty() || runs.back().muted != muted) {
            runs.push_back({{}, muted});
        }
        runs.back().text += sign;
    }
    return runs;
}

} // namespace

QString isolated(const QString& label)
{
    const bool reorders = std::ranges::any_of(label.toUcs4(), [](uint sign) {
        const auto direction = QChar::direction(sign);
        return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
    });
    return reorders ? QChar(0x2068) + label + QChar(0x2069) : label;
}

QFont smaller(const QFont& font, double factor)
{
    QFont result = font;
    if (font.pixelSize() > 0) {
        result.setPixelSize(std::max(8, static_cast<int>(std::lround(font.pixelSize() * factor))));
    } else {
        result.setPointSizeF(std::max(6.0, font.pointSizeF() * factor));
    }
    return result;
}

void paintTokenLabel(QPainter& painter, const QPointF& baseline, const QString& label,
                     const QFont& font, const LabelColours& colours)
{
    painter.setFont(font);
    if (colours.text == colours.muted) {
        painter.setPen(colours.text);
        painter.drawText(baseline, label);
        return;
    }
    if (const QString whole = isolated(label); whole != label) {
        painter.setPen(colours.text); // its parts would stand in the wrong order
        painter.drawText(baseline, whole);
        return;
    }
    const QFontMetricsF metrics(font, painter.device());
    QPointF place = baseline;
    for (const auto& run : runsOf(label)) {
        painter.setPen(run.muted ? colours.muted : colours.text);
        painter.drawText(place, run.text);
        place.rx() += metrics.horizontalAdvance(run.text);
    }
}

double usualWidth(const QStringList& labels, const QFont& font, double share)
{
    if (labels.isEmpty()) {
        return 0;
    }
    const QFontMetricsF metrics(font);
    const auto step = std::max<qsizetype>(1, labels.size() / 1000);
    std::vector<double> widths;
    for (qsizetype i = 0; i < labels.size(); i += step) {
        widths.push_back(metrics.horizontalAdvance(labels[i]));
    }
    const auto last = std::ssize(widths) - 1;
    const auto most = widths.begin() + std::lround(std::ceil(share * static_cast<double>(last)));
    std::nth_element(widths.begin(), most, widths.end());
    return *most;
}

void paintHint(QPainter& painter, const QRectF& area, const QString& sentence, const QFont& font,
               const QColor& colour)
{
    QTextOption option(Qt::AlignCenter);
    option.setWrapMode(QTextOption::WordWrap);
    painter.setFont(font);
    painter.setPen(colour);
    const double width = std::min(area.width() - 32, QFontMetricsF(font).averageCharWidth() * 48);
    QRectF box(0, 0, std::max(width, 40.0), area.height());
    box.moveCenter(area.center());
    painter.drawText(box, sentence, option);
}

QString shortNumber(float value)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("–");
    }
    const float size = std::fabs(value);
    if (size == 0.0F) {
        return QStringLiteral("0");
    }
    if (size >= 0.01F) {
        return QString::number(static_cast<double>(value), 'f', 2);
    }
    return size >= 0.0005F ? QString::number(static_cast<double>(value), 'f', 3)
                           : QString::number(static_cast<double>(value), 'e', 0)
                                 .replace(QLatin1String("e-0"), QLatin1String("e-"));
}

} // namespace saccade
