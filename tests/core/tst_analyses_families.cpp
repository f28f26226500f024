// Every analysis and variant on runs of models of all kinds: decoders, encoders, pictures, both
// together, state spaces. Numbers are finite, or the refusal is a sentence that says why.
#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "tests/support/analysis_runs.h"
#include "tests/support/encoder_runs.h"
#include "tests/support/shared.h"
#include "tests/support/tiny_models.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

namespace saccade
{

namespace
{

/// A run of the family's own input that keeps everything that analyses read.
AnalysisInput runOf(const std::string& family)
{
    const auto folder = sharedPath("oracles/hf_tiny/" + family);
    const auto model = openModel(folder);
    const auto golden = readSafetensors(folder / "golden.safetensors").tensors;
    RunRequest request;
    request.capture = {"pattern", "residual", "embedding", "logits", "values"};
    if (golden.contains("pixel_values")) {
        const auto pixels = golden.find("pixel_values")->second.rows(0, 1);
        const auto& shape = pixels.shape();
        request.input = pictureOf(pixels.reshaped({shape[1], shape[2], shape[3]}));
    } else {
        const std::vector<std::int32_t> tokens{5, 9, 3, 11, 9, 3, 7};
        if (model->info().encodes) {
            request.input = textOf(tokens);
        } else {
            request.prompt = tokens;
        }
        if (model->info().encodes && model->info().generates) {
            request.prompt = model->info().decoderStart;
            request.prompt.insert(request.prompt.end(), {4, 8, 6});
        }
    }
    const auto& backend = sharedBackend("cpu");
    auto trace = runModel(model, backend, request);
    return {std::move(trace), model, backend, std::move(request)};
}

bool areFinite(std::span<const float> values)
{
    return !values.empty() && std::ranges::all_of(values, [](float x) { return std::isfinite(x); });
}

bool isFinite(const Matrix& matrix)
{
    return areFinite(matrix.values) && std::ssize(matrix.values) == matrix.rows * matrix.columns;
}
bool isFinite(const TokenScores& scores)
{
    return areFinite(scores.values) && scores.labels.size() == scores.values.size();
}
bool isFinite(const Series& series)
{
    return !series.lines.empty() && std::ranges::all_of(series.lines, [](const SeriesLine& line) {
        return areFinite(line.values);
    });
}
bool isFinite(const Table& table)
{
    return std::ranges::all_of(table.columns, [](const TableColumn& column) {
        const auto* numbers = std::get_if<std::vector<float>>(&column.cells);
        return numbers == nullptr || areFinite(*numbers);
    });
}
bool isFinite(const Network& network)
{
    return !network.edges.empty();
}

} // namespace

class AnalysesFamiliesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyAnalysisReadsEveryFamily_data();
    void everyAnalysisReadsEveryFamily();
    void everyPartCanBeLookedAt();
    void normsAreThoseOfWhatHeadsBring();
};

void AnalysesFamiliesTest::everyAnalysisReadsEveryFamily_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<bool>("isImplicit");
    for (const auto* family : {"gpt2", "llama", "bert", "vit", "t5"}) {
        QTest::newRow(family) << family << false;
    }
    QTest::newRow("mamba") << "mamba" << true;
}

void AnalysesFamiliesTest::everyAnalysisReadsEveryFamily()
{
    QFETCH(QString, family);
    QFETCH(bool, isImplicit);
    REQUIRE_SHARED("oracles/hf_tiny/" + family.toStdString());
    const auto input = runOf(family.toStdString());
    for (const auto& analysis : Registry<Analysis>::all()) {
        for (const auto& variant : analysis->variants()) {
            const auto name = std::string(analysis->identifier()) + ":" + variant.identifier;
            // Implicit matrices have neither gradients nor values.
            const bool mayRefuse = isImplicit && (analysis->needs() == AnalysisNeeds::Model ||
                                                  analysis->identifier() == "value-weighted");
            Settings settings{{"variant", variant.identifier}};
            if (analysis->identifier() == "integrated-gradients") {
                settings["steps"] = 3;
            }
            try {
                const auto display = analyse(*analysis, input, settings);
                QVERIFY2(std::visit([](const auto& form) { return isFinite(form); }, display),
                         name.c_str());
                QVERIFY(!csvText(display).empty());
                QVERIFY(displayJson(display).contains("title"));
            } catch (const Error& error) {
                QVERIFY2(mayRefuse, (name + ": " + error.what()).c_str());
            }
        }
    }
}

