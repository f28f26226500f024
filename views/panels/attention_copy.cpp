#include "views/panels/attention_copy.h"

#include "core/base/registry.h"
#include "views/displays/figure_parts.h"
#include "views/displays/series_run.h"
#include "views/panels/head_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double pointsPerMillimetre = 72.0 / 25.4;
constexpr std::int64_t mostTokensAsText = 1024;

QImage picture(const FigureKind& kind, const RunDocument& run, const FigureOptions& options)
{
    const double width = options.widthMillimetres * pointsPerMillimetre;
    const double height = kind.height(run, options, width);
    const double scale = options.dotsPerInch / 72.0;
    QImage image(static_cast<int>(std::lround(width * scale)),
                 static_cast<int>(std::lround(height * scale)),
                 QImage::Format_ARGB32_Premultiplied);
    image.fill(Theme::of(options.shade).surface);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    kind.paint(painter, run, options, width);
    return image;
}

QString table(const Matrix& matrix)
{
    QString text;
    for (const auto& label : matrix.columnLabels) {
        text += QLatin1Char('\t') + QString::fromStdString(label);
    }
    text += QLatin1Char('\n');
    const float* value = matrix.values.data();
    for (const auto& label : matrix.rowLabels) {
        text += QString::fromStdString(label);
        for (std::int64_t column = 0; column < matrix.columns; ++column) {
            text += QLatin1Char('\t') + QString::number(static_cast<double>(*value++), 'g', 9);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

/// As the trace names them, the same in every language.
std::vector<std::string> names(const RunDocument& run, const Sequence& axis,
                               const QStringList& labels, std::int64_t first, std::int64_t last)
{
    const auto* sequence = run.trace ? run.trace->sequence(axis.name) : nullptr;
    if (sequence != nullptr && std::ssize(sequence->labels) >= last) {
        return {sequence->labels.begin() + first, sequence->labels.begin() + last};
    }
    std::vector<std::string> list;
    for (auto i = first; i < last; ++i) {
        list.push_back(labels.value(static_cast<qsizetype>(i), QString::number(i)).toStdString());
    }
    return list;
}

} // namespace

Matrix attentionMatrix(const RunDocument& run, const FigureOptions& options)
{
    const auto range = figureRange(run, options);
    Matrix matrix;
    matrix.title = headName(run.headNaming(), options.head).toStdString();
    matrix.rowTitle = "query";
    matrix.columnTitle = "key";
    matrix.valueTitle = "attention";
    matrix.rows = range.queries();
    matrix.columns = range.keys();
    matrix.values = run.attention
                        ->tile({.choice = options.head,
                                .firstQuery = range.firstQuery,
                                .lastQuery = range.lastQuery,
                                .firstKey = range.firstKey,
                                .lastKey = range.lastKey,
                                .rows = static_cast<int>(range.queries()),
                                .columns = static_cast<int>(range.keys()),
                                .pooling = options.pooling})
                        .cells;
    matrix.rowLabels = names(run, run.queries, run.queryLabels, range.firstQuery, range.lastQuery);
    matrix.columnLabels = names(run, run.keys, run.keyLabels, range.firstKey, range.lastKey);
    return matrix;
}

void copyAttention(const RunDocument& run, const std::string& figureKind, FigureOptions options,
                   const QPalette& palette)
{
    auto data = std::make_unique<QMimeData>();
    options.shade = Theme::of(palette).shade;
    options.dotsPerInch = 200;
    if (const auto* kind = Registry<FigureKind>::find(figureKind)) {
        data->setImageData(picture(*kind, run, options));
    }
    const bool isForecast = !run.attention;
    if (isForecast ||
        std::max(run.attention->queries(), run.attention->keys()) <= mostTokensAsText) {
        data->setText(table(isForecast ? forecastMatrix(run) : attentionMatrix(run, options)));
    }
    QGuiApplication::clipboard()->setMimeData(data.release());
}

} // namespace saccade
