// Trained models of courses and experiments do what they were trained for.
#include "core/base/error.h"
#include "core/files/checkpoint.h"
#include "core/models/devices.h"
#include "core/models/session.h"
#include "core/text/tokenizer.h"
#include "tests/support/model_runs.h"
#include "tests/support/shared.h"

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
    void signsOfSumsAreTold();
};

void SmallTransformersTest::palindromesAreTold_data()
{
    // Of lists that are no palindromes for one number alone: shares that a computation in plain
    // Python told, each of 450. None of the models was trained for this case.
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("hardest");
    QTest::newRow("july") << "palindrome_classifier" << 346.0 / 450;
    QTest::newRow("eagx") << "palindrome_classifier_eagx" << 411.0 / 450;
    QTest::newRow("hard") << "palindrome_classifier_hard" << 448.0 / 450;
}

void SmallTransformersTest::palindromesAreTold()
{
    QFETCH(QString, file);
    QFETCH(double, hardest);
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto judge = model("lm/arena-algorithmic/" + file.toStdString() + ".pt");
    std::mt19937 random(1);
    SessionOptions options;
    options.input.tokens.assign(22, 0);
    Session session(judge, backend(), options);
    // Start 31, end 32.
    const auto isPalindrome = [&](const Tokens& list) {
        EncoderInput input;
        input.tokens = {31};
        input.tokens.insert(input.tokens.end(), list.begin(), list.end());
        input.tokens.push_back(32);
        return best(session.encode(input).at("logits").floats()) == 1;
    };
    // As PalindromeDataset of the course makes them: mirrored, or with about half of the mirrored
    // numbers drawn anew.
    constexpr int trials = 200;
    int right = 0;
    int caught = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Tokens list(10);
        std::ranges::generate(list, [&] { return drawn(random, 31); });
        list.resize(20);
        std::reverse_copy(list.begin(), list.begin() + 10, list.begin() + 10);
        right += isPalindrome(list) ? 1 : 0;
        auto mixed = list;
        std::ranges::for_each(mixed.begin() + 10, mixed.end(), [&](auto& number) {
            number = drawn(random, 2) == 0 ? drawn(random, 31) : number;
        });
        right += isPalindrome(mixed) == (mixed == list) ? 1 : 0;
        auto& changed = list[static_cast<std::size_t>(drawn(random, 20))];
        changed = (changed + 1 + drawn(random, 30)) % 31;
        caught += isPalindrome(list) ? 0 : 1;
    }
    const auto figures = std::to_string(right) + " of " + std::to_string(2 * trials) + ", " +
                         std::to_string(caught) + " of " + std::to_string(trials);
    qInfo("%s", figures.c_str());
    QVERIFY2(right >= 2 * trials * 99 / 100, figures.c_str());
    const auto spread = std::sqrt(hardest * (1 - hardest) / trials);
    QVERIFY2(std::abs(caught / double{trials} - hardest) < 3 * spread + 0.005, figures.c_str());
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

// The numbers −5 … 5 are read as rows of a table of 11, the negative ones counted from its end, as
// an index of PyTorch is (CumsumDataset of the course prints them so). Classes: negative, zero,
// positive.
void SmallTransformersTest::signsOfSumsAreTold()
{
    REQUIRE_SHARED("assets/lm/arena-algorithmic");
    const auto judge = model("lm/arena-algorithmic/cumsum_model.pt");
    std::mt19937 random(5);
    SessionOptions options;
    options.input.tokens.assign(20, 0);
    Session session(judge, backend(), options);
    int right = 0;
    double sum = 0;
    constexpr int trials = 100;
    for (int trial = 0; trial < trials; ++trial) {
        Tokens numbers;
        std::ranges::generate_n(std::back_inserter(numbers), 20,
                                [&] { return drawn(random, 11) - 5; });
        EncoderInput input;
        for (const auto number : numbers) {
            input.tokens.push_back(number < 0 ? number + 11 : number);
        }
        const auto logits = session.encode(input).at("logits");
        std::int32_t total = 0;
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            total += numbers[i];
            const auto expected = total < 0 ? 0 : total == 0 ? 1 : 2;
            const auto row = rowOf(logits, static_cast<std::int64_t>(i));
            right += best(row) == expected ? 1 : 0;
            sum += surprise(row, expected);
        }
    }
    const auto mean = sum / (20.0 * trials);
    qInfo("%d of %d, %f nats", right, 20 * trials, mean);
    QVERIFY(right >= 20 * trials * 999 / 1000); // the course states an accuracy of 1.000
    QVERIFY2(std::abs(mean - 0.0323) < 0.01, std::to_string(mean).c_str()); // plain Python
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::SmallTransformersTest)
#include "tst_small_transformers.moc"
