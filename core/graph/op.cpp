#include "core/graph/op.h"

#include "core/base/error.h"

namespace saccade
{

void requireShapes(bool condition, const char* sentence)
{
    if (!condition) {
        throw Error(sentence);
    }
}

} // namespace saccade
