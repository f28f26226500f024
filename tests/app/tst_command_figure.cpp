#include "core/trace/trace.h"
#include "tests/app/command_runner.h"

#include <QImage>
#include <cmath>

namespace saccade
{

namespace
{

constexpr auto traceFile = "trace.safetensors";

} // namespace

class CommandFigureTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const auto outcome = m_program.run({"run", "--model", "demo", "--text", "ROMEO:", "--steps",
                                            "4", "--device", "cpu", "--trace", traceFile});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
    }

    void aFigureIsDrawnInEveryFormat_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begin");
        for (const auto* kind : {"attention", "lines", "heads"}) {
            QTest::addRow("%s.svg", kind)
                << kind << QString("%1.svg").arg(kind) << QByteArray("<?xml");
            QTest::addRow("%s.pdf", kind)
                << kind << QString("%1.pdf").arg(kind) << QByteArray("%PDF-");
            QTest::addRow("%s.png", kind)
                << kind << QString("%1.png").arg(kind) << QByteArray("\x89PNG");
        }
        QTest::newRow("npy") << "attention"
                             << "a.npy" << QByteArray("\x93NUMPY");
        QTest::newRow("csv") << "attention"
                             << "a.csv" << QByteArray("query\\key,");
        QTest::newRow("json") << "attention"
                              << "a.json" << QByteArray("{");
    }
    void aFigureIsDrawnInEveryFormat()
    {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, begin);
        const auto outcome = m_program.run({"figure", kind, "--trace", traceFile, "--layer", "1",
                                            "--head", "2", "--width-mm", "85", "--out", name});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.output.isEmpty(), text(outcome).c_str());
        QFile file(m_program.path(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begin));
        if (name.endsWith(".png")) {
            const QImage image(m_program.path(name));
            QVERIFY(std::abs(image.width() - 85.0 / 25.4 * 300.0) < 2.0);
        }
    }

    void numbersOfAFigureAreThoseOfTheTrace()
    {
        const auto outcome =
            m_program.run({"figure", "attention", "--trace", traceFile, "--layer", "2", "--average",
                           "heads", "--tokens", "1:4", "--out", "mean.json"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QFile file(m_program.path("mean.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto document = nlohmann::json::parse(file.readAll().toStdString());
        const auto trace = loadTrace(m_program.path(traceFile).toStdString());
        const auto& pattern = *trace->find("blocks.2.attention.pattern");
        const auto n = pattern.shape()[1];
        QCOMPARE(document.at("rows").get<int>(), 3);
        for (std::int64_t row = 0; row < 3; ++row) {
            for (std::int64_t column = 0; column < 3; ++column) {
                float mean = 0.0F;
                for (std::int64_t head = 0; head < 4; ++head) {
                    mean += pattern.floats()[static_cast<std::size_t>((head * n + row + 1) * n +
                                                                      column + 1)] /
                            4.0F;
                }
                const auto value = document.at("values")
                                       .at(static_cast<std::size_t>(row))
                                       .at(static_cast<std::size_t>(column))
                                       .get<float>();
                QVERIFY(std::abs(value - mean) < 1e-6F);
            }
        }
    }

    void aRecipeMakesTheSameFigureAgain_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("SVG") << "original.svg";
        QTest::newRow("PDF") << "original.pdf";
        QTest::newRow("PNG") << "original.png";
    }
    void aRecipeMakesTheSameFigureAgain()
    {
        QFETCH(QString, from);
        const QStringList options{"--layer", "1",   "--head",  "3",
                                  "--scale", "log", "--theme", "dark"};
        const QStringList draw{"figure", "attention", "--trace", traceFile};
        auto outcome = m_program.run(draw + options + QStringList{"--out", "original.svg"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        outcome = m_program.run(draw + options + QStringList{"--out", from});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        outcome =
            m_program.run({"figure", "--recipe", from, "--device", "cpu", "--out", "again.svg"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QFile original(m_program.path("original.svg"));
        QFile again(m_program.path("again.svg"));
        QVERIFY(original.open(QIODevice::ReadOnly) && again.open(QIODevice::ReadOnly));
        QCOMPARE(again.readAll(), original.readAll());
    }

    void aRecipeMakesTheSamePdfToTheByte()
    {
        const auto contents = [&](const char* name) {
            QFile file(m_program.path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        auto outcome = m_program.run(
            {"figure", "attention", "--trace", traceFile, "--head", "1", "--out", "first.pdf"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        for (int i = 0; i < 3; ++i) {
            outcome = m_program.run(
                {"figure", "--recipe", "first.pdf", "--device", "cpu", "--out", "second.pdf"});
            QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
            QCOMPARE(contents("second.pdf"), contents("first.pdf"));
        }
        QVERIFY(!contents("first.pdf").isEmpty());
        QVERIFY(!contents("first.pdf").contains("/CreationDate"));
    }

    void aRecipeNoticesThatItsPictureChanged()
    {
        REQUIRE_SHARED("oracles/hf_tiny/vit");
        const auto save = [&](QRgb colour) {
            QImage image(32, 32, QImage::Format_RGB888);
            image.fill(colour);
            return image.save(m_program.path("colour.png"));
        };
        QVERIFY(save(0xff0000));
        const auto run =
            m_program.run({"run", "--model", shared("oracles/hf_tiny/vit"), "--image", "colour.png",
                           "--device", "cpu", "--trace", "colour.safetensors"});
        QVERIFY2(run.exitCode == 0, text(run).c_str());
        const QStringList again{"figure",   "attention", "--recipe", "colour.safetensors",
                                "--device", "cpu",       "--out",    "colour.csv"};
        QCOMPARE(m_program.run(again).exitCode, 0);
        QVERIFY(save(0x00ff00));
        const auto changed = m_program.run(again);
        QCOMPARE(changed.exitCode, 1);
        QVERIFY2(changed.messages.contains("colour.png” has changed"), text(changed).c_str());
    }

    // libpng has something to say of the colour profile of this black square.
    void decodersOfPicturesKeepQuiet()
    {
        REQUIRE_SHARED("oracles/hf_tiny/vit");
        const auto bytes = QByteArray::fromBase64(
            "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAEWlDQ1BzUkdCAAB4nGNggAEA"
            "AAoAAeJ3+bgAAAAQSURBVHicY2AYBaNgFMAAAAMQAAE/LCvsAAAAAElFTkSuQmCC");
        QFile file(m_program.path("profile.png"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const auto outcome = m_program.run({"run", "--model", shared("oracles/hf_tiny/vit"),
                                            "--image", "profile.png", "--device", "cpu"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        QVERIFY2(outcome.messages.isEmpty(), text(outcome).c_str());
    }

    void attentionLiesOnAPhotograph()
    {
        REQUIRE_SHARED("oracles/hf_tiny/vit");
        REQUIRE_SHARED("assets/images/skimage-cc0/chelsea.png");
        auto outcome =
            m_program.run({"run", "--model", shared("oracles/hf_tiny/vit"), "--image",
                           shared("assets/images/skimage-cc0/chelsea.png"), "--device", "cpu",
                           "--capture", "pattern", "--trace", "photo.safetensors"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        const QStringList draw{"figure", "patches", "--trace", "photo.safetensors", "--query", "3"};
        outcome = m_program.run(draw + QStringList{"--opacity", "0", "--out", "photo.png"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        outcome = m_program.run(draw + QStringList{"--smooth", "--out", "map.png"});
        QVERIFY2(outcome.exitCode == 0, text(outcome).c_str());
        const QImage photo(m_program.path("photo.png"));
        const QImage map(m_program.path("map.png"));
        QCOMPARE(photo.size(), map.size());
        QVERIFY(photo != map);
        // A text has no picture to draw on.
        outcome =
            m_program.run({"figure", "patches", "--trace", traceFile, "--out", "nothing.png"});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.messages.contains("not on a picture"), text(outcome).c_str());
    }

private:
    CommandRunner m_program;
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::CommandFigureTest)
#include "tst_command_figure.moc"
