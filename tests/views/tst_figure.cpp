#include "core/base/error.h"
#include "core/base/registry.h"
#include "tests/views/synthetic_attention.h"
#include "views/displays/figure.h"

#include <QFile>
#include <QImageReader>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace saccade;

namespace
{

RunDocument document(std::int64_t tokens)
{
    RunDocument run;
    run.title = QStringLiteral("a run <of> words & more");
    run.attention = causalAttention(3, 4, tokens);
    for (std::int64_t i = 0; i < tokens; ++i) {
        run.tokenLabels << (i == 2 ? QStringLiteral("·giraffe") : QStringLiteral("·w%1").arg(i));
    }
    auto trace = std::make_shared<Trace>();
    trace->recipe = {{"model", "tiny <&> \"quoted\""}, {"seed", 7}};
    run.queryLabels = run.tokenLabels;
    run.keyLabels = run.tokenLabels;
    run.trace = trace;
    return run;
}

QString output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput())
                                     : QString();
}

bool has(const char* program)
{
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class FigureTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path place(const QString& name) const
    {
        return m_folder.filePath(name).toStdString();
    }
    static const FigureKind& kind(std::string_view identifier)
    {
        return *Registry<FigureKind>::find(identifier);
    }

private slots:
    void allKindsAreRegistered()
    {
        for (const auto& name : {"attention", "heads", "lines"}) {
            QVERIFY2(Registry<FigureKind>::find(name) != nullptr, name);
        }
    }
    void everyKindDrawsIntoEveryFormat_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("extension");
        for (const auto& item : Registry<FigureKind>::all()) {
            if (!item->fits(document(20))) {
                continue; // tst_patches
            }
            for (const auto& extension : {"png", "svg", "pdf", "PNG"}) {
                const auto name = std::string(item->identifier());
                QTest::addRow("%s %s", name.c_str(), extension)
                    << QString::fromStdString(name) << QString(extension);
            }
        }
    }
    void everyKindDrawsIntoEveryFormat()
    {
        QFETCH(QString, kind);
        QFETCH(QString, extension);
        const auto path = place(QStringLiteral("each-%1.%2").arg(kind, extension));
        FigureOptions options;
        options.head = {1, 2, Combine::Mean};
        options.scale = ScaleKind::Logarithmic;
        const auto run = document(20);
        exportFigure(this->kind(kind.toStdString()), run, options, path);
        const auto recipe = figureRecipe(path);
        QCOMPARE(recipe.at("figure").get<std::string>(), kind.toStdString());
        QCOMPARE(recipe.at("run").dump(), run.trace->recipe.dump());
        QCOMPARE(toJson(figureOptions(recipe.at("options"))).dump(), toJson(options).dump());
        QCOMPARE(QDir(m_folder.path())
                     .entryList({QStringLiteral("each-%1.%2*").arg(kind, extension)},
                                QDir::Files | QDir::CaseSensitive)
                     .size(),
                 1);
    }
    void pngHasItsPhysicalSize()
    {
        const auto path = place(QStringLiteral("size.png"));
        FigureOptions options;
        options.widthMillimetres = 85;
        options.dotsPerInch = 300;
        exportFigure(kind("attention"), document(12), options, path);
        const QImage image(QString::fromStdString(path.string()));
        QCOMPARE(image.width(), 1004); // 85 mm at 300 dots an inch: 1003.9
        QCOMPARE(image.dotsPerMeterX(), 11811);
        QCOMPARE(image.text(QStringLiteral("Software")), QStringLiteral("Saccade"));
        QVERIFY(contents(QString::fromStdString(path.string())).contains("pHYs"));
    }
    void svgHasMillimetresTextAndCells()
    {
        const auto path = place(QStringLiteral("text.svg"));
        exportFigure(kind("attention"), document(12), {}, path);
        const QString svg = QString::fromUtf8(contents(QString::fromStdString(path.string())));
        const auto size =
            QRegularExpression(QStringLiteral("<svg width=\"([0-9.]+)mm\"")).match(svg);
        QVERIFY(size.hasMatch());
        QVERIFY(std::fabs(size.captured(1).toDouble() - 85) < 0.01);
        const auto words = QRegularExpression(QStringLiteral("<text[^>]*>\\s*·giraffe\\s*</text>"))
                               .globalMatch(svg);
        QVERIFY(words.hasNext());
        QVERIFY(svg.contains(QStringLiteral("<desc>")));
        QVERIFY(!svg.contains(QStringLiteral("<image")));
        // type is 6 points at least: the viewBox is in points
        auto sizes = QRegularExpression(QStringLiteral("font-size=\"([0-9.]+)\"")).globalMatch(svg);
        QVERIFY(sizes.hasNext());
        bool isLegible = true;
        while (sizes.hasNext()) {
            isLegible = isLegible && sizes.next().captured(1).toDouble() >= 6;
        }
        QVERIFY(isLegible);
    }
    void manyCellsBecomeOnePicture()
    {
        const auto path = place(QStringLiteral("large.svg"));
        exportFigure(kind("attention"), document(200), {}, path);
        const auto svg = contents(QString::fromStdString(path.string()));
        QCOMPARE(svg.count("<image"), 1);
        QVERIFY(svg.size() < 4'000'000);
    }
    void pdfHasItsPageAndSelectableEmbeddedText()
    {
        const auto path = QString::fromStdString(place(QStringLiteral("text.pdf")).string());
        FigureOptions options;
        options.widthMillimetres = 170;
        const auto run = document(12);
        exportFigure(kind("attention"), run, options, path.toStdString());
        const auto box =
            QRegularExpression(
                QStringLiteral(
                    "/MediaBox \\[\\s*0(?:\\.0+)? 0(?:\\.0+)? ([0-9.]+) ([0-9.]+)\\s*\\]"))
                .match(QString::fromLatin1(contents(path)));
        QVERIFY(box.hasMatch());
        QVERIFY(std::fabs(box.captured(1).toDouble() - 170 / 25.4 * 72) < 0.5);
        QVERIFY(std::fabs(box.captured(2).toDouble() -
                          kind("attention").height(run, options, 170 / 25.4 * 72)) < 1);
        if (!has("pdftotext") || !has("pdffonts") || !has("pdfinfo")) {
            QSKIP("no poppler-utils");
        }
        QVERIFY(output(QStringLiteral("pdftotext"), {path, QStringLiteral("-")})
                    .contains(QStringLiteral("·giraffe")));
        const auto fonts =
            output(QStringLiteral("pdffonts"), {path}).split(u'\n', Qt::SkipEmptyParts).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const auto& font : fonts) {
            QVERIFY2(font.contains(QRegularExpression(QStringLiteral("yes\\s+(yes|no)\\s+yes"))),
                     qPrintable(font)); // embedded, with Unicode
        }
        QVERIFY(
            output(QStringLiteral("pdfinfo"), {path}).contains(QStringLiteral("Attention map")));
    }
    void brightCellIsWhereItBelongs()
    {
        RunDocument run = document(10);
        run.attention = std::make_shared<SyntheticAttention>(
            1, 1, 10, [](int, int, std::int64_t query, std::int64_t key) {
                return query == 7 && key == 2 ? 1.0F : 0.0F;
            });
        FigureOptions options;
        options.dotsPerInch = 144;
        const auto path = place(QStringLiteral("bright.png"));
        exportFigure(kind("attention"), run, options, path);
        const QImage image(QString::fromStdString(path.string()));
        const auto& map = ColourMap::named("viridis");
        QRect cell;
        QRect ground;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width() - 68; ++x) { // without the colour bar
                cell |= image.pixel(x, y) == map.colour(1.0F) ? QRect(x, y, 1, 1) : QRect();
                ground |= image.pixel(x, y) == map.colour(0.0F) ? QRect(x, y, 1, 1) : QRect();
            }
        }
        QVERIFY(!cell.isEmpty());
        const double side = ground.width() / 10.0;
        QVERIFY(std::fabs(cell.center().x() - (ground.left() + 2.5 * side)) < 2);
        QVERIFY(std::fabs(cell.center().y() - (ground.top() + 7.5 * side)) < 2);
    }
    void tokensCanBeChosen()
    {
        FigureOptions options;
        options.firstToken = 2;
        options.lastToken = 5;
        const auto path = place(QStringLiteral("part.svg"));
        exportFigure(kind("lines"), document(12), options, path);
        const auto svg = contents(QString::fromStdString(path.string()));
        QVERIFY(svg.contains("·giraffe"));
        QVERIFY(!svg.contains("·w6"));
    }
    void wrongChoicesAreUsageErrors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QString>("part");
        QTest::newRow("extension") << "a.jpeg" << QByteArray("{}") << ".png, .svg or .pdf";
        QTest::newRow("layer") << "a.png" << QByteArray(R"({"layer": 9})") << "layers are 0 to 2";
        QTest::newRow("head") << "a.png" << QByteArray(R"({"head": -2})") << "heads are 0 to 3";
        QTest::newRow("tokens") << "a.png" << QByteArray(R"({"first-token": 5, "last-token": 50})")
                                << "tokens are 0 to 11";
        QTest::newRow("width") << "a.svg" << QByteArray(R"({"width-mm": 1e9})") << "20 to 2000 mm";
        QTest::newRow("not a number")
            << "a.svg" << QByteArray(R"({"width-mm": "wide"})") << "cannot be read";
        QTest::newRow("dots") << "a.png" << QByteArray(R"({"dpi": 0})") << "36 to 2400";
        QTest::newRow("too large")
            << "a.png" << QByteArray(R"({"dpi": 2400, "width-mm": 2000})") << "too large";
        QTest::newRow("theme") << "a.png" << QByteArray(R"({"theme": "pink"})")
                               << "cannot be \"pink\"";
    }
    void wrongChoicesAreUsageErrors()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, options);
        QFETCH(QString, part);
        try {
            exportFigure(kind("attention"), document(12),
                         figureOptions(nlohmann::json::parse(options.toStdString())), place(name));
            QFAIL("no error");
        } catch (const UsageError& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(part), error.what());
        }
        QVERIFY(!std::filesystem::exists(place(name)));
    }
    void runWithoutAttentionSaysHowToGetIt()
    {
        RunDocument run = document(4);
        run.attention = nullptr;
        for (const auto& item : Registry<FigureKind>::all()) {
            QVERIFY_EXCEPTION_THROWN(
                exportFigure(*item, run, {}, place(QStringLiteral("none.svg"))), UsageError);
        }
    }
    void missingFolderIsAnError()
    {
        QVERIFY_EXCEPTION_THROWN(exportFigure(kind("attention"), document(4), {},
                                              place(QStringLiteral("no/such/folder.png"))),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(figureRecipe(place(QStringLiteral("no-such.png"))), Error);
    }
    void failedExportLeavesTheOldFile()
    {
        const auto path = place(QStringLiteral("kept.svg"));
        exportFigure(kind("attention"), document(4), {}, path);
        const auto before = contents(QString::fromStdString(path.string()));
        FigureOptions options;
        options.head.layer = 99;
        QVERIFY_EXCEPTION_THROWN(exportFigure(kind("attention"), document(4), options, path),
                                 UsageError);
        QCOMPARE(contents(QString::fromStdString(path.string())), before);
    }
};

QTEST_MAIN(FigureTest)
#include "tst_figure.moc"
