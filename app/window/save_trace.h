// The dialog that asks where a run is to be kept.
#pragma once

class QWidget;

namespace saccade
{

class Workbench;

/// Asks for a file and saves the run of this number, if it is there; nothing if the user cancels.
void saveTraceAs(QWidget& window, Workbench& workbench, int number);

} // namespace saccade
