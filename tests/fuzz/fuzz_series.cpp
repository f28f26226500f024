#include "core/files/series.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto path =
        saccade::writeInput("series.csv", {reinterpret_cast<const char*>(data), size});
    saccade::expectErrorOrSuccess([&] {
        const auto table = saccade::readSeries(path);
        volatile float last = 0;
        for (const auto value : table.values.floats()) {
            last = value;
        }
    });
    return 0;
}
