#include "core/base/error.h"
#include "core/text/rwkv_vocabulary.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path =
        saccade::writeInput("rwkv_vocab.txt", {reinterpret_cast<const char*>(data), size});
    try {
        saccade::readRwkvVocabulary(path);
    } catch (const saccade::Error&) {
        // Refused, as it should be.
    }
    return 0;
}
