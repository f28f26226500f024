// Where the window looks first, as asked for on the command line.
#pragma once

namespace saccade
{

class Workbench;
struct WindowOptions;

/// Once the first run is shown: selects part, head and query. A part that the run does not hold is
/// refused with a notice that names those that there are; where a picture of the window is to be
/// taken, the program says so on stderr and ends with code 2.
void selectAtStart(Workbench& workbench, const WindowOptions& options);

} // namespace saccade
