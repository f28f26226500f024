// Trained models of courses and experiments do what they were trained for.
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/models/devices.h"
#include "core/models/session.h"
#include "core/text/tokenizer.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

#include <QProcess>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

namespace saccade
{

namespace
{

using Tokens = std::vector<std::int32_t>;

std::shared_ptr<Backend> backend()
{
    static const auto result = openBackend("cpu");
    return result;
}

std::shared_ptr<const Model> model(const std::string& path)
{
    return openModel(sharedPath("assets/" + path));
}

/// Rows of logits of an encoder.
Tensor encoded(const std::shared_ptr<const Model>& model, const Tokens& tokens)
{
    SessionOptions options;
    options.input.tokens = tokens;
    Session session(model, backend(), options);
    return session.encode(options.input).at("logits");
}

Tensor advanced(const std::shared_ptr<const Model>& model, const Tokens& tokens)
{
    Session session(model, backend(), {.capacity = std::ssize(tokens)});
    return session.advance(tokens, LogitRows::All);
}

std::span<const float> rowOf(const Tensor& logits, std::int64_t row)
{
    const auto width = static_cast<std::size_t>(logits.shape()[-1]);
    return logits.floats().subspan(static_cast<std::size_t>(row) * width, width);
}

std::int32_t best(std::span<const float> logits)
{
    return static_cast<std::int32_t>(std::ranges::max_element(logits) - logits.begin());
}

/// −log of the probability of `token`, in nats.
double surprise(std::span<const float> logits, std::int32_t token)
{
    const double most = *std::ranges::max_element(logits);
    double sum = 0;
    for (const auto logit : logits) {
        sum += std::exp(static_cast<double>(logit) - most);
    }
    return std::log(sum) + most - static_cast<double>(logits[static_cast<std::size_t>(token)]);
}

std::int32_t drawn(std::mt19937& random, std::int32_t count)
{
    return std::uniform_int_distribution<std::int32_t>(0, count - 1)(random);
}

std::string unpacked(const std::filesystem::path& gzip)
{
    QProcess process;
    process.start("gzip", {"-dc", QString::fromStdString(gzip.string())});
    process.waitForFinished();
    return process.readAllStandardOutput().toStdString();
}

} // namespace

class SmallTransformersTest : public QObject
{
    Q_OBJECT

private slots:
    void palindromesAreTold_data();
    void palindromesAreTold();
    void sumsAreRight();
    void listsAreSorted();
    void theFirstUniqueCharacterIsFound();
    void everyFileOfTransformerLensOpens_data();
    void everyFileOfTransformerLensOpens();
    void shakespearesCharactersAreExpected();
    void picturesOfClothesAreExpected();
};

void SmallTransformersTest::palindromesAreTold_data()
{
    QTest::addColumn<QString>("file");
    for (const auto* file :
         {"palindrome_classifier", "palindrome_classifier_eagx", "palindrome_classifier_hard"}) {
        QTest::newRow(file) << file;
    }
}

void SmallTransformersTest::palindromesAreTold()
{
    QFETCH(QString, file);
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto judge = model("lm/arena-algorithmic/" + file.toStdString() + ".pt");
    std::mt19937 random(1);
    constexpr int trials = 100;
    int right = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Tokens half;
        std::ranges::generate_n(std::back_inserter(half), 10, [&] { return drawn(random, 31); });
        Tokens tokens{31}; // start … end, 32
        tokens.insert(tokens.end(), half.begin(), half.end());
        tokens.insert(tokens.end(), half.rbegin(), half.rend());
        tokens.push_back(32);
        const bool isPalindrome = trial % 2 == 0;
        if (!isPalindrome) {
            auto& changed = tokens[static_cast<std::size_t>(1 + drawn(random, 20))];
            changed = (changed + 1 + drawn(random, 30)) % 31;
        }
        right += best(encoded(judge, tokens).floats()) == (isPalindrome ? 1 : 0) ? 1 : 0;
    }
    // One changed number is the hardest case: an independent computation told 94, 97 and 100 of
    // 100 such lists.
    QVERIFY2(right >= 85, std::to_string(right).c_str());
}

