#include "core/text/chat_template.h"
#include "tests/fuzz/input_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    saccade::expectErrorOrSuccess([&] {
        saccade::renderChat(text, {{"system", "Be brief."}, {"user", "Hello"}}, {});
    });
    return 0;
}
