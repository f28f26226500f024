#include "app/window/demo_start.h"

namespace saccade
{

Prompt demoPrompt()
{
    return {.text =
                QStringLiteral("ROMEO:\nI pray thee, speak again.\n\nJULIET:\nI pray thee, speak"),
            .steps = 12};
}

Selection demoSelection()
{
    Selection selection;
    selection.head = {.layer = 0, .head = 3};
    selection.query = 17; // "thee"
    selection.key = 16;   // "pray"
    return selection;
}

} // namespace saccade