void SmallTransformersTest::sumsAreRight()
{
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto adder = model("lm/arena-algorithmic/sum_model.pt");
    QVERIFY(adder->info().generates);
    std::mt19937 random(2);
    const auto digits = [](std::int32_t number) {
        return Tokens{number / 1000, number / 100 % 10, number / 10 % 10, number % 10};
    };
    constexpr std::int32_t plus = 10;
    constexpr std::int32_t equals = 11;
    int right = 0;
    for (int trial = 0; trial < 50; ++trial) {
        const auto one = drawn(random, 5000);
        const auto two = drawn(random, 5000);
        auto tokens = digits(one);
        tokens.push_back(plus);
        const auto second = digits(two);
        tokens.insert(tokens.end(), second.begin(), second.end());
        tokens.push_back(equals);
        const auto said = greedy(adder, backend(), tokens, 4);
        const Tokens answer(said.end() - 4, said.end());
        right += answer == digits(one + two) ? 1 : 0;
    }
    QVERIFY2(right >= 48, std::to_string(right).c_str());
}

void SmallTransformersTest::listsAreSorted()
{
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto sorter = model("lm/arena-algorithmic/sorted_list_model.pt");
    std::mt19937 random(3);
    constexpr std::int32_t separator = 51;
    int right = 0;
    for (int trial = 0; trial < 30; ++trial) {
        Tokens list;
        std::ranges::generate_n(std::back_inserter(list), 10, [&] { return drawn(random, 51); });
        auto sorted = list;
        std::ranges::sort(sorted);
        auto tokens = list;
        tokens.push_back(separator);
        tokens.insert(tokens.end(), sorted.begin(), sorted.end());
        const auto logits = advanced(sorter, tokens);
        for (std::int64_t i = 0; i < 10; ++i) {
            right += best(rowOf(logits, 10 + i)) == sorted[static_cast<std::size_t>(i)] ? 1 : 0;
        }
    }
    // Not perfect: an independent computation gave 55 of 60.
    QVERIFY2(right >= 260, std::to_string(right).c_str());
}

void SmallTransformersTest::theFirstUniqueCharacterIsFound()
{
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto finder = model("lm/arena-algorithmic/first_unique_char_model.pt");
    std::mt19937 random(4);
    constexpr std::int32_t none = 10; // also stands before the text
    int right = 0;
    int asked = 0;
    for (int trial = 0; trial < 20; ++trial) {
        Tokens tokens{none};
        std::ranges::generate_n(std::back_inserter(tokens), 19, [&] { return drawn(random, 10); });
        const auto logits = advanced(finder, tokens);
        for (std::size_t end = 1; end < tokens.size(); ++end) {
            const auto seen = std::span(tokens).subspan(1, end);
            const auto unique = std::ranges::find_if(
                seen, [&](auto token) { return std::ranges::count(seen, token) == 1; });
            const auto expected = unique == seen.end() ? none : *unique;
            right += best(rowOf(logits, static_cast<std::int64_t>(end))) == expected ? 1 : 0;
            ++asked;
        }
    }
    QVERIFY2(right * 100 >= asked * 97,
             (std::to_string(right) + " of " + std::to_string(asked)).c_str());
}

void SmallTransformersTest::everyFileOfTransformerLensOpens_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("heads");
    QTest::newRow("cumsum") << "cumsum_model.pt" << 1 << 1;
    QTest::newRow("unique") << "first_unique_char_model.pt" << 2 << 3;
    QTest::newRow("sorted") << "sorted_list_model.pt" << 1 << 2;
    QTest::newRow("sum") << "sum_model.pt" << 2 << 3;
}

void SmallTransformersTest::everyFileOfTransformerLensOpens()
{
    QFETCH(QString, file);
    QFETCH(int, layers);
    QFETCH(int, heads);
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto opened = model("lm/arena-algorithmic/" + file.toStdString());
    QCOMPARE(opened->info().family, std::string("transformer-lens"));
    QCOMPARE(opened->info().layers, layers);
    QCOMPARE(opened->info().heads, heads);
    const Tokens tokens{1, 2, 3, 4};
    const auto logits =
        opened->info().generates ? advanced(opened, tokens) : encoded(opened, tokens);
    QCOMPARE(logits.shape()[0], 4);
}

