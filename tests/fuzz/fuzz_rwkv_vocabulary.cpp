#include "core/text/rwkv_vocabulary.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    saccade::expectErrorOrSuccess([&] {
        saccade::readRwkvVocabulary(
            saccade::writeInput("rwkv_vocab.txt", {reinterpret_cast<const char*>(data), size}));
    });
    return 0;
}
