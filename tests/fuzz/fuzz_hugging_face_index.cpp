#include "tests/fuzz/input_file.h"

/// A folder whose index of shards is the input, with one shard.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto config = saccade::writeInput("config.json", std::string("{}"));
    static const auto shard = saccade::writeInput("a.safetensors", saccade::oneTensor());
    saccade::openAndRead(saccade::writeInput("model.safetensors.index.json",
                                             {reinterpret_cast<const char*>(data), size}));
    return 0;
}
