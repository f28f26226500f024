#include "views/panels/attention_copy.h"

#include "core/base/error.h"
#include "core/base/registry.h"
#include "views/panels/head_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPainter>
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

} // namespace

Matrix attentionMatrix(const RunDocument& run, const FigureOptions& options)
{
    const auto tokens = run.attention->queries();
    const auto last = options.lastToken < 0 ? tokens : options.lastToken + 1;
    if (options.firstToken < 0 || options.firstToken >= last || last > tokens) {
        throw UsageError(QT_TRANSLATE_NOOP("Error", "The run has tokens 0 to %1, not %2 to %3."),
                         {std::to_string(tokens - 1), std::to_string(options.firstToken),
                          std::to_string(last - 1)});
    }
    const auto count = last - options.firstToken;
    Matrix matrix;
    matrix.title = headName(options.head).toStdString();
    matrix.rowTitle = "query";
    matrix.columnTitle = "key";
    matrix.valueTitle = "attention";
    matrix.rows = matrix.columns = count;
    matrix.values = run.attention
                        ->tile({.choice = options.head,
                                .firstQuery = options.firstToken,
                                .lastQuery = last,
                                .firstKey = options.firstToken,
                                .lastKey = last,
                                .rows = static_cast<int>(count),
                                .columns = static_cast<int>(count),
                                .pooling = options.pooling})
                        .cells;
    for (auto i = options.firstToken; i < last; ++i) {
        matrix.rowLabels.push_back(run.tokenLabels.value(static_cast<qsizetype>(i)).toStdString());
    }
    matrix.columnLabels = matrix.rowLabels;
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
    if (run.attention->queries() <= mostTokensAsText) {
        data->setText(table(attentionMatrix(run, options)));
    }
    QGuiApplication::clipboard()->setMimeData(data.release());
}

} // namespace saccade