void AnalysesFamiliesTest::everyPartCanBeLookedAt()
{
    REQUIRE_SHARED("oracles/hf_tiny/t5");
    const auto input = runOf("t5");
    const auto rows = [&](const char* part) {
        const auto matrix =
            std::get<Matrix>(analyse(*analysisNamed("rollout").analysis, input, {{"part", part}}));
        return std::pair(matrix.rows, matrix.columns);
    };
    const auto source = std::ssize(input.request.input.tokens);
    const auto target = std::ssize(input.trace->tokens);
    QCOMPARE(rows("encoder.attention"), std::pair(source, source));
    QCOMPARE(rows("decoder.attention"), std::pair(target, target));
    QCOMPARE(rows("cross_attention"), std::pair(target, source));
    const Settings cross{{"part", "cross_attention"}};
    QVERIFY_EXCEPTION_THROWN(analyse(*analysisNamed("flow").analysis, input, cross), UsageError);
    const auto importance =
        std::get<Matrix>(analyse(*analysisNamed("head-importance").analysis, input, cross));
    QVERIFY(isFinite(importance));
}

// By hand, from the checkpoint: four heads that share two heads' values, W_O stored [out, in]. What
// all keys bring together is what the layer adds.
void AnalysesFamiliesTest::normsAreThoseOfWhatHeadsBring()
{
    constexpr std::size_t n = 6, heads = 4, headWidth = 4, width = 16;
    const auto checkpoint = tinyLlama();
    const auto weight = checkpoint.tensor("model.layers.0.self_attn.o_proj.weight");
    const auto model = load(checkpoint);
    RunRequest request;
    request.prompt = {3, 7, 1, 9, 4, 2};
    request.capture = {"pattern", "values", "output"};
    const auto& backend = sharedBackend("cpu");
    const AnalysisInput input{runModel(model, backend, request), model, backend, request};
    const auto pattern = input.trace->find("blocks.0.attention.pattern")->floats();
    const auto values = input.trace->find("blocks.0.attention.values")->floats();
    const auto output = input.trace->find("blocks.0.attention.output")->floats();
    std::vector<float> norms, lengths;
    for (std::size_t query = 0; query < n; ++query) {
        std::array<double, width> sum{};
        for (std::size_t key = 0; key < n; ++key) {
            std::array<double, width> brought{};
            double mean = 0.0;
            for (std::size_t head = 0; head < heads; ++head) {
                const auto share = static_cast<double>(pattern[(head * n + query) * n + key]);
                double squares = 0.0;
                for (std::size_t c = 0; c < headWidth; ++c) {
                    const auto value =
                        static_cast<double>(values[(head / 2 * n + key) * headWidth + c]);
                    squares += value * value;
                    for (std::size_t o = 0; o < width; ++o) {
                        brought[o] +=
                            share * value *
                            static_cast<double>(weight.floats()[o * width + head * headWidth + c]);
                    }
                }
                mean += share * std::sqrt(squares) / static_cast<double>(heads);
            }
            double squares = 0.0;
            for (std::size_t o = 0; o < width; ++o) {
                squares += brought[o] * brought[o];
                sum[o] += brought[o];
            }
            norms.push_back(static_cast<float>(std::sqrt(squares)));
            lengths.push_back(static_cast<float>(mean));
        }
        for (std::size_t o = 0; o < width; ++o) {
            QVERIFY(std::abs(sum[o] - static_cast<double>(output[query * width + o])) < 1e-5);
        }
    }
    const auto found = [&](const char* name) {
        auto choice = analysisNamed(name);
        choice.settings["layer"] = 0;
        return std::get<Matrix>(analyse(*choice.analysis, input, choice.settings)).values;
    };
    compare(found("value-weighted"), norms, "norms", 1e-5);
    compare(found("value-weighted:value-norm"), lengths, "norms of values", 1e-5);
}

} // namespace saccade

QTEST_GUILESS_MAIN(saccade::AnalysesFamiliesTest)
#include "tst_analyses_families.moc"
