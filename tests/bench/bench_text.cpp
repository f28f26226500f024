// Tokenizers on the whole of tiny Shakespeare and on unbroken text.
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"

#include <benchmark/benchmark.h>
#include <fstream>
#include <iterator>

namespace
{

using namespace saccade;

void encode(benchmark::State& state, const char* file, const std::string& text)
{
    if (text.empty() || !std::filesystem::exists(sharedPath(file))) {
        state.SkipWithError("no shared files");
        return;
    }
    const auto tokenizer = openTokenizerFile(sharedPath(file));
    std::int64_t tokens = 0;
    for (auto _ : state) {
        tokens = std::ssize(tokenizer->encode(text));
        benchmark::DoNotOptimize(tokens);
    }
    state.counters["tokens"] = static_cast<double>(tokens);
    state.SetBytesProcessed(state.iterations() * std::ssize(text));
}

std::string shakespeare()
{
    std::ifstream stream(sharedPath("assets/text/tinyshakespeare/input.txt"), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr const char* gpt2 = "assets/tokenizers/gpt2/vocab.json";
constexpr const char* gptNeox = "assets/tokenizers/gpt-neox-20b/20B_tokenizer.json";
constexpr const char* stories = "assets/derived/stories260k-gguf/stories260K-F32.gguf";
constexpr const char* sentencePiece =
    "assets/tokenizers/sentencepiece-fixtures/test_sentencepiece.model";

void open(benchmark::State& state, const char* file)
{
    if (!std::filesystem::exists(sharedPath(file))) {
        state.SkipWithError("no shared files");
        return;
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(openTokenizerFile(sharedPath(file)));
    }
}

BENCHMARK_CAPTURE(encode, shakespeare_gpt2, gpt2, shakespeare())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, shakespeare_gpt_neox, gptNeox, shakespeare())
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, shakespeare_stories, stories, shakespeare())
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, shakespeare_sentence_piece, sentencePiece, shakespeare())
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, million_a_gpt2, gpt2, std::string(1'000'000, 'a'))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, million_a_stories, stories, std::string(1'000'000, 'a'))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open, gpt2, gpt2)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(open, gpt_neox, gptNeox)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
