#include "views/displays/figure.h"

#include "core/base/error.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QHash>
#include <QImageWriter>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

namespace saccade
{

namespace
{

constexpr double pointsPerMillimetre = 72 / 25.4;
constexpr double dotsPerMetrePerInch = 1 / 0.0254;

struct Job {
    const FigureKind& kind;
    const RunDocument& run;
    const FigureOptions& options;
    QSizeF points;
    QString title;
    QByteArray recipe; // JSON
};

void paintFigure(QPainter& painter, const Job& job)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), job.points), Theme::of(job.options.shade).surface);
    job.kind.paint(painter, job.run, job.options, job.points.width());
}

QString writePng(QIODevice& device, const Job& job)
{
    const double scale = job.options.dotsPerInch / 72.0;
    const QSize pixels(static_cast<int>(std::lround(job.points.width() * scale)),
                       static_cast<int>(std::lround(job.points.height() * scale)));
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull()) {
        return QCoreApplication::translate("Figure", "not enough memory for %1 × %2 pixels")
            .arg(pixels.width())
            .arg(pixels.height());
    }
    image.fill(Theme::of(job.options.shade).surface);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintFigure(painter, job);
    painter.end();
    const int dots = static_cast<int>(std::lround(job.options.dotsPerInch * dotsPerMetrePerInch));
    image.setDotsPerMeterX(dots);
    image.setDotsPerMeterY(dots);
    QImageWriter writer(&device, "png");
    writer.setText(QStringLiteral("Title"), job.title);
    writer.setText(QStringLiteral("Software"), QStringLiteral("Saccade"));
    writer.setText(QStringLiteral("saccade-recipe"), QString::fromUtf8(job.recipe));
    return writer.write(image) ? QString() : writer.errorString();
}

QString writeSvg(QIODevice& device, const Job& job)
{
    constexpr int resolution =
        7200; // the generator's size is in whole units: a hundredth of a point
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setResolution(resolution);
    generator.setSize((job.points * (resolution / 72.0)).toSize());
    generator.setViewBox(QRectF(QPointF(), job.points));
    // the generator writes both as they are, without escaping
    generator.setTitle(job.title.toHtmlEscaped());
    generator.setDescription(QString::fromUtf8(job.recipe).toHtmlEscaped());
    QPainter painter;
    if (!painter.begin(&generator)) {
        return QCoreApplication::translate("Figure", "the SVG writer did not start");
    }
    paintFigure(painter, job);
    return painter.end() ? QString()
                         : QCoreApplication::translate("Figure", "the SVG writer did not finish");
}