void SmallTransformersTest::shakespearesCharactersAreExpected()
{
    REQUIRE_SHARED("assets/lm/nanoebm-char-shakespeare");
    const auto reader = model("lm/nanoebm-char-shakespeare/tiny_gpt.pt");
    QVERIFY(!attentionParts(reader->info()).front().causal);
    const std::string text = "First Citizen:\nBefore we proceed any further, hear me speak.\n\n"
                             "All:\nSpeak, speak.\n\nFirst Citizen:\nYou are all resolved";
    const auto tokens = reader->tokenizer()->encode(text);
    QCOMPARE(reader->tokenizer()->decode(tokens), text);
    const auto& numbers = reader->checkpoint()->configuration.at("stoi");
    QCOMPARE(tokens.front(), numbers.at("F").get<std::int32_t>());
    QVERIFY_EXCEPTION_THROWN(reader->tokenizer()->encode("π"), UsageError);
    constexpr std::size_t context = 32;
    double sum = 0;
    double first = 0;
    std::size_t count = 0;
    for (std::size_t start = 0; start + context < tokens.size(); start += context) {
        const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(start);
        const auto logits = encoded(reader, {begin, begin + context});
        for (std::size_t i = 0; i < context; ++i) {
            sum += surprise(rowOf(logits, static_cast<std::int64_t>(i)), tokens[start + i + 1]);
            ++count;
        }
        first = start == 0 ? sum / static_cast<double>(context) : first;
    }
    const auto mean = sum / static_cast<double>(count);
    QVERIFY2(std::abs(first - 0.0677909) < 1e-4, std::to_string(first).c_str()); // plain Python
    QVERIFY2(mean < 0.25, std::to_string(mean).c_str()); // PROVENANCE: 0.12 nats over its text
}

void SmallTransformersTest::picturesOfClothesAreExpected()
{
    REQUIRE_SHARED("assets/imagegen/igpt-mnist-fmnist");
    REQUIRE_SHARED("assets/images/fashion-mnist-t10k/t10k-images-idx3-ubyte.gz");
    const auto painter = model("imagegen/igpt-mnist-fmnist/fmnist_gen.ckpt");
    QCOMPARE(painter->info().layers, 8);
    QVERIFY(painter->info().generates);
    const auto centroids = toF32(painter->checkpoint()->tensor("centroids"));
    const auto images =
        unpacked(sharedPath("assets/images/fashion-mnist-t10k/t10k-images-idx3-ubyte.gz"));
    constexpr std::size_t header = 16;
    constexpr std::size_t pixels = 784;
    constexpr std::size_t pictures = 8;
    constexpr std::size_t beginning = 260; // of the first, computed in plain Python as well
    QVERIFY(images.size() > header + pictures * pixels);
    double sum = 0;
    for (std::size_t picture = 0; picture < pictures; ++picture) {
        Tokens tokens{painter->info().beginToken.value()};
        for (std::size_t i = 0; i < pixels; ++i) {
            const auto byte = static_cast<unsigned char>(images[header + picture * pixels + i]);
            const auto value = static_cast<float>(byte) / 255.0F;
            const auto nearest = std::ranges::min_element(
                centroids.floats(), {}, [&](float centre) { return std::abs(centre - value); });
            tokens.push_back(static_cast<std::int32_t>(nearest - centroids.floats().begin()));
        }
        const Tokens seen(tokens.begin(), tokens.end() - 1);
        const auto logits = advanced(painter, seen);
        for (std::size_t i = 0; i < pixels; ++i) {
            sum += surprise(rowOf(logits, static_cast<std::int64_t>(i)), tokens[i + 1]);
            if (picture == 0 && i + 1 == beginning) {
                const auto mean = sum / static_cast<double>(beginning);
                QVERIFY2(std::abs(mean - 0.0834951) < 1e-4, std::to_string(mean).c_str());
            }
        }
    }
    const auto mean = sum / static_cast<double>(pictures * pixels);
    qInfo("%f nats a pixel", mean);
    QVERIFY2(mean < 0.5 * std::log(8.0), std::to_string(mean).c_str()); // uniform: ln 16
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::SmallTransformersTest)
#include "tst_small_transformers.moc"
