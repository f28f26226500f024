#include "core/files/npy.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path = saccade::writeInput("array.npy", {reinterpret_cast<const char*>(data), size});
    saccade::expectErrorOrSuccess([&] {
        volatile std::byte last{};
        const auto array = saccade::readNpy(path);
        for (const auto byte : array.bytes()) {
            last = byte;
        }
    });
    return 0;
}