QByteArray xmp(const Job& job)
{
    const QString packet = QStringLiteral(
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
        "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:saccade=\"urn:saccade\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<saccade:recipe>%2</saccade:recipe>\n"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return packet.arg(job.title.toHtmlEscaped(), QString::fromUtf8(job.recipe).toHtmlEscaped())
        .toUtf8();
}

// The writer's date of today, which the standard does not ask for: blanks keep all places.
void removeDate(QByteArray& file)
{
    const auto start = file.indexOf("/CreationDate (");
    const auto end = file.indexOf(')', start);
    if (start >= 0 && end >= 0) {
        std::fill(file.begin() + start, file.begin() + end + 1, ' ');
    }
}

QString drawPdf(QIODevice& device, const Job& job)
{
    constexpr int resolution = 1200;
    QPdfWriter writer(&device);
    writer.setResolution(resolution);
    writer.setTitle(job.title);
    writer.setCreator(QStringLiteral("Saccade"));
    writer.setDocumentXmpMetadata(xmp(job));
    const QPageSize page(job.points, QPageSize::Point, QString(), QPageSize::ExactMatch);
    writer.setPageLayout(QPageLayout(page, QPageLayout::Portrait, QMarginsF(0, 0, 0, 0),
                                     QPageLayout::Point, QMarginsF(0, 0, 0, 0)));
    QPainter painter;
    if (!painter.begin(&writer)) {
        return QCoreApplication::translate("Figure", "the PDF writer did not start");
    }
    painter.scale(resolution / 72.0, resolution / 72.0);
    paintFigure(painter, job);
    return painter.end() ? QString()
                         : QCoreApplication::translate("Figure", "the PDF writer did not finish");
}

QString writePdf(QIODevice& device, const Job& job)
{
    QByteArray file;
    QBuffer buffer(&file);
    buffer.open(QIODevice::WriteOnly);
    // The writer stores its fonts in the order of a hash, which is another in every process.
    QHashSeed::setDeterministicGlobalSeed();
    const auto problem = drawPdf(buffer, job);
    QHashSeed::resetRandomGlobalSeed();
    if (!problem.isEmpty()) {
        return problem;
    }
    removeDate(file);
    return device.write(file) == file.size() ? QString() : device.errorString();
}

void checkSizes(const FigureOptions& options)
{
    if (!(options.widthMillimetres >= 20 && options.widthMillimetres <= 2000)) {
        throw UsageError(QT_TRANSLATE_NOOP(
                             "Error", "A figure %1 mm wide cannot be drawn; choose 20 to 2000 mm."),
                         {QString::number(options.widthMillimetres).toStdString()});
    }
    if (options.dotsPerInch < 36 || options.dotsPerInch > 2400) {
        throw UsageError(
            QT_TRANSLATE_NOOP("Error", "%1 dots per inch cannot be drawn; choose 36 to 2400."),
            {std::to_string(options.dotsPerInch)});
    }
}

void checkPixels(const Job& job)
{
    constexpr double most = 30000; // in each direction, so that the picture stays below 4 GB
    const double scale = job.options.dotsPerInch / 72.0;
    if (std::max(job.points.width(), job.points.height()) * scale > most ||
        job.points.width() * job.points.height() * scale * scale > 4e8) {
        throw UsageError(
            QT_TRANSLATE_NOOP(
                "Error",
                "At %1 dots per inch the picture would be too large; choose fewer, or SVG or PDF."),
            {std::to_string(job.options.dotsPerInch)});
    }
}

} // namespace

void exportFigure(const FigureKind& kind, const RunDocument& run, const FigureOptions& options,
                  const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    const auto write = extension == ".png"   ? writePng
                       : extension == ".svg" ? writeSvg
                       : extension == ".pdf" ? writePdf
                                             : nullptr;
    if (write == nullptr) {
        throw UsageError(
            QT_TRANSLATE_NOOP(
                "Error",
                "A figure cannot be written as %1: the name must end in .png, .svg or .pdf."),
            {path.filename().string()});
    }
    checkSizes(options);
    const double width = options.widthMillimetres * pointsPerMillimetre;
    const nlohmann::json recipe = {{"figure", std::string(kind.identifier())},
                                   {"options", toJson(options)},
                                   {"run", run.trace ? run.trace->recipe : nlohmann::json()}};
    const auto replace = nlohmann::json::error_handler_t::replace;
    const Job job{kind,
                  run,
                  options,
                  QSizeF(width, kind.height(run, options, width)),
                  run.title.isEmpty() ? kind.title()
                                      : kind.title() + QStringLiteral(" – ") + run.title,
                  QByteArray::fromStdString(recipe.dump(-1, ' ', false, replace))};
    if (write == writePng) {
        checkPixels(job);
    }
    QSaveFile file(QString::fromStdString(path.string())); // written beside and renamed when whole
    QString problem = file.open(QIODevice::WriteOnly) ? write(file, job) : file.errorString();
    if (problem.isEmpty() && !file.commit()) {
        problem = file.errorString();
    }
    if (!problem.isEmpty()) {
        throw Error(
            QT_TRANSLATE_NOOP(
                "Error",
                "The figure %1 cannot be written: %2. Is the folder there, and is there room?"),
            {path.string(), problem.toStdString()});
    }
}

} // namespace saccade
