#include "core/text/tokenizer.h"
#include "tests/fuzz/input_file.h"

/// A tokenizer.json, and the text of a few scripts through it and back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path =
        saccade::writeInput("tokenizer.json", {reinterpret_cast<const char*>(data), size});
    saccade::expectErrorOrSuccess([&] {
        const auto tokenizer = saccade::openTokenizerFile(path);
        const auto ids = tokenizer->encode("Hello, wörld  12 中文 😀\xff\n[CLS]");
        if (tokenizer->decode(ids, saccade::SpecialTokens::Add).size() > (1U << 20U)) {
            std::abort(); // a short text has become a megabyte
        }
        for (const auto id : ids) {
            tokenizer->entry(id);
        }
    });
    return 0;
}
