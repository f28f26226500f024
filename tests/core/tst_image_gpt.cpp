// Image GPT reads pictures, expects what its pictures look like, and completes them.
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/models/devices.h"
#include "core/models/session.h"
#include "core/trace/input_files.h"
#include "core/trace/run.h"
#include "tests/support/shared.h"

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

namespace saccade
{

namespace
{

constexpr std::int64_t side = 28;
constexpr std::int64_t pixelCount = side * side;
constexpr const char* clothes = "assets/images/fashion-mnist-t10k/t10k-images-idx3-ubyte.gz";
constexpr const char* checkpoints = "assets/imagegen/igpt-mnist-fmnist";

using Tokens = std::vector<std::int32_t>;

std::shared_ptr<Backend> backend()
{
    static const auto result = openBackend("cpu");
    return result;
}

std::shared_ptr<const Model> painter(const std::string& name)
{
    return openModel(sharedPath(checkpoints) / (name + ".ckpt"));
}

/// Test picture `index` of Fashion-MNIST.
QImage picture(std::int64_t index)
{
    static const QByteArray bytes = [] {
        QProcess process;
        process.start("gzip", {"-dc", QString::fromStdString(sharedPath(clothes).string())});
        process.waitForFinished();
        return process.readAllStandardOutput();
    }();
    constexpr std::int64_t header = 16;
    QImage image(side, side, QImage::Format_Grayscale8);
    for (int row = 0; row < side; ++row) {
        const auto* from = bytes.constData() + header + index * pixelCount + row * side;
        std::copy_n(from, side, reinterpret_cast<char*>(image.scanLine(row)));
    }
    return image;
}

/// The beginning and all pixels of a picture, which goes through a file as a user's does.
Tokens tokensOf(const Model& model, const QImage& image, std::int64_t kept = pixelCount)
{
    const QTemporaryDir folder;
    const auto file = folder.filePath("picture.png");
    return image.save(file) ? picturePrompt(model, file.toStdString(), kept) : Tokens();
}

/// Nats a pixel of the first `count` pixels behind the beginning.
double loss(const std::shared_ptr<const Model>& model, const Tokens& tokens,
            std::int64_t count = pixelCount)
{
    Session session(model, backend(), {.capacity = count});
    const auto logits =
        session.advance(std::span(tokens).first(static_cast<std::size_t>(count)), LogitRows::All);
    const auto width = static_cast<std::size_t>(logits.shape()[1]);
    double sum = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const auto row = logits.floats().subspan(i * width, width);
        const double most = *std::ranges::max_element(row);
        double all = 0;
        for (const auto logit : row) {
            all += std::exp(static_cast<double>(logit) - most);
        }
        sum += std::log(all) + most -
               static_cast<double>(row[static_cast<std::size_t>(tokens[i + 1])]);
    }
    return sum / static_cast<double>(count);
}

/// The same pixels elsewhere.
Tokens shuffled(Tokens tokens)
{
    std::mt19937 random(1);
    for (std::size_t i = tokens.size() - 1; i > 1; --i) {
        std::swap(tokens[i], tokens[1 + random() % i]);
    }
    return tokens;
}

std::shared_ptr<const Trace> completed(const std::shared_ptr<const Model>& model,
                                       const Tokens& prompt, std::vector<std::string> capture)
{
    RunRequest request;
    request.prompt = prompt;
    request.steps = pixelCount + 1 - std::ssize(prompt);
    request.settings["temperature"] = 1.0; // what is most probable alone is an empty picture
    request.seed = 7;
    request.capture = std::move(capture);
    return runModel(model, backend(), request);
}

} // namespace

class ImageGptTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        REQUIRE_SHARED(clothes);
        REQUIRE_SHARED(checkpoints);
    }

    void everyVersionExpectsWhatAPlainComputationDoes_data()
    {
        QTest::addColumn<double>("nats"); // of the first 260 pixels, in Python by gpt2.py
        QTest::newRow("fmnist_gen") << 0.0834951;
        QTest::newRow("fmnist_gen.old1") << 0.1402096;
        QTest::newRow("mnist_gen") << 0.1621065;
        QTest::newRow("mnist_gen.old1") << 0.2160033;
    }

    void everyVersionExpectsWhatAPlainComputationDoes()
    {
        QFETCH(double, nats);
        const auto model = painter(QTest::currentDataTag());
        const auto& info = model->info();
        QCOMPARE(info.inputs, std::vector{InputKind::Image});
        QCOMPARE(info.pixels->rows, side);
        QCOMPARE(info.pixels->colours.shape(), Shape({16, 1}));
        const auto measured = loss(model, tokensOf(*model, picture(0)), 260);
        QVERIFY2(std::abs(measured - nats) < 1e-4, std::to_string(measured).c_str());
    }

    void clothesAreExpectedBetterThanTheirShuffledPixelsAndByTheirOwnModel()
    {
        const auto mine = painter("fmnist_gen");
        const auto ofDigits = painter("mnist_gen");
        constexpr std::int64_t pictures = 8;
        double own = 0, mixed = 0, other = 0;
        for (std::int64_t i = 0; i < pictures; ++i) {
            const auto tokens = tokensOf(*mine, picture(i));
            own += loss(mine, tokens) / pictures;
            mixed += loss(mine, shuffled(tokens)) / pictures;
            other += loss(ofDigits, tokensOf(*ofDigits, picture(i))) / pictures;
        }
        qInfo("nats a pixel: %.3f, shuffled %.3f, by the model of digits %.3f", own, mixed, other);
        QVERIFY(own < 0.5 * std::log(8.0)); // uniform: ln 16
        QVERIFY(own < 0.5 * mixed);
        QVERIFY(own < 0.7 * other);
    }

    void aCompletionKeepsTheGivenHalf()
    {
        const auto model = painter("fmnist_gen");
        const auto image = picture(1);
        const auto prompt = tokensOf(*model, image, pixelCount / 2);
        QCOMPARE(std::ssize(prompt), std::ptrdiff_t{pixelCount / 2 + 1});
        const auto trace = completed(model, prompt, {"pattern"});
        QCOMPARE(std::ssize(trace->tokens), std::ptrdiff_t{pixelCount + 1});
        QVERIFY(std::equal(prompt.begin(), prompt.end(), trace->tokens.begin()));

        const auto* written = trace->find("image");
        QVERIFY(written != nullptr);
        QCOMPARE(written->shape(), Shape({3, side, side}));
        double largest = 0;
        for (int y = 0; y < side / 2; ++y) {
            for (int x = 0; x < side; ++x) {
                const auto value = written->floats()[static_cast<std::size_t>(y * side + x)];
                largest = std::max(largest, std::abs(static_cast<double>(value) -
                                                     qGray(image.pixel(x, y)) / 255.0));
            }
        }
        QVERIFY2(largest < 0.06, std::to_string(largest).c_str()); // half a step between colours

        const auto& shape = trace->sequence("tokens")->shape;
        QCOMPARE(shape, (Sequence{.name = "tokens",
                                  .length = pixelCount + 1,
                                  .leading = 1,
                                  .rows = side,
                                  .columns = side}));
        QCOMPARE(trace->sequence("tokens")->labels.back(), std::string("27, 27"));
        const auto* pattern = trace->find("blocks.7.attention.pattern");
        QVERIFY(pattern != nullptr);
        QCOMPARE(pattern->shape(), Shape({2, pixelCount + 1, pixelCount + 1}));
    }

    void aCompletionIsLikelyToTheModelAndItsTraceIsSavedAndRead()
    {
        const auto model = painter("fmnist_gen");
        const auto trace = completed(model, tokensOf(*model, picture(2), pixelCount / 2), {});
        const auto likely = loss(model, trace->tokens);
        const auto unlikely = loss(model, shuffled(trace->tokens));
        QVERIFY2(likely < 0.5 * unlikely, std::to_string(likely).c_str());
        const QTemporaryDir folder;
        const auto file = folder.filePath("t.safetensors").toStdString();
        saveTrace(*trace, file);
        const auto read = loadTrace(file);
        QCOMPARE(read->sequence("tokens")->shape, trace->sequence("tokens")->shape);
        QCOMPARE(read->find("image")->shape(), trace->find("image")->shape());
    }

    void nothingIsWrittenBehindTheLastPixel()
    {
        const auto model = painter("fmnist_gen");
        RunRequest request;
        request.prompt = tokensOf(*model, picture(0));
        request.capture = {"pattern"};
        const auto whole = runModel(model, backend(), request);
        QCOMPARE(whole->sequence("tokens")->shape.rows, side);
        request.steps = 1;
        QVERIFY_EXCEPTION_THROWN(runModel(model, backend(), request), UsageError);
        request.prompt.resize(1 + 40); // one row and a bit
        request.steps = 0;
        const auto part = runModel(model, backend(), request);
        QCOMPARE(part->find("image")->shape(), Shape({3, 1, side}));
        QCOMPARE(part->sequence("tokens")->shape.rows, std::int64_t{0}); // no grid
        QVERIFY_EXCEPTION_THROWN(tokensOf(*model, picture(0), pixelCount + 1), UsageError);
    }
};

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::ImageGptTest)
#include "tst_image_gpt.moc"
