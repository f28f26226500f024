#include "gpu/result.h"

#include "core/base/error.h"

#include <QtGlobal>

namespace saccade
{

void check(VkResult result, const char* doing)
{
    switch (result) {
    case VK_SUCCESS:
        return;
    case VK_ERROR_DEVICE_LOST:
        throw Error(QT_TRANSLATE_NOOP("Error", "The GPU was lost (%1): its driver reset it, or it "
                                               "was removed. Open the model again, or choose the "
                                               "CPU (--device cpu)."),
                    {doing});
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        throw Error(QT_TRANSLATE_NOOP("Error", "The GPU has no memory left (%1). Close other "
                                               "programs, or choose a smaller context, a smaller "
                                               "model or the CPU (--device cpu)."),
                    {doing});
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        throw Error(QT_TRANSLATE_NOOP("Error", "The computer has no memory left for the GPU driver "
                                               "(%1). Close other programs and try again."),
                    {doing});
    default:
        throw Error(QT_TRANSLATE_NOOP("Error", "The Vulkan driver failed (%1, code %2). Update the "
                                               "driver, or choose the CPU (--device cpu)."),
                    {doing, std::to_string(static_cast<int>(result))});
    }
}

} // namespace saccade
