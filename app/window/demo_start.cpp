#include "app/window/demo_start.h"

namespace saccade
{

Prompt demoPrompt()
{
    return {.text = QStringLiteral("ROMEO:\nI pray thee, speak again.\nROMEO:\nI pray thee,"),
            .steps = 12};
}

Selection demoSelection()
{
    Selection selection;
    selection.head = {.layer = 2, .head = 0};
    selection.query = 12;
    selection.key = 2;
    return selection;
}

} // namespace saccade
